import Datasets
import Displays
import NeuralNetworks
import Tensors

/// A trained network that classifies what the reader types, in the page.
///
///     ReadingDemo(reader.words, reader.memory, reader.output, vocabulary: reviewWords,
///       classes: ["bad", "good"], examples: ["the film was not bad"])
///
/// The layers run one after the other, from the tokens' embedding to the logits. Logits are read at every token, so the
/// page shows how the answer changes along the text; the last one is the answer.
///
/// Tokens are characters if all of the vocabulary's are, and otherwise words and signs separated by spaces. A layer that
/// pages can't run fails the cell, and the message lists those they can.
public struct ReadingDemo: Displayable {
  private let demo: Demo

  /// The network that consists of the layers.
  public init(_ layers: any Module..., vocabulary: Vocabulary, classes: [String], examples: [String]) {
    let text = TypedText("ReadingDemo", layers, vocabulary, outputs: classes.count)
    demo = Demo(
      task: .reading(text.tokens), networks: [text.network], outputs: classes,
      examples: text.examples(examples))
  }

  public var displays: [Display] { [.demo(demo)] }
}

/// A trained language model that continues what the reader types, in the page.
///
///     WritingDemo(model.words, model.memory, model.output, vocabulary: vocabulary, examples: ["one hundred"])
///     WritingDemo(gpt, vocabulary: Vocabulary(symbols), examples: ["abc"])
///
/// The page shows the likeliest next tokens, marks tokens that the network did not expect, and continues the text at a
/// temperature that the reader chooses. Layers and tokens are as for ``ReadingDemo``; no layer may look ahead.
public struct WritingDemo: Displayable {
  private let demo: Demo

  /// The language model that consists of the layers.
  public init(_ layers: any Module..., vocabulary: Vocabulary, examples: [String]) {
    let text = TypedText("WritingDemo", layers, vocabulary, outputs: vocabulary.count)
    text.refuseLookingAhead()
    demo = Demo(
      task: .writing(text.tokens), networks: [text.network], outputs: vocabulary.tokens,
      examples: text.examples(examples))
  }

  public var displays: [Display] { [.demo(demo)] }
}

/// The part that all of these demos share: a network over tokens, and its logits for texts.
struct TypedText {
  let owner: String
  let modules: [any Module]
  let vocabulary: Vocabulary
  let outputs: Int
  let network: Demo.Network
  let tokens: Demo.Tokens

  init(_ owner: String, _ modules: [any Module], _ vocabulary: Vocabulary, outputs: Int) {
    self.owner = owner
    self.modules = modules
    self.vocabulary = vocabulary
    self.outputs = outputs
    network = Demo.Network("network", modules, for: owner)
    precondition(
      modules.first is Embedding || modules.first is GPT,
      "\(owner) expects an Embedding or a GPT as the first of its layers")
    tokens = Demo.Tokens(
      vocabulary: vocabulary.tokens, areCharacters: vocabulary.tokens.allSatisfy { $0.count == 1 },
      limit: (modules.first as? GPT)?.context)
  }

  /// A language model must not see the token that it is to predict.
  func refuseLookingAhead() {
    precondition(
      !network.layers.contains { $0.settings["directions"] == 2 },
      "\(owner) expects layers that read forward only but got a bidirectional one")
  }

  func examples(_ texts: [String]) -> [Demo.Example] {
    precondition(!texts.isEmpty, "\(owner) expects examples but got none")
    return texts.map { text in
      let pieces =
        tokens.areCharacters ? text.map { String($0) } : text.split(separator: " ").map(String.init)
      precondition(!pieces.isEmpty, "\(owner) expects examples with tokens in them but got “\(text)”")
      return Demo.Example(label: text, logits: [logits(vocabulary.encode(pieces))])
    }
  }

  /// The logits at each place, one place after the other.
  private func logits(_ numbers: [Int]) -> [Float] {
    let words = IntTensor([numbers])
    let logits: Tensor = withoutGradient {
      var x = (modules[0] as? Embedding)?(words) ?? (modules[0] as? GPT)?(words, .inference) ?? Tensor(0)
      for module in modules.dropFirst() {
        guard let layer = module as? any Layer else {
          preconditionFailure(
            "\(owner) expects \(ValueText.name(of: type(of: module))) as the first of its layers")
        }
        x = layer(x, .inference)
      }
      return x
    }
    precondition(
      logits.shape == [1, numbers.count, outputs],
      "\(owner) expects logits of [1, \(numbers.count), \(outputs)] but got \(logits.shape)")
    return logits.scalars
  }
}
