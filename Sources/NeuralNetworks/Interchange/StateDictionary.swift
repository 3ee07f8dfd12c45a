extension Safetensors {
  /// The weights and buffers of a network, under the names of its state dictionary: `0.weight`, `0.bias`, …
  public init(_ module: some Module, metadata: [String: String] = [:]) {
    var tensors: [String: Tensor] = [:]
    for named in module.namedParameters { tensors[named.name] = named.parameter.value }
    for named in module.namedBuffers { tensors[named.name] = named.buffer.value }
    self.init(tensors, metadata: metadata)
  }
}

extension Module {
  /// Loads the weights from named tensors, such as those of a PyTorch file.
  ///
  /// There must be every tensor of the network, in its shape, and no other. If they don't match, nothing is changed and
  /// the error lists all differences.
  ///
  /// - Parameter isIgnored: Which other names are allowed. PyTorch's batch normalization counts its batches, which is not
  ///   needed here.
  public func load(
    _ weights: Safetensors, ignoring isIgnored: (String) -> Bool = { $0.hasSuffix("num_batches_tracked") }
  ) throws(SafetensorsError) {
    var mismatches: [SafetensorsError.Mismatch] = []
    var rest = weights.tensors
    let shapes =
      namedParameters.map { ($0.name, $0.parameter.shape) }
      + namedBuffers.map { ($0.name, $0.buffer.value.shape) }
    for (name, expected) in shapes {
      let tensor = rest.removeValue(forKey: name)
      if tensor == nil { mismatches.append(.missing(name: name, shape: expected)) }
      if let found = tensor?.shape, found != expected {
        mismatches.append(.shape(name: name, expected: expected, found: found))
      }
    }
    for (name, tensor) in rest where !isIgnored(name) {
      mismatches.append(.unexpected(name: name, shape: tensor.shape))
    }
    guard mismatches.isEmpty else {
      throw .mismatches(file: weights.source, mismatches.sorted { $0.name < $1.name })
    }
    for named in namedParameters { weights[named.name].map { named.parameter.value = $0 } }
    for named in namedBuffers { weights[named.name].map { named.buffer.value = $0 } }
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
