import Execution
import Foundation
import Notebooks

/// Answers to exercises, checked in the page.
extension LiveBook {
  /// What the check of an answer has found.
  struct CheckedAnswer: Encodable {
    struct Claim: Encodable {
      var statement: String
      var evidence: String?
      var holds: Bool
    }

    var isSolved = false
    var isStopped = false
    var claims: [Claim] = []
    var printed = ""
    var messages: [CellMessage] = []
  }

  /// The exercise as its editor begins: with the reader's last answer, if there is one.
  func answer(_ address: String, exercise name: String) throws(HTTPError) -> CellText {
    guard page(at: address) != nil else { throw HTTPError(404, "there is no such page") }
    return try task(address, name) { exercise, page, edits in
      let stub = page.edited.author.cells[exercise.stub].code
      return CellText(
        text: edits.answers[name].flatMap { $0.stub == stub ? $0.text : nil } ?? stub, author: stub)
    }
  }

  /// Runs an answer with the exercise's check.
  func check(_ address: String, exercise name: String, answer: String) throws(HTTPError) -> CheckedAnswer {
    let (exercise, notebook) = try task(address, name) { exercise, page, _ in (exercise, page.notebook) }
    keep(answer, to: exercise, isSolved: false, at: address)
    let button = StopButton()
    let key = "\(address) \(name)"
    checks.change { checks in
      checks.updateValue(button, forKey: key)?.press()
    }
    defer { checks.change { if $0[key] === button { $0[key] = nil } } }
    do throws(RunError) {
      let attempt = try runner().get().attempt(
        exercise, of: notebook, answer: answer, file: Self.answerFile, button: button)
      if attempt.isSolved { keep(answer, to: exercise, isSolved: true, at: address) }
      return CheckedAnswer(attempt, of: notebook)
    } catch {
      guard error == .interrupted else { throw HTTPError(500, "\(error)") }
      return CheckedAnswer(isStopped: true)
    }
  }

  /// The name of an answer in messages.
  fileprivate static let answerFile = "answer.swift"

  func stopCheck(_ address: String, exercise name: String) throws(HTTPError) {
    _ = try task(address, name) { _, _, _ in true }
    checks.withLock { $0["\(address) \(name)"]?.press() }
  }

  private func task<Result>(
    _ address: String, _ name: String, _ body: (Exercise, LivePage, ReaderEdits) -> Result
  ) throws(HTTPError) -> Result {
    let found = state.withLock { state -> Result? in
      guard let page = state.pages[address],
        let exercise = page.notebook.exercises.first(where: { $0.name == name })
      else { return nil }
      return body(exercise, page, state.edits[EditStore.key(of: page.notebook.file)] ?? ReaderEdits())
    }
    guard let found else { throw HTTPError(404, "there is no such exercise") }
    return found
  }

  private func keep(_ answer: String, to exercise: Exercise, isSolved: Bool, at address: String) {
    state.withLock { state in
      guard let page = state.pages[address] else { return }
      let key = EditStore.key(of: page.notebook.file)
      let stub = page.edited.author.cells[exercise.stub].code
      let isEmpty = answer == stub && !isSolved
      state.edits[key, default: ReaderEdits()].answers[exercise.name] =
        isEmpty ? nil : ReaderEdits.Answer(text: answer, stub: stub, isSolved: isSolved)
      state.keepsEdits = editStore.save(state.edits[key] ?? ReaderEdits(), of: key)
      post(address, &state)
    }
  }
}

extension LiveBook.CheckedAnswer {
  fileprivate init(_ attempt: Attempt, of notebook: Notebook) {
    isSolved = attempt.isSolved
    claims = attempt.claims.map { Claim(statement: $0.statement, evidence: $0.evidence, holds: $0.holds) }
    printed = attempt.printed
    messages = notebook.placed(attempt.diagnostics).map { found in
      var message = CellMessage(found, firstLine: 1)
      if found.file != LiveBook.answerFile {
        (message.line, message.text) = (0, "\(found.file):\(found.location.line): \(found.message)")
      }
      return message
    }
  }
}
