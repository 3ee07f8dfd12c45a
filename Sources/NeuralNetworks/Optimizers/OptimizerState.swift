internal import Kernels

/// What an optimizer remembers of its steps: a part of a `Checkpoint`.
public struct OptimizerState: Sendable {
  /// The optimizer's name: `Adam`.
  public var method: String
  /// The numbers that it keeps for each parameter, under PyTorch's names, such as `exp_avg`; nil for a parameter that it
  /// hasn't changed yet.
  public var memories: [String: [Tensor?]]
  /// The number of steps of each parameter, if the optimizer counts them.
  public var steps: [Int]
  /// The settings that may change while it learns, `learningRate`, `weightDecay` and `momentum`, the number of groups and
  /// their own settings.
  public var settings: [String: Float]

  /// A state.
  public init(
    method: String, memories: [String: [Tensor?]], steps: [Int] = [], settings: [String: Float]
  ) {
    (self.method, self.memories, self.steps, self.settings) = (method, memories, steps, settings)
  }
}

extension Optimizer {
  /// Optimizers of your own have no state that can be saved until they implement this.
  public var state: OptimizerState {
    get {
      preconditionFailure(
        "\(type(of: self)) cannot be saved: it expects a property `state` that says what it remembers")
    }
    set {
      preconditionFailure(
        "\(type(of: self)) cannot be resumed from a state of \(newValue.method): it expects a property `state`"
      )
    }
  }
}

// MARK: What the optimizers share

extension OptimizerState {
  /// Copies of what an optimizer changes in place.
  static func copies(_ storages: [Storage?], of parameters: [Parameter]) -> [Tensor?] {
    zip(storages, parameters).map { storage, parameter in
      storage.map { storage in
        Tensor.build(parameter.shape) { Kernel.copy(storage, into: $0) }
      }
    }
  }

  /// The numbers under a name as an optimizer keeps them.
  func storages(_ name: String) -> [Storage?] {
    (memories[name] ?? []).map { tensor in
      tensor.map { tensor in
        let storage = Storage(uninitialized: tensor.elementCount)
        Kernel.copy(tensor.storage, into: storage)
        return storage
      }
    }
  }

  /// A setting, which `check` has found.
  func setting(_ name: String) -> Float { settings[name] ?? 0 }

  /// Traps unless this is a state of this optimizer for these parameters.
  func check(_ optimizer: some Optimizer) {
    if let difference = difference(from: optimizer) {
      preconditionFailure(
        "\(type(of: optimizer)) expects a state of \(difference.expected) but got one of \(difference.found)")
    }
  }

  /// What the optimizer expects and what this state is of, if it doesn't fit.
  func difference(from optimizer: some Optimizer) -> (expected: String, found: String)? {
    let own = optimizer.state
    if method != own.method || Set(memories.keys) != Set(own.memories.keys) { return (own.method, method) }
    let counts = Set(memories.values.map(\.count) + (own.steps.isEmpty ? [] : [steps.count]))
    if counts != [optimizer.parameters.count] {
      return ("\(optimizer.parameters.count) parameters", "\(counts.sorted()) parameters")
    }
    for (index, parameter) in optimizer.parameters.enumerated() {
      for tensors in memories.values {
        if let shape = tensors[index]?.shape, shape != parameter.shape {
          return ("a parameter \(index) of \(parameter.shape)", "one of \(shape)")
        }
      }
    }
    let names = own.settings.keys.filter { !$0.hasPrefix("groups.") }
    if let name = names.sorted().first(where: { settings[$0] == nil }) {
      return ("a setting \(name)", "none")
    }
    let groups = (own.settings["groups"] ?? 0, settings["groups"] ?? 0)
    return groups.0 == groups.1 ? nil : ("\(Int(groups.0)) groups", "\(groups.1) groups")
  }
}

extension [ParameterGroup] {
  /// The groups' own settings, by name.
  var settings: [String: Float] {
    var found = ["groups": Float(count)]
    for (index, group) in enumerated() {
      found["groups.\(index).learningRate"] = group.learningRate
      found["groups.\(index).learningRateFactor"] = group.learningRateFactor
      found["groups.\(index).weightDecay"] = group.weightDecay
    }
    return found
  }

  /// Sets the groups' own settings.
  func restore(_ settings: [String: Float]) {
    for (index, group) in enumerated() {
      // One of the two must be nil whenever they are checked.
      (group.learningRate, group.learningRateFactor) = (nil, nil)
      group.learningRate = settings["groups.\(index).learningRate"]
      group.learningRateFactor = settings["groups.\(index).learningRateFactor"]
      group.weightDecay = settings["groups.\(index).weightDecay"]
    }
  }
}
