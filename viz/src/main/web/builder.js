import { el } from "./dom.js";

export function builder(state, change) {
  const box = el("div", {});
  return { box, show() {} };
}
