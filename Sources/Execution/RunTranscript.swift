import Displays
import Notebooks

/// What each item has printed and shown, from the messages of one run of the program.
struct RunTranscript {
  struct Item {
    var index: ItemIndex
    var outputs: [Output] = []
    /// The bytes of the messages that showed its displays, in order.
    var displaySizes: [Int] = []
    var failedClaims: [(claim: Claim, line: Int, column: Int)] = []
    /// What was refused or left out of its drawings.
    var drawings = DrawingReport()
    var value: (index: Int, text: String)?
    /// The values of its lines, by index in ``Program/sites``.
    var lines: [(site: Int, value: ValueSummary)] = []
    /// How a trial has ended.
    var trial: (outcome: Int, words: String)?
    /// The stacks of prints that had an address of memory in them, each once; of a great many the first.
    private(set) var addresses: [[UInt64]] = []
    /// Where the item's part of standard error begins.
    var errorStart = 0

    /// To look up a stack takes a process, so their number is limited.
    static let mostAddresses = 20

    fileprivate mutating func note(addressAt stack: [UInt64]) {
      if addresses.count < Self.mostAddresses, !addresses.contains(stack) { addresses.append(stack) }
    }
  }

  private(set) var items: [Item] = []
  private(set) var hasFinished = false
  private(set) var endingMessage: Message.Kind?
  /// The files that loaders opened, as the cells name them; each once, in the order of first use.
  private(set) var filesRead: [String] = []
  private var knownFiles: Set<String> = []

  private var output: Text
  private var error: Text
  /// - Parameter shownLimit: the bytes that the last item may show, if it has shown more. Nothing that comes later is taken,
  ///   so that the result doesn't depend on when it was stopped.
  init(_ trace: CellProcess.Trace, shownLimit: Int? = nil) {
    output = Text(bytes: trace.output)
    error = Text(bytes: trace.error)
    let last = trace.messages.lastIndex(where: \.isBegin)
    for (index, message) in trace.messages.enumerated() {
      if let last, index > last, let shownLimit,
        message.wireSize - trace.messages[last].wireSize > shownLimit
      {
        return
      }
      add(message, after: index > 0 ? trace.messages[index - 1].wireSize : 0)
    }
    takePrints(output: trace.output.count, error: trace.error.count)
  }

  /// - Parameter wireSize: the bytes of the messages before this one.
  private mutating func add(_ message: Message, after wireSize: Int) {
    guard !hasFinished else { return }
    if message.kind.endsProcess {  // Shows nothing, so the output before and after it is one text.
      endingMessage = message.kind
      return
    }
    takePrints(output: message.outputSize, error: message.errorSize)
    switch message.kind {
    case .begin(let index): items.append(Item(index: index, errorStart: message.errorSize))
    case .display(let display):
      if !items.isEmpty {
        add(display.withSafeDrawings(&items[items.count - 1].drawings), message.wireSize - wireSize)
      }
    case .claim(let claim, let line, let column):
      add(.claim(claim), message.wireSize - wireSize)
      if !claim.holds, !items.isEmpty { items[items.count - 1].failedClaims.append((claim, line, column)) }
    case .value(let index, let text): if !items.isEmpty { items[items.count - 1].value = (index, text) }
    case .line(let site, let value): if !items.isEmpty { items[items.count - 1].lines.append((site, value)) }
    case .read(let path): if knownFiles.insert(path).inserted { filesRead.append(path) }
    case .trial(let outcome, let words): if !items.isEmpty { items[items.count - 1].trial = (outcome, words) }
    case .address(let stack): if !items.isEmpty { items[items.count - 1].note(addressAt: stack) }
    case .finish: hasFinished = true
    case .segment, .pause: break
    case .thrown, .signal, .exit, .hang, .full: break
    }
  }

  /// Takes the output up to these sizes of the files.
  private mutating func takePrints(output outputSize: Int, error errorSize: Int) {
    add(output.take(upTo: outputSize), isError: false)
    add(error.take(upTo: errorSize), isError: true)
  }

  /// Adds a text to the last item's outputs, or to the text that is the last of them.
  private mutating func add(_ text: String, isError: Bool) {
    guard !items.isEmpty, !text.isEmpty else { return }
    let (item, place) = (items.count - 1, items[items.count - 1].outputs.count - 1)
    let continues = place >= 0 && items[item].outputs[place].append(text, isError: isError)
    if !continues { items[item].outputs.append(isError ? .standardError(text) : .standardOutput(text)) }
  }

  private mutating func add(_ display: Display, _ size: Int) {
    guard !items.isEmpty else { return }
    items[items.count - 1].displaySizes.append(size)
    items[items.count - 1].outputs.append(.display(display))
  }

  /// Keeps the first and the last lines of an item whose output exceeds a limit.
  mutating func cutLastOutput() {
    guard let item = items.last else { return }
    items[items.count - 1].outputs = OutputExcerpt(item.outputs, displaySizes: item.displaySizes).kept
  }

  /// Removes the runtime's message from the last item's output and returns it.
  mutating func takeFatalMessage() -> FatalMessage? {
    guard let item = items.last, let place = item.outputs.lastIndex(where: \.isError),
      case .standardError(let text) = item.outputs[place], let message = FatalMessage(in: text)
    else { return nil }
    items[items.count - 1].outputs[place] = .standardError(String(message.before))
    if message.before.isEmpty { items[items.count - 1].outputs.remove(at: place) }
    return message
  }

  /// The last item's output to standard error.
  var lastErrors: String {
    (items.last?.outputs ?? []).reduce(into: "") { if case .standardError(let text) = $1 { $0 += text } }
  }
}

/// A file's bytes, taken as text piece by piece.
private struct Text {
  let bytes: [UInt8]
  var offset = 0

  /// The text up to a place in the file. Bytes that aren't UTF-8 become U+FFFD.
  mutating func take(upTo end: Int) -> String {
    let end = max(offset, min(end, bytes.count))
    defer { offset = end }
    return ScratchFolder.text(bytes[offset..<end]).replacing("\0", with: "\u{FFFD}")
  }
}

extension Message.Kind {
  /// Whether it is the process's last message, which says why it ends.
  fileprivate var endsProcess: Bool {
    switch self {
    case .thrown, .signal, .exit, .hang, .full: true
    case .begin, .display, .claim, .value, .line, .read, .address, .trial, .finish, .segment, .pause: false
    }
  }
}

extension Output {
  var isError: Bool { if case .standardError = self { true } else { false } }

  /// Appends to a text of the same stream; returns false for anything else.
  fileprivate mutating func append(_ more: String, isError: Bool) -> Bool {
    switch self {
    case .standardOutput(var text) where !isError:
      // With one owner left, appending doesn't copy the text: a cell may print in a million pieces.
      self = .standardOutput("")
      text += more
      self = .standardOutput(text)
    case .standardError(var text) where isError:
      self = .standardError("")
      text += more
      self = .standardError(text)
    default: return false
    }
    return true
  }
}
