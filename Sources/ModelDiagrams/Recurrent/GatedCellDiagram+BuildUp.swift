import SVGCharts

extension GatedCellDiagram {
  /// The cell built up one part at a time, with a sentence for each: the steps of a walk.
  ///
  ///     steps(GatedCellDiagram.lstm(forget: 0.95, input: 0.82, candidate: 0.76, output: 0.38, memory: (2, 2.53)).buildUp)
  ///
  /// Where the values are known, the sentences compute with them.
  public var buildUp: [(String, GatedCellDiagram)] {
    let sentences = kind == .lstm ? lstmSentences : gruSentences
    return sentences.enumerated().map { index, sentence in
      var part = self
      part.stage = index + 1
      return (sentence, part)
    }
  }

  private var lstmSentences: [String] {
    [
      "**The cell's line.** The memory $c$ comes in on the left. If nothing touches it, it leaves on the right as it came"
        + "\(known("c").map { ": \($0)" } ?? "").",
      "**The forget gate.** From the input and the last hidden state comes a number between 0 and 1, which the memory is "
        + "multiplied by\(sum("forget", "c")).",
      "**The input gate.** A second gate says how much may be written\(known("input").map { ": \($0)" } ?? "").",
      "**The candidate.** A tanh proposes what to write. Its product with the input gate\(sum("input", "candidate")) is added "
        + "to what was kept\(known("c′").map { ", and the new memory is \($0)" } ?? "").",
      "**The output gate.** The memory itself stays inside. The gate shows a part of its tanh"
        + "\(known("output").map { ", \($0)" } ?? ""), as the new hidden state"
        + "\(known("h′").map { ": \($0)" } ?? "").",
    ]
  }

  private var gruSentences: [String] {
    [
      "**The state's line.** There is only one memory, $h$. If nothing touches it, it leaves on the right as it came"
        + "\(known("h").map { ": \($0)" } ?? "").",
      "**The update gate.** It says how much of the state is kept\(sum("update", "h")).",
      "**The reset gate.** For the candidate the state passes its own weights first. The gate multiplies what comes out"
        + "\(known("reset").map { ", and lets \($0) of it through" } ?? "").",
      "**The candidate.** A tanh of the input and of what the reset has left"
        + "\(known("candidate").map { ": \($0)" } ?? "").",
      "**The sum.** What the update gate does not keep, $1 - z$, is filled with the candidate"
        + "\(known("h′").map { ". The new state is \($0)" } ?? "").",
    ]
  }

  /// A value as a number with three digits.
  private func known(_ name: String) -> String? {
    number(name).map { "$\(Self.formula($0))$" }
  }

  /// ": a · b = c", where both are known.
  private func sum(_ a: String, _ b: String) -> String {
    guard let first = number(a), let second = number(b) else { return "" }
    let texts = [first, second, first * second].map(Self.formula)
    let factor = second < 0 ? "(\(texts[1]))" : texts[1]
    return ": $\(texts[0]) \\cdot \(factor) = \(texts[2])$"
  }

  /// A number with three digits as TeX writes it.
  private static func formula(_ number: Double) -> String {
    NumberFormat.plain(number, significant: 3).replacing("−", with: "-")
  }
}
