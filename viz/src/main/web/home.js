// All projects, and the models to begin with.
import { api } from "./api.js";
import { attempt, button, dialog, el, field, toast } from "./dom.js";
import { runTable } from "./runs.js";

const open = name => location.hash = `#/p/${encodeURIComponent(name)}`;

export async function home() {
  const [projects, models, runs] = await Promise.all([api.projects(), api.models(), api.runs()]);
  const free = wanted => {
    for (let i = 1; ; i++) {
      const name = i === 1 ? wanted : `${wanted} ${i}`;
      if (!projects.includes(name)) return name;
    }
  };
  const create = model => dialog(model ? `New project from ${model}` : "New project",
    [field("Name", el("input", { name: "name", required: true, value: free(model || "my model"), autofocus: true }))], "Create", async form => {
      const made = await attempt(async () => {
        const { name } = await api.create(form.get("name"), model);
        if (!model) await api.write(name, "model.json", EMPTY);
        return name;
      });
      if (made === undefined) return false;
      open(made);
    });
  const importing = el("input", { type: "file", hidden: true, accept: ".zip", onchange: () => attempt(async () => {
    const archive = importing.files[0];
    const { name } = await api.create(free(archive.name.replace(/\.zip$/i, "").replace(/[^\p{L}\p{N} _-]/gu, "-")));
    try {
      await api.unzip(name, archive);
    } catch (refused) {
      await api.remove(name);
      throw refused;
    }
    open(name);
  }) });
  const table = runTable(runs.slice(0, 8));
  return {
    title: "Projects", kind: "home",
    leave: table.stop,
    content: [
      el("section", {}, el("div", { className: "row" }, el("h1", {}, "Projects"),
        button("New project", () => create(""), { className: "main" }), button("Import a zip", () => importing.click()), importing),
      projects.length === 0 ? el("p", {}, "None yet. Begin with one of the models below.")
        : el("ul", { className: "projects" }, projects.map(name => el("li", {}, el("a", { href: `#/p/${encodeURIComponent(name)}` }, name),
          button("×", () => confirm(`Delete the project "${name}" with all its files?`)
            && attempt(async () => { await api.remove(name); dispatchEvent(new HashChangeEvent("hashchange")); }),
          { "aria-label": `Delete ${name}`, className: "quiet" }))))),
      el("section", {}, el("h2", {}, "Ready models"), el("div", { className: "gallery" }, models.map(m =>
        el("article", {}, picture(m), el("h3", {}, m.title || m.name), el("p", {}, m.description),
          button("Start from this", () => create(m.name), { "aria-label": `Start from ${m.title || m.name}` }))))),
      runs.length ? el("section", {}, el("h2", {}, "Latest runs"), table.box) : "",
    ],
  };
}

const picture = model => el("img", { src: api.picture(model.name), alt: "", loading: "lazy", width: 320, height: 180,
  onerror: e => e.target.replaceWith(el("div", { className: "nopicture", "aria-hidden": "true" }, "∿")) });

const EMPTY = `{
  "huxley": "1",
  "title": "My model",

  "simulation": { "duration": "50 ms", "temperature": "6.3 degC", "initialVoltage": "-65 mV" },

  "cells": {
    "neuron": {
      "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
      "paint": [
        { "region": "all", "capacitance": "1 uF/cm2", "axialResistivity": "100 ohm cm", "mechanisms": { "hh": {} } }
      ],
      "place": {
        "electrode": { "at": "soma(0.5)", "step": { "start": "5 ms", "duration": "40 ms", "amplitude": "0.2 nA" } }
      }
    }
  },

  "record": [ { "variable": "v", "at": "soma(0.5)" } ]
}
`;
