import Foundation
import Notebooks
import SwiftSource

/// Turns a program into a library that the host process loads.
struct Compiler {
  let toolchain: Toolchain
  let installation: Installation
  let folder: RunFolder
  /// What each tool may take.
  var limits: ToolLimits
  /// What all of them may take together for a notebook.
  var budget: CompileBudget?
  /// What cells import from besides.
  var packages: BuiltPackages?
  /// Whether the library is going to run. A program that is only checked isn't translated beyond the compiler's own
  /// language, whose checks find the last errors, and isn't linked.
  var isForRunning = true
  /// Whether a program that is only checked has the calls of one that is going to run.
  var announcesAll = false
  /// The module that the program becomes, if it is a segment of a notebook's.
  var segment: SegmentModule?
  /// Variables of other segments whose values aren't noted, because reading them runs the author's code.
  var unreadVariables: Set<String> = []

  /// Whether a program that is going to run is made as fast as it can be; without this it is compiled in a third of the time.
  var isOptimizing = true
  /// Whether other programs are in more of a hurry.
  var isAside = false
  /// The outlines of items that are known already.
  var outlines: OutlineCache?

  private var announces: Bool { isForRunning || announcesAll }
  private var moduleName: String { segment?.name ?? "notebook" }
  private var entry: String { segment?.entryPoint ?? Compiler.entryPoint }
  private var sourceName: String { segment.map { $0.name + ".swift" } ?? Compiler.sourceName }

  static let entryPoint = "lectern_notebook"
  static let sourceName = "notebook.swift"

  enum Outcome {
    /// The path of the library, or of the text that was only checked, and the compiler's warnings.
    case built(String, [CompilerDiagnostic])
    /// What the compiler found, among it the first item's error.
    case failed([CompilerDiagnostic], item: ItemIndex?)
  }

  /// Instruments, compiles and links the program: its cells show their last values and note those of their lines.
  func build(_ program: inout Program, of notebook: Notebook) throws(RunError) -> Outcome {
    let parsed = try parse(program)
    guard var outline = parsed.outline else { return try findUnparsable(program, parsed.output, notebook) }
    outline.otherVariables.formUnion(unreadVariables)
    let values = Set(program.spans.map(\.item).filter { notebook.showsValues(ofItem: $0) })
    var announced = Set(announces ? program.spans.map(\.item) : [])
    let unnamed = UnnamedDeclarations(program, outline)
    var privacy = announces ? program.privacy(outline) : []
    while true {
      var candidate = program
      candidate.instrument(outline, announced, valuesOf: values, without: privacy)
      let outcome = try compile(&candidate, notebook, unnamed)
      if case .failed(let diagnostics, _) = outcome {
        // What uses a type that is private inside of another has to be private too.
        if !privacy.isEmpty {
          privacy = []
          continue
        }
        // An error must not come from code that we inserted, so the cell is tried again without it.
        let errors = diagnostics.filter(\.isError)
        let isElsewhere = errors.isEmpty || errors.contains { $0.item == nil }
        let suspects =
          isElsewhere ? candidate.announced : candidate.announced.intersection(errors.compactMap(\.item))
        if !suspects.isEmpty {
          announced.subtract(suspects)
          continue
        }
      }
      program = candidate
      return outcome
    }
  }

