import Tensors

extension Dataset {
  /// The samples in batches of `size`, in order; the last one holds what is left.
  public func batches(of size: Int) -> Batches<Target> {
    Batches(dataset: self, order: Array(0..<count), size: size)
  }

  /// The samples in batches of `size`, in random order: one epoch.
  public func batches(of size: Int, using rng: inout some RandomNumberGenerator) -> Batches<Target> {
    Batches(dataset: self, order: rng.permutation(of: count), size: size)
  }
}

/// A data set in parts of one size; each part is made when it is asked for.
public struct Batches<Target: Sendable>: RandomAccessCollection, Sendable {
  private let dataset: Dataset<Target>
  private let order: [Int]
  private let size: Int

  init(dataset: Dataset<Target>, order: [Int], size: Int) {
    precondition(size > 0, "batches hold at least one sample but got batches(of: \(size))")
    self.dataset = dataset
    self.order = order
    self.size = size
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { (order.count + size - 1) / size }

  public subscript(position: Int) -> Dataset<Target> {
    precondition(indices.contains(position), "batch \(position) of \(count)")
    return dataset[Array(order[position * size..<Swift.min(order.count, (position + 1) * size)])]
  }
}
