// The editor: JSON with completion by the schema, NMODL with colours, problems underlined where they are.
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, drawSelection } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { StreamLanguage, syntaxHighlighting, HighlightStyle, bracketMatching, foldGutter, indentOnInput, indentUnit } from "@codemirror/language";
import { json } from "@codemirror/lang-json";
import { autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { lintGutter, setDiagnostics, lintKeymap } from "@codemirror/lint";
import { searchKeymap, highlightSelectionMatches } from "@codemirror/search";
import { tags } from "@lezer/highlight";
import { complete, explain } from "./schema.js";

const BLOCKS = /^(?:NEURON|PARAMETER|ASSIGNED|STATE|INITIAL|BREAKPOINT|DERIVATIVE|KINETIC|PROCEDURE|FUNCTION|NET_RECEIVE|UNITS|CONSTANT|LINEAR|NONLINEAR|FUNCTION_TABLE|BEFORE|AFTER|WATCH|INCLUDE|TITLE|INDEPENDENT|DESTRUCTOR|CONSTRUCTOR|UNITSON|UNITSOFF)\b/;
const WORDS = /^(?:SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL|ELECTRODE_CURRENT|NONSPECIFIC_CURRENT|USEION|READ|WRITE|VALENCE|RANGE|GLOBAL|POINTER|BBCOREPOINTER|EXTERNAL|THREADSAFE|RANDOM|SOLVE|METHOD|STEADYSTATE|cnexp|derivimplicit|sparse|euler|if|else|while|for|from|to|LOCAL|TABLE|DEPEND|FROM|TO|WITH|CONSERVE|COMPARTMENT|LONGITUDINAL_DIFFUSION|FOR_NETCONS|START|STEP|FORALL)\b/;

const nmodl = StreamLanguage.define({
  name: "nmodl",
  startState: () => ({ until: null }),
  token(stream, state) {
    if (state.until) {
      if (stream.match(state.until)) state.until = null;
      else stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^COMMENT\b/)) {
      state.until = /^.*?ENDCOMMENT\b/;
      return "comment";
    }
    if (stream.match(/^VERBATIM\b/)) {
      state.until = /^.*?ENDVERBATIM\b/;
      return "comment";
    }
    if (stream.match(/^[:?].*/)) return "comment";
    if (stream.match(BLOCKS)) return "heading";
    if (stream.match(WORDS)) return "keyword";
    if (stream.match(/^\((?:[A-Za-z0-9/.*^% -]+)\)(?=\s*(?:$|[<>:?}]|[a-z]))/i)) return "unit";
    if (stream.match(/^\d+\.?\d*(?:[eE][-+]?\d+)?|^\.\d+(?:[eE][-+]?\d+)?/)) return "number";
    if (stream.match(/^[A-Za-z_]\w*'*/)) return "variableName";
    stream.next();
    return "operator";
  },
  languageData: { commentTokens: { line: ":" } },
  tokenTable: { unit: tags.unit },
});

const look = HighlightStyle.define([
  { tag: tags.propertyName, color: "#173f5f", fontWeight: "600" },
  { tag: tags.string, color: "#7a4100" },
  { tag: [tags.number, tags.bool, tags.null], color: "#1a5fb4" },
  { tag: [tags.comment], color: "#5c6570", fontStyle: "italic" },
  { tag: tags.heading, color: "#173f5f", fontWeight: "700" },
  { tag: tags.keyword, color: "#7b2d8b" },
  { tag: tags.unit, color: "#00664f" },
]);

export function editor(parent, path, text, onchange, keys = []) {
  const isJson = path.toLowerCase().endsWith(".json");
  const language = isJson ? [json(), autocompletion({ override: [complete] }), hoverTooltip(explain)]
    : path.toLowerCase().endsWith(".mod") ? [nmodl, autocompletion()] : [];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), indentUnit.of("  "),
        bracketMatching(), closeBrackets(), highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(),
        syntaxHighlighting(look), language,
        EditorView.contentAttributes.of({ "aria-label": `Text of ${path}`, tabindex: "0" }),
        keymap.of([...keys, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.updateListener.of(update => {
          if (update.docChanged) onchange(view.state.doc.toString());
        })],
    }),
  });
  return view;
}

/** Underlines problems; those without a place are not among them. */
export function underline(view, problems) {
  const doc = view.state.doc;
  view.dispatch(setDiagnostics(view.state, problems.filter(p => p.line >= 1 && p.line <= doc.lines).map(p => {
    const line = doc.line(p.line);
    const from = Math.min(line.from + Math.max(p.column, 1) - 1, line.to);
    return { from, to: Math.min(Math.max(from + p.length, from + 1), doc.length), severity: p.severity,
      message: p.hint ? `${p.message}\n${p.hint}` : p.message };
  })));
}

export function goTo(view, problem) {
  const line = view.state.doc.line(Math.min(Math.max(problem.line, 1), view.state.doc.lines));
  view.dispatch({ selection: { anchor: Math.min(line.from + Math.max(problem.column, 1) - 1, line.to) }, scrollIntoView: true });
  view.focus();
}
