import Foundation
import Notebooks

/// Turns a program into a library that the host process loads.
struct Compiler {
  let toolchain: Toolchain
  let installation: Installation
  let folder: RunFolder

  static let entryPoint = "lectern_notebook"
  static let sourceName = "notebook.swift"

  enum Outcome {
    /// The library's path, and what the compiler warns of.
    case built(String, [CompilerDiagnostic])
    /// What the compiler found; the first item with an error among them.
    case failed([CompilerDiagnostic], step: Int?)
  }

  /// Compiles and links the program, after making its cells show their last values and note those of their lines.
  func build(_ program: inout Program, of notebook: Notebook) throws(RunError) -> Outcome {
    let (outline, complaints) = try parse(program.text)
    guard let outline, program.spans.allSatisfy({ hasOwnBeginning($0, outline, program) }) else {
      return try findUnparsable(program, complaints, notebook)
    }
    var values = Set(program.spans.map(\.step).filter { notebook.showsValues(ofStep: $0) })
    while true {
      var candidate = program
      candidate.instrument(outline, valuesOf: values)
      let outcome = try compile(candidate, notebook)
      if case .failed(let diagnostics, _) = outcome {
        // No mistake is told of code that is not the author's: a cell is tried once more as it is.
        let errors = diagnostics.filter(\.isError)
        let isElsewhere = errors.isEmpty || errors.contains { $0.step == nil }
        let suspects = isElsewhere ? values : values.intersection(errors.compactMap(\.step))
        if !candidate.sites.isEmpty && !suspects.isEmpty {
          values.subtract(suspects)
          continue
        }
      }
      program = candidate
      return outcome
    }
  }

  private func compile(_ program: Program, _ notebook: Notebook) throws(RunError) -> Outcome {
    let source = try folder.write(program.text, to: Compiler.sourceName)
    let object = folder.path + "/notebook.o"
    let compiled = try Subprocess.run(toolchain.frontend, compilerArguments(source, object))
    let diagnostics = CompilerDiagnostic.all(in: compiled.error, of: program, file: notebook.file)
    guard compiled.code == 0 else {
      guard !program.sites.isEmpty || diagnostics.contains(where: \.isError) else {
        throw failure("the Swift compiler", compiled)
      }
      return .failed(diagnostics, step: firstFailing(diagnostics, program))
    }
    return .built(try link(object), diagnostics)
  }

  private func compilerArguments(_ source: String, _ object: String) -> [String] {
    let maps = installation.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    return [
      "-frontend", "-c", source, "-o", object, "-O", "-gline-tables-only", "-module-name", "notebook",
      "-swift-version", "5", "-entry-point-function-name", Compiler.entryPoint,
      "-diagnostic-style", "llvm",
      "-I", installation.modules, "-module-cache-path", moduleCache,
    ] + maps
  }

  /// The compiler keeps what it makes of C's headers there, so that the next run need not.
  private var moduleCache: String {
    let environment = ProcessInfo.processInfo.environment
    let caches = environment["XDG_CACHE_HOME"] ?? environment["HOME"].map { $0 + "/.cache" } ?? folder.path
    return caches + "/lectern/modules"
  }

  private func link(_ object: String) throws(RunError) -> String {
    let library = folder.path + "/notebook.so"
    let arguments = [
      "-shared", "-o", library, object, toolchain.startObject, "--wrap=swift_errorInMain",
      "--build-id=none",
    ]
    let linked = try Subprocess.run(
      toolchain.linker, arguments + AutolinkEntries.libraries(ofObject: object, toolchain))
    guard linked.code == 0 else { throw failure("the linker", linked) }
    return library
  }

  private func failure(_ tool: String, _ output: Subprocess.Output) -> RunError {
    let text = String(decoding: output.error, as: UTF8.self)
    return .toolFailed(tool: tool, message: text.isEmpty ? "exit code \(output.code)" : text)
  }
}

// MARK: - Parsing

extension Compiler {
  /// The program's top-level items, or what keeps the compiler from telling them.
  private func parse(_ text: [UInt8]) throws(RunError) -> (Outline?, [UInt8]) {
    let source = try folder.write(text, to: "outline.swift")
    let parsed = try Subprocess.run(
      toolchain.frontend,
      [
        "-frontend", "-dump-parse", "-dump-ast-format", "json", "-module-name", "notebook",
        "-swift-version", "5", "-diagnostic-style", "llvm", source,
      ])
    guard parsed.code == 0 else { return (nil, parsed.error) }
    do {
      return (try Outline(json: parsed.output), parsed.error)
    } catch {
      throw .toolFailed(tool: "reading the program's outline", message: "\(error)")
    }
  }

  /// Whether the line that we put before an item is at the top level, which it is not where an earlier item
  /// leaves a brace open.
  private func hasOwnBeginning(_ span: (step: Int, bytes: Range<Int>), _ outline: Outline, _ program: Program)
    -> Bool
  {
    let call = Array("let _: Void = \(Program.beginning(of: span.step));".utf8)
    return outline.items.contains { item in
      item.start < span.bytes.lowerBound && item.start + call.count <= program.text.count
        && program.text[item.start..<item.start + call.count] == call[...]
    }
  }

  /// Finds the items that do not parse on their own: a brace that one leaves open is its mistake, although the
  /// compiler sees it only at the end of the program.
  private func findUnparsable(
    _ program: Program, _ complaints: [UInt8], _ notebook: Notebook
  ) throws(RunError) -> Outcome {
    var found: [CompilerDiagnostic] = []
    var first: Int?
    for span in program.spans {
      let (outline, complaints) = try parse(program.text(of: span))
      guard outline == nil else { continue }
      first = first ?? span.step
      let end = (step: Int?.some(span.step), location: program.end(of: span.step))
      found += CompilerDiagnostic.all(in: complaints, of: program, file: notebook.file, end: end)
        .map { CompilerDiagnostic(step: span.step, diagnostic: $0.diagnostic) }
    }
    if let first { return .failed(found, step: first) }
    let diagnostics = CompilerDiagnostic.all(in: complaints, of: program, file: notebook.file)
    guard diagnostics.contains(where: \.isError) else {
      throw .toolFailed(tool: "the Swift parser", message: String(decoding: complaints, as: UTF8.self))
    }
    return .failed(diagnostics, step: firstFailing(diagnostics, program))
  }

  private func firstFailing(_ diagnostics: [CompilerDiagnostic], _ program: Program) -> Int? {
    let failing = Set(diagnostics.filter(\.isError).map(\.step))
    return failing.contains(nil) ? nil : program.spans.first { failing.contains($0.step) }?.step
  }
}

extension CompilerDiagnostic {
  var isError: Bool { diagnostic.severity == .error }
}

extension Notebook {
  /// Whether the values of a cell's lines stand beside its code.
  fileprivate func showsValues(ofStep step: Int) -> Bool {
    guard case .cell(let index) = program[step] else { return false }
    let options = cells[index].options
    return options.values ?? true && options.echo ?? true && options.include ?? true
  }
}
