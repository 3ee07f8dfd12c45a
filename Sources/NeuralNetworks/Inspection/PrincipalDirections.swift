extension Tensor {
  /// The directions in which the rows of a matrix, `[samples, features]`, spread most: its first principal components,
  /// `[features, count]`, for a map of vectors that have more than two numbers.
  ///
  ///     let map = vectors.matmul(vectors.principalDirections())      // [samples, 2]
  ///
  /// The columns have length 1 and are perpendicular to each other, the one of the greatest spread first. Each is found by
  /// power iteration: a direction is multiplied by the covariance 200 times, and what lies along it is then taken out
  /// of the covariance. Directions whose spreads are almost equal are found only approximately. No gradient is recorded.
  ///
  /// - Precondition: the tensor is a matrix with at least `count` features, and `count` is above 0.
  public func principalDirections(_ count: Int = 2) -> Tensor {
    precondition(
      rank == 2 && count > 0 && count <= shape[1],
      "principalDirections expects [samples, \(count) features or more] and a count above 0 but got \(shape)")
    return withoutGradient {
      let centred = self - mean(axis: 0, keepingDimension: true)
      var covariance = centred.transposed().matmul(centred)
      var found: [Tensor] = []
      for _ in 0..<count {
        let direction = covariance.mainDirection()
        let size = direction.transposed().matmul(covariance).matmul(direction)
        covariance -= size * direction.matmul(direction.transposed())
        found.append(direction)
      }
      return .concatenated(found, axis: 1)
    }
  }

  /// The eigenvector of the greatest eigenvalue of a covariance.
  private func mainDirection() -> Tensor {
    var direction = Tensor.linearSpace(from: 1, to: 2, count: shape[1]).expandedDimensions(axis: 1)
    for _ in 0..<200 {
      let next = matmul(direction)
      let length = next.norm
      // Without any spread, all directions are as good.
      if length == 0 { return direction / direction.norm }
      direction = next / length
    }
    return direction
  }
}
