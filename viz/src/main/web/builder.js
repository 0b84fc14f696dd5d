// Builds a model without typing JSON: every form changes the same text that the editor shows.
import { button, el, field, toast } from "./dom.js";

const MORPHOLOGY = /\.(swc|asc|h5)$/i;

/** @param change takes the new text */
export function builder(state, change) {
  const box = el("div", { className: "builder" });

  function model() {
    try {
      const parsed = JSON.parse(state.text);
      return parsed && typeof parsed === "object" && "huxley" in parsed ? parsed : null;
    } catch {
      return null;
    }
  }

  /** Applies an edit to the model as it is at that moment. */
  const edit = work => () => {
    const now = model();
    if (!now) return toast("The text is no complete JSON now; mend it first.", "error");
    work(now);
    change(`${JSON.stringify(now, null, 2)}\n`);
  };

  const part = (legend, action, inputs, work) => el("fieldset", {}, el("legend", {}, legend),
    ...Object.entries(inputs).map(([label, input]) => field(label, input)),
    button(action, edit(now => work(now, Object.values(inputs).map(i => i.value.trim())))));

  const input = (value, choices) => {
    if (!choices) return el("input", { value });
    const list = el("datalist", { id: `l${Math.random().toString(36).slice(2)}` }, choices.map(c => el("option", { value: c })));
    const made = el("input", { value, autocomplete: "off" });
    made.setAttribute("list", list.id);
    box.append(list);
    return made;
  };
  const select = choices => el("select", {}, choices.map(c => el("option", {}, c)));
  const listed = (holder, key) => holder[key] === undefined ? holder[key] = [] : Array.isArray(holder[key]) ? holder[key] : holder[key] = [holder[key]];

  function show() {
    const now = model();
    const cells = Object.keys(now?.cells ?? {});
    const key = JSON.stringify([Boolean(now), cells, state.path, state.files.length]);
    if (key === box.dataset.key) return;
    box.dataset.key = key;
    box.replaceChildren();
    if (!now || cells.length === 0) {
      box.append(el("p", { className: "hint" }, "Open a model with a cell, in JSON without comments, to change it here."));
      return;
    }
    const cell = select(cells);
    const morphologies = state.files.map(f => f.path).filter(p => MORPHOLOGY.test(p));
    const own = state.files.map(f => f.path).filter(p => p.endsWith(".mod"));
    const mechanisms = ["pas", "hh", ...own.map(p => p.split("/").at(-1).replace(/\.mod$/, ""))];
    box.append(field("Cell", cell));
    if (morphologies.length) {
      box.append(part("Morphology", "Use", { File: select(morphologies) }, (m, [file]) => m.cells[cell.value].morphology = file));
    }
    box.append(
      part("Paint a channel", "Paint", { Region: input("all", ["all", "soma", "axon", "dend", "apic"]), Channel: input("hh", mechanisms) }, (m, [region, name]) => {
        const paint = listed(m.cells[cell.value], "paint");
        const same = paint.find(p => p.region === region);
        if (same) same.mechanisms = { ...same.mechanisms, [name]: {} };
        else paint.push({ region, mechanisms: { [name]: {} } });
        const file = own.find(p => p.split("/").at(-1) === `${name}.mod`);
        if (file && !listed(m, "mechanisms").some(known => file === known || file.startsWith(`${known}/`))) m.mechanisms.push(file);
      }),
      part("Place a current clamp", "Place", { At: input("soma(0.5)"), Start: input("5 ms"), Duration: input("20 ms"), Amplitude: input("0.2 nA") }, (m, [at, start, duration, amplitude]) => {
        const place = m.cells[cell.value].place ??= {};
        let name = "clamp";
        for (let i = 2; name in place; i++) name = `clamp${i}`;
        place[name] = { at, step: { start, duration, amplitude } };
      }),
      part("Record", "Record", { Variable: input("v", ["v", "ina", "ik", "ica", "cai"]), At: input("soma(0.5)") }, (m, [variable, at]) => listed(m, "record").push({ variable, at })),
      part("Time", "Set", { Duration: input(String(now.simulation?.duration ?? "50 ms")) }, (m, [duration]) => (m.simulation ??= {}).duration = duration));
    const populations = Object.keys(now.populations ?? now.network?.populations ?? {});
    if (populations.length) box.append(el("p", { className: "hint" }, `Populations: ${populations.join(", ")}. Connections are edited as text, with completion.`));
  }
  return { box, show };
}
