// One project: its files, the editor, what is wrong, what would be simulated, and its runs.
import { api } from "./api.js";
import { attempt, button, bytes, dialog, el, field, later, number, toast } from "./dom.js";
import { editor, goTo, underline } from "./editor.js";
import { useSchema } from "./schema.js";
import { runTable } from "./runs.js";
import { explore } from "./explore.js";
import { builder } from "./builder.js";

const TEXT = /\.(json|mod|inc|swc|asc|csv|txt|md|dat|hoc)$/i;
const CHECKED = /\.(json|mod|swc|asc|h5)$/i;

export async function project(me, name, wanted) {
  const [files, schema] = await Promise.all([api.files(name), api.schema()]);
  useSchema(schema);
  const state = { name, files, path: null, view: null, text: "", saved: "", model: null };
  const list = el("ul", { className: "files" });
  const pane = el("div", { className: "editor", ondragover: e => e.preventDefault() });
  const report = el("div", { className: "report", "aria-live": "polite" });
  const status = el("span", { className: "status", role: "status" });
  const title = el("span", { className: "path" });
  const table = runTable([], r => r.project === name);
  const build = builder(state, change);

  async function refresh() {
    state.files = await api.files(name);
    drawFiles();
  }

  function drawFiles() {
    list.replaceChildren(...state.files.map(f => el("li", { className: f.path === state.path ? "open" : "" },
      button(f.path, () => open(f.path), { className: "link", title: bytes(f.bytes), "aria-current": f.path === state.path ? "true" : undefined }),
      button("×", () => confirm(`Delete ${f.path}?`) && attempt(async () => { await api.erase(name, f.path); refresh(); }),
        { className: "quiet", "aria-label": `Delete ${f.path}` }))));
  }

  async function open(path) {
    await save();
    const file = state.files.find(f => f.path === path);
    state.path = path;
    state.view?.destroy();
    state.view = null;
    title.textContent = path;
    drawFiles();
    if (!TEXT.test(path) || file?.bytes > 4 << 20) {
      pane.replaceChildren(el("p", { className: "wait" }, `${path}: ${bytes(file?.bytes ?? 0)}. `,
        "This file is not shown as text. ", el("a", { href: `/api/projects/${encodeURIComponent(name)}/file?path=${encodeURIComponent(path)}`, download: path.split("/").at(-1) }, "Download")));
    } else {
      const text = await attempt(() => api.read(name, path));
      if (text === undefined) return;
      pane.replaceChildren();
      state.text = state.saved = text;
      state.view = editor(pane, path, text, typed, [{ key: "Mod-s", run: () => { save().then(check); return true; } },
        { key: "Mod-Enter", run: () => { start(); return true; } }]);
    }
    build.show();
    await check();
  }

  /** The builder gives another text. */
  function change(text) {
    if (state.view) state.view.dispatch({ changes: { from: 0, to: state.view.state.doc.length, insert: text } });
  }

  const soon = later(async () => { await save(); await check(); }, 500);
  function typed(text) {
    state.text = text;
    status.textContent = "not saved yet";
    build.show();
    soon();
  }

  async function save() {
    if (!state.view || state.text === state.saved) return;
    const [path, text] = [state.path, state.text];
    if (await attempt(() => api.write(name, path, text)) === undefined) return;
    if (state.path === path) state.saved = text;
    status.textContent = state.text === state.saved ? "saved" : "not saved yet";
  }

  /** The model that a file belongs to: itself, or what the project runs. */
  function modelOf(path) {
    if (!path?.toLowerCase().endsWith(".json")) return path;
    const isModel = state.view && /"huxley"\s*:|"network"\s*:|"run"\s*:/.test(state.text);
    return isModel ? path : state.files.find(f => f.path === "model.json")?.path ?? path;
  }

  let asked = 0;
  async function check() {
    const turn = ++asked;
    const path = modelOf(state.path);
    if (!path || !CHECKED.test(path)) return report.replaceChildren();
    report.classList.add("waits");
    let found;
    try {
      found = await api.check(name, path);
    } catch (refused) {
      found = { problems: [{ severity: "error", file: path, line: 0, message: refused.message, hint: "" }] };
    }
    if (turn !== asked) return;
    report.classList.remove("waits");
    const entry = Array.isArray(found) ? found[0] : found;
    const problems = entry.problems ?? [];
    state.model = entry.memory ? entry : null;
    if (state.view) underline(state.view, problems.filter(p => p.file === state.path));
    run.disabled = !path.endsWith(".json") || problems.some(p => p.severity === "error");
    report.replaceChildren(...complaints(problems), summary(entry, path));
    if (/\.(mod|swc|asc|h5)$/i.test(path) && !problems.some(p => p.severity === "error")) report.append(await explore(name, path, entry));
  }

  const complaints = problems => problems.length === 0 ? [el("p", { className: "fine" }, "No problems.")]
    : [el("ul", { className: "problems" }, problems.map(p => el("li", { className: p.severity },
      button(p.line ? `${p.file}:${p.line}:${p.column}` : p.file, async () => {
        if (p.file !== state.path && state.files.some(f => f.path === p.file)) await open(p.file);
        if (state.view && p.file === state.path) goTo(state.view, p);
      }, { className: "link" }), el("span", {}, p.message), p.hint ? el("small", {}, p.hint) : "")))];

  function summary(found, path) {
    if (!found.memory) return "";
    const rows = [["Title", found.title], ["Time", `${number(found.duration_ms)} ms in steps of ${number(found.dt_ms)} ms`],
      ...found.kinds.slice(0, 12).map(k => [`Cell ${k.name}`, `${k.cells} × ${k.compartments} compartments`]),
      ...Object.entries(found.populations).map(([n, c]) => [`Population ${n}`, `${c} cells`]),
      ["Connections", String(found.connections)], ["Memory", bytes(found.memory_bytes)],
      ...(found.variants ? [["Sweep", `${found.variants} variants`]] : [])];
    return el("table", { className: "facts" }, el("caption", {}, `What ${path} simulates`), el("tbody", {}, rows.map(([k, v]) => el("tr", {}, el("th", { scope: "row" }, k), el("td", {}, v)))));
  }

  async function start() {
    await save();
    const file = modelOf(state.path) ?? "model.json";
    const inputs = Object.entries(state.model?.parameters ?? {}).map(([key, value]) => field(key, el("input", { name: key, value })));
    const began = Object.fromEntries(Object.entries(state.model?.parameters ?? {}));
    dialog(`Run ${file}`, [...inputs, el("label", { className: "check" }, el("input", { type: "checkbox", name: " live", checked: !state.model?.variants, disabled: Boolean(state.model?.variants) }),
      " Wait for me: begin when I press Run, so that I see it from the start")], "Start", async form => {
      const settings = Object.fromEntries([...form.entries()].filter(([k, v]) => k in began && began[k] !== v));
      const made = await attempt(() => api.start(name, file, settings, form.get(" live") !== null));
      if (!made) return false;
      location.hash = `#/r/${made.id}`;
    });
  }

  async function upload(chosen) {
    await attempt(async () => {
      for (const { path, file } of chosen) {
        if (path.toLowerCase().endsWith(".zip")) await api.unzip(name, file);
        else await api.write(name, path, file);
      }
      toast(`${chosen.length} file${chosen.length === 1 ? "" : "s"} uploaded`);
    });
    await refresh();
  }

  const picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => upload([...picker.files].map(file => ({ path: file.name, file }))) });
  const run = button("Run", start, { className: "main", disabled: true, title: "Ctrl-Enter" });
  const content = [
    el("aside", { className: "left", "aria-label": "Files", ondragover: e => e.preventDefault(), ondrop: async e => { e.preventDefault(); upload(await dropped(e.dataTransfer)); } },
      el("div", { className: "row" }, button("New file", () => dialog("New file", [field("Name", el("input", { name: "path", required: true, placeholder: "channel.mod", autofocus: true }))], "Create", async form => {
        const path = form.get("path");
        if (await attempt(() => api.write(name, path, "")) === undefined) return false;
        await refresh();
        open(path);
      })), button("Upload", () => picker.click()), picker),
      list, el("p", { className: "hint" }, "Drop files, folders or a zip here."),
      el("a", { href: api.archive(name), download: "" }, "Download all")),
    el("section", { className: "middle", "aria-label": "Editor" }, el("div", { className: "row bar" }, title, status, run), pane),
    el("aside", { className: "right", "aria-label": "Model" }, tabs({ Check: report, Build: build.box, Runs: table.box })),
  ];
  return { title: name, kind: "project", trail: [el("a", { href: "#/" }, "Projects"), " / ", el("span", {}, name)], content,
    leave: () => { save(); table.stop(); state.view?.destroy(); },
    ready: () => {
      drawFiles();
      const firstFile = wanted ?? files.find(f => f.path === "model.json")?.path ?? files.find(f => f.path.endsWith(".json"))?.path ?? files[0]?.path;
      if (firstFile) open(firstFile);
    } };
}

