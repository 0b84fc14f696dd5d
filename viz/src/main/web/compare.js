// Runs laid over each other.
import { api } from "./api.js";
import { el } from "./dom.js";
import { chart, joined } from "./plots.js";

export async function compare(me, ...ids) {
  const runs = await Promise.all(ids.map(async id => ({ run: await api.run(id), data: await api.data(id) })));
  const lines = new Map();
  const names = runs.map(({ run }, i) => `${i + 1}: ${Object.entries(run.settings).map(([k, v]) => `${k} = ${v}`).join(", ") || run.id}`);
  runs.forEach(({ data }, i) => data.variants.forEach(v => v.traces.forEach(t => {
    const key = `${t.label} (${t.unit})`;
    lines.set(key, [...(lines.get(key) ?? []), { name: names[i], time: t.time_ms, value: t.values, unit: t.unit }]);
  })));
  const spikes = runs.map(({ data }, i) => `${names[i]}: ${data.variants.reduce((n, v) => n + v.spikes, 0)} spikes`);
  return { title: "Compare", kind: "run", trail: [el("a", { href: "#/" }, "Projects"), " / ", el("span", {}, "Compare")],
    content: [el("h1", {}, "Compare runs"), el("ul", {}, spikes.map(s => el("li", {}, s))),
      ...[...lines].slice(0, 24).map(([label, curves]) => el("section", {}, el("h2", {}, label),
        chart(curves.map(c => c.name), joined(curves), { y: curves[0].unit, height: 220 }).box))] };
}
