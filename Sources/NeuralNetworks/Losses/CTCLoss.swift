private import Platform

/// The surprise at a short sequence of labels from a long sequence of predictions, over all ways to spread the labels over
/// time: connectionist temporal classification, for speech and handwriting.
///
///     loss = −log Σ_paths Π_t softmax(logits[t])[path[t]]
///
/// A path has a class for each time step; without its repetitions, and then without blanks, it is the target. Equal labels
/// in a row need a blank in between.
///
/// Shapes: `logits` is `[batch, time, classes]`, `targets` `[batch, labels]`. Of each sample the first `inputLengths` steps
/// and `targetLengths` labels count, by default all. `blank` is the class of the blank. The mean is that of each loss
/// divided by its number of labels, as in PyTorch. A target that no path can give, because it is too long, has an infinite
/// loss and no gradient, or a loss of 0 with `zeroingInfinity`. Sums are in double precision.
///
/// Gradient: softmax(logits) − the probability of each class at each step, given the target.
/// Reference: Graves et al. (2006).
public func ctcLoss(
  logits: Tensor, targets: IntTensor, inputLengths: [Int]? = nil, targetLengths: [Int]? = nil, blank: Int = 0,
  zeroingInfinity: Bool = false, reduction: Reduction = .mean
) -> Tensor {
  precondition(
    logits.rank == 3 && targets.shape.rank == 2 && targets.shape[0] == logits.shape[0],
    "ctcLoss expects logits of [batch, time, classes] and targets of [batch, labels] but got \(logits.shape) and "
      + "\(targets.shape)")
  let (batch, time, classes) = (logits.shape[0], logits.shape[1], logits.shape[2])
  precondition((0..<classes).contains(blank), "ctcLoss expects a blank in 0 ..< \(classes) but got \(blank)")
  let steps = ctcLengths(inputLengths, "input", batch, time)
  let lengths = ctcLengths(targetLengths, "target", batch, targets.shape[1])
  let labels = (0..<batch).map { sample in
    (0..<lengths[sample]).map { targets[sample * targets.shape[1] + $0] }
  }
  for label in labels.joined() {
    precondition(
      label != blank && (0..<classes).contains(label),
      "ctcLoss expects labels in 0 ..< \(classes) other than the blank \(blank) but got \(label)")
  }
  let losses = Tensor.operation("ctcLoss", of: logits) { logits in
    let numbers = logits.scalars
    let paths = (0..<batch).map { sample in
      let start = sample * time * classes
      return CTCPaths(
        numbers[start..<start + steps[sample] * classes], labels[sample], classes: classes, blank: blank)
    }
    let values = paths.map { zeroingInfinity && $0.loss.isInfinite ? 0 : Float($0.loss) }
    return (
      value: Tensor(values, shape: [batch]),
      pullback: { g in
        var slopes: [Float] = []
        for (sample, path) in paths.enumerated() {
          slopes += path.gradient(scale: Double(g.scalars[sample]))
          slopes += Array(repeating: 0, count: (time - steps[sample]) * classes)
        }
        return Tensor(slopes, shape: logits.shape)
      }
    )
  }
  guard reduction == .mean else { return reduction.apply(to: losses) }
  return (losses / Tensor(lengths.map { Float(Swift.max(1, $0)) })).mean()
}

/// The labels that the likeliest class of each step gives: without repetitions, then without blanks.
///
/// Shapes: `logits` is `[batch, time, classes]`.
public func ctcGreedyDecoded(logits: Tensor, inputLengths: [Int]? = nil, blank: Int = 0) -> [[Int]] {
  precondition(
    logits.rank == 3, "ctcGreedyDecoded expects logits of [batch, time, classes] but got \(logits.shape)")
  let (batch, time) = (logits.shape[0], logits.shape[1])
  let steps = ctcLengths(inputLengths, "input", batch, time)
  let likeliest = time == 0 ? [] : logits.detached().argmax(axis: 2).scalars
  return (0..<batch).map { sample in
    let path = likeliest[sample * time..<sample * time + steps[sample]]
    let changes = path.indices.filter { $0 == path.startIndex || path[$0] != path[$0 - 1] }
    return changes.map { path[$0] }.filter { $0 != blank }
  }
}

