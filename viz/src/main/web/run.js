// One run: while it goes on, live; afterwards, its results.
import { api } from "./api.js";
import { attempt, button, bytes, el, field, number, toast } from "./dom.js";
import { watch } from "./live.js";
import { SceneView } from "./scene.js";
import { chart, joined, LiveTraces, Raster } from "./plots.js";
import { gradient, mapNames } from "./colour.js";
import { isOver, progressOf } from "./runs.js";

export async function run(me, id) {
  let shown = await api.run(id);
  const head = el("div", { className: "row bar" });
  const body = el("div", {});
  let socket = null;
  let timer = 0;
  const guest = Boolean(me.sharedRun);

  function drawHead() {
    head.replaceChildren(el("h1", {}, `${shown.project} / ${shown.file}`), progressOf(shown),
      el("span", { className: "settings" }, Object.entries(shown.settings).map(([k, v]) => `${k} = ${v}`).join(", ")),
      guest ? "" : isOver(shown) ? "" : button("Stop", () => attempt(() => api.stop(id)), { className: "danger" }),
      guest ? "" : button(shown.share ? "Shared" : "Share", share));
  }

  async function share() {
    await attempt(async () => {
      shown = await api.share(id, true);
      drawHead();
      const link = `${location.origin}/?share=${shown.share}`;
      await navigator.clipboard?.writeText(link).catch(() => {});
      const box = el("dialog", { ariaLabel: "Share" }, el("h2", {}, "Anyone with this link can look at this run"),
        field("Link", el("input", { readOnly: true, value: link })),
        el("div", { className: "row end" }, button("Stop sharing", () => attempt(async () => { shown = await api.share(id, false); drawHead(); box.remove(); })),
          button("Close", () => box.remove(), { className: "main" })));
      document.body.append(box);
      box.showModal();
    });
  }

  async function follow() {
    const before = shown;
    shown = await api.run(id).catch(() => shown);
    if (before.state !== shown.state || before.done !== shown.done) drawHead();
    if (shown.live && !socket && !isOver(shown)) begin();
    if (isOver(shown)) return finish();
    timer = setTimeout(follow, 600);
  }

  function begin() {
    const page = live(id, guest, () => follow());
    socket = page.socket;
    body.replaceChildren(page.box);
  }

  async function finish() {
    clearTimeout(timer);
    socket?.close();
    body.querySelectorAll(".controls button, .controls input, .controls select").forEach(b => { if (!b.matches(".keep")) b.disabled = true; });
    body.querySelector(".waiting")?.remove();
    const state = body.querySelector(".controls .state");
    if (state) state.textContent = shown.state;
    body.append(await results(shown));
  }

  drawHead();
  if (isOver(shown)) body.append(await results(shown));
  else {
    body.append(el("p", { className: "waiting", role: "status" }, shown.state === "queued" ? "The run waits for free cores." : "The run is being built."));
    follow();
  }
  return { title: shown.project, kind: "run",
    trail: guest ? [] : [el("a", { href: "#/" }, "Projects"), " / ", el("a", { href: `#/p/${encodeURIComponent(shown.project)}/${encodeURIComponent(shown.file)}` }, shown.project), " / ", el("span", {}, id)],
    content: [head, body], leave: () => { clearTimeout(timer); socket?.close(); } };
}

