// What the networks of a figure make of an input, as bars. Each figure brings its networks as data.

function readDemo(figure) {
  const demo = JSON.parse(figure.querySelector(".demo-data").textContent);
  const run = demo.networks.map(network);
  // The logits of each network for an example's input, or for the reader's.
  demo.logits = (input) => run.map((each) => each(input).data);
  return demo;
}

const asPercent = (share) => `${(100 * share).toFixed(1)}\u00a0%`;

// The rows of the table; `shares` has the probabilities of each network, of which the greatest is marked.
function fillBars(table, shares) {
  [...table.tBodies[0].rows].forEach((row, index) => shares.forEach((list, network) => {
    const cell = row.cells[network + 1], share = list?.[index];
    cell.className = share > 0 && share === Math.max(...list) ? "best" : "";
    cell.querySelector(".bar span").style.width = `${100 * (share ?? 0)}%`;
    cell.querySelector(".share").textContent = share === undefined ? "–" : asPercent(share);
  }));
}

// Says what came out, once the reader pauses.
function makeSpeaker(figure) {
  const line = make("p", { className: "unseen" });
  line.setAttribute("aria-live", "polite");
  figure.append(line);
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => { line.textContent = text; }, 700);
  };
}

function makeButton(text, action, label) {
  const button = make("button", { type: "button", textContent: text });
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", action);
  return button;
}
