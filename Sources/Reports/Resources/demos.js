// The outputs of a figure's networks for an input, as bars. Each figure contains its networks as data.

const demoData = (element) => JSON.parse(element.textContent);

// The weights of a network, which may be in the data of an earlier figure.
function withWeights(net) {
  if (net.weights) return net;
  const nets = all(document, ".demo-data").flatMap((element) => demoData(element).networks ?? []);
  return { ...net, weights: nets.find(({ id }) => id === net.weightsOf).weights };
}

function readDemo(figure) {
  const demo = demoData(figure.querySelector(".demo-data"));
  demo.networks = demo.networks.map(withWeights);
  const run = demo.networks.map(network);
  // The logits of each network for an example's input or the reader's.
  demo.logits = (input) => run.map((each) => each(input).data);
  return demo;
}

const asPercent = (share) => `${(100 * share).toFixed(1)}\u00a0%`;

// Fills the table's rows. `shares` has the probabilities of each network; the largest of each is marked.
function fillBars(table, shares) {
  [...table.tBodies[0].rows].forEach((row, index) =>
    shares.forEach((list, network) => {
      const cell = row.cells[network + 1],
        share = list?.[index];
      cell.className = share > 0 && share === Math.max(...list) ? "best" : "";
      cell.querySelector(".bar span").style.width = `${100 * (share ?? 0)}%`;
      cell.querySelector(".share").textContent = share === undefined ? "–" : asPercent(share);
    })
  );
}

// A part of a drawing.
function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return element;
}

// Announces the result to screen readers once the reader pauses.
function makeSpeaker(figure) {
  const line = make("p", { className: "unseen" });
  line.setAttribute("aria-live", "polite");
  figure.append(line);
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      line.textContent = text;
    }, 700);
  };
}

function makeButton(text, action, label) {
  const button = make("button", { type: "button", textContent: text });
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", action);
  return button;
}
