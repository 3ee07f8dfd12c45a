import Displays
import Notebooks

/// What each step has printed and shown, from the messages of one run of the program.
struct Recording {
  struct Step {
    var index: Int
    var outputs: [Output] = []
    var failedClaims: [(claim: Claim, line: Int, column: Int)] = []
    var value: (index: Int, text: String)?
    /// The values of its lines, under their numbers in the program.
    var lines: [(site: Int, value: ValueSummary)] = []
    /// Where in the file of standard error the step's part begins.
    var errorStart = 0
  }

  private(set) var steps: [Step] = []
  private(set) var hasFinished = false
  private(set) var lastWords: Message.Kind?
  /// The files that loaders opened, as the cells name them; each once, in the order of the first time.
  private(set) var filesRead: [String] = []

  private var output: Text
  private var error: Text

  init(_ trace: CellProcess.Trace, outputLimit: Int?) {
    output = Text(bytes: trace.output)
    error = Text(bytes: trace.error)
    for message in trace.messages { add(message) }
    add(.standardOutput(output.take(upTo: trace.output.count, limit: outputLimit)))
    add(.standardError(error.take(upTo: trace.error.count, limit: outputLimit)))
  }

  private mutating func add(_ message: Message) {
    guard !hasFinished else { return }
    if message.kind.areLastWords {  // nothing is shown here: the prints before and after them are one text
      lastWords = message.kind
      return
    }
    add(.standardOutput(output.take(upTo: message.outputSize)))
    add(.standardError(error.take(upTo: message.errorSize)))
    switch message.kind {
    case .begin(let index): steps.append(Step(index: index, errorStart: message.errorSize))
    case .display(let display): add(.display(display))
    case .claim(let claim, let line, let column):
      add(.display(.claim(claim)))
      if !claim.holds, !steps.isEmpty { steps[steps.count - 1].failedClaims.append((claim, line, column)) }
    case .value(let index, let text): if !steps.isEmpty { steps[steps.count - 1].value = (index, text) }
    case .line(let site, let value): if !steps.isEmpty { steps[steps.count - 1].lines.append((site, value)) }
    case .read(let path): if !filesRead.contains(path) { filesRead.append(path) }
    case .finish: hasFinished = true
    case .thrown, .signal, .exit, .hang: break
    }
  }

  private mutating func add(_ output: Output) {
    guard !steps.isEmpty else { return }
    switch (output, steps[steps.count - 1].outputs.last) {
    case (.standardOutput(""), _), (.standardError(""), _): break
    case (.standardOutput(let text), .standardOutput(let before)): replaceLast(.standardOutput(before + text))
    case (.standardError(let text), .standardError(let before)): replaceLast(.standardError(before + text))
    default: steps[steps.count - 1].outputs.append(output)
    }
  }

  private mutating func replaceLast(_ output: Output) {
    steps[steps.count - 1].outputs.removeLast()
    steps[steps.count - 1].outputs.append(output)
  }

  /// Takes the runtime's message out of what the last step has printed, and returns it.
  mutating func takeFatalMessage() -> FatalMessage? {
    guard let step = steps.last, let place = step.outputs.lastIndex(where: \.isError),
      case .standardError(let text) = step.outputs[place], let message = FatalMessage(in: text)
    else { return nil }
    steps[steps.count - 1].outputs[place] = .standardError(String(message.before))
    if message.before.isEmpty { steps[steps.count - 1].outputs.remove(at: place) }
    return message
  }

  /// All that the last step has printed to standard error.
  var lastErrors: String {
    (steps.last?.outputs ?? []).reduce(into: "") { if case .standardError(let text) = $1 { $0 += text } }
  }
}

/// A file's bytes, taken as text from the beginning on.
private struct Text {
  let bytes: [UInt8]
  var offset = 0

  /// The text up to a place in the file; what is no text becomes U+FFFD.
  mutating func take(upTo end: Int, limit: Int? = nil) -> String {
    let end = max(offset, min(end, bytes.count))
    defer { offset = end }
    let kept = min(end, offset + (limit ?? .max / 2))
    return String(decoding: bytes[offset..<kept], as: UTF8.self).replacing("\0", with: "\u{FFFD}")
  }
}

extension Message.Kind {
  /// Whether the process says why it ends.
  fileprivate var areLastWords: Bool {
    switch self {
    case .thrown, .signal, .exit, .hang: true
    case .begin, .display, .claim, .value, .line, .read, .finish: false
    }
  }
}

extension Output {
  fileprivate var isError: Bool { if case .standardError = self { true } else { false } }
}
