import CPlatform
import Execution
import Foundation
import Notebooks
import Reports
import Synchronization

/// Runs the chapters of a book, several at a time, and writes each page as soon as it is complete.
final class BookBuild: Sendable {
  /// The results of the chapters so far.
  private struct State {
    var next = 0
    var chapters: [BookReport.Chapter]
    var failed: Set<Int> = []
    var isInterrupted = false
    /// Why no page can be written.
    var fatal: String?
  }

  let report: BookReport
  let folder: String
  let runner: Result<Runner, RunError>
  let isStrict: Bool
  private let progress: BuildProgress
  private let state: Mutex<State>
  /// The files that no page may overwrite.
  private let sources: [String]
  /// The folder that no link may lead the pages out of.
  private let home: String?

  /// - Parameter home: the folder that no link may lead the pages out of; `nil` if the user has named the pages' folder.
  init(
    _ report: BookReport, into folder: String, within home: String?, runner: Result<Runner, RunError>,
    isStrict: Bool,
    progress: BuildProgress
  ) {
    self.report = report
    (self.folder, self.home) = (folder, home)
    self.runner = runner
    self.isStrict = isStrict
    self.progress = progress
    sources = PageSources.of(report.book, report.chapters.map(\.notebook))
    state = Mutex(State(chapters: report.chapters))
  }

  /// How a build has ended.
  enum Outcome { case succeeded, failed(chapters: Int), interrupted, stopped(String) }

  func run(jobs: Int) -> Outcome {
    Parallel.run(min(jobs, max(1, report.chapters.count))) {
      while let index = self.takeNext() { self.build(index) }
    }
    progress.clear()
    let end = state.withLock { $0 }
    if end.isInterrupted { return .interrupted }
    if let fatal = end.fatal { return .stopped(fatal) }
    if let problem = writeAgain(end.chapters) ?? writeBookPages(end.chapters) { return .stopped(problem) }
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
    do {
      let chapter = try run(report.chapters[index], index)
      // From here on the chapter's page is written even if the user interrupts the build.
      // A title's own value is known now, those of others at the end of the build.
      var known = report
      known.chapters[index] = chapter
      let page = page(of: chapter, known.navigation(of: index))
      try write(page, to: chapter.destination, madeFrom: [chapter])
      finish(chapter, index)
    } catch RunError.interrupted {
      state.withLock { $0.isInterrupted = true }
    } catch {
      state.withLock { $0.fatal = $0.fatal ?? "\(error)" }
    }
  }

  /// The chapter with the result of running it as far as possible.
  private func run(_ chapter: BookReport.Chapter, _ index: Int) throws -> BookReport.Chapter {
    guard chapter.notebook.isRunnable else { return chapter }
    var chapter = chapter
    switch runner {
    case .failure(let error): chapter.problem = "\(error)"
    case .success(let runner):
      do {
        chapter.result = try runner.run(chapter.notebook) { progress.note(index, $0) }
      } catch {
        if error == .interrupted { throw error }
        chapter.problem = "\(error)"
      }
    }
    return chapter
  }

  private func finish(_ chapter: BookReport.Chapter, _ index: Int) {
    let notebook = chapter.notebook
    // Files that can't be read were reported with the list.
    let problems = (notebook.isReadable ? notebook.diagnostics : []) + chapter.result.diagnostics
    let isGood = !chapter.hasFailed && !(isStrict && !problems.isEmpty)
    state.withLock { state in
      state.chapters[index] = chapter
      if !isGood { state.failed.insert(index) }
    }
    var messages = notebook.placed(problems).digest.map { "\($0)" }
    if let problem = chapter.problem { messages.append("\(notebook.file): error: \(problem)") }
    let hasRun = notebook.isRunnable && chapter.problem == nil
    let good = hasRun && chapter.result.neededNoRun ? "nothing to run" : ""
    let outcome = isGood ? good : hasRun ? "failed" : "could not be run"
    progress.finish(index, isGood: isGood, messages, outcome)
  }

  /// Writes the pages again that name a chapter whose title has a value, because all values are known now; returns the
  /// error if there is one.
  private func writeAgain(_ chapters: [BookReport.Chapter]) -> String? {
    var book = report
    book.chapters = chapters
    do {
      for (index, chapter) in chapters.enumerated() {
        let navigation = book.navigation(of: index)
        guard others(navigation, index) != others(report.navigation(of: index), index) else { continue }
        try write(page(of: chapter, navigation), to: chapter.destination, madeFrom: [chapter])
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// What a chapter's page says of the others. Its own title comes from its results, whatever is in its navigation.
  private func others(_ navigation: Navigation, _ index: Int) -> Navigation {
    var navigation = navigation
    navigation.chapters.remove(at: index)
    return navigation
  }

  private func page(of chapter: BookReport.Chapter, _ navigation: Navigation) -> String {
    Report(
      notebook: chapter.notebook, result: chapter.result, problem: chapter.problem, navigation: navigation
    ).html()
  }

  // MARK: Pages

  /// The file that could not be written, and why.
  private struct WriteError: Error, CustomStringConvertible { var description: String }

  private func write(_ page: String, to name: String, madeFrom chapters: [BookReport.Chapter]) throws {
    let path = "\(folder)/\(name)"
    let read = chapters.flatMap { PageSources.read(by: $0.notebook, $0.result.filesRead) }
    do {
      try PageFile.write(page, to: path, sparing: sources + read, within: home)
    } catch {
      throw WriteError(description: "\(path): \(error)")
    }
  }

  /// Writes the front page, the glossary and the search; returns the errors that occurred.
  private func writeBookPages(_ chapters: [BookReport.Chapter]) -> String? {
    var book = report
    book.chapters = chapters
    do {
      for page in book.pages() { try write(page.html, to: page.name, madeFrom: chapters) }
      return nil
    } catch {
      return "\(error)"
    }
  }
}
