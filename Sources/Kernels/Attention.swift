internal import CKernels

/// The extents of an attention, and which keys its queries see.
public struct AttentionLayout: Sendable {
  /// The numbers of samples, of heads in each, and of queries and keys in each head.
  public var batch, heads, queries, keys: Int
  /// The widths of queries and keys, and of values.
  public var width, valueWidth: Int
  /// The factor of the products of queries and keys.
  public var scale: Float
  /// Whether query t sees only the keys up to t + keys − queries.
  public var isCausal: Bool
  /// The probability that a weight is dropped.
  public var dropout: Float
  /// The seed that decides which weights are dropped.
  public var seed: UInt64

  /// The extents of an attention without dropout.
  public init(
    batch: Int, heads: Int, queries: Int, keys: Int, width: Int, valueWidth: Int, scale: Float, isCausal: Bool
  ) {
    (self.batch, self.heads, self.queries, self.keys) = (batch, heads, queries, keys)
    (self.width, self.valueWidth, self.scale, self.isCausal) = (width, valueWidth, scale, isCausal)
    (dropout, seed) = (0, 0)
  }

  /// The number of weights of all heads together.
  public var weightCount: Int { batch * heads * queries * keys }

  func withC(mask: Storage?, _ body: (UnsafePointer<ck_attention>) -> Void) {
    let size = queries * keys
    precondition(mask == nil || mask?.count == size || mask?.count == weightCount, "a mask for each weight")
    var c = ck_attention(
      batch: Int64(batch), heads: Int64(heads), queries: Int64(queries), keys: Int64(keys),
      width: Int64(width),
      value_width: Int64(valueWidth), scale: scale, causal: isCausal,
      mask: mask.map { UnsafePointer($0.pointer) }, mask_step: mask?.count == size ? 0 : Int64(size),
      dropout: dropout, seed: seed)
    body(&c)
  }
}

/// The matrices of all heads of all samples, `[rows, width]` each, somewhere in a storage.
public struct HeadMatrices {
  let storage: Storage
  let offset, batchStep, headStep, rowStep: Int

  /// `[batch, heads, rows, width]`, one head after the other.
  public init(_ storage: Storage, heads: Int, rows: Int, width: Int) {
    self.storage = storage
    (offset, batchStep, headStep, rowStep) = (0, heads * rows * width, rows * width, width)
  }

  /// One part of `[batch, rows, parts, heads, width]`, the result of one product for queries, keys and values of all
  /// heads.
  public init(_ storage: Storage, part: Int, of parts: Int, heads: Int, rows: Int, width: Int) {
    self.storage = storage
    (headStep, rowStep) = (width, parts * heads * width)
    (offset, batchStep) = (part * heads * width, rows * parts * heads * width)
  }

  func c(batch: Int, heads: Int, rows: Int, width: Int) -> ck_heads {
    let last = (batch - 1) * batchStep + (heads - 1) * headStep + (rows - 1) * rowStep + width
    precondition(
      batch * heads * rows == 0 || offset + last <= storage.count, "the heads end past their storage")
    return ck_heads(
      start: storage.pointer + offset, batch_step: Int64(batchStep), head_step: Int64(headStep),
      row_step: Int64(rowStep))
  }
}

extension AttentionLayout {
  func queries(_ x: HeadMatrices) -> ck_heads { x.c(batch: batch, heads: heads, rows: queries, width: width) }
  func keys(_ x: HeadMatrices) -> ck_heads { x.c(batch: batch, heads: heads, rows: keys, width: width) }
  func values(_ x: HeadMatrices) -> ck_heads {
    x.c(batch: batch, heads: heads, rows: keys, width: valueWidth)
  }
  func result(_ x: HeadMatrices) -> ck_heads {
    x.c(batch: batch, heads: heads, rows: queries, width: valueWidth)
  }
}

extension Kernel {
  /// softmax(scale · Q · Kᵀ) · V for each head; `weights`, `[batch, heads, queries, keys]`, receives the weights before
  /// dropout. Without `result`, only the weights are computed. `mask` is `[queries, keys]` or as large as `weights`.
  public static func attention(
    _ layout: AttentionLayout, _ q: HeadMatrices, _ k: HeadMatrices, _ v: HeadMatrices, mask: Storage?,
    weights: Storage, into result: HeadMatrices?
  ) {
    precondition(weights.count == layout.weightCount)
    layout.withC(mask: mask) {
      ck_attention_forward(
        $0, layout.queries(q), layout.keys(k), layout.values(v), weights.pointer,
        result.map(layout.result) ?? ck_heads())
    }
  }

  /// The gradients of Q, K and V, given that of the result, `g`; nil for one that is not needed.
  public static func attentionGradient(
    _ layout: AttentionLayout, _ q: HeadMatrices, _ k: HeadMatrices, _ v: HeadMatrices, weights: Storage,
    _ g: HeadMatrices, queries: HeadMatrices?, keys: HeadMatrices?, values: HeadMatrices?
  ) {
    precondition(weights.count == layout.weightCount)
    layout.withC(mask: nil) {
      ck_attention_backward(
        $0, layout.queries(q), layout.keys(k), layout.values(v), weights.pointer, layout.result(g),
        queries.map(layout.queries) ?? ck_heads(), keys.map(layout.keys) ?? ck_heads(),
        values.map(layout.values) ?? ck_heads())
    }
  }
}
