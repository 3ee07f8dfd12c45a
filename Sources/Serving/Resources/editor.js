"use strict";
// An editor for the code of a cell: a text area on top of its coloured text, with line numbers, and messages at their
// lines. The text area keeps what browsers and screen readers can do with one, such as undoing.

// Swift's tokens, as far as colours need them. Their order matters.
const swiftTokens = [
  ["c", /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/],
  ["s", /(?<!#)#*"""[\s\S]*?(?:"""#*|$)|(?<!#)#+"[^\n]*?(?:"#+|(?=\n)|$)|"(?:\\.|[^"\\\n])*"?/],
  ["a", /[@#][A-Za-z_]\w*/],
  ["n", /\b(?:0[xob][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?)\b/],
  ["w", /[\p{L}_][\p{L}\p{N}_]*/]
];
const swiftToken = new RegExp(swiftTokens.map(([name, part]) => `(?<${name}>${part.source})`).join("|"), "gu");
const swiftKeywords = new Set(
  (
    "as associatedtype await break case catch class continue default defer deinit do else enum extension fallthrough " +
    "false fileprivate final for func guard if import in init inout internal is lazy let mutating nil nonisolated " +
    "operator override precedencegroup private protocol public repeat rethrows return self Self some any static struct " +
    "subscript super switch throw throws true try typealias unowned var weak where while async borrowing consuming"
  ).split(" ")
);

// The text as nodes, with the classes that the page gives to code.
function colouredSwift(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(swiftToken)) {
    let [name] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    if (name === "w") {
      const isType = /^\p{Lu}/u.test(match[0]);
      name = swiftKeywords.has(match[0]) ? "k" : isType ? "t" : "";
    }
    if (!name) continue;
    nodes.push(text.slice(end, match.index), make("span", { className: name, textContent: match[0] }));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

class CodeEditor {
  static step = "  ";
  // Colouring more than this would hold up typing.
  static most = 60_000;

  constructor(text, label, { run, leave, changed }) {
    Object.assign(this, { run, leave, changed });
    this.area = make("textarea", { value: text, spellcheck: false, wrap: "off", autocomplete: "off" });
    this.area.setAttribute("autocapitalize", "off");
    this.area.setAttribute("aria-label", label);
    this.colours = make("pre", {});
    this.numbers = make("div", { className: "editor-lines" });
    for (const part of [this.colours, this.numbers]) part.setAttribute("aria-hidden", "true");
    const field = make("div", { className: "editor-field" }, this.numbers);
    field.append(make("div", { className: "editor-text" }, this.colours, this.area));
    this.list = make("ul", { className: "editor-messages", hidden: true });
    this.element = make("div", { className: "code editor" }, field, this.list);
    this.messages = [];
    this.area.addEventListener("input", () => {
      this.paint();
      this.changed();
    });
    this.area.addEventListener("keydown", (event) => this.press(event));
    this.paint();
  }

  get text() {
    return this.area.value;
  }

  // Replaces the whole text; the reader can undo it.
  set text(text) {
    if (text === this.text) return;
    const focused = document.activeElement;
    this.insert(text, 0, this.text.length);
    focused?.focus({ preventScroll: true });
  }

  paint() {
    const isLong = this.text.length > CodeEditor.most;
    this.element.classList.toggle("plain", isLong);
    // A last line without text has to have a height.
    this.colours.replaceChildren(...(isLong ? [this.text] : colouredSwift(this.text)), "\n");
    const count = this.text.split("\n").length;
    const bad = new Map(this.messages.map((message) => [message.line, message.severity]));
    this.numbers.replaceChildren(
      ...Array.from({ length: count }, (_, index) =>
        make("span", { className: bad.get(index + 1) ?? "", textContent: index + 1 })
      )
    );
  }

  // What the compiler or the run says about lines.
  show(messages) {
    this.messages = messages;
    this.list.hidden = messages.length === 0;
    this.list.replaceChildren(
      ...messages.map((message) => {
        const item = make("li", { className: message.severity });
        if (message.line > 0) {
          const button = make("button", { type: "button", textContent: word("Line #", message.line) });
          button.addEventListener("click", () => this.go(message));
          item.append(button, " ");
        }
        item.append(message.text);
        return item;
      })
    );
    this.paint();
  }

  // Puts the cursor where a message is about. Its column counts bytes.
  go({ line, column }) {
    const lines = this.text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const bytes = new TextEncoder().encode(lines[line - 1] ?? "").slice(0, Math.max(0, column - 1));
    const place = start + new TextDecoder().decode(bytes).length;
    this.area.focus();
    this.area.setSelectionRange(place, place);
  }

  // MARK: Keys

  press(event) {
    if (event.isComposing) return;
    const hasCommand = event.ctrlKey || event.metaKey;
    const actions = {
      Tab: () => this.indent(event.shiftKey ? -1 : 1),
      Enter: () => (hasCommand ? this.run() : this.breakLine()),
      Escape: () => this.leave(),
      "/": hasCommand && (() => this.comment()),
      "}": !hasCommand && (() => this.close())
    };
    const action = actions[event.key];
    if (!action || event.altKey || (hasCommand && event.key === "Tab")) return;
    event.preventDefault();
    action();
  }

  // Types a text in the place of another, so that undoing works.
  insert(text, start = this.area.selectionStart, end = this.area.selectionEnd) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (isDone || start + text.length === end) return;
    this.area.setRangeText(text, start, end, "end");
    this.area.dispatchEvent(new Event("input"));
  }

  // The selected lines, whole.
  lines() {
    const { selectionStart, selectionEnd, value } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const last = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
    const next = value.indexOf("\n", last);
    const end = next < 0 ? value.length : next;
    return { start, end, lines: value.slice(start, end).split("\n") };
  }

  changeLines(change) {
    const { start, end, lines } = this.lines();
    const { selectionStart, selectionEnd } = this.area;
    const fresh = lines.map(change);
    const text = fresh.join("\n");
    if (text === lines.join("\n")) return;
    this.insert(text, start, end);
    const first = Math.max(start, selectionStart + fresh[0].length - lines[0].length);
    const moved = selectionEnd + text.length - (end - start);
    this.area.setSelectionRange(
      selectionStart === selectionEnd ? Math.max(start, moved) : first,
      Math.max(start, moved)
    );
  }

  indent(direction) {
    const { selectionStart, selectionEnd, value } = this.area;
    if (direction > 0 && !value.slice(selectionStart, selectionEnd).includes("\n")) return this.insert(CodeEditor.step);
    this.changeLines((line) => {
      if (direction > 0) return line && CodeEditor.step + line;
      return line.replace(/^(?: {1,2}|\t)/, "");
    });
  }

  breakLine() {
    const { selectionStart, selectionEnd, value } = this.area;
    const before = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
    const [margin] = before.match(/^[ \t]*/);
    const closure = before.indexOf("{");
    const opens = /[{([]\s*$/.test(before) || (closure >= 0 && /\bin\s*$/.test(before.slice(closure)));
    this.insert(`\n${margin}${opens ? CodeEditor.step : ""}`);
    if (opens && /^[ \t]*[})\]]/.test(value.slice(selectionEnd))) {
      const place = this.area.selectionStart;
      this.insert(`\n${margin}`);
      this.area.setSelectionRange(place, place);
    }
  }

  // A closing brace on a line of its own is less indented than what it closes.
  close() {
    const { selectionStart, value } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const before = value.slice(start, selectionStart);
    if (before.trim() || !before.endsWith(CodeEditor.step)) return this.insert("}");
    this.insert(`${before.slice(CodeEditor.step.length)}}`, start, this.area.selectionEnd);
  }

  comment() {
    const isCode = (line) => line.trim() && !/^\s*\/\//.test(line);
    const adds = this.lines().lines.some(isCode);
    this.changeLines((line) => (adds ? line.replace(/^(\s*)(?=\S)/, "$1// ") : line.replace(/^(\s*)\/\/ ?/, "$1")));
  }
}
