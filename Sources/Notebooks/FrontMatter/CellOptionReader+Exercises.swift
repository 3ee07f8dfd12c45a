/// The options that make a cell a part of an exercise.
extension CellOptionReader {
  /// Options that would contradict what a part of an exercise is: it is shown and run in its own way.
  private static let contradictions: Set<String> = [
    "eval", "echo", "output", "error", "include", "code-fold", "code-summary",
  ]
  /// Options that name what a cell shows: only a solution's output is on the page.
  private static let shownKeys: Set<String> = ["label", "fig-cap", "fig-alt", "tbl-cap"]

  mutating func readPart(_ kind: ExercisePart.Kind, _ entry: YAMLValue.Entry) {
    let value = entry.value
    guard let name = value.text, LabelKind(id: name) == .exercise, name.utf8.allSatisfy(\.isIdentifier),
      name.utf8.count > LabelKind.exercise.rawValue.utf8.count
    else {
      diagnostics.error(
        "'\(entry.key)' must be an exercise's name, like ex-xor, not \(value.kindName)", at: value.location)
      return
    }
    if part != nil {
      diagnostics.error(
        "a cell is one part of one exercise: a stub, a check or a solution", at: entry.keyLocation)
    } else {
      part = ExercisePart(kind, of: name, at: value.location)
    }
  }

  /// One text, or a list of them.
  mutating func readHints(_ entry: YAMLValue.Entry) {
    let values = if case .sequence(let list) = entry.value.kind { list } else { [entry.value] }
    for value in values {
      guard let text = value.text, !value.isNull else {
        diagnostics.error(
          "'hint' must be a text or a list of texts, not \(value.kindName)", at: value.location)
        continue
      }
      PageCharacter.check(value, diagnostics: diagnostics)
      hints.append(ScalarAligner.align(text, in: source, at: value.location).trimmed)
    }
  }

  /// Reports options that do not go together.
  func checkPart(_ entries: [YAMLValue.Entry]) {
    let isPart = entries.contains { ["exercise", "check", "solution"].contains($0.key) }
    for entry in entries {
      if entry.key == "hint", !isPart {
        diagnostics.error("a hint belongs to a cell of an exercise", at: entry.keyLocation)
      }
      guard let part else { continue }
      let isShown = Self.shownKeys.contains(entry.key)
      if Self.contradictions.contains(entry.key) || isShown && part.kind != .solution {
        diagnostics.error("a cell of an exercise cannot have '\(entry.key)'", at: entry.keyLocation)
      }
    }
  }
}

extension CellOptions {
  /// The options of a part of an exercise, which the notebook's defaults do not hide or excuse.
  var ofExercise: CellOptions {
    var options = self
    (options.echo, options.output, options.include) = (nil, nil, nil)
    (options.error, options.codeFold, options.codeSummary) = (nil, nil, nil)
    return options
  }
}
