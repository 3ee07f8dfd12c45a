/// One step of a recurrent network: the new state from the old one and an input.
///
/// A type that implements `project` and `advance` can run in a `RecurrentLayer`: over sequences of different lengths, in
/// stacks and in both directions.
public protocol RecurrentCell: Module {
  /// What is passed from step to step: one tensor, or a hidden state and a memory.
  associatedtype State: RecurrentState

  /// The width of an input.
  var inputs: Int { get }
  /// The width of a state.
  var hidden: Int { get }

  /// The inputs' contribution to their steps, `[…, inputs]` to `[…, width]`.
  ///
  /// It does not depend on the state, so a layer computes it for all steps in one product, outside the time loop.
  func project(_ x: Tensor) -> Tensor

  /// The state after a step, from the state before and the input's projection `[batch, width]`.
  func advance(_ state: State, projected: Tensor) -> State

  /// The whole sequence in one operation, or nil if there is none for this cell.
  func fused(_ inputs: SequenceInputs, from start: State, lengths: [Int]?, reversed: Bool) -> (
    outputs: Tensor, last: State
  )?
}

extension RecurrentCell {
  /// One step: the state after the input `x`, `[batch, inputs]`, from `state` or from zeros.
  public func callAsFunction(_ x: Tensor, _ state: State? = nil) -> State {
    precondition(
      x.rank == 2 && x.shape[1] == inputs, "\(Self.self) expects [batch, \(inputs)] but got \(x.shape)")
    let state = state ?? start(batch: x.shape[0])
    precondition(
      state.hidden.shape == [x.shape[0], hidden],
      "\(Self.self) expects a state of [\(x.shape[0]), \(hidden)] but got \(state.hidden.shape)")
    // A sequence of one step, in one operation if there is one.
    let step = fused(.vectors(x.expandedDimensions(axis: 1)), from: state, lengths: nil, reversed: false)
    return step?.last ?? advance(state, projected: project(x))
  }

  /// The state of zeros that sequences start from.
  public func start(batch: Int) -> State { .zeros([batch, hidden]) }

  public func fused(
    _ inputs: SequenceInputs, from start: State, lengths: [Int]?, reversed: Bool
  ) -> (outputs: Tensor, last: State)? { nil }
}

/// The state of a recurrent cell between steps: one tensor, or a few of the same shape.
public protocol RecurrentState {
  /// The tensors that make up the state.
  var parts: [Tensor] { get }
  /// The state of these tensors, in the order of ``parts``; traps if their number is wrong.
  init(parts: [Tensor])

  /// The part that the cell outputs.
  var hidden: Tensor { get }

  /// A state of zeros; each part has this shape.
  static func zeros(_ shape: Shape) -> Self
}

extension RecurrentState {
  /// The state with the same change made to every part.
  public func mapped(_ change: (Tensor) -> Tensor) -> Self { Self(parts: parts.map(change)) }

  /// The same numbers without the record of how they were made: gradients don't reach further back.
  public func detached() -> Self { mapped { $0.detached() } }

  /// States of one shape along a new first axis.
  static func stacked(_ states: [Self]) -> Self {
    let count = states.first?.parts.count ?? 0
    return Self(parts: (0..<count).map { part in .stacked(states.map { $0.parts[part] }) })
  }
}

/// The state of a cell that outputs its whole state.
public struct HiddenState: RecurrentState {
  /// h: the whole state.
  public var hidden: Tensor

  /// A state of one part.
  public init(hidden: Tensor) { self.hidden = hidden }

  public init(parts: [Tensor]) {
    precondition(parts.count == 1, "a hidden state has one part but got \(parts.count)")
    hidden = parts[0]
  }

  public var parts: [Tensor] { [hidden] }

  public static func zeros(_ shape: Shape) -> HiddenState { HiddenState(hidden: .zeros(shape)) }
}
