import Displays
import Foundation
import Notebooks

/// Finds out why and where the program failed.
struct FailureReport {
  let notebook: Notebook
  let program: Program
  let limits: ItemLimits

  /// The failure that ended the program within its last item, and the place in that item that led to it, if known;
  /// `nil` if the program came to its end.
  func failure(
    _ transcript: inout RunTranscript, _ ending: CellProcess.Ending, _ symbolizer: Symbolizer
  ) throws(RunError) -> (failure: Failure, site: SourceLocation?)? {
    if transcript.hasFinished && !ending.isLoss { return nil }
    let fatal = transcript.takeFatalMessage()
    let (frames, problem) = try symbolizer.frames(at: stack(transcript.endingMessage, ending))
    let item = transcript.items.last?.index
    let places = places(frames, fatal, item)
    let caller = places.last { $0.item == item }?.location
    let place = places.first?.location ?? likelyPlace(transcript.items.last)
    let early = variable(transcript.endingMessage)
    let (kind, reason): (Failure.Kind, String) =
      if let early, case .ended = ending {
        (.trap, message(of: early, usedIn: item, at: place))
      } else {
        self.reason(transcript, ending, fatal, frames)
      }
    let message = withoutFolder(reason)
    var diagnostics = diagnostics(message, place, caller)
    if let variable = early {
      diagnostics.append(
        Diagnostic(.note, file: notebook.file, at: variable.place, "'\(variable.name)' is declared here"))
    }
    if let problem {
      let text = "the line may be another one: the symbolizer failed: \(problem)"
      diagnostics.append(Diagnostic(.warning, file: notebook.file, at: diagnostics[0].location, text))
    }
    return (Failure(kind: kind, message: message, diagnostics: diagnostics), caller)
  }

  /// Why a cell failed although it came to its end.
  func failure(of item: RunTranscript.Item) -> Failure? {
    let drawings = failure(ofDrawings: item)
    guard var failure = failure(ofClaims: item) else { return drawings }
    failure.diagnostics += drawings?.diagnostics ?? []
    return failure
  }

  /// A claim that fails makes the cell fail, but doesn't end it.
  private func failure(ofClaims item: RunTranscript.Item) -> Failure? {
    guard !item.failedClaims.isEmpty else { return nil }
    let diagnostics = item.failedClaims.map { claim, line, column in
      let found = program.location(file: FileName(notebook.file).text, line: line, column: column)
      // Each claim is in an item's text; another place is forged.
      let place = found.flatMap { $0.item == nil ? nil : $0 }
      let message = "claim does not hold: \(claim.statement)" + (claim.evidence.map { " (\($0))" } ?? "")
      return Diagnostic(
        .error, file: notebook.file, at: place?.location ?? notebook.start(ofItem: item.index), message)
    }
    return Failure(kind: .claim, message: diagnostics[0].message, diagnostics: diagnostics)
  }

  /// A drawing that can't be read makes the cell fail.
  private func failure(ofDrawings item: RunTranscript.Item) -> Failure? {
    let diagnostics = item.drawings.refusals.map { reason in
      Diagnostic(
        .error, file: notebook.file, at: notebook.start(ofItem: item.index),
        "a figure's SVG cannot be shown: \(reason)")
    }
    return diagnostics.first.map {
      Failure(kind: .malformedDrawing, message: $0.message, diagnostics: diagnostics)
    }
  }

  func warnings(ofDrawings item: RunTranscript.Item) -> [Diagnostic] {
    let dropped = item.drawings.dropped
    guard !dropped.isEmpty else { return [] }
    let message = SafeDrawing.message(ofDropped: dropped, from: "a figure's SVG")
    return [Diagnostic(.warning, file: notebook.file, at: notebook.start(ofItem: item.index), message)]
  }

  /// Warnings of printed addresses, each where it was printed.
  func warnings(ofAddresses items: [RunTranscript.Item], _ symbolizer: Symbolizer) throws(RunError)
    -> [CompilerDiagnostic]
  {
    var warnings: [CompilerDiagnostic] = []
    for item in items {
      for stack in item.addresses {
        let place = places(try symbolizer.frames(at: stack).frames, nil, item.index).first
        let warning = Diagnostic(
          .warning, file: notebook.file, at: place?.location ?? notebook.start(ofItem: item.index),
          "an address of memory is printed here, which differs in each run")
        warnings.append(
          CompilerDiagnostic(item: place?.item ?? item.index, diagnostic: warning, isUnrepeatable: true))
      }
    }
    return warnings
  }

  /// The text with paths that begin at the notebook's folder: a page says the same wherever that lies.
  private func withoutFolder(_ text: String) -> String {
    [notebook.folder, Path.canonical(notebook.folder)].filter { $0.count > 1 }.reduce(text) { text, folder in
      text.replacing("file://\(folder)/", with: "./").replacing("\(folder)/", with: "")
    }
  }

