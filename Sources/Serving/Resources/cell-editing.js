"use strict";
// Cells that the reader changes and runs.

class CellSession extends TrySession {
  // `before` is the code that the server has.
  constructor(cell, { text, author, messages }) {
    super(
      cell,
      drafts.find(text) ?? text,
      word("Code of the cell"),
      word(
        "Ctrl + Enter runs, Tab and Shift + Tab indent, Escape leaves. The notebook’s file stays as it is until you save."
      )
    );
    Object.assign(this, { before: text, author, selector: ".cell[data-item]", turn: 0 });
    this.runButton = trying.button(word("Run"), () => this.run(), "primary");
    this.stopButton = trying.button(word("Stop"), () => trying.send("stop", {}, {}));
    this.resetButton = trying.button(word("Reset"), () => this.reset());
    this.saveButton = trying.button(word("Save to notebook"), () => this.save());
    this.tools.append(this.runButton, this.stopButton, this.resetButton, this.saveButton);
    this.tools.append(trying.button(word("Close"), () => this.close()));
    this.editor.show(messages);
    this.refreshTools();
  }

  get values() {
    return { item: this.cell.dataset.item };
  }

  changed() {
    drafts.keep(this.before, this.editor.text);
    this.refreshTools();
  }

  refreshTools() {
    const isGone = !this.cell.isConnected;
    const isOwn = this.editor.text !== this.author || this.before !== this.author;
    this.stopButton.hidden = !trying.isRunning();
    this.resetButton.hidden = this.saveButton.hidden = !isOwn || isGone;
    this.runButton.disabled = isGone;
  }

  async run() {
    // A second run waits for the answer to the first.
    await this.sending;
    if (!this.cell.isConnected) return false;
    const text = this.editor.text;
    if (text === this.before && trying.state?.phase === "done") {
      this.say(word("Done: nothing has changed."));
      return true;
    }
    this.say(word("Running…"));
    // News may come before the answer.
    Object.assign(this, { isWaiting: true, isSending: true, hasNews: false, turn: this.turn + 1 });
    this.sending = trying.send("edit", this.values, { before: this.before, text });
    const answer = await this.sending;
    this.isSending = false;
    if (answer.isGood) {
      drafts.keep(this.before, this.before);
      this.before = text;
      // What was typed since then is a draft again.
      drafts.keep(this.before, this.editor.text);
      this.refreshTools();
      if (this.hasNews) this.update();
      return true;
    }
    this.isWaiting = false;
    if (answer.status === 409) await this.showConflict(answer.text);
    else this.say(answer.status === 413 ? word("This is more than a cell may hold: 256 KB.") : answer.text);
    return false;
  }

  // Somebody else has changed the cell: the reader decides which text goes on.
  async showConflict(text) {
    const answer = await trying.send("cell", this.values);
    if (!answer.isGood) return this.say(answer.text);
    const other = JSON.parse(answer.text);
    this.conflict = other.text;
    const decide = (mine) => {
      drafts.keep(this.before, this.before);
      Object.assign(this, { before: other.text, author: other.author, conflict: null });
      if (mine) return this.run();
      this.editor.text = other.text;
      this.say("");
      this.refreshTools();
    };
    const shown = make("details", {}, make("summary", { textContent: word("The other version") }));
    shown.append(make("pre", { textContent: other.text }));
    this.say(
      text,
      trying.button(word("Run mine"), () => decide(true)),
      trying.button(word("Take the other one"), () => decide(false)),
      shown
    );
  }

  async reset() {
    const isChanged = this.before !== this.author;
    if (isChanged) {
      Object.assign(this, { isSending: true, hasNews: false, isWaiting: false, turn: this.turn + 1 });
      const answer = await trying.send("reset", this.values, {});
      this.isSending = false;
      if (!answer.isGood) return this.say(answer.text);
    }
    drafts.keep(this.before, this.before);
    this.before = this.author;
    this.editor.text = this.author;
    this.editor.area.focus();
    this.say(word("This is the author’s version. Undoing brings yours back."));
    this.refreshTools();
  }

  async save() {
    await this.sending;
    if (this.editor.text !== this.before && !(await this.run())) return;
    const answer = await trying.send("save", this.values, {});
    if (answer.isGood) this.author = this.before;
    this.isWaiting = false;
    this.say(answer.isGood ? word("Saved to the notebook.") : answer.text);
    this.refreshTools();
  }

