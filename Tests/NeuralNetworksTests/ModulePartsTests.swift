import NeuralNetworks
import TestSupport
import Testing

/// Where the parts of a module are found.
struct ModulePartsTests {
  /// Layers in every kind of property that Swift has.
  private struct Hidden: Module {
    enum Head { case none, one(Linear) }
    struct Plain { let layer: Linear; let rate: Float }

    let heads: [String: Linear]
    let pair: (first: Linear, second: Int)
    let head: Head
    let plain: Plain
    let maybe: [Linear?]
    let numbers: [Float]
    let function: (Tensor) -> Tensor
  }

  @Test func `layers are found in dictionaries, tuples, enums, optionals and plain structs`() {
    var rng = SplitMix64(seed: 1)
    func layer() -> Linear { Linear(inputs: 1, outputs: 1, bias: false, using: &rng) }
    let module = Hidden(
      heads: ["b": layer(), "a": layer()], pair: (layer(), 3), head: .one(layer()),
      plain: .init(layer: layer(), rate: 1), maybe: [nil, layer()], numbers: [1, 2, 3], function: { $0 * 2 })
    #expect(
      module.namedParameters.map(\.name) == [
        "heads.a.weight", "heads.b.weight", "pair.first.weight", "head.one.weight", "plain.layer.weight",
        "maybe.1.weight",
      ])
  }

  /// A class that is no module, and refers to itself.
  private final class Holder {
    let layer = Linear(weight: [[1]], bias: nil)
    var me: Holder?
    init() { me = self }
  }

  private struct Holding: Module {
    let holder = Holder()
    let byNumber = [10: Linear(weight: [[1]], bias: nil), 9: Linear(weight: [[2]], bias: nil)]
  }

  @Test func `layers are found in plain classes, and those of a dictionary in the order of its keys`() {
    #expect(
      Holding().namedParameters.map(\.name) == [
        "holder.layer.weight", "byNumber.9.weight", "byNumber.10.weight",
      ])
  }

  private final class Lazy: Module {
    lazy var layer = Linear(weight: [[1]], bias: nil)
  }

  private final class LazyList: Module {
    lazy var layers = [Linear(weight: [[1]], bias: nil)]
  }

  private final class LazyPlain: Module {
    struct Pair { let layer = Linear(weight: [[1]], bias: nil) }
    lazy var pair = Pair()
  }

  private final class LazyNumbers: Module {
    lazy var names: [String: [Int]]? = [:]
    lazy var table = Tensor.zeros([2])
  }

  @Test func `a lazy property is missed aloud whatever could hold the layers`() async {
    expectMessage(
      "layers is lazy",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = LazyList().parameters
      })
    expectMessage(
      "pair is lazy",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = LazyPlain().parameters
      })
    #expect(LazyNumbers().parameters.isEmpty)
  }

  @Test func `a lazy layer is found once it is made, and missed aloud before`() async {
    let made = Lazy()
    _ = made.layer
    #expect(made.namedParameters.map(\.name) == ["layer.weight"])
    expectMessage(
      "layer is lazy",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = Lazy().parameters }
    )
  }

  private static func layer() -> Linear { Linear(weight: [[1]], bias: nil) }

  private struct Mixed: Module {
    var parts: [Any] = []
    var named: [String: Any] = [:]
    var slice: ArraySlice<Any> = []
  }

  @Test func `layers are found in lists and dictionaries whatever comes before them`() {
    #expect(Mixed(parts: [3, Self.layer(), "x", [true, Self.layer()] as [Any]]).parameterCount == 2)
    #expect(Mixed(parts: [true, Self.layer()]).parameterCount == 1)
    #expect(Mixed(named: ["size": 4, "zlayer": Self.layer()]).parameterCount == 1)
    #expect(Mixed(slice: [0, 1.5, Self.layer()]).namedParameters.map(\.name) == ["slice.2.weight"])
  }

  private struct Numbers: Module {
    let table = [Float](repeating: 1, count: 3_000_000)
    let nested = [[Int]](repeating: [1, 2, 3], count: 1_000_000)
    let optional = [Double?](repeating: 1, count: 1_000_000)
    let layer = ModulePartsTests.layer()
  }

  @Test(.timeLimit(.minutes(15))) func `a million numbers are not looked at one by one`() {
    let module = Numbers()
    for _ in 0..<1000 { #expect(module.parameterCount == 1) }
  }

  private final class Node: Module {
    let layer = ModulePartsTests.layer()
    let norm = BatchNorm(channels: 1)
    var kids: [Node] = []
    weak var parent: Node?
    var me: Node?
  }

  @Test func `modules that refer to each other are found once each`() {
    let (root, kid) = (Node(), Node())
    root.kids = [kid, kid]
    kid.parent = root
    root.me = root
    defer { root.me = nil }
    #expect(root.parameterCount == 6)
    #expect(
      root.namedBuffers.map(\.name) == [
        "norm.running_mean", "norm.running_var", "kids.0.norm.running_mean", "kids.0.norm.running_var",
      ])
    #expect(kid.parameterCount == 6)
  }

  private final class Registry { var modules: [any Module] = [] }

  private struct Registered: Module {
    let layer = ModulePartsTests.layer()
    let registry: Registry
  }

  @Test func `a module is found once through an object that lists it`() {
    let registry = Registry()
    let module = Registered(registry: registry)
    registry.modules = [module, Registered(registry: registry)]
    defer { registry.modules = [] }
    #expect(module.parameterCount == 2)
  }

  @Test func `the buffers of a layer that is used twice are listed once`() {
    let norm = BatchNorm(channels: 2)
    let model = Sequential {
      norm
      norm
    }
    #expect(model.namedBuffers.map(\.name) == ["0.running_mean", "0.running_var"])
  }
}
