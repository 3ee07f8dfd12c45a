import Markup
import Notebooks

/// Exercises: the stub and its check as code, the hints and the solution folded.
extension PageRenderer {
  /// A cell of an exercise; `nil` for any other one.
  mutating func exerciseCell(_ index: Int, _ result: CellResult) -> Node? {
    guard let exercise = notebook.exercise(ofCell: index), let part = notebook.cells[index].part else {
      return nil
    }
    let cell = notebook.cells[index]
    var id: String?
    var parts = mistakes(in: cell).map { mistake($0) }
    switch part.kind {
    case .stub:
      if !exercise.hasHeading {
        id = exercise.name
        parts.append(.element("p", ["class": "exercise-name"], .text(name(of: exercise))))
      }
      parts.append(code(ofCell: index, result))
    case .check:
      parts.append(.element("p", ["class": "part"], .text(words["Check"])))
      parts.append(code(ofCell: index, result))
      if let verdict = verdict(of: exercise) { parts.append(verdict) }
    case .solution:
      parts.append(solution(index, result, of: exercise))
    }
    parts += ending(of: result, cell)
    if part.kind == .check { parts += hints(of: exercise) }
    return .block(
      "div", ["class": "cell exercise \(part.kind)", "id": id, "data-exercise": exercise.name],
      parts.map { [$0] })
  }

  private func name(of exercise: Exercise) -> String { "\(words["Exercise"]) \(exercise.number)" }

  /// What the run has proved: that the solution passes the check, and how the stub fails it.
  private func verdict(of exercise: Exercise) -> Node? {
    guard let failure = status(of: exercise.stub)?.stubFailure,
      case .succeeded? = status(of: exercise.check)?.status
    else { return nil }
    let reason =
      switch failure {
      case .claim(let claim): words["The code as given fails: “#”.", HTML.visible(claim)]
      case .error(let error): words["The code as given ends with an error: #.", HTML.visible(error)]
      case .stopped(let message?): words["The code as given is stopped: #.", HTML.visible(message)]
      case .stopped(nil): words["The code as given is stopped."]
      }
    return .element("p", ["class": "proof"], .text(words["The solution passes this check."] + " " + reason))
  }

  private func status(of cell: Int) -> CellResult? {
    result.cells.indices.contains(cell) ? result.cells[cell] : nil
  }

  private mutating func hints(of exercise: Exercise) -> [Node] {
    let hints = notebook.hints(of: exercise)
    return hints.enumerated().map { index, hint in
      let title = hints.count == 1 ? words["Hint"] : "\(words["Hint"]) \(index + 1)"
      return folded(title, [.element("p", inlines(hint))], isOpen: false)
    }
  }

  /// The solution, folded unless it fails, with what it prints and shows.
  private mutating func solution(_ index: Int, _ result: CellResult, of exercise: Exercise) -> Node {
    let cell = notebook.cells[index]
    var context = CellContext(cell: cell)
    var parts = [code(ofCell: index, result)]
    if cell.options.warning ?? true { parts += result.warnings.map { warning($0) } }
    parts += outputs(result.outputs, in: &context)
    let isNear =
      notebook.cells.indices.contains(exercise.check + 1) && exercise.solution == exercise.check + 1
    let title = words["Solution"] + (isNear ? "" : " (\(name(of: exercise)))")
    let hasFailed = if case .failed = result.status { true } else { false }
    return folded(title, parts, isOpen: hasFailed)
  }

  private func folded(_ title: String, _ content: [Node], isOpen: Bool) -> Node {
    .block(
      "details", ["class": "reveal", "open": isOpen ? "" : nil],
      [[.element("summary", .text(title))]] + content.map { [$0] })
  }
}
