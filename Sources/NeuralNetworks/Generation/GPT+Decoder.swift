package import Kernels

extension GPT {
  /// The model as one that reads token after token, after the positions in the caches; nil if it has parts that such a one
  /// lacks. Nothing is recorded. It has room for `capacity` positions: `context`, or as many as will be read.
  package func decoder(after caches: [KeyValueCache], capacity: Int? = nil) -> StepwiseDecoder? {
    guard let first = blocks.first, first.attention.rotary == nil, !first.attention.isGrouped else {
      return nil
    }
    let capacity = min(context, capacity ?? context)
    let positions: Tensor?
    switch vectors.positions {
    case .none: positions = nil
    case .learned: positions = vectors.learned?.weight
    case .sinusoidal: positions = SinusoidalPositions(dimensions: vectors.embedding.dimensions)(0..<capacity)
    case .rotary: return nil
    }
    let layout = StepwiseDecoder.Layout(
      width: vectors.embedding.dimensions, heads: first.attention.heads,
      inner: first.feedForward.linear1.outputs, tokens: output.outputs, capacity: capacity,
      normsFirst: first.normalization == .before, relu: first.feedForward.activation == .relu)
    return withoutGradient {
      StepwiseDecoder(
        layout, vectors: vectors.embedding.weight.storage, positions: positions?.storage,
        blocks: zip(blocks, caches).map { $0.decoderBlock(after: $1) }, last: norm?.decoderNorm,
        output: output.decoderLinear, seen: caches.first?.count ?? 0)
    }
  }
}

extension TransformerEncoderBlock {
  fileprivate func decoderBlock(after cache: KeyValueCache) -> StepwiseDecoder.Block {
    /// `[1, heads, S, width]` → `[S, heads · width]`
    func rows(_ heads: Tensor?) -> Storage? {
      heads.map { $0.transposed(1, 2).reshaped(to: [$0.elementCount]).storage }
    }
    return StepwiseDecoder.Block(
      norms: (norms.attention.decoderNorm, norms.feedForward.decoderNorm),
      projection: StepwiseDecoder.Linear(
        weight: attention.inputWeight.storage, bias: attention.inputBias.storage),
      mixing: attention.output.decoderLinear, up: feedForward.linear1.decoderLinear,
      down: feedForward.linear2.decoderLinear, keys: rows(cache.keys), values: rows(cache.values))
  }
}

extension LayerNorm {
  fileprivate var decoderNorm: StepwiseDecoder.Norm {
    StepwiseDecoder.Norm(gain: weight.storage, shift: bias.storage, epsilon: epsilon)
  }
}

extension Linear {
  /// The layer's numbers for a kernel that computes several layers.
  var decoderLinear: StepwiseDecoder.Linear {
    StepwiseDecoder.Linear(weight: weight.storage, bias: bias?.value.storage)
  }
}
