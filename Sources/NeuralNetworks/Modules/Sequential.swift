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

  /// A sequence of these layers.
  public init(_ layers: [any Layer]) {
    self.layers = layers
  }

  /// A sequence of the layers that the block lists.
  public init(@LayerBuilder _ layers: () -> [any Layer]) {
    self.layers = layers()
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    var y = x
    for layer in layers { y = layer(y) }
    return y
  }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    var y = x
    for layer in layers { y = layer(y, mode) }
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
