import SVGCharts

/// Networks that read a sequence, side by side, each with a way from its first input to its answer.
///
///     ArchitecturePlate([.init(.dense, note: "2000 parameters"), .init(.recurrent), .init(.transformer)], inputs: 8)
public struct ArchitecturePlate: SVGPicture, Sendable, Hashable {
  /// How a network reads.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// All inputs at once, each joined to each unit.
    case dense
    /// A window that moves over the input with the same weights everywhere.
    case convolutional
    /// One input after another, with a state that is passed on.
    case recurrent
    /// As the recurrent one, with a memory cell and three gates.
    case lstm
    /// As the recurrent one, with two gates and no cell of its own.
    case gru
    /// A recurrent encoder and decoder, where the decoder looks back at all states of the encoder.
    case attending
    /// All tokens at once, each looking at each.
    case transformer
  }

  /// A network on the plate.
  public struct Network: Sendable, Hashable {
    /// How it reads.
    public var kind: Kind
    /// What it is called.
    public var name: String
    /// A line below its name, as its number of parameters.
    public var note: String?

    /// A network of a kind, with the kind's usual name if there is no other.
    public init(_ kind: Kind, name: String? = nil, note: String? = nil) {
      (self.kind, self.name, self.note) = (kind, name ?? kind.usualName, note)
    }
  }

  /// The networks, in order.
  public var networks: [Network]
  /// How many inputs each of them reads in the picture.
  public var inputs: Int
  /// The line above the picture.
  public var title: String?

  /// - Precondition: there is a network, and there are two to twelve inputs.
  public init(_ networks: [Network], inputs: Int = 8, title: String? = nil) {
    precondition(
      !networks.isEmpty && (2...12).contains(inputs),
      "ArchitecturePlate expects networks and 2 to 12 inputs, but got \(networks.count) and \(inputs)")
    (self.networks, self.inputs, self.title) = (networks, inputs, title)
  }

  public var headline: String { title ?? "Networks side by side" }

  public var alternative: String {
    let each = networks.map { network in
      "\(network.name): \(network.note.map { $0 + ", " } ?? "")\(network.kind.way(inputs: inputs))"
    }
    return (title.map { $0 + ". " } ?? "")
      + "The way from the first of \(inputs) inputs to the answer. \(each.joined(separator: ". "))."
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["network", "note", "steps from the first input to the answer"],
      isNumeric: [false, false, true],
      rows: networks.map { [$0.name, $0.note ?? "", "\($0.kind.steps(inputs: inputs))"] })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    ArchitectureDrawing(self, width: width).drawing
  }
}

extension ArchitecturePlate.Kind {
  /// What the field calls such a network.
  var usualName: String {
    switch self {
    case .dense: "dense"
    case .convolutional: "convolutional"
    case .recurrent: "RNN"
    case .lstm: "LSTM"
    case .gru: "GRU"
    case .attending: "LSTM + attention"
    case .transformer: "transformer"
    }
  }

  /// How many layers of windows see all inputs, when each window has three places that are twice as far apart as those below.
  static func windows(inputs: Int) -> Int {
    var (layers, field) = (0, 1)
    while field < inputs {
      field += 2 << layers
      layers += 1
    }
    return layers
  }

  /// How many units a number from the first input runs through until it is in the answer, on the shortest way.
  func steps(inputs: Int) -> Int {
    switch self {
    case .dense: 2
    case .convolutional: Self.windows(inputs: inputs) + 1
    case .recurrent, .lstm, .gru: inputs + 1
    // Its own state, what attention finds, and the answer.
    case .attending: 3
    case .transformer: 3
    }
  }

  /// The way in words.
  func way(inputs: Int) -> String { "\(steps(inputs: inputs)) steps" }
}
