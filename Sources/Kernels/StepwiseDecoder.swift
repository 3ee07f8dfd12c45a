internal import CKernels

/// A decoder-only transformer that reads one token after another, without a tensor for each of its layers' results.
///
/// Its numbers have the bits that the layers one by one give. It holds the weights as they are when it is made.
package final class StepwiseDecoder {
  /// A normalization's scale and shift, `[width]`.
  package struct Norm {
    let gain: Storage
    let shift: Storage?
    let epsilon: Float

    package init(gain: Storage, shift: Storage?, epsilon: Float) {
      (self.gain, self.shift, self.epsilon) = (gain, shift, epsilon)
    }

    fileprivate var c: ck_norm { ck_norm(gain: gain.pointer, shift: shift?.pointer, epsilon: epsilon) }
  }

  /// A dense layer's weight, `[outputs, inputs]`, and bias.
  package struct Linear {
    let weight: Storage
    let bias: Storage?

    package init(weight: Storage, bias: Storage?) { (self.weight, self.bias) = (weight, bias) }

    func check(inputs: Int, outputs: Int) {
      precondition(weight.count == inputs * outputs && bias?.count ?? outputs == outputs)
    }

    var c: ck_linear { ck_linear(weight: weight.pointer, bias: bias?.pointer) }
  }

  /// A block's weights, and the keys and values of the positions that it has seen, `[seen, width]` each.
  package struct Block {
    var attentionNorm, feedForwardNorm: Norm
    var projection, mixing, up, down: Linear
    var keys, values: Storage?

    package init(
      norms: (attention: Norm, feedForward: Norm), projection: Linear, mixing: Linear, up: Linear,
      down: Linear, keys: Storage?, values: Storage?
    ) {
      (attentionNorm, feedForwardNorm) = norms
      (self.projection, self.mixing, self.up, self.down) = (projection, mixing, up, down)
      (self.keys, self.values) = (keys, values)
    }
  }

  /// What the blocks have in common.
  package struct Layout {
    /// The width of a token's vector, the number of heads, the width between a block's last two layers, the number of
    /// tokens that there are, and that of positions.
    var width, heads, inner, tokens, capacity: Int
    /// Whether blocks normalize before their parts, and whether they have ReLU instead of GELU.
    var normsFirst, relu: Bool

    package init(
      width: Int, heads: Int, inner: Int, tokens: Int, capacity: Int, normsFirst: Bool, relu: Bool
    ) {
      (self.width, self.heads, self.inner, self.tokens) = (width, heads, inner, tokens)
      (self.capacity, self.normsFirst, self.relu) = (capacity, normsFirst, relu)
    }
  }

  private let layout: Layout
  /// All memory that the addresses in `c` lead to.
  private let owners: [Storage]
  private let blocks: UnsafeMutablePointer<ck_decoder_block>
  private var c: ck_decoder
  /// The number of positions that it has read.
  package private(set) var count: Int

  /// - Parameters:
  ///   - vectors: the tokens' vectors, `[tokens, width]`.
  ///   - positions: what is added to them, `[capacity, width]`.
  ///   - seen: the number of positions that the blocks have seen.
  package init(
    _ layout: Layout, vectors: Storage, positions: Storage?, blocks: [Block], last: Norm?, output: Linear,
    seen: Int
  ) {
    let size = layout.capacity * layout.width
    precondition(vectors.count == layout.tokens * layout.width && positions?.count ?? size >= size)
    var owners = [vectors, output.weight]
    func owned(_ storage: Storage?, _ count: Int) {
      guard let storage else { return }
      precondition(storage.count == count, "a weight has \(storage.count) numbers instead of \(count)")
      owners.append(storage)
    }
    func owned(_ norm: Norm) {
      owned(norm.gain, layout.width)
      owned(norm.shift, layout.width)
    }
    func owned(_ linear: Linear, _ inputs: Int, _ outputs: Int) {
      owned(linear.weight, inputs * outputs)
      owned(linear.bias, outputs)
    }
    func room(for seen: Storage?) -> UnsafeMutablePointer<Float> {
      let room = Storage(uninitialized: size)
      if let seen { room.pointer.update(from: seen.pointer, count: seen.count) }
      owners.append(room)
      return room.pointer
    }
    if let positions { owners.append(positions) }
    self.blocks = .allocate(capacity: blocks.count)
    for (index, block) in blocks.enumerated() {
      owned(block.attentionNorm)
      owned(block.feedForwardNorm)
      owned(block.projection, layout.width, 3 * layout.width)
      owned(block.mixing, layout.width, layout.width)
      owned(block.up, layout.width, layout.inner)
      owned(block.down, layout.inner, layout.width)
      let seen = seen * layout.width
      precondition(block.keys?.count ?? 0 == seen && block.values?.count ?? 0 == seen && seen <= size)
      (self.blocks + index).initialize(
        to: ck_decoder_block(
          attention_norm: block.attentionNorm.c, feed_forward_norm: block.feedForwardNorm.c,
          projection: block.projection.c, mixing: block.mixing.c, up: block.up.c, down: block.down.c,
          keys: room(for: block.keys), values: room(for: block.values)))
    }
    if let last { owned(last) }
    owned(output, layout.width, layout.tokens)
    c = ck_decoder(
      width: Int64(layout.width), heads: Int64(layout.heads), inner: Int64(layout.inner),
      words: Int64(layout.tokens), norms_first: layout.normsFirst, relu: layout.relu,
      scale: 1 / Float(layout.width / layout.heads).squareRoot(), vectors: vectors.pointer,
      positions: positions?.pointer, blocks: self.blocks, count: Int64(blocks.count),
      last: last?.c ?? ck_norm(), output: output.c, memory: nil)
    let memory = Storage(uninitialized: Int(ck_decoder_memory(&c, Int64(layout.capacity))))
    c.memory = memory.pointer
    self.owners = owners + [memory]
    self.layout = layout
    count = seen
  }

  deinit { blocks.deallocate() }

  /// The logits of the token after `token`, which follows those that were read.
  package func logits(after token: Int) -> [Float] {
    precondition(
      token >= 0 && token < layout.tokens, "token \(token) is not in a vocabulary of \(layout.tokens)")
    precondition(count < layout.capacity, "there are only \(layout.capacity) positions")
    defer { count += 1 }
    return [Float](unsafeUninitializedCapacity: layout.tokens) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      ck_decode(&c, Int64(token), Int64(count), start)
      initialized = layout.tokens
    }
  }
}
