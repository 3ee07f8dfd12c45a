import ArgumentParser
import CPlatform
import Execution
import Foundation
import Notebooks
import Reports

/// `lectern exercises`: a book's exercises, solved in an editor.
struct Exercises: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Solve a book's exercises in an editor.",
    discussion: """
      Copies the first exercise that is not solved to a file, checks the answer whenever the file is saved, and goes on \
      to the next one. Only those cells of the chapter are run that the answer and its check need.
      """)

  @Argument(
    help: ArgumentHelp(
      "A chapter, by its number or file, or an exercise, by its name; without it, the whole book.",
      valueName: "chapter"), transform: PathArgument.read)
  var choice: String?

  @Option(
    help: ArgumentHelp("The list of chapters, or its folder.", valueName: "file"),
    transform: PathArgument.book)
  var book = BookArguments.standard

  @Option(
    help: ArgumentHelp("The folder for the answers (default: exercises).", valueName: "folder"),
    transform: PathArgument.read)
  var folder: String?

  @Flag(help: "List the exercises, and which of them are solved.")
  var list = false

  @Flag(help: "Check the answer once; the exit code is 0 if it is right.")
  var check = false

  @Flag(help: "Give the next hint.")
  var hint = false

  @OptionGroup var limits: RunLimits

  func validate() throws {
    guard [list, check, hint].count(where: \.self) <= 1 else {
      throw ValidationError("--list, --check and --hint do not go together")
    }
  }

  func run() throws {
    lectern_watch_interrupts()
    let exercises = try chosen()
    try checkLinks(of: list ? [] : exercises)
    var session = ExerciseSession(
      exercises: exercises, progress: ExerciseProgress(folder: answers), runner: try runner(for: exercises))
    if list { return try session.list() }
    guard check || hint else { return try session.watch() }
    guard let place = exercises.count == 1 ? 0 : session.next() else {
      return try StandardOutput.print("All is solved.\n")
    }
    if hint { return try session.giveHint(of: exercises[place]) }
    try session.begin(exercises[place])
    if !(try session.check(exercises[place])) { throw ExitCode.failure }
  }

  private var answers: String { folder ?? "exercises" }

  /// A folder of this name may have come with the book, and its links must not lead the files elsewhere. A list reads no
  /// file but the one of what is solved.
  private func checkLinks(of exercises: [BookExercise]) throws {
    if folder != nil { return }
    for file in [answers + "/progress"] + exercises.map(\.file) {
      do throws(OutputFile.Refusal) {
        try OutputFile.check(file, sparing: [], within: Path.canonical("."))
      } catch {
        let remedy = if case .isElsewhere = error.reason { ", with --folder" } else { "" }
        throw Terminal.failure("\(error)\(remedy)")
      }
    }
  }

  private func runner(for exercises: [BookExercise]) throws -> Runner {
    do {
      let notebook = exercises.first?.notebook.file
      return try limits.runner(for: notebook.flatMap { Book.containing($0)?.book })
    } catch {
      Terminal.print("lectern: error: \(error)")
      throw ExitCode.failure
    }
  }

  /// - Throws: a usage error if there are none.
  private func chosen() throws -> [BookExercise] {
    if let choice, choice.hasSuffix(".md"), FileManager.default.fileExists(atPath: choice) {
      return try exercises(of: [NotebookSource(choice).notebook], "\(choice) has no exercises")
    }
    let source = try BookSource(book)
    source.messages.forEach { Terminal.print($0) }
    let chapters = source.report.chapters
    guard let choice else { return try exercises(of: chapters.map(\.notebook), "\(book) has no exercises") }
    let stem = choice.hasSuffix(".md") ? String(choice.dropLast(3)) : choice
    let named = chapters.filter { chapter in
      Self.stem(of: chapter.notebook.file) == stem
        || chapter.number.map { $0 == Int(choice) } ?? false
    }
    if !named.isEmpty { return try exercises(of: named.map(\.notebook), "\(choice) has no exercises") }
    let all = try exercises(of: chapters.map(\.notebook), "\(book) has no exercises")
    let found = all.filter { $0.exercise.name == choice || $0.key == choice }
    guard !found.isEmpty else {
      let names = all.map(\.exercise.name) + chapters.map { Self.stem(of: $0.notebook.file) }
      throw ValidationError(
        "no chapter and no exercise is called '\(choice)'" + Suggestion.hint(for: choice, among: names))
    }
    return found
  }

  /// A file's name without its folder and its ending.
  private static func stem(of file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
  }

  private func exercises(of notebooks: [Notebook], _ reason: String) throws -> [BookExercise] {
    for notebook in notebooks where !notebook.isRunnable {
      Terminal.print(notebook.placed(notebook.diagnostics))
      throw ExitCode.failure
    }
    let found = notebooks.flatMap { notebook in
      notebook.exercises.map { BookExercise($0, of: notebook, in: answers) }
    }
    guard !found.isEmpty else { throw ValidationError(reason) }
    return found
  }
}
