import Datasets
import Displays
import NeuralNetworks
import Tensors

/// A trained language model whose next token the reader lets be drawn: by temperature, top-k and top-p.
///
///     SamplingDemo(gpt, vocabulary: Vocabulary(symbols), examples: ["abc"], start: Sampling(topP: 0.9))
///
/// The page shows the model's probabilities beside those from which a token is drawn, and a text that is drawn so, from
/// a seed. Layers and tokens are as for ``WritingDemo``.
public struct SamplingDemo: Displayable {
  private let demo: Demo

  /// The language model that consists of the layers; `start` is the choice that shows at first.
  public init(
    _ layers: any Module..., vocabulary: Vocabulary, examples: [String],
    start: Sampling = Sampling(temperature: 0.8, topK: 10, topP: 0.9)
  ) {
    let text = TypedText("SamplingDemo", layers, vocabulary, outputs: vocabulary.count)
    text.refuseLookingAhead()
    let examples = text.examples(examples)
    let choice = Demo.Choice(
      temperature: Double(start.temperature), topK: min(start.topK ?? vocabulary.count, vocabulary.count),
      topP: Double(start.topP ?? 1),
      shares: start.probabilities(Array(examples[0].logits[0].suffix(vocabulary.count))))
    demo = Demo(
      task: .sampling(text.tokens, choice), networks: [text.network], outputs: vocabulary.tokens,
      examples: examples)
  }

  public var displays: [Display] { [.demo(demo)] }
}

/// A trained transformer, all of it, with what passes through it while it reads what the reader types.
///
///     TransformerDemo(gpt, vocabulary: Vocabulary(symbols), examples: ["attention"])
///
/// The picture has each token's stream, the model's blocks, one of them opened, its heads' weights, and the
/// probabilities of the next token; the reader chooses the token, the block and the head. It needs a model whose
/// blocks normalize before their parts, with tokens of one character. Examples have at most nine of them.
public struct TransformerDemo: Displayable {
  private let demo: Demo

  /// - Parameter examples: what the reader can look at first, each of at most nine characters.
  public init(_ model: GPT, vocabulary: Vocabulary, examples: [String]) {
    let text = TypedText("TransformerDemo", [model], vocabulary, outputs: vocabulary.count)
    precondition(
      text.tokens.areCharacters, "TransformerDemo expects a vocabulary of characters but got words")
    precondition(
      examples.allSatisfy { $0.count <= Demo.Trace.places },
      "TransformerDemo expects examples of at most \(Demo.Trace.places) characters but got \(examples)")
    precondition(
      model.blocks.allSatisfy { $0.normalization == .before },
      "TransformerDemo expects blocks that normalize before their parts")
    let first = vocabulary.encode(examples[0].map { String($0) })
    demo = Demo(
      task: .transformer(text.tokens, Demo.Trace(of: model, reading: first)), networks: [text.network],
      outputs: vocabulary.tokens, examples: text.examples(examples))
  }

  public var displays: [Display] { [.demo(demo)] }
}

extension Demo.Trace {
  fileprivate init(of model: GPT, reading tokens: [Int]) {
    /// The first numbers of each token's vector.
    func strips(_ x: Tensor) -> [[Float]] {
      x[0].unstacked.map { Array($0.scalars.prefix(Demo.Trace.numbers)) }
    }
    self = withoutGradient {
      var stream = model.vectors(IntTensor([tokens]), .inference)
      let vectors = strips(stream)
      let blocks = model.blocks.map { block in
        let weights = block.weights(stream, isCausal: true)[0].unstacked.map { head in
          head.unstacked.enumerated().map { Array($1.scalars.prefix($0 + 1)) }
        }
        let attended = block.afterAttention(stream)
        stream = block(stream, .inference, mask: nil, isCausal: true)
        return Block(weights: weights, attended: strips(attended), left: strips(stream))
      }
      return Demo.Trace(vectors: vectors, blocks: blocks)
    }
  }
}

extension TransformerEncoderBlock {
  /// The stream between the block's parts, where a position sees itself and those before it.
  fileprivate func afterAttention(_ x: Tensor) -> Tensor {
    x + attention(norms.first?(x) ?? x, .inference, mask: nil, isCausal: true)
  }
}
