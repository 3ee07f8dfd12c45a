import Notebooks

/// A run of this process or from the store: its results, and whether they are still those of a notebook.
///
/// Unlike the store it keeps results that have failed or that another run would not repeat: an author who changes only prose
/// keeps seeing them.
public struct RecentRun: Sendable {
  private let key: ResultKey
  private let entry: StoredResult
  /// Whether a file changed while the cells ran, so that it isn't known which content they read.
  private let isTorn: Bool
  /// The results for the notebook that was run.
  public let result: RunResult

  init(_ key: ResultKey, _ entry: StoredResult, _ result: RunResult, isTorn: Bool = false) {
    (self.key, self.entry, self.result, self.isTorn) = (key, entry, result, isTorn)
  }

  /// The results for a notebook whose prose alone may differ; `nil` if it has to run.
  public func result(for notebook: Notebook, with runner: Runner) -> RunResult? {
    guard !isTorn, key == ResultKey(notebook, runner), entry.changedFile == nil else { return nil }
    return entry.result(for: notebook).map { NotebookRun.checked($0, notebook) }
  }

  /// The files that the cells have read or looked for, as absolute paths.
  public var files: [String] { (Array(entry.files.keys) + entry.statuses.keys).sorted() }
}

extension Runner {
  /// Whether two notebooks would be the same run.
  public func isSameRun(_ a: Notebook, _ b: Notebook) -> Bool { ResultKey(a, self) == ResultKey(b, self) }

  /// A name of the notebook's stored result that no other result has; `nil` if there is none.
  public func nameOfResult(of notebook: Notebook) -> String? { store?.name(of: ResultKey(notebook, self)) }

  /// Distinguishes this build of the runner and of what cells load from others.
  public var identity: String { ResultKey.identity(of: installation.parts) }

  /// The files of the engine and the runner that every result depends on.
  public var files: [String] { installation.parts }
}
