"use strict";
// Exercises that the reader answers and checks in the page.

class AnswerSession extends TrySession {
  constructor(cell, { text, author }) {
    super(cell, text, word("Your answer"), word("Ctrl + Enter checks, Tab and Shift + Tab indent, Escape leaves."));
    Object.assign(this, { stub: author, selector: ".exercise.stub[data-exercise]" });
    this.checkButton = trying.button(word("Check"), () => this.run(), "primary");
    this.stopButton = trying.button(word("Stop"), () => trying.send("stop-check", this.values, {}));
    this.stopButton.hidden = true;
    const reset = trying.button(word("Start again"), () => {
      this.editor.text = this.stub;
      this.editor.area.focus();
    });
    this.tools.append(this.checkButton, this.stopButton, reset);
    this.tools.append(trying.button(word("Close"), () => this.close()));
    this.outcome = make("div", { className: "outcome" });
    this.note.before(this.outcome);
  }

  get values() {
    return { name: this.cell.dataset.exercise };
  }

  update() {}

  async run() {
    if (this.isChecking) return;
    this.isChecking = true;
    this.checkButton.disabled = true;
    this.stopButton.hidden = false;
    this.say(word("Checking…"));
    const answer = await trying.send("check", this.values, { text: this.editor.text });
    this.isChecking = false;
    this.checkButton.disabled = false;
    this.stopButton.hidden = true;
    if (!answer.isGood) return this.say(answer.text);
    this.show(JSON.parse(answer.text));
  }

  show({ isSolved, isStopped, claims, printed, messages }) {
    this.editor.show(messages);
    const rows = claims.map(({ statement, evidence, holds }) => {
      const mark = make("span", { className: "mark", textContent: holds ? "✓" : "✗" });
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", holds ? word("holds") : word("does not hold"));
      const row = make("li", { className: holds ? "holds" : "fails" }, mark, ` ${statement}`);
      if (evidence) row.append(" ", make("span", { className: "evidence", textContent: evidence }));
      return row;
    });
    this.outcome.replaceChildren(
      ...(printed ? [make("pre", { className: "output printed", textContent: printed })] : []),
      ...(rows.length > 0 ? [make("ul", { className: "checked" }, ...rows)] : [])
    );
    this.host.classList.toggle("solved", isSolved);
    this.say(
      isStopped ? word("Stopped.") : isSolved ? word("Solved: your answer passes the check.") : word("Not solved yet.")
    );
  }
}

async function answerExercise(cell) {
  const open = [...trying.sessions].find((session) => session.cell === cell);
  if (open) return open.editor.area.focus();
  const answer = await trying.send("exercise", { name: cell.dataset.exercise });
  if (answer.isGood) trying.sessions.add(new AnswerSession(cell, JSON.parse(answer.text)));
  else noteAt(cell, answer.text);
}

trying.kinds.push({
  add(part) {
    for (const cell of all(part, ".exercise.stub[data-exercise]")) {
      addEditButton(cell, word("Answer"), word("Answer this exercise"), () => answerExercise(cell));
      this.mark(cell);
    }
  },

  update(part) {
    for (const cell of all(part, ".exercise.stub[data-exercise]")) this.mark(cell);
  },

  mark(cell) {
    const isSolved = trying.copy?.answers[cell.dataset.exercise];
    const text = isSolved === undefined ? "" : isSolved ? word("✓ Solved") : word("You have begun to answer");
    if ((cell.querySelector(":scope > .tried > span")?.textContent ?? "") === text) return;
    noteAt(
      cell,
      text,
      trying.button(word("Your answer"), () => answerExercise(cell))
    );
  }
});
