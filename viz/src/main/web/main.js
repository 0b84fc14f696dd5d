// Where the page is: the part of the address after # says which view is shown.
import { api } from "./api.js";
import { el } from "./dom.js";
import { home } from "./home.js";
import { project } from "./project.js";
import { run } from "./run.js";
import { compare } from "./compare.js";
import "uplot/dist/uPlot.min.css";
import "./style.css";

let leave = () => {};

async function show() {
  const main = document.getElementById("main");
  const trail = document.getElementById("trail");
  const [view, ...parts] = location.hash.slice(2).split("/").map(decodeURIComponent);
  leave();
  leave = () => {};
  main.replaceChildren(el("p", { className: "wait" }, "…"));
  const views = { "": home, p: project, r: run, compare };
  try {
    const shown = await (views[view] ?? home)(me, ...parts);
    leave = shown.leave ?? (() => {});
    trail.replaceChildren(...(shown.trail ?? []));
    document.title = [shown.title, "Huxley studio"].filter(Boolean).join(" · ");
    main.className = shown.kind ?? "";
    main.replaceChildren(...shown.content);
    shown.ready?.();
  } catch (refused) {
    main.replaceChildren(el("p", { className: "refused" }, refused.message, " ", el("a", { href: "#/" }, "Back to all projects")));
  }
}

let me;
try {
  me = await api.me();
  // The token stays in a cookie that scripts cannot read, and not in the address.
  if (location.search.includes("token=")) history.replaceState(null, "", `/${location.hash}`);
  document.getElementById("user").textContent = me.sharedRun ? "shared with you" : me.user === "me" ? "" : me.user;
  if (me.sharedRun && !location.hash.startsWith("#/r/")) location.hash = `#/r/${me.sharedRun}`;
  addEventListener("hashchange", show);
  await show();
} catch (refused) {
  document.getElementById("main").replaceChildren(el("p", { className: "refused" }, refused.message));
}