  private func stack(_ words: Message.Kind?, _ ending: CellProcess.Ending) -> [UInt64] {
    if case .lost(_, let stack) = ending { return stack }
    switch words {
    case .thrown(_, _, let stack), .signal(_, _, _, let stack), .exit(let stack), .hang(let stack),
      .full(let stack):
      return stack
    default: return []
    }
  }

  /// What to say of a variable that was used before it had a value.
  private func message(
    of variable: VariablePages.Variable, usedIn item: ItemIndex?, at place: SourceLocation?
  ) -> String {
    let line = notebook.line(of: variable.place, seenFrom: place)
    return NameOrder.message(variable, usedIn: item, line: line)
  }

  private func reason(
    _ transcript: RunTranscript, _ ending: CellProcess.Ending, _ fatal: FatalMessage?,
    _ frames: [Symbolizer.Frame]
  ) -> (Failure.Kind, String) {
    let own = ownLimits(transcript)
    switch ending {
    case .timedOut(let seconds):
      return (
        .timeout(seconds: seconds),
        "took more than \(Seconds.text(seconds)) s (--timeout, or 'timeout' in the cell or in book.yml, gives it more)"
      )
    case .outputLimit(.printed):
      return (
        .outputLimit(bytes: own.output),
        "printed more than \(ByteText.of(own.output)); the first and the last lines are kept "
          + remedy("max-output", isOwn: own.output < limits.usual.output)
      )
    case .outputLimit(.shown):
      return (
        .displayLimit(bytes: own.displays),
        "showed more than \(ByteText.of(own.displays)); the first and the last of it are kept "
          + remedy("max-page", isOwn: own.displays < limits.usual.displays)
      )
    case .memoryLimit: return memoryReason(own, "")
    case .lost(let reason, _):
      return (.lostOutput, "what the cell printed or showed could not be kept: \(reason)")
    case .interrupted: return (.signal(name: "SIGINT"), "interrupted")
    case .ended(let code): return reason(transcript, code: code, fatal, frames)
    }
  }

  private func reason(
    _ transcript: RunTranscript, code: Int32, _ fatal: FatalMessage?, _ frames: [Symbolizer.Frame]
  ) -> (Failure.Kind, String) {
    if isOutOfMemory(transcript, fatal) {
      let text = fatal?.message.replacing("Fatal error: ", with: "", maxReplacements: 1)
      let asked = text.map { ": " + $0 } ?? ""
      return memoryReason(ownLimits(transcript), asked)
    }
    switch transcript.endingMessage {
    case .thrown(let type, let description, _):
      if let words = FileError.words(of: description) { return (.thrownError, "uncaught error: " + words) }
      let text = description.hasPrefix(type) ? description : "\(type): \(description)"
      return (.thrownError, "uncaught error: " + (description.isEmpty ? type : text))
    case .signal(_, true, _, _):
      return (.signal(name: "SIGSEGV"), "the stack overflowed: a function calls itself too often")
    case .signal(let number, _, _, _): return reason(signal: number, fatal, frames)
    case .exit: return (.exit(code: Int(code)), "the cell called exit(\(code))")
    default:
      if code < 0 { return reason(signal: -code, fatal, frames) }
      return (.exit(code: Int(code)), "the process ended with exit code \(code)")
    }
  }

  /// - Parameter details: what the process itself said.
  private func memoryReason(_ own: Limits, _ details: String) -> (Failure.Kind, String) {
    let text = "asked for more than \(ByteText.of(own.memory)) of memory "
    let remedy = remedy("memory", isOwn: own.memory < limits.usual.memory)
    return (.memoryLimit(bytes: own.memory), text + remedy + details)
  }

  /// The limits of the item in which the program ended.
  private func ownLimits(_ transcript: RunTranscript) -> Limits {
    transcript.items.last.map { limits[$0.index] } ?? limits.usual
  }

  /// What allows more, in parentheses: the cell itself, if it has the limit from there.
  private func remedy(_ name: String, isOwn: Bool) -> String {
    isOwn ? "('\(name)' in the cell allows more)" : "(--\(name), or '\(name)' in book.yml, allows more)"
  }

  private func reason(signal: Int32, _ fatal: FatalMessage?, _ frames: [Symbolizer.Frame]) -> (
    Failure.Kind, String
  ) {
    if let fatal { return (.trap, inWords(fatal.message)) }
    let mark = "Swift runtime failure: "
    if let name = frames.first(where: { $0.function.hasPrefix(mark) })?.function {
      return (.trap, "Fatal error: " + name.dropFirst(mark.count))
    }
    if signal == SIGILL || signal == SIGTRAP { return (.trap, "Fatal error") }
    let name = SignalName.text(signal)
    return (.signal(name: name), "the process received \(name) (\(SignalName.meaning(signal)))")
  }

