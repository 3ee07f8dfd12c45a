import Execution
import Foundation
import Notebooks
import Reports

extension LiveBook {
  /// Reads the page's notebook again, and runs it if its results aren't known.
  ///
  /// - Parameter isForced: whether it runs even if the reader has stopped it, or if nothing has changed.
  func update(_ address: String, isForced: Bool = false, _ state: inout State) {
    guard let (author, navigation) = source(of: address, state) else { return }
    let edited = edited(author, at: address, &state)
    let notebook = edited.notebook
    let before = state.pages[address]
    var page = before ?? LivePage(edited, navigation)
    (page.edited, page.navigation, page.isOutdated) = (edited, navigation, false)
    if !notebook.isRunnable {
      page.run?.button.press()
      (page.run, page.problem, page.state) = (nil, nil, RunState())
      page.result = RunResult(of: notebook)
    } else {
      switch runner() {
      case .failure(let error):
        page.run?.button.press()
        (page.run, page.problem, page.state) = (nil, "\(error)", RunState())
        page.result = RunResult(of: notebook)
      case .success(let runner):
        find(&page, before: before?.notebook, at: address, runner, isForced: isForced, &state)
      }
    }
    state.pages[address] = page
    post(address, &state)
  }

  /// Begins to run a chapter that has changed while the book is still to be read again, which takes longer than its parse.
  ///
  /// The page is made after that reading, and the run goes on then if it is still the same.
  func startEarly(_ address: String, _ state: inout State) {
    guard case .chapter(let index) = state.site.target(of: address), var page = state.pages[address],
      !page.isEdited, let author = state.site.chapterNow(index), case .success(let runner) = runner()
    else { return }
    let before = page.notebook
    page.edited = edited(author, at: address, &state)
    guard page.notebook.isRunnable, !runner.isSameRun(before, page.notebook) else { return }
    find(&page, before: before, at: address, runner, isForced: false, &state)
    state.pages[address] = page
  }

  /// The notebook of a page as its author has it now.
  private func source(of address: String, _ state: State) -> (Notebook, Navigation?)? {
    switch state.site.target(of: address) {
    case .chapter(let index):
      guard let report = state.site.book?.report else { return nil }
      return (report.chapters[index].notebook, report.navigation(of: index))
    case .notebook(let file):
      let source = NotebookSource(file)
      return (source.notebook, source.navigation)
    case .own, .file:
      // A page whose notebook was deleted says so.
      return state.pages[address].map { page in
        (ReferenceCheck.checked(Notebook.read(page.notebook.file), page: address), page.navigation)
      }
    }
  }

  /// Finds the results of the page's notebook, or begins to compute them.
  private func find(
    _ page: inout LivePage, before: Notebook?, at address: String, _ runner: Runner, isForced: Bool,
    _ state: inout State
  ) {
    page.problem = nil
    let notebook = page.notebook
    if !isForced {
      if let result = page.recent?.result(for: notebook, with: runner) {
        finish(&page, result)
        return
      }
      if let known = runner.known(notebook) {
        page.recent = known
        finish(&page, known.result)
        return
      }
      if let run = page.run, runner.isSameRun(run.notebook, notebook) {
        page.result = StaleResults.of(page.result, before ?? notebook, for: notebook)
        page.run?.earlier = StaleResults.of(run.earlier, before ?? notebook, for: notebook)
        return
      }
      if page.state.phase == .stopped, let before, runner.isSameRun(before, notebook) {
        page.result = StaleResults.of(page.result, before, for: notebook)
        return
      }
    }
    page.run?.button.press()
    let earlier = StaleResults.of(page.result, before ?? notebook, for: notebook)
    state.runs += 1
    let run = LivePage.ActiveRun(notebook: notebook, earlier: earlier, number: state.runs)
    (page.run, page.result) = (run, earlier)
    let hasPlace = places.withLock { LiveBook.takePlace(&$0) != nil }
    page.state =
      hasPlace ? .compiling() : RunState(phase: .waiting, item: 0, text: "waiting for another notebook")
    begin(run, at: address, runner, hasPlace: hasPlace)
  }

