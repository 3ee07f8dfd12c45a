// The difference between two computations of the same thing: how the engine is compared with others.

extension Tensor {
  /// The greatest difference between an element and that of `other` in the same place: max |a − b|.
  ///
  /// 0 if both are equal, NaN if either contains one; both must have the same shape.
  public func largestDifference(from other: Tensor) -> Float {
    precondition(
      shape == other.shape, "largestDifference expects a tensor of \(shape) but got \(other.shape)")
    return elementCount == 0 ? 0 : (detached() - other.detached()).absolute().max().scalar
  }

  /// The greatest difference from `reference`, relative to the reference's greatest element.
  ///
  ///     max |a − b| / max |b|
  ///
  /// 0 if both are equal, NaN if either contains one; both must have the same shape. If the reference is 0
  /// everywhere, it is max |a|.
  public func relativeDifference(from reference: Tensor) -> Float {
    precondition(
      shape == reference.shape,
      "relativeDifference expects a reference of \(shape) but got \(reference.shape)")
    guard elementCount > 0 else { return 0 }
    let size = reference.detached().absolute().max().scalar
    return largestDifference(from: reference) / (size == 0 ? 1 : size)
  }
}

extension Safetensors {
  /// Trains on as another program did, for as many steps as it recorded losses, and compares the losses: their greatest relative
  /// difference.
  ///
  ///     try model.load(recorded.group("weights"))
  ///     let off = try recorded.lossDifference(training: Adam(model, learningRate: 0.01)) { meanSquaredError(model(x), y) }
  ///
  /// NaN where training ends before, because a loss is not finite.
  ///
  /// - Parameters:
  ///   - optimizer: The optimizer of a model that has the recorded weights.
  ///   - name: The name of the recorded losses, `[steps]`.
  ///   - loss: The loss of a step, a single number.
  public func lossDifference(
    training optimizer: some Optimizer, named name: String = "losses", loss: () -> Tensor
  ) throws(SafetensorsError) -> Float {
    let expected = try tensor(name)
    let losses = fit(optimizer, steps: expected.elementCount) { _ in loss() }.losses
    guard losses.count == expected.elementCount else { return .nan }
    return Tensor(losses, shape: expected.shape).relativeDifference(from: expected)
  }
}

extension Module {
  /// The greatest difference of the parameters' gradients from those that `reference`, another program's result, has
  /// under the same names.
  ///
  /// The greatest of the parameters' relative differences. A gradient that is almost 0, such as that of a bias in front
  /// of a normalization, is only rounding: if its greatest element is less than a tenth of all gradients', the
  /// difference is relative to that tenth. A parameter without a gradient counts as one with 0.
  public func gradientDifference(from reference: Safetensors) throws(SafetensorsError) -> Float {
    var pairs: [(found: Tensor, expected: Tensor)] = []
    for named in namedParameters {
      let expected = try reference.tensor(named.name)
      guard named.parameter.shape == expected.shape else {
        throw .mismatches(
          file: reference.source,
          [.shape(name: named.name, expected: named.parameter.shape, found: expected.shape)])
      }
      pairs.append((named.parameter.gradient ?? .zeros(expected.shape), expected))
    }
    let sizes = pairs.map { $0.expected.elementCount == 0 ? 0 : $0.expected.absolute().max().scalar }
    let least = (sizes.max() ?? 0) / 10
    var greatest: Float = 0
    for (pair, size) in zip(pairs, sizes) where pair.found.elementCount > 0 {
      let distance = pair.found.largestDifference(from: pair.expected)
      let difference = distance == 0 ? 0 : distance / max(size, least)
      if !(difference <= greatest) { greatest = difference }
    }
    return greatest
  }
}
