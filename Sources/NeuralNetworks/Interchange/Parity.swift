// How far two computations of the same thing are from each other: how the engine is held against others.

extension Tensor {
  /// How far this tensor is from `reference`, as a share of the reference's greatest element.
  ///
  ///     max |a − b| / max |b|
  ///
  /// 0 where both are equal, NaN where either holds one; both must have the same shape. Where the reference is 0
  /// everywhere, it is max |a|.
  public func relativeDifference(from reference: Tensor) -> Float {
    precondition(
      shape == reference.shape,
      "relativeDifference expects a reference of \(shape) but got \(reference.shape)")
    guard elementCount > 0 else { return 0 }
    let (actual, expected) = (detached(), reference.detached())
    let size = expected.absolute().max().scalar
    return (actual - expected).absolute().max().scalar / (size == 0 ? 1 : size)
  }
}

extension Module {
  /// The greatest of the relative differences between the parameters' gradients and those that `reference` has under
  /// the same names: what `backward()` found here against what another program found.
  ///
  /// A parameter without a gradient counts as one whose gradient is 0.
  public func gradientDifference(from reference: Safetensors) throws(SafetensorsError) -> Float {
    var greatest: Float = 0
    for named in namedParameters {
      let expected = try reference.tensor(named.name)
      let found = named.parameter.gradient ?? .zeros(named.parameter.shape)
      guard found.shape == expected.shape else {
        throw .mismatches(
          file: reference.source, [.shape(name: named.name, expected: found.shape, found: expected.shape)])
      }
      let difference = found.relativeDifference(from: expected)
      if !(difference <= greatest) { greatest = difference }
    }
    return greatest
  }
}