  private func compile(
    _ program: inout Program, _ notebook: Notebook, _ unnamed: UnnamedDeclarations
  ) throws(RunError) -> Outcome {
    let source = try folder.write(program.text, to: sourceName)
    try? FileManager.default.removeItem(atPath: indexFolder)
    let object = folder.path + "/notebook.o"
    let compiled = try runCompiler(source, object)
    var diagnostics = CompilerDiagnostic.all(in: compiled.error, of: program, file: notebook.file)
    guard compiled.code == 0 else {
      if !diagnostics.contains(where: \.isError), let place = program.otherFile {
        diagnostics = CompilerDiagnostic.all(
          in: compiled.error, of: program, file: notebook.file, end: place)
      }
      guard !program.announced.isEmpty || diagnostics.contains(where: \.isError) else {
        throw failure(Compiler.name, compiled)
      }
      let explained = hints(program, notebook).explain(diagnostics)
      return .failed(explained, item: firstFailing(explained, program))
    }
    // On a full disk the compiler reports success although it has written nothing.
    guard access(object, R_OK) == 0 else {
      throw .toolFailed(
        tool: Compiler.name, message: "it wrote nothing to \(folder.parent): is the disk full?")
    }
    let places = ProgramPlaces(program)
    let index = try index
    var late = NameOrder(index, places, notebook).diagnostics
    if late.isEmpty { late = try uses(of: unnamed, program, notebook) }
    guard late.isEmpty else { return .failed(late, item: firstFailing(late, program)) }
    let unrepeatable = Unrepeatable(index: index, places: places).diagnostics(file: notebook.file)
    let descriptions = LateDescriptions(index, places, program).diagnostics(of: notebook)
    let found = diagnostics + unrepeatable + descriptions
    guard isForRunning else { return .built(object, found) }
    let objectFile = ObjectFile(path: object)
    let variables = VariablePages(program, index, places, objectFile, isShared: segment != nil)
    program.variables = variables
    return .built(try link(object, objectFile, variables), found)
  }

  /// The errors of code that doesn't compile without what a later cell declares.
  private func uses(of unnamed: UnnamedDeclarations, _ program: Program, _ notebook: Notebook)
    throws(RunError)
    -> [CompilerDiagnostic]
  {
    for declaration in unnamed.declarations {
      guard let next = program.spans.firstIndex(where: { $0.item == declaration.item }), next > 0 else {
        continue
      }
      let above = program.text[..<program.spans[next - 1].bytes.upperBound] + [.lineFeed]
      let source = try folder.write(Array(above), to: "above.swift")
      let checked = try runCompiler(
        ["-frontend", "-typecheck", source] + commonArguments(ModuleCache(for: folder)))
      let found = CompilerDiagnostic.all(in: checked.error, of: program, file: notebook.file)
      let errors = found.filter { $0.isError && $0.item != nil }
      if errors.isEmpty { continue }
      let note = Diagnostic(
        .note, file: notebook.file, at: declaration.place, "'\(declaration.text)' is here")
      return errors.flatMap { error in
        var error = error
        let line = notebook.line(of: declaration.place, seenFrom: error.diagnostic.location)
        error.diagnostic.message = declaration.explained(error.diagnostic.message, line: line)
        return [error, CompilerDiagnostic(item: error.item, diagnostic: note)]
      }
    }
    return []
  }

  /// Hints for errors. The index has only the names that the compiler could resolve, perhaps none.
  private func hints(_ program: Program, _ notebook: Notebook) -> Hints {
    Hints(notebook: notebook, index: try? index, places: ProgramPlaces(program))
  }

  /// What names refer to in the program that was compiled last.
  var index: NameIndex {
    get throws(RunError) {
      try NameIndex(folder: indexFolder, source: sourceName, library: toolchain.index)
    }
  }

  /// The folder where the compiler writes its index.
  private var indexFolder: String { folder.path + "/index" }

  /// Compiles; tries again with a new module cache if the old one may have caused a failure.
  private func runCompiler(_ source: String, _ object: String) throws(RunError) -> Subprocess.Output {
    let cache = ModuleCache(for: folder)
    let first = try runCompiler(compilerArguments(source, object, cache))
    if cache.isOwn || !ModuleCache.isSuspect(first) { return first }
    let second = try runCompiler(compilerArguments(source, object, .own(folder)))
    if !ModuleCache.isSuspect(second) { cache.discard() }
    return second
  }

  func runCompiler(_ arguments: [String]) throws(RunError) -> Subprocess.Output {
    try run(toolchain.frontend, arguments, as: Compiler.name)
  }

  private func run(_ tool: String, _ arguments: [String], as name: String) throws(RunError)
    -> Subprocess.Output
  {
    let work = { (limits: ToolLimits, time: inout WatchedTime) throws(RunError) -> Subprocess.Output in
      try Subprocess.run(
        tool, arguments, as: name, limits: limits, within: &time, keptBy: installation.host, isAside: isAside)
    }
    guard let budget else {
      var time = WatchedTime(limit: limits.seconds)
      return try work(limits, &time)
    }
    return try budget.run(within: limits, work)
  }

