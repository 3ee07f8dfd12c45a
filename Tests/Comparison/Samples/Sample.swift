import NeuralNetworks

/// One call to compare: an operation's name, its inputs by name, and the gradients of its outputs to start from.
///
/// Floating-point numbers are written as their bits, which keeps infinities, NaN and the sign of 0.
struct Sample: Decodable {
  let op: String
  let tensors: [String: Packed]
  let integers: [String: Whole]
  let options: [String: [Double]]
  let cotangents: [Packed]
}

/// A tensor in a file: its sizes and the bits of its elements.
struct Packed: Codable {
  let shape: [Int]
  let bits: [UInt32]

  init(_ tensor: Tensor) {
    shape = Array(tensor.shape)
    bits = tensor.scalars.map(\.bitPattern)
  }

  var tensor: Tensor { Tensor(bits.map(Float.init(bitPattern:)), shape: Shape(shape)) }
}

/// Whole numbers in a file.
struct Whole: Decodable {
  let shape: [Int]
  let values: [Int]
}

/// What the engine computed for a sample.
struct Answer: Encodable {
  let outputs: [Packed]
  let gradients: [String: Packed]
}

/// A sample in computation: its tensors are parameters, so that each gets a gradient.
final class Call {
  private let sample: Sample
  private var parameters: [String: Parameter]

  init(_ sample: Sample) {
    self.sample = sample
    parameters = sample.tensors.mapValues { Parameter($0.tensor) }
  }

  /// The operation's name.
  var op: String { sample.op }
  /// The input `x`, which most operations have.
  var x: Tensor { self["x"] }
  /// The inputs "0", "1" and so on.
  var list: [Tensor] { (0..<parameters.count).map { self[String($0)] } }

  subscript(name: String) -> Tensor {
    guard let tensor = optional(name) else { fatalError("\(sample.op) lacks the tensor \(name)") }
    return tensor
  }

  func optional(_ name: String) -> Tensor? { parameters[name]?.value }

  func indices(_ name: String) -> IntTensor {
    guard let whole = sample.integers[name] else { fatalError("\(sample.op) lacks the integers \(name)") }
    return IntTensor(whole.values, shape: Shape(whole.shape))
  }

  func numbers(_ name: String) -> [Double] { sample.options[name] ?? [] }
  func number(_ name: String) -> Float? { numbers(name).first.map { Float($0) } }
  func ints(_ name: String) -> [Int] { numbers(name).map { Int($0) } }
  func int(_ name: String) -> Int? { ints(name).first }
  func flag(_ name: String) -> Bool { numbers(name).first == 1 }
  func size(_ name: String) -> Size2D? {
    let sizes = ints(name)
    return sizes.count == 2 ? Size2D(height: sizes[0], width: sizes[1]) : nil
  }
  var reduction: Reduction { [.mean, .sum, .none][int("reduction") ?? 0] }

  /// Replaces the parameters of `module` by the sample's tensors of the same names.
  func load<Layer: Module>(_ module: Layer) -> Layer {
    for named in module.namedParameters {
      named.parameter.value = self[named.name].detached()
      parameters[named.name] = named.parameter
    }
    return module
  }

  /// Runs `function` forward and, if the outputs have the expected shapes, backward.
  func answer(_ function: (Call) -> [Tensor]) -> Answer {
    let outputs = function(self)
    let seeds = sample.cotangents.map(\.tensor)
    if outputs.map(\.shape) == seeds.map(\.shape) {
      for (output, seed) in zip(outputs, seeds) where output.isRecorded { output.backward(seed: seed) }
    }
    return Answer(
      outputs: outputs.map(Packed.init),
      gradients: parameters.mapValues { Packed($0.gradient ?? .zeros($0.shape)) })
  }
}
