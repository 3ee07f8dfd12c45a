import Displays
import Notebooks

extension SampleNotebook {
  static var notebook: Notebook {
    var metadata = Metadata()
    metadata.title = [text("A network that learns to tell two moons apart")]
    metadata.subtitle = [text("Feed-forward networks, from a single neuron to a decision boundary")]
    metadata.description = [
      text(
        "Two half-moons cannot be parted by a straight line. We build the smallest network that can, train it by hand-made gradients, and look at what each of its sixteen hidden units has found."
      )
    ]
    metadata.authors = ["Ada Ember", "Jonas Lindqvist"]
    return Notebook(
      file: file, metadata: metadata, blocks: opening + figures + prose + endings, cells: cells,
      values: [
        InlineValue(expression: "model.parameterCount", location: SourceLocation(line: 12, column: 9)),
        InlineValue(expression: "accuracy.formatted(3)", location: SourceLocation(line: 40, column: 9)),
      ], program: [])
  }

  private static func text(_ text: String) -> Inline { .text(text) }

  private static var opening: [Block] {
    [
      .paragraph([
        text(
          "A neuron adds up what it is given and bends the sum. That is all. One of them draws a straight line through the plane"
        ),
        .footnote(number: 1, occurrence: 1),
        text(
          "; a layer of them, followed by another, can draw any line at all. The network of this chapter has "
        ),
        .value(0), text(" parameters, and "), .reference([.text("Figure 1")], id: "fig-loss"),
        text(" shows how it comes to use them."),
      ]),
      .paragraph([
        text("We write "), .mathematics(vector), text(" for the scores of the "), .emphasis([text("K")]),
        text(" classes. They become probabilities through the softmax of "),
        .reference([.text("Equation 1")], id: "eq-softmax"),
        text(", which "), .strong([text("never returns an exact zero")]),
        text(" and whose gradient is as plain as "),
        .code("probabilities - targets"), text("."),
      ]),
      .mathematics(softmax, id: "eq-softmax", number: 1),
      .heading(level: 2, [text("The data")], id: "the-data"),
      .paragraph([
        text(
          "Two hundred points, two classes, a little noise. The generator takes its randomness as an argument, so the reader's moons are ours."
        )
      ]),
      .cell(0),
      .alert(
        .note,
        [
          .paragraph([
            text(
              "Every number on this page was computed by the cells in it. Run the chapter again and the bytes come out the same."
            )
          ])
        ]),
      .heading(level: 2, [text("Training, "), .code("step()"), text(" by step")], id: "training"),
      .paragraph([
        text(
          "The loop has four lines. It reads like the field's own, with one habit of ours: nothing is global"),
        .footnote(number: 2, occurrence: 1), text(". A link to "),
        .link(
          [text("the paper that named it")], destination: "https://example.org/backpropagation", title: ""),
        text(" for the curious."),
      ]),
      .cell(1),
      .heading(level: 3, [text("What the curve says")], id: "curve"),
    ]
  }

  private static var figures: [Block] {
    [
      .paragraph([
        text("The loss falls fast and then slowly, to an accuracy of "), .value(1),
        text(". Each value of "), .reference([.text("Table 1")], id: "tbl-scores"),
        text(" was measured, none was typed."),
      ]),
      .cell(2),
      .cell(3),
      .heading(level: 2, [text("What was learned")], id: "learned"),
      .paragraph([
        text(
          "Scrub through the training below. The boundary is straight at first, bends at step eight, and closes around the moons."
        )
      ]),
      .cell(4),
      .paragraph([text("And what holds, holds:")]),
      .cell(5),
    ]
  }

