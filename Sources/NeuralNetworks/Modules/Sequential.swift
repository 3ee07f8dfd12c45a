/// Layers one after the other.
///
///     let model = Sequential {
///       Linear(inputs: 2, outputs: 16, using: &rng)
///       Tanh()
///       for _ in 0..<depth {
///         Linear(inputs: 16, outputs: 16, using: &rng)
///         Tanh()
///       }
///     }
public struct Sequential: Layer {
  /// The layers, first to last.
  public let layers: [any Layer]
  /// The convolutions that have a rectifier or pooling after them, at their positions; empty if there are none.
  private let stages: [ConvolutionStage?]

  /// A sequence of these layers.
  public init(_ layers: [any Layer]) {
    self.layers = layers
    let stages = layers.indices.map { ConvolutionStage(layers[$0...]) }
    self.stages = stages.contains { $0 != nil } ? stages : []
  }

  /// A sequence of the layers that the block lists.
  public init(@LayerBuilder _ layers: () -> [any Layer]) {
    self.init(layers())
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { pass(x) { layer, y in layer(y) } }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { pass(x) { layer, y in layer(y, mode) } }

  @inline(__always)
  private func pass(_ x: Tensor, _ apply: (any Layer, Tensor) -> Tensor) -> Tensor {
    var y = x
    var next = 0
    while next < layers.count {
      if !stages.isEmpty, let stage = stages[next], let result = stage(y) {
        y = result
        next += stage.count
      } else {
        y = apply(layers[next], y)
        next += 1
      }
    }
    return y
  }

  /// The output of every layer for `x`, first to last.
  public func activations(_ x: Tensor, _ mode: Mode = .inference) -> [Tensor] {
    var outputs: [Tensor] = []
    for layer in layers { outputs.append(layer(outputs.last ?? x, mode)) }
    return outputs
  }

  /// The layer at a position.
  public subscript(index: Int) -> any Layer { layers[index] }

  /// The layers, named by their position, so that a parameter is called `0.weight`.
  public var components: [Component] {
    layers.enumerated().map { Component(name: String($0.offset), part: .module($0.element)) }
  }
}

/// Collects the layers that are written in `Sequential { }`, even those in loops and conditions.
@resultBuilder
public enum LayerBuilder {
  public static func buildExpression(_ layer: some Layer) -> [any Layer] { [layer] }
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
