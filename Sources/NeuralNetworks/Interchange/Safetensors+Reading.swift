extension Safetensors {
  /// The tensors whose names start with `name` and a dot, under the rest of their names.
  ///
  /// A file may contain more than one network's weights: of `weights.0.bias` and `gradients.0.bias`, the group
  /// `weights` has the first, under the name `0.bias`. The group is empty if no name starts with it.
  ///
  ///     try model.load(recorded.group("weights"))
  public func group(_ name: String) -> Safetensors {
    let prefix = name + "."
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = tensor
    }
    return Safetensors(found, metadata: metadata, source: source)
  }

  /// The same tensors under other names; those whose new name is nil are left out.
  ///
  ///     try model.load(weights.renamed { $0.hasPrefix("head.") ? nil : "body." + $0 }, strict: false)
  ///
  /// Traps if two get one name.
  public func renamed(_ rename: (_ name: String) -> String?) -> Safetensors {
    var found: [String: Tensor] = [:]
    for name in names {
      guard let new = rename(name) else { continue }
      precondition(
        found.updateValue(tensors[name] ?? [], forKey: new) == nil,
        "renamed expects different names but got \(new) for two tensors of \(source)")
    }
    return Safetensors(found, metadata: metadata, source: source)
  }

  /// The tensor of a name that must be there.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw .missingTensor(file: source, tensor: name, available: names)
    }
    return tensor
  }

  /// The whole numbers of a name that must be there, such as labels or tokens.
  public func integers(_ name: String) throws(SafetensorsError) -> IntTensor {
    let tensor = try tensor(name)
    let whole = tensor.scalars.compactMap { Int(exactly: $0) }
    guard whole.count == tensor.elementCount else {
      throw .notWhole(
        file: source, tensor: name, value: tensor.scalars.first { Int(exactly: $0) == nil } ?? 0)
    }
    return IntTensor(whole, shape: tensor.shape)
  }
}
