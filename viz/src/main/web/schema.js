// Completion and explanation of keys by the schema of models.
import { syntaxTree } from "@codemirror/language";

let root = {};
export const useSchema = schema => root = schema;

function resolve(schema) {
  let found = schema;
  for (let i = 0; found?.$ref && i < 20; i++) {
    found = found.$ref.replace(/^#\/?/, "").split("/").filter(Boolean).reduce((s, key) => s?.[key.replaceAll("~1", "/")], root);
  }
  return found ?? {};
}

/** All that a schema may be. */
function choices(schema, depth = 0) {
  const s = resolve(schema);
  if (depth > 6) return [];
  return [s, ...["anyOf", "oneOf", "allOf"].flatMap(kind => (s[kind] ?? []).flatMap(c => choices(c, depth + 1)))];
}

function inside(schemas, key) {
  return schemas.flatMap(s => choices(s)).flatMap(s => typeof key === "number"
    ? (s.items ? [s.items] : [])
    : s.properties?.[key] ? [s.properties[key]]
      : Object.entries(s.patternProperties ?? {}).filter(([p]) => new RegExp(p).test(key)).map(([, v]) => v)
        .concat(typeof s.additionalProperties === "object" ? [s.additionalProperties] : []));
}

const unquoted = text => text.replace(/^"|"$/g, "");

/** Keys from the top of the document to a node. */
function pathTo(node, doc) {
  const path = [];
  for (let n = node; n; n = n.parent) {
    if (n.name === "Property") {
      const name = n.getChild("PropertyName");
      if (name) path.unshift(unquoted(doc.sliceString(name.from, name.to)));
    } else if (n.parent?.name === "Array") {
      path.unshift(0);
    }
  }
  return path;
}

const at = path => path.reduce(inside, [root]);

export function complete(context) {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  const doc = context.state.doc;
  const word = context.matchBefore(/"?[\w.]*/);
  const before = doc.sliceString(Math.max(0, context.pos - 300), word?.from ?? context.pos).trimEnd();
  const isValue = before.endsWith(":") || before.endsWith("[") || (before.endsWith(",") && nearest(node)?.name === "Array");
  let holder = nearest(node);
  if (!context.explicit && !word?.text.length) return null;
  let options;
  if (isValue) {
    const property = before.endsWith(":") ? /"([^"]*)"\s*:$/.exec(before)?.[1] : undefined;
    const path = holder ? pathTo(holder, doc) : [];
    const schemas = holder?.name === "Array" ? inside(at(path), 0) : property === undefined ? [] : inside(at(path), property);
    options = schemas.flatMap(s => choices(s)).flatMap(s => [...(s.enum ?? []), ...("const" in s ? [s.const] : [])])
      .map(v => ({ label: JSON.stringify(v), type: "enum" }));
  } else {
    const taken = new Set((holder?.getChildren?.("Property") ?? []).map(p => p.getChild("PropertyName"))
      .filter(n => n && !(n.from <= context.pos && n.to >= context.pos)).map(n => unquoted(doc.sliceString(n.from, n.to))));
    options = at(holder ? pathTo(holder, doc) : []).flatMap(s => choices(s)).flatMap(s => Object.entries(s.properties ?? {}))
      .filter(([key]) => !taken.has(key))
      .map(([key, s]) => ({ label: `"${key}"`, type: "property", info: describe(s), apply: `"${key}": ` }));
  }
  const unique = [...new Map(options.map(o => [o.label, o])).values()];
  return unique.length ? { from: word?.from ?? context.pos, options: unique, validFor: /^"?[\w.]*$/ } : null;
}

function nearest(node) {
  for (let n = node; n; n = n.parent) if (n.name === "Object" || n.name === "Array") return n;
  return null;
}

const describe = schema => choices(schema).map(s => s.description).filter(Boolean)[0] ?? "";

/** What the key under the pointer means. */
export function explain(view, pos) {
  const node = syntaxTree(view.state).resolveInner(pos, 1);
  if (node.name !== "PropertyName") return null;
  const text = at(pathTo(node, view.state.doc)).map(describe).filter(Boolean)[0];
  if (!text) return null;
  return { pos: node.from, end: node.to, above: true, create: () => {
    const dom = document.createElement("div");
    dom.className = "explain";
    dom.textContent = text;
    return { dom };
  } };
}
