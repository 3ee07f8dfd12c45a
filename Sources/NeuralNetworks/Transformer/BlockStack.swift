/// Transformer blocks on top of each other, with a last normalization where the blocks normalize before their parts.
struct BlockStack<Block: Module> {
  let blocks: [Block]
  let norm: LayerNorm?

  init(
    count: Int, dimensions: Int, options: TransformerOptions, block makeBlock: () -> Block
  ) {
    precondition(count >= 0, "a Transformer expects a number of blocks of 0 or more but got \(count)")
    blocks = (0..<count).map { _ in makeBlock() }
    norm = options.normalization == .before ? LayerNorm(features: dimensions, bias: options.bias) : nil
  }

  /// Passes `x` through the blocks, first to last; `apply` calls one.
  func callAsFunction(_ x: Tensor, apply: (_ block: Block, _ index: Int, _ x: Tensor) -> Tensor) -> Tensor {
    var y = x
    for (index, block) in blocks.enumerated() { y = apply(block, index, y) }
    return norm.map { $0(y) } ?? y
  }

  /// The blocks as `name.0`, `name.1`, …, and the normalization as `norm`.
  func components(blocks name: String) -> [Component] {
    let last = norm.map { [Component("norm", $0)] } ?? []
    return blocks.enumerated().map { Component("\(name).\($0)", $1) } + last
  }
}
