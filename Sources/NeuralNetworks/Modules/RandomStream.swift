/// A generator that belongs to a layer, such as dropout's: a part of the network's state that a `Checkpoint` saves.
///
///     struct Noise: ModeDependentLayer {
///       let stream: RandomStream
///       func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
///         mode == .training ? x + Tensor.normal(x.shape, using: &stream.generator) : x
///       }
///     }
///
/// Copies of a layer share their stream.
public final class RandomStream {
  /// The generator, whose state moves on with each number that is drawn.
  public var generator: SplitMix64

  /// A stream whose seed is drawn from `generator`.
  public init(using generator: inout some RandomNumberGenerator) {
    self.generator = SplitMix64(seed: generator.next())
  }

  /// The stream of a layer that drops with probability `rate`; traps if that is none.
  convenience init(
    of layer: String, dropping rate: Float, using generator: inout some RandomNumberGenerator
  ) {
    precondition(rate >= 0 && rate < 1, "\(layer) expects a rate in 0 ..< 1 but got \(rate)")
    self.init(using: &generator)
  }

  /// The seed of a layer's next choice.
  func nextSeed() -> UInt64 { generator.next() }
}

extension Module {
  /// The layers' generators, in the order of the properties; a shared one is listed once.
  ///
  /// They are found in properties even where a module lists its parts under other names.
  var randomStreams: [RandomStream] {
    var seen: Set<ObjectIdentifier> = []
    return ModuleWalk.$current.withValue(ModuleWalk()) { properties }
      .filter { seen.insert(ObjectIdentifier($0)).inserted }
  }

  private var properties: [RandomStream] {
    if type(of: self) is AnyClass, ModuleWalk.current?.enters(self as AnyObject) == false { return [] }
    return ComponentFinder(Mirror(reflecting: self)).found.flatMap { component -> [RandomStream] in
      switch component.part {
      case .stream(let stream): [stream]
      case .module(let module): module.properties
      case .parameter, .buffer: []
      }
    }
  }
}
