import Displays
import Notebooks
import Reports

extension SampleNotebook {
  static var result: RunResult {
    RunResult(
      cells: [
        succeeded(
          .standardOutput("drew 200 points\n"),
          .display(
            .tensor(
              TensorDisplay(
                shape: [4, 2],
                text: "[[ 0.8415,  0.5403],\n [ 1.9093, -0.4161],\n [-0.1411,  0.9900],\n [ 0.7568, -0.6536]]"
              )))),
        succeeded(
          .standardOutput(
            "step 100  loss 0.3127\nstep 200  loss 0.1840\nstep 300  loss 0.0921\nstep 400  loss 0.0413\n"),
          .standardError("warning: running on two threads\n")),
        succeeded(.display(.figure(curve()))), succeeded(.display(.table(table))),
        succeeded(
          .display(.frames([4, 8, 16, 40].map { Frame(label: "step \($0)", figure: curve(until: $0)) }))),
        succeeded(
          .display(
            .claim(
              Claim(statement: "the network tells the moons apart", holds: true, evidence: "0.981 ≥ 0.97"))),
          .display(.claim(Claim(statement: "sixteen units are enough", holds: false, evidence: "16 ≤ 12")))),
        failed(
          Failure(
            kind: .trap, message: "Swift/ContiguousArrayBuffer.swift:691: Fatal error: Index out of range",
            diagnostics: [
              Diagnostic(
                .error, file: file, at: SourceLocation(line: 72, column: 13),
                "Fatal error: Index out of range"),
              Diagnostic(
                .note, file: file, at: SourceLocation(line: 71, column: 5), "the array was made here"),
            ]),
          .standardOutput("1\n")),
        CellResult(),
      ], values: [.value("82"), .value("0.981")])
  }

  private static var table: Table {
    Table(
      columns: [
        .init("layer"), .init("shape"), .init("parameters", alignment: .trailing),
        .init("time, ms", alignment: .trailing),
        .init("share", alignment: .trailing),
      ],
      rows: [
        ["Linear", "[2, 16]", "48", "0.012", "31 %"], ["Tanh", "[16]", "0", "0.004", "10 %"],
        ["Linear", "[16, 2]", "34", "0.009", "24 %"], ["total", "", "82", "0.038", "100 %"],
      ])
  }

  static let navigation = Navigation(
    book: .init(title: "Neural networks in Swift", destination: "index.html"), label: "Chapter 1",
    previous: .init(title: "Before we begin", destination: "00-preface.html"),
    next: .init(title: "Training, and what can go wrong with it", destination: "02-training.html"))
}
