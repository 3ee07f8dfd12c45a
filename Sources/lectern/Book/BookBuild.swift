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
    var shared = SharedMistakes()
    var isInterrupted = false
    /// Why no page can be written, as a whole message.
    var fatal: String?
    /// A hash of each page and copy that was written, by its name.
    var pages: [String: String] = [:]
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
  /// Before the book was read.
  private let start: FileTime

  /// - Parameters:
  ///   - home: the folder that no link may lead the pages out of; `nil` if the user has named the pages' folder.
  ///   - start: a moment before the book was read.
  init(
    _ report: BookReport, into folder: String, within home: String?, runner: Result<Runner, RunError>,
    isStrict: Bool, progress: BuildProgress, since start: FileTime
  ) {
    self.start = start
    self.report = report
    (self.folder, self.home) = (folder, home)
    self.runner = runner
    self.isStrict = isStrict
    self.progress = progress
    sources = PageSources.of(report.book, report.chapters.map(\.notebook))
    state = Mutex(State(chapters: report.chapters))
  }

  /// How a build has ended; a stopped one with the message that says why.
  enum Outcome { case succeeded, failed(chapters: Int), interrupted, stopped(String) }

  func run(jobs: Int) -> Outcome {
    if let outcome = outcomeIfUnchanged() { return outcome }
    Parallel.run(min(jobs, max(1, report.chapters.count))) {
      while let index = self.takeNext() { self.build(index) }
    }
    progress.clear()
    let end = state.withLock { $0 }
    if end.isInterrupted { return .interrupted }
    if let fatal = end.fatal { return .stopped(fatal) }
    var book = report
    book.chapters = end.chapters
    book.resolveValues(pages: folder)
    if let problem = writeAgain(book, before: end.chapters) ?? writeBookPages(book) {
      return .stopped(problem)
    }
    remember()
    return outcome
  }

  private var outcome: Outcome {
    let failed = state.withLock { $0.failed.count }
    return failed == 0 ? .succeeded : .failed(chapters: failed)
  }

  private func takeNext() -> Int? {
    state.withLock { state in
      guard state.next < report.chapters.count, !state.isInterrupted, state.fatal == nil else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  // MARK: Nothing to write

  /// Where all results are known and the pages in the folder are those that were made from them, nothing is written.
  ///
  /// - Returns: `nil` if there is something to write.
  private func outcomeIfUnchanged() -> Outcome? {
    guard case .success(let runner) = runner, runner.usesStored, let store = runner.store,
      let record = PageRecord.stored(for: folder, in: store), let origin = origin(runner),
      record.origin == origin.hash, record.holds(in: folder)
    else { return nil }
    let results = Parallel.map(report.chapters.map(\.notebook)) { notebook in
      notebook.program.isEmpty ? RunResult(of: notebook) : runner.known(notebook)?.result
    }.compactMap(\.self)
    guard results.count == report.chapters.count else { return nil }
    for (index, result) in results.enumerated() {
      var chapter = report.chapters[index]
      chapter.result = result
      finish(chapter, index)
    }
    progress.clear()
    return outcome
  }

  /// Notes what the pages were made from, if all of it can be known.
  ///
  /// A run that failed is stored nowhere. Its page must not pass for one of the good result that an earlier run has left.
  private func remember() {
    let (chapters, pages) = state.withLock { ($0.chapters, $0.pages) }
    guard case .success(let runner) = runner, let store = runner.store, let origin = origin(runner),
      chapters.allSatisfy({ !$0.hasFailed })
    else { return }
    // What changed after the book was read may be in the origin without being on the pages.
    if let newest = origin.newestChange, newest >= start { return }
    PageRecord(origin: origin.hash, pages: pages).save(for: folder, in: store)
  }

  /// `nil` if a chapter can't be run, or has no result that is stored.
  private func origin(_ runner: Runner) -> PageOrigin? {
    let notebooks = report.chapters.map(\.notebook)
    guard notebooks.allSatisfy(\.isRunnable) else { return nil }
    let results = notebooks.compactMap { $0.program.isEmpty ? "no code" : runner.nameOfResult(of: $0) }
    guard results.count == notebooks.count else { return nil }
    return PageOrigin(report, files: sources, results: results, runner: runner)
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
      let copies = try LinkedCopies(folder: folder, sources: sources, home: home).write(for: chapter.notebook)
      state.withLock { $0.pages.merge(copies) { $1 } }
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
    let news = state.withLock { state in
      state.chapters[index] = chapter
      if !isGood { state.failed.insert(index) }
      return state.shared.new(in: notebook.placed(problems)).digest
    }
    var messages = news.map { "\($0)" }
    if let problem = chapter.problem { messages.append("\(notebook.file): error: \(problem)") }
    let hasRun = notebook.isRunnable && chapter.problem == nil
    let good = hasRun && chapter.result.neededNoRun ? "nothing to run" : ""
    let outcome = isGood ? good : hasRun ? "failed" : "could not be run"
    progress.finish(index, isGood: isGood, messages, outcome)
  }

  /// Writes the pages again that name a chapter or a section whose title has a value, because all values are known now; returns
  /// the error if there is one.
  ///
  /// - Parameter earlier: the chapters as they were when their pages were written.
  private func writeAgain(_ book: BookReport, before earlier: [BookReport.Chapter]) -> String? {
    do {
      for (index, chapter) in book.chapters.enumerated() {
        let navigation = book.navigation(of: index)
        let isResolved = chapter.notebook.foreignLabels != earlier[index].notebook.foreignLabels
        guard isResolved || others(navigation, index) != others(report.navigation(of: index), index) else {
          continue
        }
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

  private func write(_ page: String, to name: String, madeFrom chapters: [BookReport.Chapter]) throws {
    let path = "\(folder)/\(name)"
    let read = chapters.flatMap { PageSources.read(by: $0.notebook, $0.result.filesRead) }
    try OutputFile.write(Array(page.utf8), to: path, sparing: sources + read, within: home)
    let hash = SHA256.digits(Array(page.utf8))
    state.withLock { $0.pages[name] = hash }
  }

  /// Writes the front page, the glossary and the search; returns the errors that occurred.
  private func writeBookPages(_ book: BookReport) -> String? {
    do {
      for page in book.pages() { try write(page.html, to: page.name, madeFrom: book.chapters) }
      return nil
    } catch {
      return "\(error)"
    }
  }
}
