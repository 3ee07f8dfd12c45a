/// Runs a network and records what the summary has a row for.
struct SummaryTracer {
  private var calls: [Call] = []
  private let names: [ObjectIdentifier: NamedParameter]

  /// A layer or an operation that was run.
  private struct Call {
    var name: String
    var layer: String
    var input: Tensor?
    var output: Tensor
    var parameters: [NamedParameter]
    var multiplyAdds: Int
  }

  init(_ module: some Module) {
    let pairs = module.namedParameters.map { (ObjectIdentifier($0.parameter.node), $0) }
    names = Dictionary(pairs) { first, _ in first }
  }

  /// Runs a layer; a sequence becomes a call for each layer in it, another layer one for each operation.
  mutating func run(_ layer: some Layer, _ x: Tensor) -> Tensor {
    if let sequence = layer as? Sequential { return run(sequence, x, path: "") }
    return run { layer(x, .inference) }
  }

  private mutating func run(_ sequence: Sequential, _ x: Tensor, path: String) -> Tensor {
    var y = x
    for (index, layer) in sequence.layers.enumerated() {
      if let inner = layer as? Sequential {
        y = run(inner, y, path: "\(path)\(index).")
      } else {
        y = run(layer, y, name: "\(path)\(index)")
      }
    }
    return y
  }

  private mutating func run(_ layer: any Layer, _ x: Tensor, name: String) -> Tensor {
    let log = OperationLog()
    let y = log.watching { layer(x, .inference) }
    calls.append(
      Call(
        name: name, layer: "\(type(of: layer))", input: x, output: y, parameters: layer.namedParameters,
        multiplyAdds: log.operations.reduce(0) { $0 + $1.multiplyAdds }))
    return y
  }

  /// Runs any computation; a call for each operation.
  mutating func run(_ forward: () -> Tensor) -> Tensor {
    let log = OperationLog()
    let y = log.watching(forward)
    for operation in log.operations {
      let used = operation.inputs.compactMap { $0.node.flatMap { names[ObjectIdentifier($0)] } }
      let owner = used.first.map { self.owner(of: $0.name) } ?? ""
      let input = operation.inputs.first { $0.node.map { names[ObjectIdentifier($0)] == nil } ?? true }
      calls.append(
        Call(
          name: owner, layer: operation.name, input: input, output: operation.result,
          parameters: used.map { NamedParameter(name: lastName(of: $0.name), parameter: $0.parameter) },
          multiplyAdds: operation.multiplyAdds))
    }
    return y
  }

  private func owner(of path: String) -> String {
    path.split(separator: ".").dropLast().joined(separator: ".")
  }
  private func lastName(of path: String) -> String {
    path.split(separator: ".").last.map(String.init) ?? path
  }

  func summary(_ output: Tensor, backward: Bool) -> Summary {
    let log = GradientLog()
    if backward { log.watching { _ = gradients(of: output.sum(), at: []) } }
    var counted: Set<ObjectIdentifier> = []
    let rows = calls.map { call in
      let fresh = call.parameters.filter { counted.insert(ObjectIdentifier($0.parameter)).inserted }
      return Summary.Row(
        name: call.name, layer: call.layer, output: call.output.shape,
        parameters: call.parameters.map { Summary.NamedShape(name: $0.name, shape: $0.parameter.shape) },
        parameterCount: fresh.filter { !$0.parameter.isFrozen }.reduce(0) { $0 + $1.parameter.elementCount },
        multiplyAdds: call.multiplyAdds, gradients: gradientShapes(call, log))
    }
    let learned = names.values.map(\.parameter).filter { !$0.isFrozen }
    return Summary(rows: rows, parameterCount: learned.reduce(0) { $0 + $1.elementCount })
  }

  private func gradientShapes(_ call: Call, _ log: GradientLog) -> [Summary.NamedShape] {
    let nodes =
      [("output", call.output.node)] + call.parameters.map { ($0.name, Optional($0.parameter.node)) }
      + [("input", call.input?.node)]
    return nodes.compactMap { name, node in
      guard let node, let shape = log.shapes[ObjectIdentifier(node)] else { return nil }
      return Summary.NamedShape(name: name, shape: shape)
    }
  }
}

/// Records every operation.
private final class OperationLog: RecordingObserver {
  struct Operation {
    let name: String
    let result: Tensor
    let inputs: [Tensor]
    let multiplyAdds: Int
  }

  private(set) var operations: [Operation] = []

  func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {
    guard let node = result.node else { return }
    operations.append(
      Operation(name: "\(node.name)", result: result, inputs: inputs, multiplyAdds: multiplyAdds))
  }
}

/// Records the shape of every gradient.
private final class GradientLog: RecordingObserver {
  private(set) var shapes: [ObjectIdentifier: Shape] = [:]

  func arrived(_ gradient: Tensor, at node: Tensors.Node) {
    shapes[ObjectIdentifier(node)] = gradient.shape
  }
}
