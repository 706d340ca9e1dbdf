// The YAML page: an editor in the place of the text field. The field stays what the form sends,
// and the page does its whole job without this file.
import {
  EditorState, EditorView, HighlightStyle, autocompletion, bracketMatching, completionKeymap, defaultKeymap,
  drawSelection, highlightActiveLine, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap,
  indentOnInput, keymap, lineNumbers, lintGutter, lintKeymap, linter, searchKeymap, syntaxHighlighting, tags, yaml,
} from "./vendor/codemirror-6.43.15.min.js";

const form = document.getElementById("yaml");
const field = document.getElementById("id_text");
const margin = document.getElementById("margin");
const CHECK_MS = 700;
const KEEP_MS = 4000;
// field -> the room whose ids it names
const NAMING = {
  topic: "topics", level: "levels", slot: "slots", slots: "slots", component: "components", over: "components",
  not_yet: "components", advise: "practices", must_haves: "practices", climb_steps: "practices",
  merge_steps: "practices", fires: "rules", silent: "rules", source: "sources", cost_source: "sources",
};
const FORMULAS = ["when", "asked_when", "done", "derive"];
let words = { schema: {}, names: {} };

// Problems in the margin, from the same check as everywhere

async function send(address, text) {
  const body = new FormData(form);
  body.set("text", text);
  return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
}

async function problems(view) {
  try {
    const answer = await send(form.dataset.problems, view.state.doc.toString());
    if (!answer.ok) throw new Error(answer.status);
    const found = (await answer.json()).problems.map((each) => placed(view.state.doc, each));
    tell(found);
    return found;
  } catch {
    margin.textContent = margin.dataset.trouble;
    return [];
  }
}

