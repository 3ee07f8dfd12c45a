internal import Kernels

extension Tensor {
  /// The matrix product over the last two axes; leading axes are a batch and broadcast.
  ///
  ///     y[…, i, j] = Σ_k self[…, i, k] · other[…, k, j]
  ///
  /// With a flag, an operand is used transposed without a copy. Operands have rank 2 or more.
  ///
  /// Gradient: `g · otherᵀ` and `selfᵀ · g`.
  public func matmul(
    _ other: Tensor, transposingSelf: Bool = false, transposingOther: Bool = false
  ) -> Tensor {
    let plan = MatmulPlan(shape, other.shape, transposingSelf, transposingOther)
    let y = Tensor.build(plan.result) { plan.run(storage, other.storage, into: $0) }
    return y.recorded("matmul", from: self, other, multiplyAdds: plan.multiplyAdds) {
      [a = detached(), b = other.detached()] g, inputs in
      inputs.add(0) {
        let slope =
          transposingSelf
          ? b.matmul(g, transposingSelf: transposingOther, transposingOther: true)
          : g.matmul(b, transposingOther: !transposingOther)
        return slope.summed(to: a.shape)
      }
      inputs.add(1) {
        let slope =
          transposingOther
          ? g.matmul(a, transposingSelf: true, transposingOther: transposingSelf)
          : a.matmul(g, transposingSelf: !transposingSelf)
        return slope.summed(to: b.shape)
      }
    }
  }

  /// x · weightᵀ + bias: what a dense layer computes, in one operation.
  ///
  /// Shapes: `self` is `[…, inputs]`, `weight` `[outputs, inputs]`, `bias` `[outputs]`.
  ///
  /// Gradient: `g · weight`, `gᵀ · x` and the sum of `g`'s rows.
  public func linear(weight: Tensor, bias: Tensor?) -> Tensor {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    precondition(rank >= 1 && shape[-1] == inputs, "linear expects […, \(inputs)] but got \(shape)")
    precondition(bias == nil || bias?.shape == [outputs], "linear expects a bias of [\(outputs)]")
    let rows = inputs == 0 ? shape.dropLast().reduce(1, *) : elementCount / inputs
    var target = shape
    target[-1] = outputs
    let product = MatrixProduct(rows: rows, columns: outputs, depth: inputs, rightTransposed: true)
    let y = Tensor.build(target) { out in
      Kernel.multiply(product, storage, weight.storage, into: out, bias: bias?.storage)
    }
    return y.recorded("linear", from: self, weight, bias, multiplyAdds: rows * outputs * inputs) {
      [x = storage, weight = weight.storage] g, gradients in
      gradients.addInPlace(0) { storage, fresh in
        let product = MatrixProduct(rows: rows, columns: inputs, depth: outputs)
        Kernel.multiply(product, g.storage, weight, into: storage, adding: !fresh)
      }
      gradients.addInPlace(1) { storage, fresh in
        let product = MatrixProduct(rows: outputs, columns: inputs, depth: rows, leftTransposed: true)
        Kernel.multiply(product, g.storage, x, into: storage, adding: !fresh)
      }
      gradients.add(2) { g.summed(to: [outputs]) }
    }
  }
}

/// The extents of a batched product, and where each of its matrices is.
private struct MatmulPlan {
  let result: Shape
  private let product: MatrixProduct
  private let leftBatch: Shape
  private let rightBatch: Shape
  private let batch: Shape

  init(_ left: Shape, _ right: Shape, _ leftTransposed: Bool, _ rightTransposed: Bool) {
    precondition(left.rank >= 2 && right.rank >= 2, "matmul expects matrices but got \(left) and \(right)")
    let rows = left[leftTransposed ? -1 : -2]
    let depth = left[leftTransposed ? -2 : -1]
    let columns = right[rightTransposed ? -2 : -1]
    leftBatch = Shape(left.dropLast(2))
    rightBatch = Shape(right.dropLast(2))
    let fits = right[rightTransposed ? -1 : -2] == depth
    guard fits, let batch = leftBatch.broadcast(with: rightBatch) else {
      preconditionFailure(
        "matmul expects […, n, k] and […, k, m] but got \(left)\(leftTransposed ? " transposed" : "")"
          + " and \(right)\(rightTransposed ? " transposed" : "")")
    }
    self.batch = batch
    result = Shape(Array(batch) + [rows, columns])
    product = MatrixProduct(
      rows: rows, columns: columns, depth: depth, leftTransposed: leftTransposed,
      rightTransposed: rightTransposed)
  }

  var multiplyAdds: Int { result.elementCount * product.depth }

  func run(_ left: Storage, _ right: Storage, into out: Storage) {
    if rightBatch.elementCount == 1 && !product.leftTransposed {
      // One right matrix for the whole batch: the batch only adds rows to one product.
      var whole = product
      whole.rows *= batch.elementCount
      if leftBatch == batch { return Kernel.multiply(whole, left, right, into: out) }
    }
    if leftBatch == batch && rightBatch == batch {
      return Kernel.multiplyEach(product, count: batch.elementCount, left, right, into: out)
    }
    let leftSize = product.rows * product.depth
    let rightSize = product.depth * product.columns
    let outSize = product.rows * product.columns
    let (leftSteps, rightSteps) = (offsets(of: leftBatch), offsets(of: rightBatch))
    for index in 0..<batch.elementCount {
      Kernel.multiply(
        product, left, at: leftSteps[index] * leftSize, right, at: rightSteps[index] * rightSize, into: out,
        offset: index * outSize)
    }
  }

  /// For each matrix of the result, the index of its matrix in an operand with batch `operand`.
  private func offsets(of operand: Shape) -> [Int] {
    if operand == batch { return Array(0..<batch.elementCount) }
    let strides = operand.broadcastStrides
    return (0..<batch.elementCount).map { index in
      var (rest, offset) = (index, 0)
      for axis in stride(from: batch.rank - 1, through: 0, by: -1) {
        offset += rest % batch[axis] * strides[6 - batch.rank + axis]
        rest /= batch[axis]
      }
      return offset
    }
  }
}