  private func finish(_ page: inout LivePage, _ result: RunResult) {
    page.run?.button.press()
    (page.run, page.result, page.state) = (nil, result, RunState())
  }

  // MARK: A run

  private static func takePlace(_ count: inout Int) -> Void? { count > 0 ? count -= 1 : nil }

  /// - Parameter hasPlace: whether the run has its place among those that run at a time already.
  private func begin(_ run: LivePage.ActiveRun, at address: String, _ runner: Runner, hasPlace: Bool) {
    let thread = Thread { [self] in
      if !hasPlace {
        while places.wait(seconds: 0.5, for: LiveBook.takePlace) == nil {
          if run.button.isPressed { return }
        }
        note(run, at: address) { $0.state = .compiling() }
      }
      defer { places.change { $0 += 1 } }
      execute(run, at: address, runner)
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func execute(_ run: LivePage.ActiveRun, at address: String, _ runner: Runner) {
    var remark = ""
    let onResults = { [self] (result: RunResult, item: Int) in
      note(run, at: address) { page in
        let (text, share) = page.text(ofItem: item)
        page.state = RunState(phase: .running, item: item, text: text + remark, share: share)
        let earlier = page.run?.earlier ?? RunResult(of: page.notebook)
        page.result = StaleResults.merged(result, upTo: item, earlier, of: page.notebook)
      }
    }
    do throws(RunError) {
      let session = sessions.withLock { $0.session(of: address) }
      let recent = try session.execute(
        run.notebook, with: runner, button: run.button,
        onWhole: { [self] reason in
          remark = ", from the top: \(reason)"
          note(run, at: address) { $0.state = .compiling(remark) }
        }, onResults: onResults)
      complete(run, at: address, recent, runner)
    } catch {
      guard error != .interrupted || !run.button.isPressed else { return }
      note(run, at: address) { page in
        (page.run, page.problem, page.state) = (nil, "\(error)", RunState())
        page.result = RunResult(of: page.notebook)
      }
    }
  }

  /// Changes the page of a run and posts it, unless another run has taken its place.
  private func note(_ run: LivePage.ActiveRun, at address: String, _ body: (inout LivePage) -> Void) {
    state.withLock { state in
      guard var page = state.pages[address], page.run?.number == run.number else { return }
      body(&page)
      page.isPosted = false
      state.pages[address] = page
      // If nobody listens, the page is posted when somebody asks for it.
      if board.withLock({ $0[address]?.listeners ?? 0 > 0 }) { post(address, &state) }
    }
  }

  private func complete(
    _ run: LivePage.ActiveRun, at address: String, _ recent: RecentRun, _ runner: Runner
  ) {
    state.withLock { state in
      guard state.pages[address]?.run?.number == run.number else { return }
      state.pages[address]?.recent = recent
      state.pages[address]?.run = nil
      let notebook = state.pages[address]?.notebook ?? run.notebook
      if let result = recent.result(for: notebook, with: runner) {
        state.pages[address]?.result = result
        state.pages[address]?.state = RunState()
        post(address, &state)
      } else {
        // The notebook has changed during the run.
        update(address, &state)
      }
      watchFiles(state)
      refreshOwn(board.withLock { Set($0.filter { $0.value.listeners > 0 }.keys) }, &state)
    }
  }

  /// Ends the page's run; the results that it has given stay.
  func stop(_ address: String) {
    state.withLock { state in
      guard var page = state.pages[address], let run = page.run else { return }
      run.button.press()
      let item = page.state.item ?? 0
      let nothing = RunResult(of: page.notebook)
      page.result = StaleResults.merged(page.result, upTo: item, nothing, of: page.notebook)
      page.run = nil
      page.state = RunState(phase: .stopped, text: "stopped: \(page.text(ofItem: item).text)")
      state.pages[address] = page
      post(address, &state)
    }
  }

  /// Runs the page's notebook, whether its results are known or not.
  func start(_ address: String) {
    state.withLock { state in
      guard state.pages[address] != nil else { return }
      update(address, isForced: true, &state)
    }
  }
}
