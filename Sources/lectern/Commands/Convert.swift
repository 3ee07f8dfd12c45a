import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern convert`: a notebook for Jupyter, and back.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a notebook to Jupyter's format, or from it.",
    discussion: """
      From FILE.md to FILE.ipynb the cells run, unless their results are known, and Jupyter shows what they have shown. \
      The way back gives the same FILE.md. Of another's notebook, cells of other languages are shown with their outputs \
      and don't run; what Markdown has no form for is kept in comments and in the folder FILE_files. A file that is \
      already there, and would change, is left as it is without --force.
      """)

  @Argument(
    help: "The file, FILE.md or FILE.ipynb.", completion: .file(extensions: ["md", "ipynb"]),
    transform: PathArgument.read)
  var file: String

  @Option(
    name: .customShort("P"),
    help: ArgumentHelp(
      "A value for one of the notebook's parameters; repeat for others.", valueName: "name:value"))
  var parameters: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where the result goes; '-' is standard output.", valueName: "file"),
    transform: PathArgument.read)
  var output: String?

  @Flag(help: "Run nothing: Jupyter's notebook has no outputs.")
  var noRun = false

  @Flag(help: "Overwrite files that are already there.")
  var force = false

  @OptionGroup var running: RunArguments

  func validate() throws {
    guard isMarkdown || file.hasSuffix(".ipynb") else {
      throw ValidationError("the file's name must end with .md or .ipynb")
    }
    let ending = isMarkdown ? "ipynb" : "md"
    guard let output, case let given = URL(fileURLWithPath: output).pathExtension,
      !["", ending].contains(given)
    else {
      return
    }
    throw ValidationError(
      "'\(file)' becomes a file whose name ends with .\(ending); that of '\(output)' doesn't")
  }

  private var isMarkdown: Bool { file.hasSuffix(".md") }

  private var target: String {
    output ?? (isMarkdown ? file.dropLast(3) + ".ipynb" : file.dropLast(6) + ".md")
  }

  /// The folder of a file whose name the user hasn't chosen.
  private var home: String? { output == nil ? Path.canonical(Path.folder(of: file)) : nil }

  func run() throws {
    lectern_watch_interrupts()
    if isMarkdown { try toJupyter() } else { try toMarkdown() }
  }

  // MARK: From Jupyter

  private func toMarkdown() throws {
    let bytes = try bytes()
    let notebook: JupyterNotebook
    do {
      notebook = try JupyterReader.notebook(bytes, file: file)
    } catch {
      Terminal.print("\(error)")
      throw ExitCode.failure
    }
    let writer = ConvertedFiles(target, isForced: force, sparing: [file], within: home)
    let converted = JupyterToMarkdown(notebook, folder: writer.folderName)
    let quoted = JupyterReader.places(ofCells: converted.quoted, in: bytes)
    Terminal.print(
      quoted.map {
        Diagnostic(
          .warning, file: file, at: $0,
          "this cell's text is shown as it is written, not as Markdown: in the file it would become another cell, take in others, "
            + "or lose its first, empty lines"
        )
      })
    try writer.write(converted.text, with: converted.files)
    report()
  }

  private func bytes() throws -> [UInt8] {
    do {
      return try OrdinaryFile.read(file, limit: 256 << 20)
    } catch {
      Terminal.print("\(file): error: \(error.explanation)")
      throw ExitCode.failure
    }
  }

  // MARK: To Jupyter

  private func toJupyter() throws {
    let bytes = try bytes()
    let arguments = NotebookArguments(notebook: file, parameters: parameters)
    let notebook = try arguments.load().notebook
    guard notebook.isReadable, UTF8Check.firstInvalid(in: bytes[...]) == nil else { throw ExitCode.failure }
    Terminal.print(Self.leftOut(of: notebook))
    let writer = ConvertedFiles(target, isForced: force, sparing: PageSources.of(notebook), within: home)
    try writer.check()
    let result = try self.result(of: notebook)
    var outputs = result.map { JupyterOutputs(notebook, $0) }
    let converted = MarkdownToJupyter.notebook(
      bytes, of: notebook, result: result, shown: outputs?.shown() ?? [],
      kept: ConvertedFiles.kept(beside: file, bytes))
    if lectern_interrupted() != 0 { throw ExitCode.interrupted }
    try writer.write(converted.file, with: [])
    report()
    if result?.hasFailed ?? false || notebook.hasErrors { throw ExitCode.failure }
  }

  /// What Jupyter's notebook lacks: it can't include files, so their lines stay as they are.
  private static func leftOut(of notebook: Notebook) -> [Diagnostic] {
    notebook.included.files.filter { notebook.included.file(ofLine: $0.place.line) == nil }.map { file in
      Diagnostic(
        .warning, file: notebook.file, at: file.place,
        "the text and the cells of '\(file.name)' are not in the Jupyter notebook, only this line is")
    }
  }

  /// The results of a run, or of an earlier one; `nil` where none is wanted or nothing runs.
  private func result(of notebook: Notebook) throws -> RunResult? {
    guard !noRun, notebook.isRunnable, !notebook.cells.isEmpty || !notebook.values.isEmpty else { return nil }
    let progress = Progress(of: notebook, isQuiet: running.quiet)
    defer { progress.clear() }
    do {
      var runner = try running.runner(for: Book.containing(notebook.file)?.book)
      runner.cage?.allowReading(try ParameterText.pairs(parameters).map(\.value), from: notebook.file)
      let result = try runner.run(notebook) { progress.note($0) }
      progress.clear()
      Terminal.print(notebook.placed(result.diagnostics))
      return result
    } catch let error as RunError {
      progress.clear()
      if error == .interrupted { throw ExitCode.interrupted }
      Terminal.print("\(notebook.file): error: \(error)")
      throw ExitCode.failure
    }
  }

  private func report() {
    if !running.quiet, target != OutputFile.standardOutput { Terminal.print("wrote \(target)") }
  }
}
