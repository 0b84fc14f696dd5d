// Lists of runs, kept up to date.
import { api } from "./api.js";
import { attempt, button, el } from "./dom.js";

const WORDS = { queued: "waits", running: "runs", done: "done", failed: "failed", stopped: "stopped" };

export const isOver = run => run.state !== "queued" && run.state !== "running";

export function progressOf(run) {
  if (run.state !== "running") return el("span", { className: `state ${run.state}` }, WORDS[run.state]);
  return el("progress", { max: run.of || 1, value: run.done, ariaLabel: `${run.done} of ${run.of} ${run.unit}` });
}

const settings = run => Object.entries(run.settings).map(([k, v]) => `${k} = ${v}`).join(", ");

/** @param filter which runs belong here */
export function runTable(first, filter = () => true) {
  const box = el("div", { className: "runs" });
  const chosen = new Set();
  const draw = runs => {
    const compare = button("Compare", () => location.hash = `#/compare/${[...chosen].join("/")}`, { disabled: chosen.size < 2 });
    box.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ["", "Run", "", ""].map(h => el("th", { scope: "col" }, h)))),
      el("tbody", {}, runs.map(run => el("tr", {},
        el("td", {}, el("input", { type: "checkbox", checked: chosen.has(run.id), ariaLabel: `Compare run ${run.id}`, disabled: run.state !== "done",
          onchange: e => { e.target.checked ? chosen.add(run.id) : chosen.delete(run.id); compare.disabled = chosen.size < 2; } })),
        el("td", {}, el("a", { href: `#/r/${run.id}` }, `${run.project} / ${run.file}`), el("small", {}, [settings(run), new Date(run.asked_ms).toLocaleString()].filter(Boolean).join(" · "))),
        el("td", {}, progressOf(run)),
        el("td", {}, isOver(run)
          ? button("×", () => attempt(async () => { await api.forget(run.id); refresh(); }), { className: "quiet", "aria-label": `Delete run ${run.id}` })
          : button("Stop", () => attempt(() => api.stop(run.id)), { "aria-label": `Stop run ${run.id}` })))))),
    runs.filter(r => r.state === "done").length > 1 ? compare : "");
  };
  let timer = 0;
  const refresh = async () => {
    clearTimeout(timer);
    const runs = (await api.runs().catch(() => [])).filter(filter);
    draw(runs.slice(0, 30));
    timer = setTimeout(refresh, runs.every(isOver) ? 5000 : 700);
  };
  draw(first);
  timer = setTimeout(refresh, 700);
  return { box, refresh, stop: () => clearTimeout(timer) };
}
