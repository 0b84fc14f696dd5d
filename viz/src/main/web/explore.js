// What a mechanism or a morphology is like.
import { api } from "./api.js";
import { el, number } from "./dom.js";

export async function explore(project, path, entry) {
  if (entry.facts) return morphology(entry.facts);
  const rows = [["Name", entry.name], ["Kind", entry.kind], ["States", entry.states.join(", ") || "none"], ["Ions", entry.ions.join("; ") || "none"]];
  return el("table", { className: "facts" }, el("caption", {}, "Mechanism"), el("tbody", {}, rows.map(([k, v]) => el("tr", {}, el("th", { scope: "row" }, k), el("td", {}, v)))));
}

function morphology(facts) {
  return el("table", { className: "facts" }, el("caption", {}, `${facts.sections} sections, ${facts.branchPoints} branch points, ${facts.tips} tips`),
    el("thead", {}, el("tr", {}, ["Type", "Sections", "Length (µm)", "Area (µm²)"].map(h => el("th", { scope: "col" }, h)))),
    el("tbody", {}, facts.types.map(t => el("tr", {}, el("th", { scope: "row" }, t.name), el("td", {}, t.sections), el("td", {}, number(t.length_um)), el("td", {}, number(t.area_um2))))));
}