function live(id, guest, onover) {
  let scene = null;
  let traces = null;
  let picked = null;
  const canvas = el("canvas", { tabIndex: 0, ariaLabel: "The cells in space, coloured by voltage. Arrow keys turn, plus and minus zoom." , role: "img" });
  const view = new SceneView(canvas, pick);
  const raster = new Raster();
  const traceBox = el("div", {});
  const clock = el("output", { className: "clock" }, "0 ms");
  const state = el("span", { className: "state", role: "status" }, "connecting");
  const low = el("span", {}, "-80");
  const high = el("span", {}, "40");
  const strip = el("span", { className: "strip", style: `background:${gradient("viridis")}` });
  const info = el("div", { className: "picked", "aria-live": "polite" }, "Click a compartment to see what it is.");
  const variable = el("select", { onchange: () => socket.ask("watch", { variable: variable.value }) });
  const map = el("select", { className: "keep", onchange: () => { view.colourMap(map.value); strip.style.background = gradient(map.value); } }, mapNames.map(n => el("option", {}, n)));
  const speed = el("select", { onchange: () => socket.ask("speed", { limit: +speed.value }) },
    [["0", "as fast as it can"], ["0.001", "real time × 0.001"], ["0.003", "real time × 0.003"], ["0.01", "real time × 0.01"], ["0.1", "real time × 0.1"], ["1", "real time"]]
      .map(([value, text]) => el("option", { value }, text)));
  const play = button("Run", () => socket.ask(playing ? "pause" : "run"), { className: "main", id: "play" });
  const parameters = el("div", { className: "parameters" });
  let playing = false;

  const socket = watch(id, {
    scene: message => {
      const again = scene !== null && scene.run === message.run;
      scene = message;
      view.show(message);
      setRange();
      if (!again) {
        traces = new LiveTraces(message.traces);
        traceBox.replaceChildren(traces.box);
        raster.clear();
      }
      raster.set(message.populations, 0, message.duration_ms);
      variable.replaceChildren(...message.variables.map(v => el("option", { value: v.name }, v.unit ? `${v.name} (${v.unit})` : v.name)));
      drawParameters(message.parameters);
    },
    status: message => {
      playing = message.state === "running";
      play.textContent = playing ? "Pause" : "Run";
      state.textContent = message.message || message.state;
      state.className = `state ${message.state}`;
    },
    frame: message => {
      if (!scene || message.run !== scene.run) return;
      clock.textContent = `${message.time_ms.toFixed(2)} ms of ${number(scene.duration_ms)}`;
      if (variable.selectedIndex !== message.variable && scene.variables[message.variable]) {
        variable.selectedIndex = message.variable;
        setRange();
      }
      view.frame(message.values, message.gid);
      traces.add(message.samples);
      if (message.gid.length) raster.add(message.spike_ms, message.gid);
      if (picked !== null) describe();
    },
    done: message => message.message && toast(message.message),
    refused: message => toast(message.message, "error"),
    over: () => { state.textContent = "finished"; onover(); },
    lost: () => { state.textContent = "connection lost; trying again"; },
  });

  function setRange() {
    const shown = scene.variables[Math.max(0, variable.selectedIndex)] ?? { low: -80, high: 40 };
    low.textContent = number(shown.low);
    high.textContent = number(shown.high);
    view.range(shown.low, shown.high);
  }

  function pick(index) {
    picked = index;
    describe();
  }

  function describe() {
    if (picked === null) return info.replaceChildren("Click a compartment to see what it is.");
    const { cell, compartment } = view.whose(picked);
    const shape = scene.shapes[scene.cells.shape[cell]];
    const section = shape.sections.find(s => compartment >= s.first && compartment < s.first + s.count);
    const shown = scene.variables[Math.max(0, variable.selectedIndex)];
    const words = [scene.cells.label[cell], section ? `${section.name} (${section.region}) at ${number(shape.x[compartment] ?? 0)}` : "branch point",
      `${number(shape.distance_um[compartment] ?? 0)} µm from the root`, `${shown?.name ?? ""} ${number(view.value(picked))} ${shown?.unit ?? ""}`].join(" · ");
    if (info.firstChild?.className === "words") info.firstChild.textContent = words;
    else {
      const amount = el("input", { type: "number", value: 1, step: 0.1 });
      const time = el("input", { type: "number", value: 2, step: 0.5, min: 0.1 });
      info.replaceChildren(el("span", { className: "words" }, words), guest ? "" : el("span", { className: "row" },
        field("Current (nA)", amount), field("for (ms)", time), button("Inject", () => {
          const at = view.whose(picked);
          socket.ask("inject", { gid: scene.cells.gid[at.cell], compartment: at.compartment, current_nA: +amount.value, duration_ms: +time.value });
        })));
    }
  }

  function drawParameters(all) {
    parameters.replaceChildren(...all.map(p => {
      const most = p.number === 0 ? 1 : Math.abs(p.number) * 3;
      const text = el("output", {}, p.value);
      const slider = el("input", { type: "range", min: p.number < 0 ? -most : 0, max: most, step: most / 300, value: p.number, disabled: guest,
        oninput: () => text.textContent = `${number(+slider.value)} ${p.unit}`,
        onchange: () => socket.ask("set", { name: p.name, value: `${+(+slider.value).toPrecision(5)} ${p.unit}`.trim() }) });
      return el("div", { className: "parameter" }, field(p.name, slider), text);
    }));
  }

  const steer = guest ? [] : [play, button("Step", () => socket.ask("step", { steps: 1 })), button("Epoch", () => socket.ask("epoch")),
    field("Speed", speed), button("Save state", () => socket.ask("checkpoint"))];
  const box = el("div", { className: "live" },
    el("div", { className: "row controls" }, steer, clock, state),
    el("div", { className: "split" },
      el("div", { className: "space" }, canvas,
        el("div", { className: "row legend" }, field("Shown", variable), low, strip, high, field("Colours", map)), info, parameters),
      el("div", { className: "curves" }, el("h2", {}, "Traces"), traceBox, el("h2", {}, "Spikes"), raster.canvas)));
  return { box, socket };
}

