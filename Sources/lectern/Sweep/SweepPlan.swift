import ArgumentParser
import Notebooks

/// The runs of a sweep.
struct SweepPlan {
  let names: [String]
  /// The values of the parameters in each run, in the order of their names. The last parameter changes first.
  let combinations: [[String]]
  let results: [NamedResult]
  private let notebook: Notebook
  private let firstResult: Int

  private static let most = 10_000

  /// - Throws: a usage error for a parameter or a result that is given twice, and for too many runs.
  init(_ notebook: Notebook, _ axes: [SweepAxis], results: [NamedResult]) throws {
    names = axes.map(\.name)
    self.results = notebook.metadata.results + results
    for list in [names, self.results.map(\.name)] {
      if let twice = list.first(where: { name in list.count { $0 == name } > 1 }) {
        throw ValidationError("'\(twice)' is given twice")
      }
    }
    let count = axes.reduce(1) { min(Self.most + 1, $0 * $1.values.count) }
    guard count <= Self.most else {
      throw ValidationError("these values have more than \(Self.most) combinations")
    }
    combinations = axes.reduce([[]]) { all, axis in all.flatMap { one in axis.values.map { one + [$0] } } }
    firstResult = notebook.values.count
    self.notebook = notebook.evaluating(self.results)
  }

  /// The notebook with the parameters of a run.
  func notebook(of combination: [String]) throws -> Notebook {
    try notebook.applying(parameters: zip(names, combination).map { ($0, $1) })
  }

  /// "rate 0.1, seed 3"
  func name(of combination: [String]) -> String {
    zip(names, combination).map { "\($0) \($1)" }.joined(separator: ", ")
  }

  /// The texts of the results in the result of a run; `nil` for one that was not computed.
  func values(in result: RunResult) -> [String?] {
    results.indices.map { index in
      guard firstResult + index < result.values.count,
        case .value(let text) = result.values[firstResult + index]
      else { return nil }
      return text
    }
  }
}
