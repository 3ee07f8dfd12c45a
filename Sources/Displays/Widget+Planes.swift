extension Widget {
  /// A plane with an arrow that the reader turns: the weights of a neuron, or a query among keys.
  public struct Planes: Hashable, Sendable, Encodable {
    public enum Rule: String, Hashable, Sendable, Encodable, CaseIterable {
      /// The arrow is at right angles to the line on which a neuron's sum is 0; the third number is its bias.
      case neuron
      /// The arrow is a query, and the points are keys: how well they fit is a softmax over their products.
      case attention
    }

    public let rule: Rule
    /// How long the arrow of a number of 1 is, in the plane's units.
    public let scale: Double
    /// What distinguishes the scenes; empty where there is only one.
    public var choice: String
    /// The least and the greatest coordinate that the plane shows, along both axes.
    public var range: [Double]
    public var scenes: [Scene]

    public init(rule: Rule, choice: String, range: [Double], scenes: [Scene]) {
      (self.rule, self.choice, self.range, self.scenes) = (rule, choice, range, scenes)
      scale = rule == .neuron ? 0.25 : 1
    }

    /// Points, and the arrow at the beginning.
    public struct Scene: Hashable, Sendable, Encodable {
      public var name: String
      public var points: Grid
      /// A name for each point.
      public var names: [String]
      /// Which answer each point should get, 0 or 1, or each key's value; empty where there are none.
      public var values: [Double]
      /// The arrow's two numbers, and for a neuron its bias.
      public var start: [Double]
      /// The engine's answers or weights at the beginning, one for each point, for tests.
      public var outputs: [Double]

      public init(
        name: String, points: Grid, names: [String], values: [Double], start: [Double], outputs: [Double]
      ) {
        (self.name, self.points, self.names) = (name, points, names)
        (self.values, self.start, self.outputs) = (values, start, outputs)
      }
    }
  }
}

extension Widget.Planes: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(rule == .neuron, choice, range, scenes) }

  public init(from reader: inout WireReader) throws(WireError) {
    let isNeuron: Bool = try reader.read()
    self.init(
      rule: isNeuron ? .neuron : .attention, choice: try reader.read(), range: try reader.read(),
      scenes: try reader.read())
    let numbers = isNeuron ? 3 : 2
    guard range.count == 2, range.allSatisfy(\.isFinite), range[0] < range[1], !scenes.isEmpty,
      scenes.allSatisfy({ $0.start.count == numbers && (!isNeuron || $0.areSides) })
    else { throw WireError() }
  }
}

extension Widget.Planes.Scene: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, points, names, values, start, outputs) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      name: try reader.read(), points: try reader.read(), names: try reader.read(), values: try reader.read(),
      start: try reader.read(), outputs: try reader.read())
    guard !points.isEmpty, points.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isFinite) }),
      names.count == points.count, values.isEmpty || values.count == points.count,
      outputs.count == points.count, (values + start + outputs).allSatisfy(\.isFinite)
    else { throw WireError() }
  }

  /// Whether every point belongs on one of a line's two sides.
  fileprivate var areSides: Bool { values.count == points.count && values.allSatisfy { $0 == 0 || $0 == 1 } }
}
