// Elements, made briefly. Text is always text, never markup.

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

export const button = (text, onclick, properties = {}) => el("button", { type: "button", onclick, ...properties }, text);

export function toast(text, kind = "info") {
  const shown = el("div", { className: `toast ${kind}` }, text, button("×", () => shown.remove(), { "aria-label": "Close" }));
  document.getElementById("toasts").append(shown);
  if (kind === "info") setTimeout(() => shown.remove(), 5000);
}

/** Work that may be refused: the reason is shown. */
export async function attempt(work) {
  try {
    return await work();
  } catch (refused) {
    toast(refused.message, "error");
    return undefined;
  }
}

export function later(work, ms) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), ms);
  };
}

export const bytes = n => n < 1024 ? `${n} B` : n < 1 << 20 ? `${(n / 1024).toFixed(1)} kB` : `${(n / (1 << 20)).toFixed(1)} MB`;

export const number = x => !Number.isFinite(x) ? String(x) : Math.abs(x) >= 1e5 || (x !== 0 && Math.abs(x) < 1e-3)
  ? x.toExponential(3) : String(+x.toPrecision(4));

export function dialog(title, form, confirm, done) {
  const box = el("dialog", { "aria-label": title },
    el("form", { method: "dialog", onsubmit: async event => {
      event.preventDefault();
      if (await done(new FormData(event.target)) !== false) box.close();
    } }, el("h2", {}, title), ...form,
      el("div", { className: "row end" }, button("Cancel", () => box.close()), el("button", { className: "main" }, confirm))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

export function field(label, input) {
  input.id ||= `f${Math.random().toString(36).slice(2)}`;
  return el("label", { className: "field", htmlFor: input.id }, el("span", {}, label), input);
}