async function results(run) {
  const box = el("section", { className: "results" }, el("h2", {}, "Results"));
  if (run.message) box.append(el("pre", { className: run.state === "failed" ? "message error" : "message", tabIndex: 0 }, run.message));
  const files = (await api.results(run.id)).filter(f => f.path.startsWith("results/"));
  if (files.length === 0) {
    box.append(el("p", {}, "The run left no results."));
    return box;
  }
  const plots = el("div", {});
  box.append(plots);
  attempt(async () => {
    const data = await api.data(run.id);
    plots.append(...drawn(data));
  });
  box.append(el("h3", {}, "Files"), el("ul", { className: "downloads" }, files.map(f => el("li", {},
    el("a", { href: api.result(run.id, f.path), download: f.path.split("/").at(-1) }, f.path.slice("results/".length)), ` ${bytes(f.bytes)}`)),
  el("li", {}, el("a", { href: api.everything(run.id), download: "" }, "everything as a zip"))));
  const pictures = files.filter(f => f.path.endsWith(".png"));
  box.append(el("div", { className: "figures" }, pictures.map(f => el("img", { src: api.result(run.id, f.path), alt: `Figure ${f.path.slice(8)}`, loading: "lazy" }))));
  return box;
}

/** Charts of results: one run by units, a sweep as small multiples. */
export function drawn(data) {
  if (data.variants.length > 1) {
    return [el("div", { className: "multiples" }, data.variants.map(v => el("figure", {},
      el("figcaption", {}, Object.entries(v.parameters).map(([k, x]) => `${k} = ${x}`).join(", "), ` · ${v.spikes} spikes`),
      ...byUnit(v, 130, false).slice(0, 1))))];
  }
  const [v] = data.variants;
  if (!v) return [];
  const boxes = byUnit(v, 220, true);
  if (v.gid.length) {
    const raster = new Raster();
    raster.set([{ first: 0, count: Math.max(...v.gid) + 1 }], v.from_ms, v.to_ms);
    raster.add(v.spike_ms, v.gid);
    boxes.push(el("h3", {}, `${v.spikes} spikes`), raster.canvas);
  }
  return boxes;
}

const byUnit = (variant, height, legend) => Object.entries(Object.groupBy(variant.traces, t => t.unit)).map(([unit, traces]) => {
  const some = traces.slice(0, 12);
  return chart(some.map(t => t.label), joined(some.map(t => ({ time: t.time_ms, value: t.values }))), { y: unit, height, legend }).box;
});
