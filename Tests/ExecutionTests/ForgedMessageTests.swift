import CPlatform
import Displays
import Execution
import Testing

/// What the runner makes of messages that the program's own calls would never send.
struct ForgedMessageTests {
  // MARK: Items

  @Test(arguments: [-1, 3, 999, Int.max, Int.min])
  func `an item that the program doesn't have can't begin`(item: Int) {
    #expect(received(.init(LECTERN_BEGIN, of: item)).isEmpty)
  }

  @Test func `items begin one after the other, each once in a process`() {
    var sent = [0, 0, 2, 1, 2].map { Forged(LECTERN_BEGIN, of: $0) }
    sent.append(Forged(LECTERN_BEGIN, of: 1, process: 8))
    let begun = received(sent).map { message in
      if case .begin(let item) = message.kind { item } else { -1 }
    }
    #expect(begun == [0, 2, 1])
  }

  // MARK: Numbers

  @Test func `the sizes of all messages can be added up`() throws {
    for size in [UInt64.max, 1 << 63, 1 << 62] {
      let message = try #require(received(Forged(LECTERN_FINISH, sizes: size)).first)
      #expect(message.outputSize + message.errorSize > 0)
    }
  }

  @Test(arguments: [Int.min, -1, 0, 7, Int.max])
  func `the place of a claim is one that can be shifted, and the claim stays`(number: Int) throws {
    let claim = Claim(statement: "a", holds: false)
    let message = try #require(received(Forged(LECTERN_CLAIM, of: number, number, claim)).first)
    guard case .claim(claim, let line, let column) = message.kind else {
      Issue.record("no claim: \(message.kind)")
      return
    }
    #expect((0...1 << 40).contains(line) && line == column)
    #expect(line == number || !(0...1 << 40).contains(number))
  }

  @Test(arguments: [-1, Int.min, Int.max])
  func `values of places that can't be are dropped`(number: Int) {
    let summary = ValueSummary(type: "Int", text: "1")
    #expect(received(.init(LECTERN_LINE, of: number, summary)).isEmpty)
    #expect(received(.init(LECTERN_SEGMENT, of: number)).isEmpty)
    #expect(received(.init(LECTERN_VALUE, of: min(number, -1), "a")).isEmpty)
    #expect(received(.init(LECTERN_LINE, of: 3, summary)).count == 1)
  }

  @Test(arguments: [(0, false), (-4, false), (65, false), (Int.max, false), (11, true), (64, true)])
  func `a signal is one of the system's`(number: Int, isOne: Bool) {
    #expect(received(.init(LECTERN_SIGNAL, of: number, false, 0)).isEmpty == !isOne)
  }

  @Test(arguments: [(-1, 5), (6, 5), (Int.max, 5), (0, 0), (5, 5)])
  func `a trial that ended in no known way has not been one`(sent: Int, read: Int) throws {
    let message = try #require(received(Forged(LECTERN_TRIAL, of: sent, "a")).first)
    guard case .trial(read, "a") = message.kind else {
      Issue.record("\(message.kind)")
      return
    }
  }

  // MARK: Words

  @Test func `words of a message are not longer than a message`() throws {
    let flood = String(repeating: "é", count: 1 << 20)
    let sent = [
      Forged(LECTERN_THROWN, of: flood, flood, [UInt64]()), Forged(LECTERN_TRIAL, of: 1, flood),
      Forged(LECTERN_CLAIM, of: 1, 1, Claim(statement: flood, holds: false, evidence: flood)),
    ]
    let messages = received(sent)
    #expect(messages.count == 3)
    for message in messages {
      for words in message.words {
        #expect(words.unicodeScalars.count == (1 << 16) + 1 && words.hasSuffix("é…"))
      }
    }
  }

  @Test func `words that fit stay as they are`() throws {
    let text = String(repeating: "日", count: 1 << 16)
    let message = try #require(received(Forged(LECTERN_THROWN, of: "A", text, [UInt64]())).first)
    #expect(message.words == ["A", text])
  }

  @Test func `words that are no UTF-8 become replacement characters`() throws {
    var bytes = WireWriter.bytes(of: "abc", "def", [UInt64]())
    bytes.replaceSubrange(8..<11, with: [0xFF, 0xC0, 0x80])
    let message = try #require(received(Forged(LECTERN_THROWN, bytes: bytes)).first)
    #expect(message.words == ["\u{FFFD}\u{FFFD}\u{FFFD}", "def"])
  }

  @Test(arguments: ["", "a\0b", String(repeating: "a", count: 4097)])
  func `a file that can't be is not read`(path: String) {
    #expect(received(.init(LECTERN_READ, of: path)).isEmpty)
    #expect(received(.init(LECTERN_READ, of: String(repeating: "a", count: 4096))).count == 1)
  }

  // MARK: Stacks

  @Test(arguments: [LECTERN_EXIT, LECTERN_HANG, LECTERN_FULL, LECTERN_ADDRESS].map(\.rawValue))
  func `stacks are no deeper than ours`(kind: UInt32) throws {
    let deep = (0..<10_000).flatMap { WireWriter.bytes(of: UInt64($0)) }
    let message = try #require(received(Forged(lectern_kind(kind), bytes: deep)).first)
    #expect(message.stack == (0..<256).map { UInt64($0) })
  }

  // MARK: Lengths and frames

