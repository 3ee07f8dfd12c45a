/// What `fit` does in addition to the four steps.
///
///     options: [.earlyStopping(patience: 10), .clipping(norm: 1), .learningRate { step in 0.1 / Float(1 + step) }]
public enum FitOption {
  /// Stops when the watched quantity has not improved by more than `minimumImprovement` for `patience` epochs, and
  /// restores the weights of the best epoch.
  case earlyStopping(patience: Int, watching: Watched = .validationLoss, minimumImprovement: Double = 0)

  /// Restores the weights of the best epoch after all epochs.
  case restoringBest(watching: Watched = .validationLoss)

  /// Sets the learning rate before each step, the first of which is 0.
  case learningRate((_ step: Int) -> Float)

  /// Takes the learning rate of each step from a schedule.
  public static func schedule(_ schedule: LearningRateSchedule) -> FitOption {
    .learningRate { schedule($0) }
  }

  /// Counts the steps from this one on, as a run does that is resumed from a `Checkpoint`: the schedule goes on there, and
  /// `fit` over steps takes the rest of its steps.
  case resuming(atStep: Int)

  /// Scales the gradients of a step so that their global norm is at most this.
  case clipping(norm: Float)

  /// Learns from this number of batches together: from the mean of their gradients.
  case accumulating(batches: Int)

  /// Checks every operation and gradient, and stops before learning from one that is not finite. Without it, only the
  /// loss is checked.
  case detectingNonFinite

  /// Is called after each epoch.
  case onEpoch((History.Epoch) -> Void)

  /// Ends training after the first epoch for which it is true.
  case stopping(when: (History.Epoch) -> Bool)

  /// Is called after each step.
  case onStep((History.Step) -> Void)

  /// Ends training after the first step for which it is true.
  case stoppingSteps(when: (History.Step) -> Bool)
}

/// The options of one call, sorted by kind.
struct FitSettings {
  var patience: Int?
  var watched: Watched?
  var minimumImprovement = 0.0
  var learningRate: ((Int) -> Float)?
  var firstStep = 0
  var maximumNorm: Float?
  var batchesPerStep = 1
  var detectsNonFinite = false
  var observers: [(History.Epoch) -> Void] = []
  var stops: [(History.Epoch) -> Bool] = []
  var stepObservers: [(History.Step) -> Void] = []
  var stepStops: [(History.Step) -> Bool] = []

  /// Whether an option needs whole epochs.
  var looksAtEpochs: Bool { watched != nil || !observers.isEmpty || !stops.isEmpty }

  init(_ options: [FitOption], hasValidation: Bool, hasMetric: Bool) {
    for option in options { apply(option) }
    switch watched {
    case .validationLoss:
      precondition(hasValidation, "fit expects validation data where an option watches the validation loss")
    case .validationMetric:
      precondition(
        hasValidation && hasMetric,
        "fit expects validation data and a metric where an option watches the validation metric")
    case .trainingLoss, nil: break
    }
  }

  private mutating func apply(_ option: FitOption) {
    switch option {
    case .earlyStopping(let patience, let watched, let minimumImprovement):
      precondition(patience > 0, "earlyStopping expects a patience above 0 but got \(patience)")
      precondition(
        minimumImprovement >= 0 && minimumImprovement.isFinite,
        "earlyStopping expects a finite minimumImprovement of 0 or more but got \(minimumImprovement)")
      precondition(self.watched == nil, "fit expects one of earlyStopping and restoringBest")
      self.patience = patience
      self.watched = watched
      self.minimumImprovement = minimumImprovement
    case .restoringBest(let watched):
      precondition(self.watched == nil, "fit expects one of earlyStopping and restoringBest")
      self.watched = watched
    case .learningRate(let rate): learningRate = rate
    case .resuming(let step):
      precondition(step >= 0, "resuming expects a step of 0 or more but got \(step)")
      firstStep = step
    case .clipping(let norm): maximumNorm = norm
    case .accumulating(let batches):
      precondition(batches > 0, "accumulating expects a number of batches above 0 but got \(batches)")
      batchesPerStep = batches
    case .detectingNonFinite: detectsNonFinite = true
    case .onEpoch(let observer): observers.append(observer)
    case .stopping(let condition): stops.append(condition)
    case .onStep(let observer): stepObservers.append(observer)
    case .stoppingSteps(let condition): stepStops.append(condition)
    }
  }
}
