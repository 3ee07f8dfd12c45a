import ArgumentParser
import CPlatform
import Execution
import Foundation

/// Leads a reader through exercises: checks each answer when its file is saved, gives hints, and goes on to the next.
struct ExerciseSession {
  let exercises: [BookExercise]
  var progress: ExerciseProgress
  let runner: Runner

  /// The first exercise after a place that is not solved, or the first one at all.
  func next(after place: Int = -1) -> Int? {
    let open = exercises.indices.filter { !progress.isSolved(exercises[$0]) }
    return open.first { $0 > place } ?? open.first
  }

  /// Goes on until all exercises are solved or the reader quits.
  mutating func watch() throws {
    var place = next()
    while let current = place {
      guard try solve(exercises[current]) else { return }
      place = next(after: current)
    }
    try say("All is solved.")
  }

  /// Works on one exercise until it is solved or put off; returns false if the reader quits.
  private mutating func solve(_ exercise: BookExercise) throws -> Bool {
    try begin(exercise)
    try say("", exercise.title, exercise.file, "h: a hint · n: the next exercise · q: quit", "")
    var last: String?
    while true {
      if lectern_interrupted() != 0 { throw ExitCode.interrupted }
      if let answer = exercise.answer, answer != last {
        last = answer
        if try check(exercise) { return true }
      }
      switch Keys.read(milliseconds: 200) {
      case "h": try giveHint(of: exercise)
      case "n": return true
      case "q": return false
      default: break
      }
    }
  }

  func begin(_ exercise: BookExercise) throws {
    do {
      try exercise.begin()
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  /// Checks the answer as it is, and prints the outcome.
  mutating func check(_ exercise: BookExercise) throws -> Bool {
    let attempt: Attempt
    do {
      attempt = try runner.attempt(
        exercise.exercise, of: exercise.notebook, answer: exercise.answer ?? "", file: exercise.file)
    } catch {
      if error == .interrupted { throw ExitCode.interrupted }
      Terminal.print("\(exercise.file): error: \(error)")
      throw ExitCode.failure
    }
    Terminal.print(exercise.notebook.placed(attempt.diagnostics))
    for line in attempt.printed.split(separator: "\n") { try say("  | \(line)") }
    for claim in attempt.claims {
      let evidence = claim.evidence.map { " (\($0))" } ?? ""
      try say("  \(claim.holds ? "✓" : "✗") \(claim.statement)\(evidence)")
    }
    try say(attempt.isSolved ? "Solved: \(exercise.title)" : "Not solved yet: \(exercise.title)")
    try keep { (progress) throws(OutputFile.Refusal) in
      try progress.note(exercise, isSolved: attempt.isSolved)
    }
    return attempt.isSolved
  }

  mutating func giveHint(of exercise: BookExercise) throws {
    let hint = try keep { (progress) throws(OutputFile.Refusal) in try progress.nextHint(of: exercise) }
    if let hint {
      try say("Hint \(hint.number) of \(exercise.hints.count): \(hint.text)")
    } else {
      try say(
        exercise.hints.isEmpty
          ? "This exercise has no hints." : "These were all hints; the page of the chapter has the solution.")
    }
  }

  func list() throws {
    for exercise in exercises {
      try say("\(progress.isSolved(exercise) ? "✓" : "·") \(exercise.key)  \(exercise.title)")
    }
  }

  private mutating func keep<T>(
    _ change: (inout ExerciseProgress) throws(OutputFile.Refusal) -> T
  ) throws -> T {
    do {
      return try change(&progress)
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  private func say(_ lines: String...) throws {
    try StandardOutput.print(lines.map { TerminalText.line($0) + "\n" }.joined())
  }
}

/// What the reader types: a letter and Enter.
private enum Keys {
  private nonisolated(unsafe) static var isOpen = true

  static func read(milliseconds: Int32) -> String? {
    var event = pollfd(fd: isOpen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, milliseconds) > 0 else { return nil }
    guard let line = readLine() else {
      isOpen = false
      return nil
    }
    return line.trimmingCharacters(in: .whitespaces).lowercased()
  }
}
