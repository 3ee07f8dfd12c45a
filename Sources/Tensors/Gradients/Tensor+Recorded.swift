internal import Kernels

extension Tensor {
  /// An empty tensor that replaces one whose storage was moved elsewhere.
  static let placeholder = Tensor([0], Storage(uninitialized: 0))

  /// This result with the record of how it was made from `x`, if `x` can have a gradient.
  ///
  /// `multiplyAdds`, here and below, is the number of products that the operation adds up; 0 for an elementwise one.
  /// It's evaluated only for an observer.
  @inline(__always)
  package func recorded(
    _ name: StaticString, from x: Tensor, multiplyAdds: @autoclosure () -> Int = 0,
    pullback: @escaping (_ gradient: Tensor) -> Tensor
  ) -> Tensor {
    guard let input = x.node, Recording.isOn else { return self }
    return Tensor(
      shape, storage, node: Node(name, shape, input) { g, inputs in inputs.add(0) { pullback(g) } }
    ).observed(from: [x], multiplyAdds: multiplyAdds())
  }

  /// This result with the record of how it was made from `a` and `b`.
  @inline(__always)
  package func recorded(
    _ name: StaticString, from a: Tensor, _ b: Tensor, multiplyAdds: @autoclosure () -> Int = 0,
    pullback: @escaping Node.Pullback
  ) -> Tensor {
    guard a.node != nil || b.node != nil, Recording.isOn else { return self }
    return Tensor(shape, storage, node: Node(name, shape, a.node, b.node, pullback: pullback))
      .observed(from: [a, b], multiplyAdds: multiplyAdds())
  }

  /// This result with the record of how it was made from three inputs.
  @inline(__always)
  package func recorded(
    _ name: StaticString, from a: Tensor, _ b: Tensor, _ c: Tensor?, multiplyAdds: @autoclosure () -> Int = 0,
    pullback: @escaping Node.Pullback
  ) -> Tensor {
    guard a.node != nil || b.node != nil || c?.node != nil, Recording.isOn else { return self }
    return Tensor(shape, storage, node: Node(name, shape, a.node, b.node, c?.node, pullback: pullback))
      .observed(from: [a, b] + (c.map { [$0] } ?? []), multiplyAdds: multiplyAdds())
  }

  /// This result with the record of how it was made from any number of inputs.
  package func recorded(
    _ name: StaticString, from inputs: [Tensor], multiplyAdds: @autoclosure () -> Int = 0,
    pullback: @escaping Node.Pullback
  ) -> Tensor {
    guard Recording.isOn, inputs.contains(where: { $0.node != nil }) else { return self }
    let nodes = inputs.map(\.node)
    let node = Node(
      name, shape, nodes.first ?? nil, nodes.count > 1 ? nodes[1] : nil, nodes.count > 2 ? nodes[2] : nil,
      others: nodes.count > 3 ? Array(nodes[3...]) : [], pullback: pullback)
    return Tensor(shape, storage, node: node).observed(from: inputs, multiplyAdds: multiplyAdds())
  }
}