function placed(doc, { line, column, message }) {
  const at = doc.line(Math.min(line, doc.lines));
  const from = Math.min(at.from + column - 1, at.to);
  const word = /^[\w'"-]+/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0;
  return { from, to: Math.min(from + Math.max(word, 1), at.to), severity: "error", message, line };
}

function tell(found) {
  const lines = found.map((each) => `${each.line}: ${each.message}`);
  margin.textContent = found.length ? `${margin.dataset.some} ${lines.slice(0, 5).join(" · ")}` : margin.dataset.none;
}

// What one may type here: keys and words of the schema, names of the draft

function resolved(schema) {
  if (schema?.$ref) return resolved(schema.$ref.split("/").slice(1).reduce((part, key) => part?.[key], words.schema));
  if (schema?.anyOf) return resolved(schema.anyOf.find((each) => each.type !== "null"));
  return schema ?? {};
}

function below(schema, key) {
  const whole = resolved(schema);
  if (whole.type === "array") return below(whole.items, key);
  return whole.properties?.[key] ?? Object.values(whole.patternProperties ?? {})[0] ?? whole.additionalProperties;
}

/** The keys above a line, outermost first: those of lines that are indented less. */
function pathTo(doc, number, indent) {
  const path = [];
  for (let at = number - 1; at > 0 && indent > 0; at -= 1) {
    const [, blank, key] = /^([\s-]*)([\w-]+):/.exec(doc.line(at).text) ?? [];
    if (key && blank.length < indent) {
      path.unshift(key);
      indent = blank.includes("-") ? 0 : blank.length;
    }
  }
  return path;
}

function options(labels, type) {
  return labels.map((label) => ({ label, type }));
}

function named(key) {
  if (FORMULAS.includes(key)) {
    const rules = (words.names.rules ?? []).map((id) => id.replaceAll("-", "_"));
    return [...options(words.names.facts ?? [], "variable"), ...options(rules, "function")];
  }
  return options(words.names[NAMING[key]] ?? [], "constant");
}

function complete(context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = context.matchBefore(/[\w-]*/);
  if (!context.explicit && word.from === word.to) return null;
  const [, lead, key] = /^([\s-]*)([\w-]+):/.exec(before) ?? [];
  const indent = lead?.length ?? /^[\s-]*/.exec(before)[0].length;
  const path = pathTo(context.state.doc, line.number, indent);
  const schema = path.reduce(below, words.schema);
  if (key === undefined && !/^[\s-]*[\w-]*$/.test(before)) return null;
  const found = key === undefined ? keysOf(schema, path.at(-1)) : [...named(key), ...valuesOf(below(schema, key))];
  return { from: word.from, options: found, validFor: /^[\w-]*$/ };
}

function keysOf(schema, above) {
  let whole = resolved(schema);
  if (whole.type === "array") whole = resolved(whole.items);
  const keys = Object.keys(whole.properties ?? {}).map((label) => ({ label, type: "property", apply: `${label}: ` }));
  return keys.length ? keys : named(above);
}

function valuesOf(schema) {
  const whole = resolved(schema);
  if (whole.type === "boolean") return options(["true", "false"], "keyword");
  return options((whole.enum ?? []).map(String), "enum");
}

// The look: the admin's own colours, which reach into the shadow root as variables

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1.5px solid var(--edge)", borderRadius: "10px", maxHeight: "75vh" },
  "&.cm-focused": { outline: "3px solid var(--lacquer)", outlineOffset: "2px" },
  ".cm-scroller": { font: ".86rem/1.6 ui-monospace, Menlo, Consolas, monospace", overflow: "auto" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--sunk)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--gold-soft) 45%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--gold-soft)" },
  ".cm-tooltip, .cm-panels": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--on-lacquer)", backgroundColor: "var(--lacquer)" },
});
const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--lacquer)" },
  { tag: [tags.string, tags.content], color: "var(--ink)" },
  { tag: [tags.lineComment, tags.comment], color: "var(--soft)" },
  { tag: [tags.number, tags.bool, tags.keyword], color: "var(--jade)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

// What is typed is kept in the draft by itself, as long as nobody else has changed the file

let waiting = 0;
let isOvertaken = false;
let keeping = null;

function keep() {
  keeping = kept().finally(() => { keeping = null; });
}

async function kept() {
  const text = field.value;
  try {
    const page = new DOMParser().parseFromString(await (await send(form.action, text)).text(), "text/html");
    const was = page.querySelector("#yaml input[name=was]");
    if (!was) throw new Error("no form");
    isOvertaken = page.querySelector("#id_theirs") !== null;
    if (isOvertaken) return document.getElementById("state").replaceChildren(...page.querySelectorAll(".note-box"));
    form.elements.was.value = was.value;
    document.getElementById("state").replaceChildren(...page.getElementById("state").childNodes);
  } catch {
    margin.textContent = margin.dataset.trouble;
  }
}

function typed(update) {
  if (!update.docChanged) return;
  field.value = update.state.doc.toString();
  clearTimeout(waiting);
  if (!isOvertaken) waiting = setTimeout(keep, KEEP_MS);
}

// The button waits for what is being kept, or it would meet its own text as somebody else's.
form.addEventListener("submit", async (event) => {
  clearTimeout(waiting);
  if (!keeping) return;
  event.preventDefault();
  await keeping;
  form.requestSubmit(event.submitter);
});

function start() {
  const host = document.createElement("div");
  host.className = "editor";
  field.before(host);
  const root = host.attachShadow({ mode: "open" });
  const save = { key: "Mod-s", run: () => (form.requestSubmit(), true) };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), highlightSpecialChars(), bracketMatching(),
        indentOnInput(), highlightSelectionMatches(), yaml(), syntaxHighlighting(colours), look, lintGutter(),
        linter(problems, { delay: CHECK_MS }), autocompletion({ override: [complete] }),
        keymap.of([save, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ "aria-label": field.labels[0].textContent, tabindex: "0" }),
        EditorView.updateListener.of(typed),
      ],
    }),
  });
  field.hidden = true;
  field.labels[0].addEventListener("click", () => view.focus());
  const line = Number(form.dataset.line);
  if (line > 0) {
    const at = view.state.doc.line(Math.min(line, view.state.doc.lines));
    view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
    view.focus();
  }
}

start();
// Without the words there is nothing to propose; everything else goes on.
fetch(form.dataset.words)
  .then(async (answer) => { words = await answer.json(); })
  .catch(() => {});