private func ctcLengths(_ lengths: [Int]?, _ name: String, _ batch: Int, _ most: Int) -> [Int] {
  let found = lengths ?? Array(repeating: most, count: batch)
  precondition(
    found.count == batch && found.allSatisfy { (0...most).contains($0) },
    "ctcLoss expects \(batch) \(name) lengths in 0 ... \(most) but got \(found)")
  return found
}

/// All paths of one sample that give its labels, summed by dynamic programming over states: the labels with a blank before
/// and after each. Logarithms of probabilities throughout.
private struct CTCPaths {
  let loss: Double
  private let states: [Int]
  private let classes: Int
  private let steps: Int
  /// log softmax(logits), `[steps, classes]`.
  private let surprises: [Double]
  /// log of the probability of all beginnings, and of all ends, of paths that are in a state at a step: `[steps, states]`.
  private let beginnings: [Double]
  private let ends: [Double]

  init(_ logits: ArraySlice<Float>, _ labels: [Int], classes: Int, blank: Int) {
    self.classes = classes
    steps = classes == 0 ? 0 : logits.count / classes
    states = [blank] + labels.flatMap { [$0, blank] }
    surprises = Self.logSoftmax(logits, classes)
    beginnings = Self.sums(surprises, states, classes, steps, blank, reversed: false)
    ends = Self.sums(surprises, states, classes, steps, blank, reversed: true)
    if steps == 0 {
      loss = labels.isEmpty ? 0 : .infinity
    } else {
      let last = (steps - 1) * states.count
      let complete = beginnings[last..<last + states.count].suffix(2)
      loss = -complete.reduce(-Double.infinity, Self.logSum)
    }
  }

  /// `scale` times the gradient of the loss with respect to the logits; 0 where no path is possible.
  func gradient(scale: Double) -> [Float] {
    guard loss.isFinite else { return Array(repeating: 0, count: steps * classes) }
    var slopes = surprises.map { exp($0) }
    for step in 0..<steps {
      for (state, label) in states.enumerated() {
        let place = step * states.count + state
        // Both sums contain the step's own probability.
        let both = beginnings[place] + ends[place] - surprises[step * classes + label]
        if both > -Double.infinity { slopes[step * classes + label] -= exp(both + loss) }
      }
    }
    return slopes.map { Float($0 * scale) }
  }

  private static func logSoftmax(_ logits: ArraySlice<Float>, _ classes: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(logits.count)
    for start in stride(from: logits.startIndex, to: logits.endIndex, by: classes) {
      let row = logits[start..<start + classes].map(Double.init)
      let greatest = row.max() ?? 0
      let total = greatest + log(row.reduce(0) { $0 + exp($1 - greatest) })
      result += row.map { $0 - total }
    }
    return result
  }

  /// From the first step on, or from the last one back: a path stays in its state, goes to the next, or skips a blank
  /// between two different labels.
  private static func sums(
    _ surprises: [Double], _ states: [Int], _ classes: Int, _ steps: Int, _ blank: Int, reversed: Bool
  ) -> [Double] {
    let count = states.count
    var table = [Double](repeating: -.infinity, count: steps * count)
    let order = reversed ? Array((0..<steps).reversed()) : Array(0..<steps)
    let chain = reversed ? Array(states.reversed()) : states
    var before: [Double] = []
    for step in order {
      var now = [Double](repeating: -.infinity, count: count)
      for (state, label) in chain.enumerated() {
        var sum = before.isEmpty ? (state < 2 ? 0 : -Double.infinity) : before[state]
        if !before.isEmpty {
          if state > 0 { sum = logSum(sum, before[state - 1]) }
          if state > 1, label != blank, chain[state - 2] != label { sum = logSum(sum, before[state - 2]) }
        }
        now[state] = sum + surprises[step * classes + label]
      }
      let row = reversed ? Array(now.reversed()) : now
      table.replaceSubrange(step * count..<(step + 1) * count, with: row)
      before = now
    }
    return table
  }

  /// log(eᵃ + eᵇ)
  private static func logSum(_ a: Double, _ b: Double) -> Double {
    let (greater, lesser) = a < b ? (b, a) : (a, b)
    return greater == -.infinity ? greater : greater + log1p(exp(lesser - greater))
  }
}
