import CPlatform
import Displays

/// Decides what to believe of the cells' messages.
///
/// A cell can write any bytes to its wire, so a message is no evidence that the program's own calls sent it.
/// ``Message/next(in:_:)`` hands every message that it has read to this type, and nothing else makes messages of bytes.
/// The rest of the runner relies on what is decided here: items are the program's and begin one after the other, numbers can be
/// added up, stacks are short, and words fit into a message. What can't be believed is dropped, unless dropping it would hide a
/// failure; then it is brought within its bounds.
package struct MessageCheck {
  private let items: Range<ItemIndex>
  /// The last item that each process has begun.
  private var begun: [Int32: ItemIndex] = [:]

  /// The most addresses of a stack. Our own calls send at most 128.
  static let deepestStack = 256
  /// The most Unicode scalars of words that become part of a message.
  static let longestWords = 1 << 16
  /// Sizes of files, and numbers of lines and columns, are below these.
  private static let (mostBytes, mostLines) = (1 << 60, 1 << 40)
  /// The system's longest path.
  private static let longestPath = 4096

  /// - Parameter items: those that may begin.
  package init(items: Range<ItemIndex>) { self.items = items }

  /// The message as far as it can be believed; `nil` if it can't be at all.
  mutating func checked(_ message: Message) -> Message? {
    var message = message
    guard begins(message), let kind = checked(message.kind) else { return nil }
    message.kind = kind
    message.outputSize = Self.within(message.outputSize, Self.mostBytes)
    message.errorSize = Self.within(message.errorSize, Self.mostBytes)
    return message
  }

  /// Whether a message begins no item, or one that can begin now. An item that began twice would have its time twice, and one
  /// that isn't the program's has no results.
  private mutating func begins(_ message: Message) -> Bool {
    guard case .begin(let item) = message.kind else { return true }
    guard items.contains(item), item > begun[message.process] ?? -1 else { return false }
    begun[message.process] = item
    return true
  }

  private func checked(_ kind: Message.Kind) -> Message.Kind? {
    switch kind {
    case .begin, .display, .finish, .pause: kind
    case .claim(let claim, let line, let column):
      .claim(
        Self.bounded(claim), line: Self.within(line, Self.mostLines),
        column: Self.within(column, Self.mostLines))
    case .value(let index, _): index >= 0 ? kind : nil
    case .line(let site, _): (0..<Self.mostLines).contains(site) ? kind : nil
    case .segment(let number): (0..<Self.mostLines).contains(number) ? kind : nil
    case .read(let path): Self.isPath(path) ? kind : nil
    case .trial(let outcome, let words):
      .trial(outcome: Self.outcome(outcome), words: Self.bounded(words))
    case .address(let stack): .address(stack: Self.bounded(stack))
    case .exit(let stack): .exit(stack: Self.bounded(stack))
    case .hang(let stack): .hang(stack: Self.bounded(stack))
    case .full(let stack): .full(stack: Self.bounded(stack))
    case .thrown(let type, let description, let stack):
      .thrown(
        type: Self.bounded(type), description: Self.bounded(description), stack: Self.bounded(stack))
    case .signal(let number, let overflowed, let variable, let stack):
      (1...64).contains(number)
        ? .signal(
          number: number, stackOverflowed: overflowed, variable: variable, stack: Self.bounded(stack)) : nil
    }
  }

  private static func within(_ number: Int, _ limit: Int) -> Int { min(max(number, 0), limit) }

  private static func isPath(_ path: String) -> Bool {
    !path.isEmpty && path.utf8.count <= longestPath && !path.utf8.contains(0)
  }

  /// A trial that ended in no known way has not been one.
  private static func outcome(_ number: Int) -> Int {
    let (first, last) = (Int(LECTERN_PASSED.rawValue), Int(LECTERN_UNTRIED.rawValue))
    return (first...last).contains(number) ? number : last
  }

  private static func bounded(_ stack: [UInt64]) -> [UInt64] { Array(stack.prefix(deepestStack)) }

  private static func bounded(_ claim: Claim) -> Claim {
    Claim(
      statement: bounded(claim.statement), holds: claim.holds, evidence: claim.evidence.map { bounded($0) })
  }

  private static func bounded(_ words: String) -> String {
    guard words.utf8.count > longestWords else { return words }
    let kept = words.unicodeScalars.prefix(longestWords)
    return kept.endIndex == words.endIndex ? words : String(kept) + "…"
  }
}
