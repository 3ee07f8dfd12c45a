/// Sums of products over named axes, in Einstein's notation: PyTorch's and NumPy's `einsum`.
///
///     einsum("ij,jk->ik", a, b)          // the matrix product
///     einsum("bhqd,bhkd->bhqk", q, k)    // the scores of attention
///     einsum("ii", a)                    // the trace;  "ii->i" is the diagonal
///     einsum("...c,c->...", x, w)        // leading axes of any number
///
/// Each letter names an axis. Axes with one letter have one size, or 1, which broadcasts; a letter that isn't after the
/// arrow is summed over. Without an arrow, the result has the letters that occur once, in the order of the alphabet, after
/// those axes that dots represent. Operands are multiplied from left to right, two at a time, each as a matrix product, so
/// gradients are those of `matmul`.
///
/// Traps if the equation doesn't fit the operands.
public func einsum(_ equation: String, _ operands: Tensor...) -> Tensor {
  let plan = EinsumPlan(equation, operands.map(\.shape))
  var rest = zip(operands, plan.inputs).map { plan.prepared($0, $1) }
  var result = rest.removeFirst()
  while !rest.isEmpty {
    let next = rest.removeFirst()
    let needed = rest.reduce(Set(plan.output)) { $0.union($1.labels) }
    result = result.contracted(with: next, keeping: needed)
  }
  return result.summed(keeping: Set(plan.output)).arranged(plan.output).tensor
}

/// A tensor with a name for each axis.
private struct LabelledTensor {
  var tensor: Tensor
  var labels: [Character]

  /// The product with another, summed over the shared axes that are not needed any more.
  func contracted(with other: LabelledTensor, keeping needed: Set<Character>) -> LabelledTensor {
    let (own, others) = (Set(labels), Set(other.labels))
    let a = summed(keeping: needed.union(others))
    let b = other.summed(keeping: needed.union(own))
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(needed.contains)
    let depth = shared.filter { !needed.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }
    let right = b.labels.filter { !shared.contains($0) }
    let (x, y) = (a.arranged(batch + left + depth), b.arranged(batch + depth + right))
    let (batchSize, depthSize) = (a.size(batch), a.size(depth))
    let (rows, columns) = (a.size(left), b.size(right))
    let lead = batch.isEmpty ? [] : [batchSize]
    let product = x.tensor.reshaped(to: Shape(lead + [rows, depthSize]))
      .matmul(y.tensor.reshaped(to: Shape(lead + [depthSize, columns])))
    let sizes = (batch + left).map { a.size([$0]) } + right.map { b.size([$0]) }
    return LabelledTensor(tensor: product.reshaped(to: Shape(sizes)), labels: batch + left + right)
  }

  /// The product of the sizes of some axes.
  private func size(_ chosen: [Character]) -> Int {
    zip(labels, tensor.shape).reduce(1) { chosen.contains($1.0) ? $0 * $1.1 : $0 }
  }

  /// The sum over all axes but those with these names.
  func summed(keeping kept: Set<Character>) -> LabelledTensor {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return LabelledTensor(tensor: tensor.sum(axes: axes), labels: labels.filter(kept.contains))
  }

  /// With the axes in this order.
  func arranged(_ order: [Character]) -> LabelledTensor {
    if order == labels { return self }
    return LabelledTensor(tensor: tensor.permuted(order.compactMap(labels.firstIndex)), labels: order)
  }

  /// The elements at which the two axes at these places have one index; the second axis disappears.
  func diagonal(_ first: Int, _ second: Int) -> LabelledTensor {
    let others = labels.indices.filter { $0 != first && $0 != second }
    let count = tensor.shape[first]
    let moved = tensor.permuted(others + [first, second]).flattened(from: others.count)
    return LabelledTensor(
      tensor: moved.entries((0..<count).map { $0 * (count + 1) }, axis: -1),
      labels: others.map { labels[$0] } + [labels[first]])
  }
}

/// An equation, with the axes that dots represent named by digits, counted from the right.
private struct EinsumPlan {
  let inputs: [[Character]]
  let output: [Character]
  /// The size of each axis, after broadcasting.
  private let sizes: [Character: Int]

  init(_ equation: String, _ shapes: [Shape]) {
    let text = equation.filter { $0 != " " }
    let arrow = text.firstIndex(of: "-") ?? text.endIndex
    let hasArrow = text[arrow...].hasPrefix("->")
    let result = String(text[arrow...].dropFirst(2))
    let terms = text[..<arrow].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let isReadable = (terms + [result]).allSatisfy(Self.isReadable)
    precondition(
      isReadable && (hasArrow || arrow == text.endIndex) && terms.count == shapes.count,
      "einsum expects letters for each of \(shapes.count) tensors, as in \"ij,jk->ik\", but got \"\(equation)\""
    )
    let dots = zip(terms, shapes).map { Swift.max(0, $1.rank - Self.letters($0).count) }
    inputs = zip(terms, dots).map { Self.labels($0, dots: $1) }
    var sizes: [Character: Int] = [:]
    for (labels, shape) in zip(inputs, shapes) {
      precondition(
        labels.count == shape.rank, "einsum expects \(labels.count) axes for \"\(equation)\" but got \(shape)"
      )
      for (label, size) in zip(labels, shape) {
        let known = sizes[label] ?? 1
        precondition(
          known == 1 || size == 1 || known == size,
          "einsum expects one size for \(label) in \"\(equation)\" but got \(known) and \(size)")
        sizes[label] = known == 1 ? size : known
      }
    }
    self.sizes = sizes
    let most = (0..<(dots.max() ?? 0)).reversed().map { Character("\($0)") }
    let all = inputs.flatMap { $0 }
    let once = sizes.keys.filter { label in label.isLetter && all.count { $0 == label } == 1 }.sorted()
    output = hasArrow ? Self.labels(result, dots: result.contains(".") ? most.count : 0) : most + once
    precondition(
      Set(output).count == output.count && output.allSatisfy { sizes[$0] != nil },
      "einsum expects each letter after the arrow once, and before it, but got \"\(equation)\"")
  }

  /// The operand with each name once, and without axes of size 1 that broadcast.
  func prepared(_ tensor: Tensor, _ labels: [Character]) -> LabelledTensor {
    var result = LabelledTensor(tensor: tensor, labels: labels)
    while let axis = result.labels.indices.first(where: {
      result.tensor.shape[$0] == 1 && sizes[result.labels[$0]] != 1
    }) {
      result.tensor = result.tensor.squeezed(axis: axis)
      result.labels.remove(at: axis)
    }
    while let second = result.labels.indices.first(where: { result.labels[..<$0].contains(result.labels[$0]) }
    ),
      let first = result.labels.firstIndex(of: result.labels[second])
    {
      result = result.diagonal(first, second)
    }
    return result
  }

  private static func letters(_ term: String) -> [Character] { term.filter { $0 != "." }.map { $0 } }

  /// A term's names, with digits in place of the dots.
  private static func labels(_ term: String, dots: Int) -> [Character] {
    guard let first = term.firstIndex(of: ".") else { return letters(term) }
    let digits = (0..<dots).reversed().map { Character("\($0)") }
    return Array(term[..<first]) + digits + letters(String(term[first...]))
  }

  /// Whether a term has only letters and at most one group of three dots.
  private static func isReadable(_ term: String) -> Bool {
    let dots = term.filter { $0 == "." }.count
    return letters(term).allSatisfy { $0.isASCII && $0.isLetter }
      && (dots == 0 || dots == 3 && term.contains("..."))
  }
}
