"use strict";
// What lets the reader of a served page try things: edit cells, answer exercises and set parameters. All of it changes the
// server's copy of the notebook; its file changes only where the reader saves a cell.

const trying = {
  // What readers have changed, and how far the run is, as the server says.
  copy: null,
  state: null,
  // The open editors.
  sessions: new Set(),
  // Each may have functions for new parts of the page, and for news of the server.
  kinds: [],

  add(part) {
    for (const kind of trying.kinds) kind.add?.(part);
  },

  // The page shows what the server has said.
  update(state) {
    trying.state = state;
    trying.copy = state?.copy ?? null;
    for (const kind of trying.kinds) kind.update?.(document);
    for (const session of trying.sessions) session.update();
  },

  // A new element has taken an old one's place.
  moved(old, element) {
    for (const session of trying.sessions) {
      if (session.cell !== old && !old.contains(session.cell)) continue;
      const same = all(element, session.selector).at(all(old, session.selector).indexOf(session.cell));
      if (same) session.take(same);
    }
  },

  isRunning() {
    return ["waiting", "compiling", "running"].includes(trying.state?.phase);
  },

  // Asks the server for something, or to do something if there is a content.
  async send(command, values = {}, content = undefined) {
    const options = content === undefined ? { cache: "no-store" } : { method: "POST", body: JSON.stringify(content) };
    try {
      const answer = await connection.fetch(server.address(command, values), options);
      return { isGood: answer.ok, status: answer.status, text: (await answer.text()).trim() };
    } catch {
      return { isGood: false, status: 0, text: word("The server doesn’t answer. Your text is kept in this browser.") };
    }
  },

  button(text, action, className = "") {
    const button = make("button", { type: "button", textContent: text, className });
    button.addEventListener("click", action);
    return button;
  }
};

// Text that was typed and has not run, in this browser: by the code that it was made from. Another book at the same port
// has another folder; its name is a secret.
const drafts = {
  get key() {
    return `lectern-drafts ${textNumber(server.folder)} ${server.page}`;
  },
  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? [];
    } catch {
      return [];
    }
  },
  find(before) {
    return this.all().find((draft) => draft.before === before)?.text;
  },
  // A text that doesn't differ from what it was made from is none.
  keep(before, text) {
    const others = this.all().filter((draft) => draft.before !== before);
    const list = text === before ? others : [...others, { before, text }].slice(-40);
    try {
      if (list.length > 0) localStorage.setItem(this.key, JSON.stringify(list));
      else localStorage.removeItem(this.key);
    } catch {
      /* a full or forbidden storage: the text is in the editor */
    }
  }
};

// An open editor. It comes before its cell, so that new results leave it alone.
class TrySession {
  constructor(cell, text, label, help) {
    this.editor = new CodeEditor(text, label, {
      run: () => this.run(),
      leave: () => this.close(),
      changed: () => this.changed()
    });
    this.tools = make("div", { className: "trying-tools" });
    this.note = make("div", { className: "trying-note" });
    this.note.setAttribute("role", "status");
    this.help = make("p", { className: "trying-help", textContent: help });
    this.help.id = `trying-${(TrySession.count += 1)}`;
    this.editor.area.setAttribute("aria-describedby", this.help.id);
    this.host = make("div", { className: "trying" }, this.editor.element, this.tools, this.note, this.help);
    this.take(cell);
    this.editor.area.focus({ preventScroll: true });
    this.host.scrollIntoView({ block: "nearest" });
  }

  static count = 0;

  // Belongs to a cell from now on.
  take(cell) {
    this.cell?.classList.remove("editing");
    this.cell = cell;
    let top = cell;
    while (top.parentElement?.closest("main") && top.parentElement.tagName !== "MAIN") top = top.parentElement;
    if (this.host.isConnected) this.keepPlace(top);
    else top.before(this.host);
    this.host.classList.toggle("exercise", cell.classList.contains("exercise"));
    this.editor.element.classList.toggle("wide", cell.querySelector(":scope > .code.wide") !== null);
    if (top === cell) cell.classList.add("editing");
  }

  // The editor stays, because it has the focus and can undo; what comes before or after it is moved.
  keepPlace(top) {
    const parts = [...top.parentElement.children];
    const [here, there] = [parts.indexOf(this.host), parts.indexOf(top)];
    if (there < here) this.host.after(...parts.slice(there, here));
    else this.host.before(...parts.slice(here + 1, there));
  }

  say(text, ...buttons) {
    this.note.replaceChildren(...(text ? [make("span", { textContent: text }), ...buttons] : []));
  }

  changed() {}

  close() {
    trying.sessions.delete(this);
    this.cell.classList.remove("editing");
    const hadFocus = this.host.contains(document.activeElement);
    this.host.remove();
    trying.add(this.cell);
    if (hadFocus) this.cell.querySelector("button.edit")?.focus();
  }
}

// The place of an editor's button, and the key for it.
function addEditButton(cell, text, label, open) {
  const panel = cell.querySelector(":scope > .code, :scope > .fold > .code");
  if (!panel || panel.querySelector(":scope > .edit")) return;
  const button = trying.button(text, open, "edit");
  button.setAttribute("aria-label", label);
  panel.append(button);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select, .trying, [contenteditable]")) return;
  const isKey = event.key.toLowerCase() === "e" || (event.key === "Enter" && event.target.matches?.(".code pre"));
  const button = isKey && event.target.closest?.(".cell")?.querySelector("button.edit");
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("DOMContentLoaded", () => additions.push(trying.add));
