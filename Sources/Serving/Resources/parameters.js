"use strict";
// A control for each parameter of the notebook, above the text; and what readers have changed and has lost its place.

// Puts a panel below the page's title, unless it is there.
function placeAtTop(element) {
  const main = document.querySelector("main");
  const title = main?.querySelector(":scope > header, :scope > h1");
  let before = element.previousElementSibling;
  while (before?.matches(".parameters, .lost")) before = before.previousElementSibling;
  if (element.isConnected && before === title) return;
  if (title) title.after(element);
  else main?.prepend(element);
}

class ParameterPanel {
  constructor() {
    this.rows = make("div", { className: "parameter-rows" });
    this.note = make("p", { className: "trying-note" });
    this.note.setAttribute("role", "status");
    const title = make("p", { textContent: word("Parameters") });
    this.element = make("section", { className: "parameters" }, title, this.rows, this.note);
    this.element.setAttribute("aria-label", word("Parameters"));
    this.shown = "";
  }

  update(controls) {
    if (!controls?.length) return this.element.remove();
    placeAtTop(this.element);
    // The order of an object's keys is not always the same.
    const names = JSON.stringify(controls.map(({ name, kind, choices }) => [name, kind, choices]));
    if (names !== this.shown) this.rows.replaceChildren(...controls.map((control) => this.row(control)));
    this.shown = names;
    for (const control of controls) this.fill(control);
  }

  row({ name, kind, choices }) {
    const id = `parameter-${name}`;
    const input = choices.length > 0 ? make("select", {}) : make("input", {});
    input.append(...choices.map((choice) => make("option", { textContent: choice })));
    input.id = id;
    if (choices.length === 0) {
      input.type = { integer: "number", number: "number", truth: "checkbox" }[kind] ?? "text";
      if (kind === "number") input.step = "any";
    }
    input.addEventListener("change", () => this.set(name, kind === "truth" ? String(input.checked) : input.value));
    const reset = trying.button(word("Reset"), () => {
      input.focus();
      this.set(name, null);
    });
    reset.setAttribute("aria-label", word("Reset #", name));
    const label = make("label", { textContent: name, htmlFor: id });
    const row = make("div", { className: "parameter" }, label, input, reset);
    row.dataset.name = name;
    return row;
  }

  fill({ name, kind, value, standard }) {
    const row = [...this.rows.children].find((each) => each.dataset.name === name);
    const input = row.querySelector("input, select");
    const isTyping = document.activeElement === input && input.type !== "checkbox" && this.pending === name;
    if (kind === "truth" && input.type === "checkbox") input.checked = value === "true";
    else if (!isTyping && input.value !== value) input.value = value;
    const isOwn = value !== standard;
    row.classList.toggle("changed", isOwn);
    const reset = row.querySelector("button");
    reset.hidden = !isOwn;
    reset.title = word("The author’s value is #", standard);
  }

  async set(name, value) {
    this.pending = name;
    const answer = await trying.send("parameter", { name }, { value });
    this.pending = "";
    this.note.textContent = answer.isGood ? "" : answer.text;
  }
}

// Changes of cells that are no longer in the notebook.
class LostPanel {
  constructor() {
    this.element = make("section", { className: "lost" });
    this.element.setAttribute("aria-label", word("Edits without a cell"));
    this.shown = "";
  }

  update(copy) {
    const texts = copy?.lost ?? [];
    const notes = [
      copy?.problem,
      copy?.isKept === false &&
        copy.cells.length > 0 &&
        word("Your edits last until the server ends: they can’t be kept on this disk.")
    ].filter(Boolean);
    const shown = JSON.stringify([texts, notes]);
    if (shown !== this.shown) this.fill(texts, notes);
    this.shown = shown;
    if (texts.length + notes.length === 0) this.element.remove();
    else placeAtTop(this.element);
  }

  fill(texts, notes) {
    this.element.replaceChildren(
      ...notes.map((note) => make("p", { textContent: note })),
      ...texts.flatMap((text) => [
        make("p", {
          textContent: word("You have edited a cell that is no longer in the notebook. This was your version:")
        }),
        make("pre", { textContent: text }),
        trying.button(word("Discard"), () => trying.send("discard", {}, { text }))
      ])
    );
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const [parameters, lost] = [new ParameterPanel(), new LostPanel()];
  trying.kinds.push({
    update() {
      parameters.update(trying.copy?.controls);
      lost.update(trying.copy);
    }
  });
});
