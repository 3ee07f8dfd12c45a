extension OpCase {
  /// Elements in another order, and sums over several axes.
  static let ordering = [
    OpCase("gathered along an axis", [[3, 4]]) {
      $0[0].gathered(alongAxis: 1, IntTensor([[0, 0], [3, 1], [2, 2]]))
    },
    OpCase("entries along an axis", [[2, 4, 3]]) { $0[0].entries([3, 0, 3], axis: 1) },
    OpCase("sorted", [[3, 5]], draw: Draw.distinct) { $0[0].sorted(axis: 0, descending: true).values },
    OpCase("sum along two axes", [[2, 3, 4]]) { $0[0].sum(axes: [0, 2]) },
    OpCase("variance along two axes", [[2, 3, 4]]) { $0[0].variance(axes: [2, 0], unbiased: true) },
    OpCase("max along two axes", [[2, 3, 4]], draw: Draw.distinct) {
      $0[0].max(axes: [-1, -2], keepingDimensions: true)
    },
    OpCase("vectorNorm", [[3, 4]]) { $0[0].vectorNorm(axis: 1) },
    OpCase("vectorNorm of order 3", [[3, 4]], draw: Draw.awayFromZero) {
      $0[0].vectorNorm(order: 3, axis: 0)
    },
    OpCase("vectorNorm of order 1, of all", [[3, 4]], draw: Draw.awayFromZero) {
      $0[0].vectorNorm(order: 1)
    },
    OpCase("vectorNorm of infinite order", [[3, 4]], draw: Draw.distinct) {
      ($0[0] + 3).vectorNorm(order: .infinity, axis: 1)
    },
  ]

  /// Products in Einstein's notation.
  static let notation = [
    OpCase("einsum, two matrices", [[3, 4], [4, 2]]) { einsum("ij,jk->ki", $0[0], $0[1]) },
    OpCase("einsum, heads", [[2, 3, 2, 4], [2, 5, 2, 4]]) { einsum("bqhd,bkhd->bhqk", $0[0], $0[1]) },
    OpCase("einsum, three operands and dots", [[2, 3, 4], [4], [1, 4, 2]]) {
      einsum("...ic,c,...cj->...j", $0[0], $0[1], $0[2])
    },
    OpCase("einsum, a diagonal", [[4, 4, 2]]) { einsum("iij->ji", $0[0]) },
  ]

  /// Images and sequences that become larger, and groups of channels.
  static let enlarging = [
    OpCase("convTranspose2D", [[2, 3, 3, 4], [3, 2, 3, 2], [2]]) {
      $0[0].convTranspose2D(weight: $0[1], bias: $0[2])
    },
    OpCase("convTranspose2D, stride, padding, dilation, groups", [[2, 4, 3, 3], [4, 3, 3, 2], [6]]) {
      $0[0].convTranspose2D(
        weight: $0[1], bias: $0[2], stride: Size2D(height: 2, width: 3), padding: Size2D(height: 1, width: 2),
        outputPadding: Size2D(height: 1, width: 2), dilation: Size2D(height: 1, width: 2), groups: 2)
    },
    OpCase("convTranspose1D", [[2, 3, 5], [3, 2, 4]]) { $0[0].convTranspose1D(weight: $0[1], stride: 2) },
    OpCase("upsample2D, nearest", [[1, 2, 2, 3]]) { $0[0].upsample2D(to: Size2D(height: 5, width: 4)) },
    OpCase("upsample2D, bilinear", [[1, 2, 3, 4]]) { $0[0].upsample2D(by: 2, mode: .bilinear) },
    OpCase("upsample2D, corners aligned", [[1, 2, 3, 4]]) {
      $0[0].upsample2D(to: Size2D(height: 7, width: 5), mode: .bilinear, aligningCorners: true)
    },
    OpCase("padded by reflection", [[2, 4, 3]]) {
      $0[0].padded(axis: 1, before: 3, after: 2, mode: .reflect)
    },
    OpCase("padded by replication", [[2, 4]]) {
      $0[0].padded(axis: 1, before: 2, after: 5, mode: .replicate)
    },
    OpCase("padded around", [[2, 4]]) { $0[0].padded(axis: 1, before: 4, after: 2, mode: .circular) },
    OpCase("groupNorm", [[2, 6, 3, 2], [6], [6]]) { $0[0].groupNorm(groups: 3, gain: $0[1], shift: $0[2]) },
  ]

  /// Attention with scores that are added, and with heads that share keys.
  static let attentionVariants = [
    OpCase("attention with an additive mask", [[2, 2, 3, 4], [2, 2, 5, 4], [2, 2, 5, 3], [2, 1, 5]]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2], additiveMask: $0[3])
    },
    OpCase("attention with shared keys", [[2, 4, 3, 4], [2, 2, 3, 4], [2, 2, 3, 3]]) {
      scaledDotProductAttention(queries: $0[0], keys: $0[1], values: $0[2], isCausal: true)
    },
  ]

  /// An operation with a pullback of its own.
  static let own = [
    OpCase("an operation of your own", [[3, 4], [4]]) {
      Tensor.operation("scaled", inputs: $0) { inputs in
        let (x, w) = (inputs[0], inputs[1])
        return (value: x * w, pullback: { g in [g * w, (g * x).sum(axis: 0)] })
      }
    }
  ]
}
