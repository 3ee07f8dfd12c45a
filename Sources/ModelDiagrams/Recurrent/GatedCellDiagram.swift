import SVGCharts

/// The inside of a gated recurrent cell: how the state flows through it, and what its gates let pass.
///
///     GatedCellDiagram.lstm(forget: 0.93, input: 0.12, candidate: -0.4, output: 0.7, title: "Reading a quote")
///
/// Without values it shows the wiring alone. ``buildUp`` has the cell part by part, as steps.
public struct GatedCellDiagram: SVGPicture, Sendable, Hashable {
  /// Which cell it is.
  public enum Kind: String, Sendable, Hashable { case lstm = "LSTM", gru = "GRU" }

  /// Which cell it is.
  public var kind: Kind
  /// The gates' and states' values by name, in the order of the description.
  public var values: [Value]
  /// The line above the picture.
  public var title: String?
  /// How many of its parts are there, of those that ``buildUp`` adds; `nil` for all.
  var stage: Int?

  /// A number inside the cell.
  public struct Value: Sendable, Hashable {
    /// The gate's or the state's name.
    public var name: String
    /// Its value.
    public var number: Double
    /// Whether it is a share between 0 and 1, shown in percent.
    var isShare: Bool
  }

  /// A long short-term memory: c' = f·c + i·g, h' = o·tanh(c').
  ///
  /// - Parameters:
  ///   - forget: f, how much of the memory is kept.
  ///   - input: i, how much of the candidate is written.
  ///   - candidate: g, what is written.
  ///   - output: o, how much of the memory is shown.
  ///   - memory: c before and after the step.
  ///   - hidden: h before and after the step.
  ///   - x: what comes in.
  public static func lstm(
    forget: Double? = nil, input: Double? = nil, candidate: Double? = nil, output: Double? = nil,
    memory: (before: Double, after: Double)? = nil, hidden: (before: Double, after: Double)? = nil,
    x: Double? = nil, title: String? = nil
  ) -> GatedCellDiagram {
    GatedCellDiagram(
      kind: .lstm,
      values: shares([("forget", forget), ("input", input), ("output", output)])
        + numbers([("candidate", candidate), ("c", memory?.before), ("c′", memory?.after)])
        + numbers([("h", hidden?.before), ("h′", hidden?.after), ("x", x)]),
      title: title)
  }

  /// A gated recurrent unit whose reset comes after the product, as in `GRUCell` by default: h' = (1 − z)·n + z·h.
  ///
  /// - Parameters:
  ///   - reset: r, how much of the product of the weights and the state the candidate sees.
  ///   - update: z, how much of the state is kept.
  ///   - candidate: n.
  ///   - hidden: h before and after the step.
  ///   - x: what comes in.
  public static func gru(
    reset: Double? = nil, update: Double? = nil, candidate: Double? = nil,
    hidden: (before: Double, after: Double)? = nil, x: Double? = nil, title: String? = nil
  ) -> GatedCellDiagram {
    GatedCellDiagram(
      kind: .gru,
      values: shares([("reset", reset), ("update", update)])
        + numbers([("candidate", candidate), ("h", hidden?.before), ("h′", hidden?.after), ("x", x)]),
      title: title)
  }

  private static func shares(_ pairs: [(String, Double?)]) -> [Value] {
    pairs.compactMap { name, number in number.map { Value(name: name, number: $0, isShare: true) } }
  }

  private static func numbers(_ pairs: [(String, Double?)]) -> [Value] {
    pairs.compactMap { name, number in number.map { Value(name: name, number: $0, isShare: false) } }
  }

  /// The value, where it is known.
  func number(_ name: String) -> Double? { values.first { $0.name == name }?.number }

  /// The largest size of a state or a candidate: the end of the scale of their colours.
  var bound: Double { values.filter { !$0.isShare }.map { abs($0.number) }.max() ?? 1 }

  /// The value as it is written, where it is known.
  func text(_ name: String) -> String? {
    values.first { $0.name == name }.map { value in
      value.isShare
        ? NumberFormat.fixed(value.number * 100, decimals: 0) + " %"
        : NumberFormat.plain(value.number, significant: 2)
    }
  }

  public var headline: String { title ?? "\(kind.rawValue) cell" }

  public var alternative: String {
    let known = values.compactMap { value in text(value.name).map { "\(value.name) \($0)" } }
    let wiring =
      kind == .lstm
      ? "the memory runs through, times the forget gate, plus the candidate times the input gate; the output gate "
        + "says how much of it is shown"
      : "the state runs through, times the update gate, plus the candidate times the rest; the candidate sees the "
        + "product of its weights and the state, times the reset gate"
    return (title.map { $0 + ". " } ?? "") + "\(kind.rawValue) cell: \(wiring)"
      + (known.isEmpty ? "." : ". Here: \(known.joined(separator: ", ")).")
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["part", "value"], isNumeric: [false, true],
      rows: values.map { [$0.name, NumberFormat.machine($0.number)] })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    GatedCellDrawing(self, width: width).drawing
  }
}