  @Test(arguments: [
    [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    [0, 0, 0, 0, 1, 0, 0, 0],
  ])
  func `a text that is longer than its message makes it void, and the next one is read`(length: [UInt8]) {
    let bytes = WireWriter.bytes(of: 0) + length + Array("abc".utf8)
    let messages = received([Forged(LECTERN_VALUE, bytes: bytes), Forged(LECTERN_FINISH)])
    #expect(messages.count == 1)
  }

  @Test func `a message of no known kind is skipped`() {
    let kinds = [lectern_kind(0), lectern_kind(17), lectern_kind(.max), LECTERN_PAUSE]
    #expect(received(kinds.map { Forged($0) }).count == 1)
  }

  @Test func `what is between messages is skipped`() {
    let mark = Array(LECTERN_MARK.utf8)
    let noise: [UInt8] = mark.dropLast() + [0, 0x1E, 0x1E] + mark.prefix(3)
    var bytes = noise + Forged(LECTERN_PAUSE).bytes + noise + Forged(LECTERN_FINISH).bytes
    #expect(received(&bytes).count == 2)
  }

  // MARK: What is shown

  @Test(arguments: [[-1], [3, -2], [Int.min]])
  func `a tensor has no negative size`(shape: [Int]) {
    let display = Display.tensor(TensorDisplay(shape: shape, text: "a"))
    #expect(received(.init(LECTERN_DISPLAY, of: display)).isEmpty)
  }

  @Test func `displays aren't nested without end`() {
    var display = Display.text("a")
    for _ in 0..<100 { display = .row([display]) }
    #expect(received(.init(LECTERN_DISPLAY, of: display)).isEmpty)
  }
}

/// The same from a cell, and what its run comes to.
struct ForgingCellTests {
  /// Declares what a cell's own calls send messages by.
  private static let forge = """
    @_silgen_name("lectern_send") func send(_ kind: UInt32, _ bytes: UnsafeRawPointer, _ count: Int)
    func forge(_ kind: UInt32, _ numbers: Int...) { send(kind, numbers, 8 * numbers.count) }
    """

  @Test(arguments: [
    "forge(1, 999)", "forge(1, -1)", "forge(1, 0); forge(1, 0)", "forge(1, Int.max)", "forge(15, 3)",
    "forge(11, Int.max, 0, 0, 0, 0)", "forge(4, -1, 0)", "forge(99)", "forge(2, 11, 0)",
    "forge(10, 0)",
  ])
  func `a forged message changes nothing`(code: String) throws {
    let result = try run(notebook(Self.forge, "\(code)\nprint(\"here\")", "print(3)"))
    #expect(result.cells.map(\.printed) == ["", "here\n", "3\n"])
    #expect(!result.hasFailed)
  }

  @Test func `a claim for a place that can't be is told at its cell`() throws {
    let code = "forge(3, Int.min, Int.max, 1, 0x61, 0, 0)"
    let result = try run(notebook(Self.forge, code, "print(3)"))
    #expect(result.cells[1].failure?.message == "claim does not hold: a")
    #expect(result.cells[1].place?.line == 9)
    #expect(result.cells[2].printed == "3\n")
  }

  @Test func `a cell that says that the next one has begun misleads only about itself`() throws {
    let result = try run(notebook(Self.forge, "forge(1, 2)\nprint(2)", "print(3)", "print(4)"))
    #expect(result.cells.map(\.printed) == ["", "", "2\n3\n", "4\n"])
  }

  @Test func `a cell that begins again and again gets no more time`() throws {
    let code = "import Foundation\nwhile true {\n  forge(1, 1)\n  usleep(100_000)\n}"
    let result = try run(notebook(Self.forge, code), timeout: 2)
    #expect(result.cells[1].failure?.kind == .timeout(seconds: 2))
  }
}

/// Bytes on the wire as a hostile cell could write them.
private struct Forged {
  var bytes: [UInt8]

  init(_ kind: lectern_kind, bytes payload: [UInt8] = [], process: UInt64 = 7, sizes: UInt64 = 0) {
    let number = UInt64(kind.rawValue) << 32 | process
    bytes =
      Array(LECTERN_MARK.utf8) + WireWriter.bytes(of: number, sizes, sizes, UInt64(payload.count)) + payload
  }

  init<each Value: WireCodable>(_ kind: lectern_kind, of values: repeat each Value, process: UInt64 = 7) {
    self.init(kind, bytes: WireWriter.bytes(of: repeat each values), process: process)
  }
}

/// What the runner of a program with three items takes.
private func received(_ sent: Forged) -> [Message] { received([sent]) }

private func received(_ sent: [Forged]) -> [Message] {
  var bytes = sent.flatMap(\.bytes)
  return received(&bytes)
}

private func received(_ bytes: inout [UInt8]) -> [Message] {
  var (rest, check) = (bytes[...], MessageCheck(items: 0..<3))
  var messages: [Message] = []
  while let message = Message.next(in: &rest, &check) { messages.append(message) }
  return messages
}

extension Message {
  fileprivate var words: [String] {
    switch kind {
    case .thrown(let type, let description, _): [type, description]
    case .trial(_, let words): [words]
    case .claim(let claim, _, _): [claim.statement] + (claim.evidence.map { [$0] } ?? [])
    default: []
    }
  }

  fileprivate var stack: [UInt64]? {
    switch kind {
    case .exit(let stack), .hang(let stack), .full(let stack), .address(let stack): stack
    default: nil
    }
  }
}
