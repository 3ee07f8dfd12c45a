import Displays
import NeuralNetworks
import Tensors

extension Embedding: RunsInPage {
  var pageLayers: [Demo.Layer] {
    [Demo.Layer(.embedding, ["width": Double(dimensions)], weights: [weight.scalars])]
  }
}

// MARK: Recurrent networks

/// A cell that pages can run, in one of its variants.
protocol CellInPage: RecurrentCell {
  /// What `networks.js` calls it.
  var pageOperation: Demo.Operation { get }
  var weights: RecurrentWeights { get }
}

extension RNNCell: CellInPage {
  var pageOperation: Demo.Operation { activation == .tanh ? .rnnTanh : .rnnReLU }
}

extension LSTMCell: CellInPage {
  var pageOperation: Demo.Operation { .lstm }
}

extension GRUCell: CellInPage {
  var pageOperation: Demo.Operation { reset == .afterProduct ? .gru : .gruResetBefore }
}

/// A layer in the page is one cell over a sequence; both directions of a bidirectional layer run side by side.
extension RecurrentLayer: RunsInPage where Cell: CellInPage {
  var pageLayers: [Demo.Layer] {
    stride(from: 0, to: cells.count, by: directions).map { first in
      let side = cells[first..<first + directions]
      return Demo.Layer(
        cells[first].pageOperation, ["hidden": Double(hidden), "directions": Double(directions)],
        weights: side.flatMap { cell in
          let weights = cell.weights
          return [
            weights.input.scalars, weights.state.scalars, weights.inputBias.scalars,
            weights.stateBias.scalars,
          ]
        })
    }
  }
}

// MARK: Transformers

extension GPT: RunsInPage {
  var pageLayers: [Demo.Layer] {
    let width = vectors.embedding.dimensions
    var layers = vectors.embedding.pageLayers
    switch vectors.positions {
    case .none, .rotary: break
    case .learned: layers.append(Demo.Layer(.positions, weights: [vectors.learned?.weight.scalars ?? []]))
    case .sinusoidal:
      let waves = SinusoidalPositions(dimensions: width)(0..<context)
      layers.append(Demo.Layer(.positions, weights: [waves.scalars]))
    }
    layers += blocks.map(\.causalLayer)
    return layers + (norm?.pageLayers ?? []) + output.pageLayers
  }
}

extension TransformerEncoderBlock {
  /// The norms of attention and of the feed-forward part.
  var norms: [LayerNorm] {
    components.compactMap { component in
      if case .module(let module) = component.part { module as? LayerNorm } else { nil }
    }
  }

  /// The block of a language model, where a position sees itself and those before it.
  var causalLayer: Demo.Layer {
    precondition(
      attention.keyValueHeads == attention.heads,
      "GPT cannot run in the page where heads share keys and values")
    let settings: [String: Double] = [
      "heads": Double(attention.heads), "width": Double(feedForward.linear1.outputs),
      "normalizesBefore": normalization == .before ? 1 : 0, "rotary": attention.rotary == nil ? 0 : 1,
      "gelu": feedForward.activation == .gelu ? 1 : 0, "epsilon": Double(norms.first?.epsilon ?? 0),
    ]
    let lines = [attention.output, feedForward.linear1, feedForward.linear2]
    return Demo.Layer(
      .causalBlock, settings,
      weights: [attention.inputWeight.scalars, attention.inputBias.scalars]
        + lines.flatMap {
          [$0.weight.scalars, $0.bias?.value.scalars ?? Array(repeating: 0, count: $0.outputs)]
        }
        + norms.flatMap { [$0.weight.scalars, $0.bias.scalars] })
  }
}
