import Notebooks
import SwiftSource

extension Compiler {
  /// The result of parsing a text.
  struct Parsed {
    /// The top-level items; `nil` if the compiler could not report them.
    var outline: Outline?
    var output: Subprocess.Output
    /// The first byte of an item that is nested too deeply to be read.
    var tooDeep: Int?
  }

  /// The outline of a program without inserted calls; `nil` if it isn't made of the notebook's items, since one of them leaves
  /// a brace open.
  func parse(_ program: Program) throws(RunError) -> Parsed {
    if let outlines, let outline = try outlines.outline(of: program, self) {
      return Parsed(outline: outline, output: Subprocess.Output(code: 0, output: [], error: []))
    }
    var parsed = try parse(program.text)
    if let outline = parsed.outline, !program.hasOwnBeginnings(outline) { parsed.outline = nil }
    return parsed
  }

  func parse(_ text: [UInt8]) throws(RunError) -> Parsed {
    let source = try folder.write(text, to: "outline.swift")
    let output = try runCompiler([
      "-frontend", "-dump-parse", "-dump-ast-format", "json", "-module-name", "notebook",
      "-swift-version", "5", "-diagnostic-style", "llvm", source,
    ])
    guard output.code == 0 else { return Parsed(output: output) }
    if let tooDeep = Outline.itemTooDeep(in: output.output) {
      return Parsed(output: output, tooDeep: tooDeep)
    }
    do {
      return Parsed(outline: try Outline(json: output.output), output: output)
    } catch {
      throw .toolFailed(tool: "reading the program's outline", message: "\(error)")
    }
  }

  /// Finds the items that don't parse on their own. An item that leaves a brace open is at fault, although the compiler
  /// notices only at the end of the program.
  func findUnparsable(
    _ program: Program, _ whole: Subprocess.Output, _ notebook: Notebook
  ) throws(RunError) -> Outcome {
    var found: [CompilerDiagnostic] = []
    var first: ItemIndex?
    for span in program.spans {
      guard let parsed = try unparsable(program.texts(of: span)) else { continue }
      first = first ?? span.item
      let end = (item: ItemIndex?.some(span.item), location: program.end(of: span.item))
      let errors = CompilerDiagnostic.all(in: parsed.output.error, of: program, file: notebook.file, end: end)
        .map { CompilerDiagnostic(item: span.item, diagnostic: $0.diagnostic) }
      if errors.contains(where: \.isError) {
        found += errors
        continue
      }
      // A compiler that fails with no code at all has a reason of its own, such as a full disk.
      guard try parse([]).outline != nil else { throw failure("the Swift parser", parsed.output) }
      found.append(silentFailure(parsed, span.item, program, notebook))
    }
    if let first { return .failed(found, item: first) }
    let diagnostics = CompilerDiagnostic.all(in: whole.error, of: program, file: notebook.file)
    guard diagnostics.contains(where: \.isError) else { throw failure("the Swift parser", whole) }
    return .failed(diagnostics, item: firstFailing(diagnostics, program))
  }

  /// The result of parsing the first text that doesn't parse.
  private func unparsable(_ texts: [[UInt8]]) throws(RunError) -> Parsed? {
    for text in texts {
      let parsed = try parse(text)
      if parsed.outline == nil { return parsed }
    }
    return nil
  }

  /// The error where the parser fails without reporting one, as it does at expressions that are nested too deeply.
  private func silentFailure(_ parsed: Parsed, _ item: ItemIndex, _ program: Program, _ notebook: Notebook)
    -> CompilerDiagnostic
  {
    var place = notebook.start(ofItem: item)
    var message = "the Swift compiler could not read this code: \(parsed.output.failure)"
    if let offset = parsed.tooDeep {
      place = program.location(of: item, ownByte: offset) ?? place
      message = "this is nested too deep to be compiled: do it in steps, with names for what is in between"
    }
    return CompilerDiagnostic(
      item: item, diagnostic: Diagnostic(.error, file: notebook.file, at: place, message))
  }
}
