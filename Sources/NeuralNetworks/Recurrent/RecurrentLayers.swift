/// A plain recurrent network over sequences: see `RecurrentLayer` for how it is called and `RNNCell` for its equation.
public typealias RNN = RecurrentLayer<RNNCell>

/// A long short-term memory over sequences: see `RecurrentLayer` for how it is called and `LSTMCell` for its equations.
public typealias LSTM = RecurrentLayer<LSTMCell>

/// Gated recurrent units over sequences: see `RecurrentLayer` for how they are called and `GRUCell` for the equations.
public typealias GRU = RecurrentLayer<GRUCell>

extension RecurrentLayer where Cell == RNNCell {
  /// A plain recurrent network whose weights are drawn from `generator`; training drops the share `dropout` of the
  /// elements between layers.
  public init(
    inputs: Int, hidden: Int, layers: Int = 1, bidirectional: Bool = false,
    activation: RNNCell.Activation = .tanh, bias: Bool = true, dropout: Float = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputs, layers, bidirectional, dropout, using: &generator) { width, generator in
      RNNCell(inputs: width, hidden: hidden, activation: activation, bias: bias, using: &generator)
    }
  }
}

extension RecurrentLayer where Cell == LSTMCell {
  /// A long short-term memory whose weights are drawn from `generator`; training drops the share `dropout` of the
  /// elements between layers.
  public init(
    inputs: Int, hidden: Int, layers: Int = 1, bidirectional: Bool = false, bias: Bool = true,
    dropout: Float = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputs, layers, bidirectional, dropout, using: &generator) { width, generator in
      LSTMCell(inputs: width, hidden: hidden, bias: bias, using: &generator)
    }
  }
}

extension RecurrentLayer where Cell == GRUCell {
  /// Gated recurrent units whose weights are drawn from `generator`; `reset` selects the variant, and
  /// training drops the share `dropout` of the elements between layers.
  public init(
    inputs: Int, hidden: Int, layers: Int = 1, bidirectional: Bool = false,
    reset: GRUCell.Reset = .afterProduct, bias: Bool = true, dropout: Float = 0,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(inputs, layers, bidirectional, dropout, using: &generator) { width, generator in
      GRUCell(inputs: width, hidden: hidden, reset: reset, bias: bias, using: &generator)
    }
  }
}

extension RecurrentLayer {
  /// Draws the dropout's seed, if anything is dropped, and then the cells.
  fileprivate init<Generator: RandomNumberGenerator>(
    _ inputs: Int, _ layers: Int, _ bidirectional: Bool, _ dropout: Float, using generator: inout Generator,
    cell makeCell: (_ inputs: Int, _ generator: inout Generator) -> Cell
  ) {
    let dropout = dropout == 0 ? nil : Dropout(rate: dropout, using: &generator)
    self.init(inputs: inputs, layers: layers, bidirectional: bidirectional, dropout: dropout) { width in
      makeCell(width, &generator)
    }
  }
}
