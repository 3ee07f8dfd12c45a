import Foundation
import Notebooks
import SwiftSource

/// Everything that the results of a notebook depend on except the files that its cells read, which are known only
/// after a run.
///
/// Prose, captions and whatever changes only the look of a page aren't part of it.
struct ResultKey: Codable, Equatable, Sendable {
  struct Part: Codable, Sendable {
    /// What an author calls it: "the cell in line 12", "the parameter 'rate'".
    var name: String
    /// What must be the same. The name may differ.
    var content: String

    /// Whether the contents have the same bytes: code can tell letters apart that Swift takes for the same text.
    func isSame(as other: Part) -> Bool { content.utf8.elementsEqual(other.content.utf8) }
  }

  static func == (a: ResultKey, b: ResultKey) -> Bool {
    a.parts.count == b.parts.count && zip(a.parts, b.parts).allSatisfy { $0.isSame(as: $1) }
  }

  private(set) var parts: [Part]
  /// The seconds that a cell may take. They are no part of the key: more of them end no cell sooner.
  let timeout: Double

  init(_ notebook: Notebook, _ runner: Runner) {
    timeout = runner.limits.timeout
    let ofRun = [
      Part(name: "a limit of memory or output", content: runner.limits.ofCells),
      Part(name: "what cells may reach", content: runner.cage.map { "\($0)" } ?? "everything"),
      Part(name: "the environment", content: ResultKey.environment),
    ]
    parts = ResultKey.tools(of: runner, for: notebook) + ofRun + ResultKey.program(of: notebook, runner)
  }

  /// What compiles the program, and where.
  static func tools(of runner: Runner, for notebook: Notebook) -> [Part] {
    [
      Part(name: "the version of Lectern", content: ResultKey.identity(of: runner.installation.parts)),
      Part(name: "the Swift compiler", content: ResultKey.identity(of: [runner.toolchain.frontend])),
      Part(
        name: "the notebook's place", content: URL(fileURLWithPath: notebook.file).standardizedFileURL.path),
    ]
  }

  /// The parameters, the code, and the packages from which it imports.
  static func program(of notebook: Notebook, _ runner: Runner) -> [Part] {
    var parts = notebook.metadata.parameters.map { parameter in
      let value = runner.parameters[parameter.name] ?? parameter.value
      return Part(
        name: ResultKey.parameter + "'\(parameter.name)'", content: "\(parameter.name) = \(value)")
    }
    // Code that asks where it is depends on the lines of all cells: a function's default argument is its caller's line.
    let asksForPlace = notebook.cells.contains { cell in
      ["#line", "#column"].contains { cell.code.utf8.containsBytes(of: $0) }
    }
    parts += notebook.program.map { ResultKey.part(of: $0, notebook, withPlace: asksForPlace) }
    return parts + (PackageBuild(notebook.metadata.packages, runner)?.keyParts ?? [])
  }

  private static let parameter = "the parameter "

  /// The parameters with their values.
  var parameters: [String] { parts.filter { $0.name.hasPrefix(ResultKey.parameter) }.map(\.content) }

  /// A number for the whole key, to find what is stored under it.
  var digest: String { SHA256.digits(Array("\(parts.map(\.content))".utf8)) }

  /// The first difference from an earlier key, as a sentence; `nil` if there is none.
  func difference(from earlier: ResultKey) -> String? {
    for (now, before) in zip(parts, earlier.parts) where !now.isSame(as: before) {
      return now.name == before.name ? "\(now.name) has changed" : "\(now.name) is where \(before.name) was"
    }
    if parts.count > earlier.parts.count { return "\(parts[earlier.parts.count].name) is new" }
    return parts.count < earlier.parts.count ? "\(earlier.parts[parts.count].name) is gone" : nil
  }

  private static func part(of item: ProgramItem, _ notebook: Notebook, withPlace: Bool) -> Part {
    switch item {
    case .cell(let index):
      let cell = notebook.cells[index]
      let place = withPlace ? "line \(cell.location.line) " : ""
      let name =
        cell.options.label.map { "the cell '\($0)'" } ?? "a cell under '\(cell.heading ?? notebook.file)'"
      return Part(name: name, content: "cell " + place + execution(of: cell.options) + "\n" + cell.code)
    case .trial(let index):
      let exercise = notebook.exercises[index]
      let cells = [exercise.stub, exercise.check].map { notebook.cells[$0] }
      let content = "trial \(notebook.timeout(of: exercise))\n" + cells.map(\.code).joined(separator: "\n")
      return Part(name: "the stub of '\(exercise.name)'", content: content)
    case .value(let index):
      let value = notebook.values[index]
      let place = withPlace ? "line \(value.location.line) " : ""
      return Part(name: "the value '\(value.expression)'", content: "value " + place + value.expression)
    }
  }

  /// The options that change the results of a run.
  private static func execution(of options: CellOptions) -> String {
    let shown = [options.values, options.echo, options.include, options.warning]
    let sizes = [options.memory, options.maxOutput, options.maxPage].map { "\($0 ?? 0)" }
    let limits = ([options.timeout.map { "\($0)" } ?? "0"] + sizes).joined(separator: " ")
    return "\(options.eval ?? true) \(options.error ?? .forbidden) \(limits) \(shown)"
  }

  /// The settings that change how the engine computes, and the folders and names that Foundation takes from the
  /// environment. Other variables aren't part of the key: code that reads them gets a warning, and its results aren't
  /// stored.
  private static var environment: String {
    Subprocess.currentEnvironment.filter { name, _ in
      ["LECTERN_", "OPENBLAS_"].contains { name.hasPrefix($0) } && name != "LECTERN_THREADS"
        || ["HOME", "LOGNAME", "TMPDIR", "USER"].contains(name)
    }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  /// Distinguishes one build of a file from another without reading it.
  ///
  /// An archive or a copy can bring back an older time of a file's change, and a new file can have the number of a removed one.
  /// The time at which it got its name and contents here can't be chosen.
  static func identity(of files: [String]) -> String {
    files.map { file in
      var status = stat()
      guard stat(file, &status) == 0 else { return "\(file) missing" }
      let times = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
      return "\(file) \(status.st_size) \(status.st_ino) \(times[0]) \(times[1])"
    }.joined(separator: "\n")
  }
}

extension Limits {
  /// Those of cells, except their time. What the compiler may take changes no result that is stored.
  fileprivate var ofCells: String { "output \(output), displays \(displays), memory \(memory)" }
}

extension Installation {
  /// The files that every result depends on.
  var parts: [String] {
    [CommandLine.executable, host, library, modules + "/CellSupport.swiftmodule"]
  }
}