  private static var prose: [Block] {
    [
      .heading(level: 2, [text("Asides")], id: "asides"),
      .list(
        items: [
          [.paragraph([text("a tight list, with "), .code("inline code")])],
          [
            .paragraph([
              text(
                "and a second entry that is long enough to run over its line and show how the next one hangs")
            ])
          ],
        ], start: nil, isTight: true),
      .list(
        items: [
          [.paragraph([text("Take the gradient.")]), .paragraph([text("It points uphill.")])],
          [.paragraph([text("Step the other way.")])],
        ], start: 3, isTight: false),
      .quotation([.paragraph([text("What I cannot create, I do not understand.")])]),
      .table(
        PipeTable(
          alignments: [nil, .center, .trailing],
          header: [[text("optimizer")], [text("momentum")], [text("steps to 0.1")]],
          rows: [
            [[text("SGD")], [text("no")], [text("1,240")]], [[text("SGD")], [.code("0.9")], [text("310")]],
            [[text("Adam")], [text("adaptive")], [text("96")]],
          ], caption: [text("Steps until the loss first falls below a tenth.")], id: "tbl-steps", number: 2)),
      .mathematics(long, id: "eq-long", number: 2),
      .code("let quoted = \"shown, not run\"  // in ```swift", language: "swift"),
      .code("$ lectern run notebooks/01-feedforward.md", language: "sh"),
      .alert(
        .tip,
        [
          .paragraph([text("Start with a learning rate that is too large; halve it until it stops shouting.")]
          )
        ]),
      .alert(.important, [.paragraph([text("Labels are integers, not one-hot rows.")])]),
      .alert(
        .warning, [.paragraph([text("The test set is for the end. Looking at it twice is training on it.")])]),
      .alert(.caution, [.paragraph([text("This deletes the checkpoint.")])]),
      .paragraph([
        text(
          "A very long word: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, and an address: "
        ),
        .link(
          [
            text("https://example.org/a/very/long/address/that/does/not/break/anywhere/by/itself/and/goes/on")
          ],
          destination: "https://example.org/a/very/long/address", title: ""), text(" and "),
        .code("someVeryLongFunctionName(withManyArguments:andNoPlaceToBreakIt:whatsoever:)"), text("."),
      ]),
      .paragraph([
        .image(alternative: [text("a remote picture")], source: "https://example.org/cat.png", title: "")
      ]),
      .thematicBreak,
      .html("<script>alert(1)</script>"),
      .footnotes([
        [
          .paragraph([text("In three dimensions, a plane; beyond that, a hyperplane, which nobody has seen.")]
          )
        ],
        [
          .paragraph([
            text("Global state is how two runs of one notebook come to differ. See "), .code("SplitMix64"),
            text("."),
          ])
        ],
      ]),
    ]
  }

  private static var endings: [Block] {
    [.heading(level: 2, [text("Exercises")], id: "exercises"), .cell(6), .cell(7)]
  }

  private static var cells: [Cell] {
    [
      cell(
        "var generator = SplitMix64(seed: 42)\nlet data = Dataset.moons(count: 200, noise: 0.15, using: &generator)\nprint(\"drew \\(data.count) points\")\ndata.features[0..<4]",
        line: 20, heading: "The data"),
      cell(
        """
        import NeuralNetworks

        /// Two inputs, sixteen hidden units, two classes.
        let model = Sequential {
          Linear(inputs: 2, outputs: 16, using: &generator)
          Tanh()
          Linear(inputs: 16, outputs: 2, using: &generator)
        }
        let optimizer = Adam(model.parameters, learningRate: 1e-2)   // the paper's betas

        for step in 1...400 {
          let loss = crossEntropy(logits: model(data.features), labels: data.labels)
          optimizer.zeroGradients()
          loss.backward()
          optimizer.step()
          if step.isMultiple(of: 100) { print("step \\(step)  loss \\(loss.item().formatted(4))") }
        }
        """, line: 28, heading: "Training"),
      cell(
        "Chart {\n  LineMark(x: .value(\"step\", steps), y: .value(\"loss\", losses))\n}", line: 48,
        heading: "What the curve says", number: 1
      ) {
        $0.label = "fig-loss"
        $0.figureCaption = [
          text(
            "Cross-entropy over the training steps. The saw-teeth are the batches: even ones hold the points near the boundary."
          )
        ]
        $0.codeFold = .closed
        $0.codeSummary = "How the curve is drawn"
      },
      cell("scores", line: 54, number: 1) {
        $0.label = "tbl-scores"
        $0.echo = false
        $0.tableCaption = [text("What each layer holds, and what it costs.")]
      },
      cell("frames(over: history) { boundary(of: $0) }", line: 58, number: 2) {
        $0.label = "fig-boundary"
        $0.figureCaption = [text("The loss, step by step.")]
      },
      cell(
        "claim(\"the network tells the moons apart\", accuracy >= 0.97)\nclaim(\"sixteen units are enough\", units <= 12)",
        line: 62),
      cell("let answer = [1, 2, 3]\nprint(answer[3])", line: 70),
      cell("print(\"never reached\")", line: 76),
    ]
  }
}
