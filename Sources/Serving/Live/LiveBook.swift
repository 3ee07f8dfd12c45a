import Execution
import Foundation
import Notebooks
import Reports

/// A book while it is served: makes its pages when they are asked for, and again when something that they are made from
/// changes.
///
/// One thread at a time reads notebooks and makes pages; runs have threads of their own.
final class LiveBook: Sendable {
  struct State: Sendable {
    var site: Site
    /// By address.
    var pages: [String: LivePage] = [:]
    /// The book's own pages that were asked for, and whether chapters have changed since they were made.
    var own: [String: Bool] = [:]
    /// Results of chapters that no browser shows, for the book's own pages.
    var known: [Int: RunResult] = [:]
    var runs = 0
    /// What readers have changed, by the notebook's key.
    var edits: [String: ReaderEdits] = [:]
    /// Whether it outlasts the server.
    var keepsEdits = true
  }

  let state: Monitor<State>
  /// The pages as browsers get them.
  let board = Monitor<[String: Posted]>([:])
  /// How many notebooks may run at a time.
  let places: Monitor<Int>
  /// The processes in which notebooks run.
  let sessions = Monitor(Sessions())
  let watch = FileWatch()
  let parts: LiveParts
  /// The answers that are being checked, by page and exercise.
  let checks = Monitor<[String: StopButton]>([:])
  let editStore = EditStore()
  private static let runsAtATime = 2
  private let makeRunner: @Sendable () -> Result<Runner, RunError>

  init(_ site: Site, parts: LiveParts, runner: @escaping @Sendable () -> Result<Runner, RunError>) {
    state = Monitor(State(site: site))
    self.parts = parts
    makeRunner = runner
    // A run uses all processors for much of its time; a second one keeps a long run from holding up a short one.
    places = Monitor(LiveBook.runsAtATime)
    watchFiles(state.withLock { $0 })
  }

  /// A new one each time: the engine may have been built again.
  func runner() -> Result<Runner, RunError> { makeRunner() }

  /// What the page at an address is now; makes it if it is the first time.
  ///
  /// - Returns: `nil` where there is no page.
  func page(at address: String) -> Posted? {
    if watch.takeChange() { refresh() }
    let target = state.withLock { $0.site.target(of: address) }
    switch target {
    case .file:
      // The page of a notebook that was deleted says so.
      guard state.withLock({ $0.pages[address] != nil }) else { return nil }
      open(address)
    case .own(let name): openOwn(name, at: address)
    case .chapter, .notebook: open(address)
    }
    return board.withLock { $0[address] }
  }

  private func open(_ address: String) {
    state.withLock { state in
      if let page = state.pages[address], !page.isOutdated {
        if !page.isPosted { post(address, &state) }
        return
      }
      update(address, &state)
      watchFiles(state)
    }
  }

  private func openOwn(_ name: String, at address: String) {
    state.withLock { state in
      if state.own[address] ?? true { makeOwn(name, at: address, &state) }
    }
  }

  /// Reads what has changed, and makes the pages again that a browser shows; others when they are asked for.
  func refresh() {
    let shown = board.withLock { board in Set(board.filter { $0.value.listeners > 0 }.keys) }
    state.withLock { state in
      for address in shown { startEarly(address, &state) }
      state.site.read()
      state.known = [:]
      for address in state.pages.keys.sorted() {
        if shown.contains(address) {
          update(address, &state)
        } else {
          state.pages[address]?.isOutdated = true
        }
      }
      refreshOwn(shown, &state)
      watchFiles(state)
    }
  }

  func watchFiles(_ state: State) {
    let chapters = state.site.book?.report.chapters.map(\.notebook) ?? []
    let notebooks = chapters + state.pages.values.map(\.notebook)
    var files = Set(notebooks.flatMap(PageFiles.of))
    for page in state.pages.values { files.formUnion(page.recent?.files ?? []) }
    if let list = state.site.list {
      files.formUnion([list, Glossary.file(beside: list)].map(Path.absolute))
    }
    let runner = try? runner().get()
    for notebook in notebooks { files.formUnion(runner?.packageFiles(of: notebook) ?? []) }
    let programs = runner?.files ?? []
    watch.watch(files.subtracting(programs), programs: Set(programs))
  }

  /// The file at an address, if a notebook links to it.
  func linkedFile(at address: String) -> String? {
    state.withLock { state in
      guard case .file(let file) = state.site.target(of: address) else { return nil }
      return state.site.links(to: file, from: state.pages.values.map(\.notebook)) ? file : nil
    }
  }

  /// Ends all runs, and waits for their processes.
  func stopAll() {
    state.withLock { state in for page in state.pages.values { page.run?.button.press() } }
    _ = places.wait(seconds: 10) { $0 == LiveBook.runsAtATime ? true : nil }
    sessions.withLock { $0.endAll() }
  }

  // MARK: Pages

  /// Posts the page on the board, from which browsers get it.
  func post(_ address: String, _ state: inout State) {
    guard let page = state.pages[address] else { return }
    state.pages[address]?.isPosted = true
    var run = page.state
    run.problem = state.site.problem
    run.copy = copy(of: page, state)
    post(address, page.document(parts), run)
  }

  private func post(_ address: String, _ document: LiveDocument, _ run: RunState) {
    let version = PageVersion.of(document.html)
    board.change { board in
      board[address, default: Posted(document, version, run)].renew(document, version, run)
    }
  }

  // MARK: The book's own pages

  /// Marks the book's own pages as out of date after a chapter has changed, and makes those again that a browser shows.
  func refreshOwn(_ shown: Set<String>, _ state: inout State) {
    for address in state.own.keys.sorted() {
      state.own[address] = true
      if shown.contains(address), case .own(let name) = state.site.target(of: address) {
        makeOwn(name, at: address, &state)
      }
    }
  }

  private func makeOwn(_ name: String, at address: String, _ state: inout State) {
    guard var report = state.site.book?.report else { return }
    let runner = try? runner().get()
    for index in report.chapters.indices {
      let notebook = report.chapters[index].notebook
      let page = state.pages.values.first { $0.notebook.file == notebook.file && !$0.isOutdated }
      // The book is the author's: what a reader tries shows on the chapter's own page alone.
      if let page, !page.isEdited {
        report.chapters[index].result = page.isComplete ? page.result : report.chapters[index].result
        report.chapters[index].problem = page.problem
      } else if let result = state.known[index] ?? runner?.known(notebook)?.result {
        state.known[index] = result
        report.chapters[index].result = result
      }
    }
    report.live = parts
    guard let page = report.pages().first(where: { $0.name == name }) else { return }
    state.own[address] = false
    var run = RunState()
    run.problem = state.site.problem
    post(address, LiveDocument(whole: page.html), run)
  }
}