  private static let name = "the Swift compiler"

  private func compilerArguments(_ source: String, _ object: String, _ cache: ModuleCache) -> [String] {
    [
      "-frontend", isForRunning ? "-c" : "-emit-sib", source, "-o", object,
      isForRunning && isOptimizing ? "-O" : "-Onone", "-assert-config", "Release",
      "-gline-tables-only", "-entry-point-function-name", entry,
      "-index-store-path", indexFolder, "-index-unit-output-path", object, "-index-ignore-clang-modules",
    ] + commonArguments(cache) + (isOptimizing ? segment?.output ?? [] : [])
  }

  /// How a text is compiled, whether to a library or only to be checked.
  private func commonArguments(_ cache: ModuleCache) -> [String] {
    [
      "-module-name", moduleName, "-swift-version", "5", "-diagnostic-style", "llvm",
    ] + (packages?.arguments ?? []) + [
      "-I", installation.modules,
      "-module-cache-path", cache.path, "-plugin-path", toolchain.macros,
    ] + installation.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + (segment?.input ?? [])
  }

  private func link(_ object: String, _ contents: ObjectFile, _ variables: VariablePages) throws(RunError)
    -> String
  {
    let library = segment?.library ?? folder.path + "/notebook.so"
    let pages = variables.objectFile(machine: contents.machine)
    let arguments = [
      "-shared", "-o", library,
      // If a symbol is defined twice, the first definition is taken.
      "-z", "muldefs", try folder.write(pages, to: "variables.o"), object, toolchain.startObject,
      "--build-id=none",
      // The unwinder needs it to find the callers of a failing function.
      "--eh-frame-hdr",
    ]
    let watched = [
      "swift_errorInMain", "kill", "killpg", "raise", "pthread_kill", "_exit", "_Exit", "quick_exit",
    ].map { "--wrap=\($0)" }
    let libraries = AutolinkEntries.libraries(of: contents, toolchain, isOptimized: isOptimizing)
    let linked = try run(
      toolchain.linker, arguments + watched + (packages?.linking ?? []) + libraries, as: "the linker")
    guard linked.code == 0 else { throw failure("the linker", linked) }
    return library
  }

  func failure(_ tool: String, _ output: Subprocess.Output) -> RunError {
    output.code < 0
      ? .toolDied(tool: tool, message: output.failure) : .toolFailed(tool: tool, message: output.failure)
  }

  func firstFailing(_ diagnostics: [CompilerDiagnostic], _ program: Program) -> ItemIndex? {
    let failing = Set(diagnostics.filter(\.isError).map(\.item))
    return failing.contains(nil) ? nil : program.spans.first { failing.contains($0.item) }?.item
  }
}

extension CompilerDiagnostic {
  var isError: Bool { diagnostic.severity == .error }
}

extension Notebook {
  /// Where the code of an item begins: a cell's first line that isn't blank.
  func start(ofItem item: ItemIndex) -> SourceLocation {
    switch program[item] {
    case .trial(let index): return start(ofCell: exercises[index].stub)
    case .cell(let index): return start(ofCell: index)
    case .value(let index): return values[index].location
    }
  }

  /// Where a cell's code begins.
  func start(ofCell index: Int) -> SourceLocation {
    let line = cells[index].lines.first { !$0.text.allSatisfy(\.isWhitespace) }
    guard let line else { return cells[index].location }
    let indentation = line.text.utf8.prefix { $0 == .space || $0 == UInt8(ascii: "\t") }.count
    return SourceLocation(line: line.location.line, column: line.location.column + indentation)
  }

  /// Whether the page shows the values of a cell's lines beside its code.
  func showsValues(ofItem item: ItemIndex) -> Bool {
    guard case .cell(let index) = program[item] else { return false }
    let options = cells[index].options
    if cells[index].part?.kind == .check { return false }
    return options.values ?? true && options.echo ?? true && options.include ?? true
  }
}