  /// The message of a trap, with the words of the error that a `try!` has met.
  private func inWords(_ message: String) -> String {
    let opening = "Fatal error: 'try!' expression unexpectedly raised an error: "
    guard message.hasPrefix(opening), let words = FileError.words(of: message.dropFirst(opening.count)) else {
      return message
    }
    return opening + words
  }

  private func isOutOfMemory(_ transcript: RunTranscript, _ fatal: FatalMessage?) -> Bool {
    let text = (fatal?.message ?? "") + transcript.lastErrors.suffix(400)
    return ["failed to allocate", "Could not allocate memory", "out of memory", "bad_alloc"].contains {
      text.contains($0)
    }
  }
}

extension CellProcess.Ending {
  fileprivate var isLoss: Bool { if case .lost = self { true } else { false } }
}

// MARK: - Places

extension FailureReport {
  /// The variable whose use before it existed ended the program.
  private func variable(_ ending: Message.Kind?) -> VariablePages.Variable? {
    guard case .signal(_, _, let offset?, _) = ending else { return nil }
    return program.variables?.variable(at: offset)
  }

  /// The places in the notebook that led to the failure, innermost first.
  private func places(
    _ frames: [Symbolizer.Frame], _ fatal: FatalMessage?, _ item: ItemIndex?
  ) -> [(item: ItemIndex?, location: SourceLocation)] {
    let places = frames.filter { $0.line > 0 }.compactMap { frame in
      // Debug information gives an inlined call its line in the notebook but the program's file.
      let isInlined = frame.file.hasSuffix("/" + Compiler.sourceName)
      let file = isInlined ? FileName(notebook.file).text : frame.file
      let place = program.location(file: file, line: frame.line, column: frame.column)
      return isInlined && place?.item != item ? nil : place
    }
    guard places.isEmpty, let place = fatal?.place else { return places }
    return [program.location(file: place.file, line: place.line, column: 1)].compactMap { $0 }
  }

  /// Where a process was that could not report it: in the statement after the last one that is known to have assigned
  /// a variable.
  private func likelyPlace(_ item: RunTranscript.Item?) -> SourceLocation? {
    guard let item else { return nil }
    let start = notebook.start(ofItem: item.index)
    let lines = item.lines.filter { program.sites.indices.contains($0.site) }.map { program.sites[$0.site] }
    guard let last = lines.filter({ $0.item == item.index }).map(\.line).max() else { return start }
    return program.statement(of: item.index, after: last) ?? SourceLocation(line: last, column: 1)
  }

  private func diagnostics(_ message: String, _ here: SourceLocation?, _ caller: SourceLocation?)
    -> [Diagnostic]
  {
    let here = here ?? SourceLocation(line: 1, column: 1)
    var result = [Diagnostic(.error, file: notebook.file, at: here, message)]
    if let caller, caller.line != here.line {
      result.append(Diagnostic(.note, file: notebook.file, at: caller, "called from here"))
    }
    return result
  }
}

/// Signals by name.
enum SignalName {
  static func text(_ number: Int32) -> String { known[number]?.0 ?? "signal \(number)" }
  static func meaning(_ number: Int32) -> String { known[number]?.1 ?? "unknown" }

  private static let known: [Int32: (String, String)] = [
    SIGHUP: ("SIGHUP", "hangup"), SIGINT: ("SIGINT", "interrupt"), SIGQUIT: ("SIGQUIT", "quit"),
    SIGILL: ("SIGILL", "illegal instruction"), SIGTRAP: ("SIGTRAP", "trap"), SIGABRT: ("SIGABRT", "abort"),
    SIGBUS: ("SIGBUS", "bus error"), SIGFPE: ("SIGFPE", "arithmetic error"), SIGKILL: ("SIGKILL", "killed"),
    SIGUSR1: ("SIGUSR1", "user signal 1"), SIGSEGV: ("SIGSEGV", "invalid memory access"),
    SIGUSR2: ("SIGUSR2", "user signal 2"), SIGPIPE: ("SIGPIPE", "broken pipe"), SIGALRM: ("SIGALRM", "alarm"),
    SIGTERM: ("SIGTERM", "terminated"), SIGXCPU: ("SIGXCPU", "too much time"),
    SIGXFSZ: ("SIGXFSZ", "file too large"), SIGSYS: ("SIGSYS", "bad system call"),
  ]
}

/// Bytes as in messages: 4 MiB, 1.5 GiB, 100 bytes.
private enum ByteText {
  static func of(_ bytes: Int) -> String {
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes >= 1 << shift {
      let tenths = (bytes * 10) >> shift
      return tenths % 10 == 0 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
