import CPlatform
import Execution
import Foundation
import Notebooks
import Reports
import Synchronization

/// Runs the chapters of a book, several at a time, and writes each one's page as soon as it is there.
final class BookBuild: Sendable {
  /// What came of the chapters so far.
  private struct State {
    var next = 0
    var results: [RunResult?]
    var failed: Set<Int> = []
    var isInterrupted = false
    /// Why no page can be written.
    var fatal: String?
  }

  let report: BookReport
  let folder: String
  let runner: Runner
  let isStrict: Bool
  private let progress: BuildProgress
  private let state: Mutex<State>
  /// What no page may be written over.
  private let sources: [String]

  init(_ report: BookReport, into folder: String, runner: Runner, isStrict: Bool, progress: BuildProgress) {
    self.report = report
    self.folder = folder
    self.runner = runner
    self.isStrict = isStrict
    self.progress = progress
    sources = PageSources.of(report.book, report.chapters.map(\.notebook))
    state = Mutex(State(results: report.chapters.map { _ in nil }))
  }

  /// How a build has ended.
  enum Outcome { case succeeded, failed(chapters: Int), interrupted, stopped(String) }

  func run(jobs: Int) -> Outcome {
    let group = DispatchGroup()
    for _ in 0..<min(jobs, max(1, report.chapters.count)) {
      group.enter()
      let thread = Thread {
        while let index = self.takeNext() { self.build(index) }
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    progress.clear()
    let end = state.withLock { $0 }
    if end.isInterrupted { return .interrupted }
    if let fatal = end.fatal { return .stopped(fatal) }
    if let problem = writeBookPages(end.results) { return .stopped(problem) }
    return end.failed.isEmpty ? .succeeded : .failed(chapters: end.failed.count)
  }

  private func takeNext() -> Int? {
    state.withLock { state in
      guard state.next < report.chapters.count, !state.isInterrupted, state.fatal == nil else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  // MARK: One chapter

  private func build(_ index: Int) {
    let notebook = report.chapters[index].notebook
    guard notebook.isRunnable else {
      state.withLock { _ = $0.failed.insert(index) }
      return progress.finish(index, isGood: false, told(notebook.diagnostics), "cannot run")
    }
    do {
      let result = try runner.run(notebook) { progress.note(index, $0) }
      // From here on the chapter's page is written, whatever the user does.
      try write(
        Report(notebook: notebook, result: result, navigation: report.navigation(of: index)).html(),
        to: report.chapters[index].destination)
      let problems = notebook.diagnostics + result.diagnostics
      let isGood = !result.hasFailed && !notebook.hasErrors && !(isStrict && !problems.isEmpty)
      state.withLock { state in
        state.results[index] = result
        if !isGood { state.failed.insert(index) }
      }
      progress.finish(index, isGood: isGood, told(problems), isGood ? "" : "failed")
    } catch RunError.interrupted {
      state.withLock { $0.isInterrupted = true }
    } catch let error as RunError {
      state.withLock { _ = $0.failed.insert(index) }
      progress.finish(index, isGood: false, ["\(notebook.file): error: \(error)"], "could not be run")
    } catch {
      state.withLock { $0.fatal = $0.fatal ?? "\(error)" }
    }
  }

  private func told(_ diagnostics: [Diagnostic]) -> [String] { diagnostics.map { "\($0)" } }

  // MARK: Pages

  /// What of a file could not be written, and why.
  private struct WriteError: Error, CustomStringConvertible { var description: String }

  private func write(_ page: String, to name: String) throws {
    let path = "\(folder)/\(name)"
    do {
      try PageFile.write(page, to: path, sparing: sources)
    } catch {
      throw WriteError(description: "\(path): \(error)")
    }
  }

  /// Writes the front page, the glossary and the search; gives what keeps them from being written.
  private func writeBookPages(_ results: [RunResult?]) -> String? {
    var book = report
    for (index, result) in results.enumerated() { if let result { book.chapters[index].result = result } }
    do {
      for page in book.pages() { try write(page.html, to: page.name) }
      return nil
    } catch {
      return "\(error)"
    }
  }
}
