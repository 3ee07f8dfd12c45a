extension Widget {
  /// A neuron with a sigmoid whose numbers the reader turns.
  public struct Knobs: Hashable, Sendable, Encodable {
    /// The most inputs that there is room for.
    public static let mostInputs = 4

    /// The inputs, a weight for each, and the bias.
    public var knobs: [Knob]
    /// The engine's outputs, for tests: at the beginning, and with each number in turn at its least and its greatest.
    public var outputs: [Double]

    public init(knobs: [Knob], outputs: [Double]) { (self.knobs, self.outputs) = (knobs, outputs) }

    /// One of the numbers.
    public struct Knob: Hashable, Sendable, Encodable {
      public var name: String
      /// The number at the beginning.
      public var start: Double
      /// Its least and its greatest value.
      public var range: [Double]

      public init(name: String, start: Double, range: [Double]) {
        (self.name, self.start, self.range) = (name, start, range)
      }

      /// Whether a slider has stops between these ends, with numbers that there is room for.
      public static func canTurn(over range: [Double]) -> Bool {
        range.allSatisfy { abs($0) <= 1e6 } && range[1] - range[0] >= 1e-6
      }
    }
  }
}

extension Widget.Knobs: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(knobs, outputs) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(knobs: try reader.read(), outputs: try reader.read())
    guard !knobs.count.isMultiple(of: 2), (1...Self.mostInputs).contains(knobs.count / 2),
      outputs.count == 1 + 2 * knobs.count, outputs.allSatisfy(\.isFinite)
    else { throw WireError() }
  }
}

extension Widget.Knobs.Knob: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, start, range) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(name: try reader.read(), start: try reader.read(), range: try reader.read())
    guard range.count == 2, Self.canTurn(over: range), range[0] <= start, start <= range[1] else {
      throw WireError()
    }
  }
}
