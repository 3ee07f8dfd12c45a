/// What a program prints about a case, on one line:
///
///     mlp-digits eager us=46.8 weights=9472 first=2.31 last=1.98
///     mlp-digits eager bytes=1703936
///     mlp-digits ours us=92.3 work=90.1 span=46 jobs=17
///     mlp-digits compile failed: no compiler
///     gpt-generate numpy absent
package enum Measurement: Equatable, Sendable {
  case numbers(Numbers)
  /// The program has no such case.
  case absent
  case failed(String)

  package struct Numbers: Equatable, Sendable {
    /// Microseconds per step.
    package var time: Double?
    /// The number of elements in the model's matrices.
    package var weights: Int?
    /// The loss before and after all steps.
    package var losses: [Double] = []
    /// How far the process grew.
    package var bytes: Int?
    /// The most that tensors alone took.
    package var tensors: Int?
    /// The microseconds of a step that are in jobs, one part after the other.
    package var work: Double?
    /// The microseconds that those jobs would take on several threads.
    package var span: Double?
    /// The number of a step's jobs.
    package var jobs: Int?

    package init(time: Double? = nil, weights: Int? = nil, losses: [Double] = []) {
      (self.time, self.weights, self.losses) = (time, weights, losses)
    }
  }

  /// Reads what a program printed about the case called `name`.
  package init(_ output: String, name: String) {
    let lines = output.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true)
    }
    guard let words = lines.last(where: { $0.count > 2 && $0[0] == name })?.dropFirst(2) else {
      // The last line most likely says why it ended.
      self = .failed(lines.last { !$0.isEmpty }?.joined(separator: " ") ?? "it printed nothing")
      return
    }
    switch words.first {
    case "absent": self = .absent
    case "failed:": self = .failed(words.dropFirst().joined(separator: " "))
    default: self = .numbers(Numbers(words))
    }
  }

  package var numbers: Numbers? { if case .numbers(let numbers) = self { numbers } else { nil } }
}

extension Measurement.Numbers {
  fileprivate init(_ words: ArraySlice<Substring>) {
    for word in words {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let number = Double(parts[1]) else { continue }
      switch parts[0] {
      case "us": time = number
      case "weights": weights = Int(number)
      case "first", "last": losses.append(number)
      case "bytes": bytes = Int(number)
      case "tensors": tensors = Int(number)
      case "work": work = number
      case "span": span = number
      case "jobs": jobs = Int(number)
      default: break
      }
    }
  }

  /// Whether the loss fell; true if there is none.
  package var lossFell: Bool {
    guard let first = losses.first, let last = losses.last, losses.count > 1 else { return true }
    return last < first
  }
}
