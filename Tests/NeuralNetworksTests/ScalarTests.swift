import NeuralNetworks
import Testing

@Suite struct ScalarTests {
  @Test func `micrograd's example gives the numbers that its page prints`() {
    let a = Scalar(-4)
    let b = Scalar(2)
    let g = example(a, b)
    g.backward()
    #expect(abs(g.value - 24.7041) < 5e-5)
    #expect(abs(a.gradient - 138.8338) < 5e-5)
    #expect(abs(b.gradient - 645.5773) < 5e-5)
  }

  @Test func `its slopes at the edges are those of tensors`() {
    func slope(_ start: Double, _ f: (Scalar) -> Scalar) -> Double {
      let x = Scalar(start)
      f(x).backward()
      return x.gradient
    }
    #expect(slope(0) { $0.power(0) } == 0 && slope(0) { $0.power(1) } == 1)
    #expect(Scalar(.nan).relu().value.isNaN && slope(.nan) { $0.relu() } == 1)
    #expect(Scalar(-.infinity).relu().value == 0)
    #expect(slope(-1) { $0.relu().log() } == 0 && slope(0) { $0.relu().power(0.5) } == 0)
    #expect(slope(0) { ($0.power(0) + -1).power(0.5) } == 0)
  }

  @Test func `two ways from one number add up`() {
    // y = (x + 3) · (x · x), dy/dx = 3x² + 6x = 24 at x = 2
    let x = Scalar(2)
    let y = (x + 3) * (x * x)
    y.backward()
    #expect(y.value == 20 && x.gradient == 24)
  }

  @Test func `a second backward pass without zeroing doubles exactly`() {
    let a = Scalar(-4)
    let b = Scalar(2)
    let g = example(a, b)
    g.backward()
    let once = (a.gradient, b.gradient)
    g.backward()
    #expect(a.gradient == 2 * once.0 && b.gradient == 2 * once.1)
  }

  @Test func `a wrong order gives a wrong gradient`() {
    let x = Scalar(2)
    let y = (x + 3) * (x * x)
    y.backward(visiting: y.graph)
    #expect(x.gradient != 24)
  }

  @Test func `the graph has each node once, parents first`() {
    let x = Scalar(2, name: "x")
    let shared = x * x
    let y = shared + shared.exp()
    let graph = y.graph
    #expect(graph.map(\.operation) == ["", "×", "exp", "+"])
    for (place, node) in graph.enumerated() {
      for edge in node.edges { #expect(graph[..<place].contains { $0 === edge.parent }) }
    }
    #expect(graph[1].edges.map(\.derivative) == [2, 2])
  }

  @Test(arguments: [-1.3, -0.2, 0.4, 1.7])
  func `every operation's derivative equals the centred difference`(x: Double) {
    let operations: [(String, (Scalar) -> Scalar)] = [
      ("+", { $0 + 2 * $0 }), ("-", { 1 - $0 }), ("negation", { -$0 }), ("*", { $0 * $0 * 3 }),
      ("/", { (1 + $0) / ($0 * $0 + 1) }), ("pow", { ($0 * $0 + 1).power(-1.5) }), ("exp", { $0.exp() }),
      ("log", { ($0 * $0 + 0.5).log() }), ("tanh", { $0.tanh() }), ("relu", { $0.relu() }),
      ("sigmoid", { $0.sigmoid() }),
    ]
    for (name, operation) in operations {
      let input = Scalar(x)
      operation(input).backward()
      let h = 1e-5
      let numeric = (operation(Scalar(x + h)).value - operation(Scalar(x - h)).value) / (2 * h)
      #expect(abs(input.gradient - numeric) <= 1e-7 * max(1, abs(numeric)), "\(name) at \(x)")
    }
  }

  @Test func `a long chain of operations neither recurses nor leaks`() {
    weak var first: Scalar?
    do {
      let start = Scalar(0)
      first = start
      var y = start
      for _ in 0..<200_000 { y += 1 }
      y.backward()
      #expect(y.value == 200_000 && start.gradient == 1)
    }
    #expect(first == nil)
  }

  private func example(_ a: Scalar, _ b: Scalar) -> Scalar {
    var c = a + b
    var d = a * b + b.power(3)
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    let e = c - d
    let f = e.power(2)
    var g = f / 2
    g += 10 / f
    return g
  }
}