function tabs(panels) {
  const names = Object.keys(panels);
  const choose = name => {
    buttons.forEach((b, i) => { b.setAttribute("aria-selected", String(names[i] === name)); b.tabIndex = names[i] === name ? 0 : -1; });
    names.forEach(n => panels[n].hidden = n !== name);
  };
  const buttons = names.map((n, i) => button(n, () => choose(n), { role: "tab", id: `tab-${n}`, "aria-controls": `panel-${n}`, onkeydown: e => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (step) { const next = buttons[(i + step + names.length) % names.length]; next.focus(); next.click(); }
  } }));
  names.forEach(n => { panels[n].setAttribute("role", "tabpanel"); panels[n].id = `panel-${n}`; panels[n].setAttribute("aria-labelledby", `tab-${n}`); });
  choose(names[0]);
  return [el("div", { role: "tablist", className: "tabs", ariaLabel: "Panels" }, buttons), ...names.map(n => panels[n])];
}

/** Files and folders that were dropped, with their paths. */
async function dropped(transfer) {
  const found = [];
  const walk = async (entry, before) => {
    if (entry.isFile) found.push({ path: before + entry.name, file: await new Promise((ok, no) => entry.file(ok, no)) });
    else {
      const reader = entry.createReader();
      for (let some; (some = await new Promise((ok, no) => reader.readEntries(ok, no))).length;) {
        for (const e of some) await walk(e, `${before}${entry.name}/`);
      }
    }
  };
  for (const entry of [...transfer.items].map(i => i.webkitGetAsEntry()).filter(Boolean)) await walk(entry, "");
  return found;
}
