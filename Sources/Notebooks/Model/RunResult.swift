import Displays

/// The result of running a notebook: one entry for each of its cells and values.
public struct RunResult: Codable, Sendable {
  public var cells: [CellResult]
  public var values: [ValueResult]
  /// The files that the cells' loaders opened or looked for, as the cells name them, and those that cells have opened by
  /// other means. Paths are absolute or relative to the notebook's folder. The result depends on the contents of these files.
  public var filesRead: [String] = []
  /// Whether a run at another time would have the same results, as far as can be seen from the code.
  public var isRepeatable = true
  /// Whether an earlier run has given it.
  public var isStored = false
  /// What the cells could reach outside of their process; `nil` if none has run.
  public var confinement: Confinement?
  /// Whether nothing had to run for it: the notebook has no code, or an earlier run's results still hold.
  public var neededNoRun: Bool {
    isStored
      || values.isEmpty && cells.allSatisfy { if case .notEvaluated = $0.status { true } else { false } }
  }

  public init(cells: [CellResult], values: [ValueResult]) {
    self.cells = cells
    self.values = values
  }

  /// Nothing has run yet.
  public init(of notebook: Notebook) {
    cells = notebook.cells.map { _ in CellResult() }
    values = notebook.values.map { _ in .notRun }
  }

  /// Whether a cell or value failed without being allowed to.
  public var hasFailed: Bool {
    let hasFailedCell = cells.contains { if case .failed = $0.status { true } else { false } }
    return hasFailedCell || values.contains { if case .failed = $0 { true } else { false } }
  }
}

/// What cells could reach outside of their process.
public enum Confinement: String, Codable, Sendable {
  /// Their own folders and nothing else.
  case complete
  /// Besides, what the user of the runner has allowed.
  case withExceptions
  /// All that the user of the runner may.
  case none
}

/// The result of one cell.
public struct CellResult: Codable, Sendable {
  public enum Status: Codable, Sendable {
    /// A cell before this one ended the run.
    case notRun
    /// The notebook says `eval: false`.
    case notEvaluated
    case succeeded
    /// It failed as its `error` option allows or demands.
    case failedAsAllowed(Failure)
    case failed(Failure)
  }

  public var status = Status.notRun
  /// In the order in which the cell produced them, up to its end or failure.
  public var outputs: [Output] = []
  /// The compiler's warnings.
  public var warnings: [Diagnostic] = []
  /// The values that lines of code assigned to variables, in the order of the code.
  public var lineValues: [LineValue] = []
  /// How the stub of an exercise fails its check.
  public var stubFailure: StubFailure?

  public init() {}
}

/// How a stub fails the check of its exercise, as it must.
public enum StubFailure: Codable, Hashable, Sendable {
  /// A claim of the check does not hold; the text is its statement, with the values that were compared.
  case claim(String)
  /// An error that nothing caught, with its description.
  case error(String)
  /// A trap, with the runtime's message if it left one, or the end of the process by other means.
  case stopped(String?)
}

/// The value that a line of code assigned to a variable.
public struct LineValue: Codable, Hashable, Sendable {
  /// The line of the variable's name in the notebook.
  public var line: Int
  public var name: String
  public var summary: ValueSummary

  public init(line: Int, name: String, summary: ValueSummary) {
    (self.line, self.name, self.summary) = (line, name, summary)
  }
}

/// A piece of what a cell printed or showed.
public enum Output: Codable, Hashable, Sendable {
  case standardOutput(String)
  case standardError(String)
  case display(Display)
}

/// Why a cell or value failed.
public struct Failure: Codable, Hashable, Sendable {
  public enum Kind: Codable, Hashable, Sendable {
    case compileError
    /// An error that nothing caught.
    case thrownError
    /// The Swift runtime stopped the program: an index out of range, an overflow, a `fatalError`.
    case trap
    /// The cell called `exit`.
    case exit(code: Int)
    case signal(name: String)
    case timeout(seconds: Double)
    /// It printed more than the limit, in bytes.
    case outputLimit(bytes: Int)
    /// It showed more than the limit, in bytes.
    case displayLimit(bytes: Int)
    /// Its output could not be written because the disk is full.
    case lostOutput
    /// It allocated more memory than the limit, in bytes.
    case memoryLimit(bytes: Int)
    /// A claim that doesn't hold.
    case claim
    /// The `error` option demands a failure that did not come, or came with another message.
    case missingFailure
    /// A figure's SVG is not well-formed.
    case malformedDrawing
    /// An exercise's stub passes the check, or its check claims nothing.
    case stubPasses
    /// There was no process in which the stub could be tried.
    case stubUntried
    /// The page can't show the code that it should.
    case missingListing
  }

  public var kind: Kind
  public var message: String
  /// The places in the notebook, printed as `file:line:column`. Compile errors may have several.
  public var diagnostics: [Diagnostic]

  public init(kind: Kind, message: String, diagnostics: [Diagnostic]) {
    self.kind = kind
    self.message = message
    self.diagnostics = diagnostics
  }
}

/// The result of one inline value.
public enum ValueResult: Codable, Hashable, Sendable {
  case notRun
  case value(String)
  case failed(Failure)
}
