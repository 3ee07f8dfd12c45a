extension Safetensors {
  /// The weights and buffers of a network, under the names of its state dictionary: `0.weight`, `0.bias`, …
  ///
  /// A parameter that the network uses twice is written once, under its first name.
  public init(_ module: some Module, metadata: [String: String] = [:]) {
    var tensors: [String: Tensor] = [:]
    for named in module.namedParameters { tensors[named.name] = named.parameter.value }
    for named in module.namedBuffers { tensors[named.name] = named.buffer.value }
    self.init(tensors, metadata: metadata)
  }
}

/// What a loaded file and the network don't share.
public struct LoadReport: Equatable, Sendable {
  /// The network's tensors that the file doesn't have, which stay as they were, in the order of the network.
  public let missing: [String]
  /// The file's tensors that the network doesn't have, in alphabetical order.
  public let unexpected: [String]
}

extension Module {
  /// Loads the weights from named tensors, such as those of a PyTorch file.
  ///
  /// There must be every tensor of the network, in its shape, and no other. If they don't match, nothing is changed and
  /// the error lists all differences. Of a parameter that the network uses under several names, one is enough; if there are
  /// several, they must have the same numbers.
  ///
  /// - Parameter isIgnored: Which other names are allowed. PyTorch's batch normalization counts its batches, which is not
  ///   needed here.
  public func load(
    _ weights: Safetensors, ignoring isIgnored: (String) -> Bool = { $0.hasSuffix("num_batches_tracked") }
  ) throws(SafetensorsError) {
    try load(weights, strict: true, ignoring: isIgnored)
  }

  /// Loads the weights from named tensors. If it isn't `strict`, those that both have are enough, as in PyTorch:
  ///
  ///     let report = try model.load(Safetensors(contentsOf: "pretrained.safetensors"), strict: false)
  ///     print(report.missing)      // head.weight, head.bias: they keep their start
  ///
  /// A tensor of another shape is an error nevertheless, and then nothing is changed. `Safetensors.group` and
  /// `Safetensors.renamed` help where names differ.
  ///
  /// - Returns: Which names only one of them has.
  @discardableResult
  public func load(
    _ weights: Safetensors, strict: Bool,
    ignoring isIgnored: (String) -> Bool = { $0.hasSuffix("num_batches_tracked") }
  ) throws(SafetensorsError) -> LoadReport {
    let matching = StateMatching(self, weights, ignoring: isIgnored)
    let missing = matching.missing.map { SafetensorsError.Mismatch.missing(name: $0.name, shape: $0.shape) }
    let unexpected = matching.unexpected.map {
      SafetensorsError.Mismatch.unexpected(name: $0, shape: weights[$0]?.shape ?? [])
    }
    let mismatches = matching.conflicts + (strict ? missing + unexpected : [])
    guard mismatches.isEmpty else {
      throw .mismatches(file: weights.source, mismatches.sorted { $0.name < $1.name })
    }
    for (entry, tensor) in matching.found { entry.set(tensor) }
    return LoadReport(missing: matching.missing.map(\.name), unexpected: matching.unexpected)
  }

  /// Loads the weights from a safetensors file; see `load(_:ignoring:)`.
  public func loadWeights(from file: String) throws(SafetensorsError) {
    try load(Safetensors(contentsOf: file))
  }

  /// Writes the weights to a safetensors file.
  public func saveWeights(to file: String) throws(SafetensorsError) {
    try Safetensors(self).write(to: file)
  }
}

/// A parameter or buffer with all the names under which a network uses it.
private struct StateEntry {
  var names: [String]
  let shape: Shape
  let set: (Tensor) -> Void

  var name: String { names[0] }
}

/// The tensors of a file beside those of a network.
private struct StateMatching {
  /// What the network has and the file doesn't.
  private(set) var missing: [StateEntry] = []
  /// What the file has and the network doesn't, in alphabetical order.
  let unexpected: [String]
  /// Other shapes, and different numbers for one parameter.
  private(set) var conflicts: [SafetensorsError.Mismatch] = []
  /// What fits.
  private(set) var found: [(entry: StateEntry, tensor: Tensor)] = []

  init(_ module: some Module, _ weights: Safetensors, ignoring isIgnored: (String) -> Bool) {
    let entries = Self.entries(of: module)
    let known = Set(entries.flatMap(\.names))
    unexpected = weights.names.filter { !known.contains($0) && !isIgnored($0) }
    for entry in entries {
      let given = entry.names.compactMap { name in weights[name].map { (name, $0) } }
      guard let (first, tensor) = given.first else {
        missing.append(entry)
        continue
      }
      found.append((entry, tensor))
      for (name, other) in given {
        if other.shape != entry.shape {
          conflicts.append(.shape(name: name, expected: entry.shape, found: other.shape))
        } else if name != first && other.scalars.map(\.bitPattern) != tensor.scalars.map(\.bitPattern) {
          conflicts.append(.tied(name: name, other: first))
        }
      }
    }
  }

  private static func entries(of module: some Module) -> [StateEntry] {
    var entries: [StateEntry] = []
    var places: [ObjectIdentifier: Int] = [:]
    func add(_ object: AnyObject, _ name: String, _ shape: Shape, _ set: @escaping (Tensor) -> Void) {
      if let place = places[ObjectIdentifier(object)] {
        entries[place].names.append(name)
      } else {
        places[ObjectIdentifier(object)] = entries.count
        entries.append(StateEntry(names: [name], shape: shape, set: set))
      }
    }
    for component in module.flattened() {
      switch component.part {
      case .parameter(let parameter):
        add(parameter, component.name, parameter.shape) { parameter.value = $0 }
      case .buffer(let buffer): add(buffer, component.name, buffer.value.shape) { buffer.value = $0 }
      case .module, .stream: break
      }
    }
    return entries
  }
}
