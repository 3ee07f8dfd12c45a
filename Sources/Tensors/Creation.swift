internal import Kernels

extension Tensor {
  /// All elements are `value`.
  public static func filled(_ shape: Shape, with value: Float) -> Tensor {
    build(shape) { Kernel.fill($0, with: value) }
  }

  /// All elements are 0.
  public static func zeros(_ shape: Shape) -> Tensor { filled(shape, with: 0) }

  /// All elements are 1.
  public static func ones(_ shape: Shape) -> Tensor { filled(shape, with: 1) }

  /// The identity matrix of shape `[size, size]`.
  public static func identity(_ size: Int) -> Tensor {
    build([size, size]) { storage in
      Kernel.fill(storage, with: 0)
      for i in 0..<size { storage[i * size + i] = 1 }
    }
  }

  /// `lower, lower + 1, …` below `upper`, of rank 1.
  public static func range(_ range: Range<Int>) -> Tensor {
    build([range.count]) { storage in
      for (position, value) in range.enumerated() { storage[position] = Float(value) }
    }
  }

  /// `count` numbers from `start` to `end`, both included, at equal distances.
  public static func linearSpace(from start: Float, to end: Float, count: Int) -> Tensor {
    precondition(count >= 1, "linearSpace needs a count of 1 or more but got \(count)")
    let step = count > 1 ? (Double(end) - Double(start)) / Double(count - 1) : 0
    return build([count]) { storage in
      for i in 0..<count { storage[i] = Float(Double(start) + Double(i) * step) }
    }
  }

  /// Independent draws from the normal distribution.
  public static func normal(
    _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    precondition(
      mean.isFinite && standardDeviation >= 0 && standardDeviation.isFinite,
      "normal expects a finite mean and a finite standard deviation of 0 or more but got \(mean) and "
        + "\(standardDeviation)")
    return build(shape) { storage in
      for i in 0..<storage.count {
        storage[i] = Float(Double(mean) + Double(standardDeviation) * generator.normal())
      }
    }
  }

  /// Independent draws from the uniform distribution on `[lower, upper)`.
  public static func uniform(
    _ shape: Shape, from lower: Float = 0, to upper: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    build(shape) { storage in
      for i in 0..<storage.count {
        let number = Float(generator.uniform(Double(lower), Double(upper)))
        // Rounded to a Float, the number may have become the upper bound.
        storage[i] = number < upper ? number : Swift.max(lower, upper.nextDown)
      }
    }
  }

  /// A row of zeros with a one at the label, for each label: shape `labels.shape + [classes]`.
  public static func oneHot(_ labels: IntTensor, classes: Int) -> Tensor {
    labels.checkRange("oneHot", below: classes)
    return build(labels.shape.inserting(classes, at: -1)) { storage in
      Kernel.fill(storage, with: 0)
      for (row, label) in labels.elements.enumerated() { storage[row * classes + Int(label)] = 1 }
    }
  }
}
