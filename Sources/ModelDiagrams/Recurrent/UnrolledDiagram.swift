import SVGCharts

/// A recurrent network unrolled in time: at each step the same cell takes an input and the state before.
///
///     UnrolledDiagram(inputs: ["h", "e", "l"], outputs: ["e", "l", "l"], states: states, cell: "LSTM")
///
/// States are drawn over their cells as coloured strips. Where the width does not hold all steps, the sequence
/// continues in the next line.
public struct UnrolledDiagram: SVGPicture, Sendable, Hashable {
  /// One moment of the sequence.
  public struct Step: Sendable, Hashable {
    /// The word or number that comes in.
    public var input: String?
    /// The word or number that comes out; `nil` where none does.
    public var output: String?
    /// The state that the cell returns; empty where it is not shown.
    public var state: [Double]
    /// Whether it is drawn strongly.
    public var isHighlighted: Bool

    /// A step with what it shows.
    public init(
      input: String? = nil, output: String? = nil, state: [Double] = [], isHighlighted: Bool = false
    ) {
      (self.input, self.output, self.state) = (input, output, state)
      self.isHighlighted = isHighlighted
    }
  }

  /// The steps of each of the networks in a row: one, or an encoder and a decoder.
  public var parts: [[Step]]
  /// The text in the cells of each part.
  public var cells: [String]
  /// What the first part passes to the next.
  public var context: String?
  /// How much the marked step of the last part attends to each step of the first one.
  public var attention: [Double]
  /// The line above the picture.
  public var title: String?

  /// A network of these steps.
  public init(_ steps: [Step], cell: String = "RNN", title: String? = nil) {
    (parts, cells, attention, self.title) = ([steps], [cell], [], title)
  }

  /// A network that takes a sequence.
  ///
  /// - Parameters:
  ///   - outputs: what it returns at each step; if there are fewer outputs than inputs, they belong to the last steps.
  ///   - states: a row of numbers for each step.
  ///   - highlighted: the step that is drawn strongly.
  public init(
    inputs: [String], outputs: [String] = [], states: [[Double]] = [], cell: String = "RNN",
    title: String? = nil, highlighted: Int? = nil
  ) {
    precondition(
      outputs.count <= inputs.count,
      "UnrolledDiagram expects at most \(inputs.count) outputs but got \(outputs.count)")
    precondition(
      states.isEmpty || states.count == inputs.count,
      "UnrolledDiagram expects \(inputs.count) states but got \(states.count)")
    let silent = inputs.count - outputs.count
    self.init(
      inputs.indices.map { index in
        Step(
          input: inputs[index], output: index < silent ? nil : outputs[index - silent],
          state: states.isEmpty ? [] : states[index], isHighlighted: index == highlighted)
      }, cell: cell, title: title)
  }

  /// An encoder that reads and a decoder that writes.
  ///
  ///     UnrolledDiagram(
  ///       sources: ["twenty", "one"], decoderInputs: ["<sos>", "ein"], decoderOutputs: ["ein", "und"],
  ///       context: "context vector")
  ///
  /// - Parameters:
  ///   - decoderInputs: the words that the decoder takes.
  ///   - decoderOutputs: the words that it returns, one for each input.
  ///   - attention: how much the decoder's step attends to each source, drawn as lines.
  ///   - step: the decoder's step that the attention belongs to.
  public init(
    sources: [String], decoderInputs: [String], decoderOutputs: [String], context: String? = "context",
    attention: [Double] = [], step: Int? = nil, cell: String = "RNN", title: String? = nil
  ) {
    precondition(
      decoderInputs.count == decoderOutputs.count,
      "UnrolledDiagram expects \(decoderInputs.count) decoder outputs but got \(decoderOutputs.count)")
    precondition(
      attention.isEmpty || attention.count == sources.count,
      "UnrolledDiagram expects \(sources.count) weights but got \(attention.count)")
    let encoder = sources.map { Step(input: $0) }
    let decoder = decoderInputs.indices.map {
      Step(input: decoderInputs[$0], output: decoderOutputs[$0], isHighlighted: $0 == step)
    }
    (parts, cells) = ([encoder, decoder], [cell, cell])
    (self.context, self.attention, self.title) = (context, attention, title)
  }

  public var headline: String { title ?? "Network unrolled in time" }

  public var alternative: String {
    let described = zip(parts, cells).map { steps, cell in
      let words = steps.prefix(12).map { [$0.input, $0.output].compactMap(\.self).joined(separator: " → ") }
      let rest = steps.count > 12 ? " and so on" : ""
      return
        "\(cell) unrolled over \(NumberFormat.counted(steps.count, "step")): \(words.joined(separator: ", "))\(rest)"
    }
    var text = described.joined(separator: "; then, from the \(context ?? "last state"), ")
    if let best = attention.indices.max(by: { attention[$0] < attention[$1] }) {
      text += "; it attends most to \(parts[0][best].input ?? "step \(best + 1)")"
      text += " (\(NumberFormat.plain(attention[best], significant: 2)))"
    }
    return (title.map { $0 + ". " } ?? "") + text + "."
  }

  public var dataTable: ChartTable {
    let width = parts.joined().map(\.state.count).max() ?? 0
    let hasAttention = !attention.isEmpty
    return ChartTable(
      columns: ["step", "input", "output"] + (0..<width).map { "state \($0)" }
        + (hasAttention ? ["attention"] : []),
      isNumeric: [true, false, false] + (0..<width).map { _ in true } + (hasAttention ? [true] : []),
      rows: parts.enumerated().flatMap { part, steps in
        steps.enumerated().map { index, step in
          let state = step.state.map(NumberFormat.machine)
          let weight = part == 0 && hasAttention ? NumberFormat.machine(attention[index]) : ""
          return ["\(index + 1)", step.input ?? "", step.output ?? ""] + state
            + [String](repeating: "", count: width - state.count) + (hasAttention ? [weight] : [])
        }
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    UnrolledDrawing(self, width: width).drawing
  }
}