  // The page has changed, or the run has come further.
  async update() {
    this.hasNews = true;
    if (this.isSending) return;
    this.refreshTools();
    if (!this.cell.isConnected) return this.detach();
    const turn = this.turn;
    const item = Number(this.cell.dataset.item);
    const isDone = !trying.isRunning() || trying.state.item > item;
    const answer = await trying.send("cell", this.values);
    if (turn !== this.turn) return;
    if (answer.status === 404) return this.detach();
    if (!answer.isGood) return;
    const cell = JSON.parse(answer.text);
    if (cell.text !== this.before) return this.follow(cell);
    this.author = cell.author;
    this.refreshTools();
    if (this.isWaiting && !isDone) return;
    this.editor.show(cell.messages);
    if (!this.isWaiting) return;
    this.isWaiting = false;
    const hasFailed = this.cell.querySelector(".failure:not(.allowed, .warning)");
    this.say(
      trying.state.phase === "stopped" ? word("Stopped.") : hasFailed ? word("This cell fails.") : word("Done.")
    );
  }

  // The cell is gone: what has taken its place on the page is another one.
  detach() {
    this.cell.classList.remove("editing");
    if (this.cell.isConnected) this.cell = make("div", {});
    this.say(word("This cell is no longer in the notebook. Your text stays here until you close it."));
    this.refreshTools();
  }

  // The server has another text now: from the author, or from another window.
  follow(cell) {
    if (trying.copy?.lost.includes(this.before)) return this.detach();
    if (this.conflict === cell.text) return;
    const isUntouched = this.editor.text === this.before;
    if (!isUntouched && this.editor.text !== cell.text) {
      return this.showConflict(word("This cell was changed meanwhile, in the notebook or in another window."));
    }
    Object.assign(this, { before: cell.text, author: cell.author });
    this.editor.text = cell.text;
    this.editor.show(cell.messages);
    this.refreshTools();
  }
}

async function editCell(cell) {
  const open = [...trying.sessions].find((session) => session.cell === cell);
  if (open) return open.editor.area.focus();
  const answer = await trying.send("cell", { item: cell.dataset.item });
  if (answer.isGood) trying.sessions.add(new CellSession(cell, JSON.parse(answer.text)));
  else noteAt(cell, answer.text);
}

// A line above a cell's code, about the reader's version.
function noteAt(cell, text, ...buttons) {
  cell.querySelector(":scope > .tried")?.remove();
  if (!text) return;
  const row = make("p", { className: "tried" }, make("span", { textContent: text }), ...buttons);
  cell.prepend(row);
}

trying.kinds.push({
  add(part) {
    for (const cell of all(part, ".cell[data-item]")) {
      addEditButton(cell, word("Edit"), word("Edit this cell"), () => editCell(cell));
      this.mark(cell);
    }
  },

  update(part) {
    for (const cell of all(part, ".cell[data-item]")) this.mark(cell);
  },

  // Says that a cell is the reader's.
  mark(cell) {
    const item = Number(cell.dataset.item);
    const change = trying.copy?.cells.find((each) => each.item === item);
    const code = cell.querySelector(":scope > .code code, :scope > .fold code")?.textContent;
    const isDraft = drafts.find(code) !== undefined;
    const kind = change?.isOutdated ? "outdated" : change ? "edited" : isDraft ? "draft" : "";
    if ((cell.dataset.tried ?? "") === kind && Boolean(cell.querySelector(":scope > .tried")) === Boolean(kind)) return;
    cell.dataset.tried = kind;
    const send = (command) => async () => {
      const answer = await trying.send(command, { item: cell.dataset.item }, {});
      if (!answer.isGood) noteAt(cell, answer.text);
    };
    if (kind === "outdated") {
      noteAt(
        cell,
        word("You have edited this cell, and its author has changed it since. Your version runs."),
        trying.button(word("Keep mine"), send("keep")),
        trying.button(word("Take the author’s"), send("reset"))
      );
    } else if (kind === "edited") {
      noteAt(cell, word("Edited by you"), trying.button(word("Reset"), send("reset")));
    } else if (kind === "draft") {
      noteAt(
        cell,
        word("You have begun to edit this cell"),
        trying.button(word("Go on"), () => editCell(cell))
      );
    } else {
      noteAt(cell, "");
    }
  }
});
