import NeuralNetworks
import SVGCharts
import Tensors

extension Tensor {
  /// The rows of a matrix, or the one row of a vector.
  package var rowsOfDoubles: [[Double]] {
    let columns = Swift.max(1, shape.last ?? 1)
    let numbers = scalars.map { Double($0) }
    return stride(from: 0, to: numbers.count, by: columns).map { Array(numbers[$0..<$0 + columns]) }
  }

  /// The rows of a matrix for a picture that can show nothing else.
  fileprivate func rows(for picture: String) -> [[Double]] {
    precondition(rank <= 2, "\(picture) expects a matrix but got \(shape)")
    return rowsOfDoubles
  }
}

extension MatrixDiagram {
  /// The numbers of a matrix, or of a vector as one row.
  public init(
    _ matrix: Tensor, rows: [String] = [], columns: [String] = [], title: String? = nil,
    coloring: Coloring = .plain, decimals: Int? = nil
  ) {
    self.init(
      matrix.rows(for: "MatrixDiagram"), rows: rows, columns: columns, title: title, coloring: coloring,
      decimals: decimals)
  }

  /// Tokens, labels, lengths.
  public init(
    _ matrix: IntTensor, rows: [String] = [], columns: [String] = [], title: String? = nil,
    coloring: Coloring = .plain
  ) {
    precondition(matrix.shape.rank <= 2, "MatrixDiagram expects a matrix but got \(matrix.shape)")
    let width = max(1, matrix.shape.last ?? 1)
    let numbers = matrix.scalars
    self.init(
      stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }, rows: rows,
      columns: columns, title: title, coloring: coloring)
  }

  /// How often each class was predicted as each other one.
  public init(_ matrix: ConfusionMatrix, classes: [String] = [], title: String? = nil) {
    let names = classes.isEmpty ? matrix.counts.indices.map(String.init) : classes
    self.init(matrix.counts, rows: names, columns: names, title: title, coloring: .sequential)
    (rowTitle, columnTitle) = ("true class", "predicted class")
  }
}

extension LayerDiagram {
  /// A layer and the examples that it gets, a row for each.
  public init(_ layer: Linear, input: Tensor, title: String? = nil) {
    let bias = layer.bias?.value.scalars ?? [Float](repeating: 0, count: layer.outputs)
    self.init(
      inputs: input.rows(for: "LayerDiagram"), weights: layer.weight.rowsOfDoubles,
      bias: bias.map { Double($0) },
      title: title)
  }
}

extension LookupDiagram {
  /// The weights of an embedding, or another matrix.
  public init(_ table: Tensor, rows: [String], chosen: Int = 0, title: String? = nil) {
    self.init(table.rows(for: "LookupDiagram"), rows: rows, chosen: chosen, title: title)
  }
}

extension ConvolutionDiagram {
  /// A convolution of one channel: matrices of input and kernel.
  public init(input: Tensor, kernel: Tensor, stride: Int = 1, padding: Int = 0, title: String? = nil) {
    self.init(
      input: input.rows(for: "ConvolutionDiagram"), kernel: kernel.rows(for: "ConvolutionDiagram"),
      stride: stride,
      padding: padding, title: title)
  }
}

extension AttentionDiagram {
  /// - Parameter weights: `[targets, sources]`.
  public init(
    sources: [String], targets: [String], weights: Tensor, title: String? = nil, highlighted: Int? = nil
  ) {
    self.init(
      sources: sources, targets: targets, weights: weights.rows(for: "AttentionDiagram"), title: title,
      highlighted: highlighted)
  }
}

extension UnrolledDiagram {
  /// - Parameter states: `[time, hidden]`, what the cell gave at each step.
  public init(
    inputs: [String], outputs: [String] = [], states: Tensor, cell: String = "RNN", title: String? = nil,
    highlighted: Int? = nil
  ) {
    self.init(
      inputs: inputs, outputs: outputs, states: states.rows(for: "UnrolledDiagram"), cell: cell, title: title,
      highlighted: highlighted)
  }
}

extension GatedCellDiagram {
  /// The gates of one unit of one sample.
  ///
  ///     GatedCellDiagram(cell.gates(state, projected: cell.project(x)), unit: 3)
  public init(_ gates: LSTMGates, sample: Int = 0, unit: Int = 0, title: String? = nil) {
    func at(_ tensor: Tensor) -> Double { Double(tensor.scalars[sample * (tensor.shape.last ?? 1) + unit]) }
    self = .lstm(
      forget: at(gates.forget), input: at(gates.input), candidate: at(gates.candidate),
      output: at(gates.output),
      title: title)
  }

  /// The gates of one unit of one sample.
  public init(_ gates: GRUGates, sample: Int = 0, unit: Int = 0, title: String? = nil) {
    func at(_ tensor: Tensor) -> Double { Double(tensor.scalars[sample * (tensor.shape.last ?? 1) + unit]) }
    self = .gru(
      reset: at(gates.reset), update: at(gates.update), candidate: at(gates.candidate), title: title)
  }
}
