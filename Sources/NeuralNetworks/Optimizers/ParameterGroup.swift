/// Parameters that an optimizer learns with a learning rate or a weight decay of their own, or not at all: PyTorch's
/// parameter groups.
///
///     let body = ParameterGroup(model.body, learningRateFactor: 0.1)
///     let optimizer = AdamW([body, ParameterGroup(model.head, weightDecay: 0)], learningRate: 1e-3)
///     body.isFrozen = true
///
/// What a group doesn't say is the optimizer's. Changes take effect with the next step.
public final class ParameterGroup: ParameterSource {
  /// The parameters.
  public let parameters: [Parameter]
  /// The group's own learning rate. Schedules, which change the optimizer's, don't change it.
  public var learningRate: Float? {
    didSet { check() }
  }
  /// The group's learning rate as a multiple of the optimizer's, which follows its schedule.
  public var learningRateFactor: Float? {
    didSet { check() }
  }
  /// The group's own weight decay.
  public var weightDecay: Float? {
    didSet { check() }
  }

  /// A group of the parameters of a model, or of a list.
  public init(
    _ source: some ParameterSource, learningRate: Float? = nil, learningRateFactor: Float? = nil,
    weightDecay: Float? = nil
  ) {
    parameters = source.parameters
    self.learningRate = learningRate
    self.learningRateFactor = learningRateFactor
    self.weightDecay = weightDecay
    check()
  }

  /// Whether all parameters are frozen: constants that get no gradient. Setting it freezes all of them, or none.
  public var isFrozen: Bool {
    get { parameters.allSatisfy(\.isFrozen) }
    set { for parameter in parameters { parameter.isFrozen = newValue } }
  }

  public var parameterGroups: [ParameterGroup] { [self] }

  private func check() {
    precondition(
      learningRate == nil || learningRateFactor == nil,
      "ParameterGroup expects a learning rate or a factor of the optimizer's, not both")
    OptimizerChecks.check(
      "ParameterGroup",
      nonNegative: [
        ("learning rate", learningRate ?? 0), ("learning-rate factor", learningRateFactor ?? 0),
        ("weight decay", weightDecay ?? 0),
      ])
  }
}

/// The parameters of an optimizer with the groups that they belong to.
struct GroupedParameters {
  let all: [Parameter]
  let groups: [ParameterGroup]
  /// The group of each parameter; empty if there are none, so that a step without groups looks nothing up.
  private let owners: [ParameterGroup]

  init(_ source: some ParameterSource) {
    groups = source.parameterGroups
    all = groups.isEmpty ? source.parameters : groups.flatMap(\.parameters)
    owners = groups.flatMap { group in group.parameters.map { _ in group } }
  }

  /// The learning rate and the weight decay of a parameter, where the optimizer's are these.
  @inline(__always)
  func constants(_ index: Int, _ learningRate: Float, _ weightDecay: Float) -> (rate: Float, decay: Float) {
    if owners.isEmpty { return (learningRate, weightDecay) }
    let group = owners[index]
    let rate = group.learningRate ?? group.learningRateFactor.map { $0 * learningRate } ?? learningRate
    return (rate, group.weightDecay ?? weightDecay)
  }
}
