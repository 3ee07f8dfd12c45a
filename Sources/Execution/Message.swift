import CPlatform
import Displays

/// A message of the cells' process, with the sizes of its output up to then.
package struct Message {
  package enum Kind {
    /// An item of the program begins.
    case begin(item: ItemIndex)
    case display(Display)
    case claim(Claim, line: Int, column: Int)
    case value(index: Int, text: String)
    /// A file is about to be read.
    case read(path: String)
    /// The value of a line's variable; `site` is an index in ``Program/sites``.
    case line(site: Int, ValueSummary)
    /// An address of memory was printed.
    case address(stack: [UInt64])
    /// How a trial has ended; `outcome` is a `lectern_outcome`.
    case trial(outcome: Int, words: String)
    case finish
    /// A segment of the program begins, in a process of its own.
    case segment(number: Int)
    /// A segment has come to its end.
    case pause
    case thrown(type: String, description: String, stack: [UInt64])
    /// `variable` is a variable that was touched before it existed.
    case signal(number: Int32, stackOverflowed: Bool, variable: Int?, stack: [UInt64])
    case exit(stack: [UInt64])
    case hang(stack: [UInt64])
    /// More was printed than allowed.
    case full(stack: [UInt64])
  }

  package var kind: Kind
  /// The process that sent it: a cell may have forked others that continue in the program.
  package var process: Int32
  package var outputSize: Int
  package var errorSize: Int
  /// The bytes of all messages up to this one.
  var wireSize = 0
}

extension Message {
  /// Reads the next complete message, and skips bytes before it that aren't part of one.
  ///
  /// - Parameters:
  ///   - bytes: what was read is removed from its beginning.
  ///   - check: decides which messages are believed; the others are skipped too.
  package static func next(in bytes: inout ArraySlice<UInt8>, _ check: inout MessageCheck) -> Message? {
    let headerSize = MemoryLayout<lectern_header>.size
    while let start = bytes.firstIndex(of: mark[0]) {
      bytes = bytes[start...]
      guard bytes.count >= headerSize else { return nil }
      guard bytes.prefix(mark.count) == mark[...] else {
        bytes = bytes.dropFirst()
        continue
      }
      let header = bytes.prefix(headerSize).withUnsafeBytes { $0.loadUnaligned(as: lectern_header.self) }
      guard header.length <= UInt64(maximumLength) else {
        bytes = bytes.dropFirst()
        continue
      }
      let size = headerSize + Int(header.length)
      guard bytes.count >= size else { return nil }
      let payload = bytes.prefix(size).dropFirst(headerSize)
      bytes = bytes.dropFirst(size)
      guard let kind = try? kind(header.kind, payload) else { continue }
      let message = Message(
        kind: kind, process: Int32(bitPattern: header.process), outputSize: Int(clamping: header.output),
        errorSize: Int(clamping: header.error))
      if let believed = check.checked(message) { return believed }
    }
    bytes = bytes[bytes.endIndex...]
    return nil
  }

  private static let mark = Array(LECTERN_MARK.utf8)
  private static let maximumLength = 1 << 30

  private static func kind(_ number: UInt32, _ payload: ArraySlice<UInt8>) throws(WireError) -> Kind {
    var reader = WireReader(payload, text: ScratchFolder.text)
    switch lectern_kind(number) {
    case LECTERN_BEGIN: return .begin(item: try reader.read())
    case LECTERN_DISPLAY: return .display(try reader.read())
    case LECTERN_CLAIM:
      let (line, column) = (try reader.read(Int.self), try reader.read(Int.self))
      return .claim(try reader.read(), line: line, column: column)
    case LECTERN_VALUE: return .value(index: try reader.read(), text: try reader.read())
    case LECTERN_READ: return .read(path: try reader.read())
    case LECTERN_LINE: return .line(site: try reader.read(), try reader.read())
    case LECTERN_TRIAL: return .trial(outcome: try reader.read(), words: try reader.read())
    case LECTERN_ADDRESS: return .address(stack: try reader.rest())
    case LECTERN_FINISH: return .finish
    case LECTERN_SEGMENT: return .segment(number: try reader.read())
    case LECTERN_PAUSE: return .pause
    case LECTERN_THROWN:
      return .thrown(type: try reader.read(), description: try reader.read(), stack: try reader.read())
    case LECTERN_SIGNAL:
      let number = Int32(clamping: try reader.read(Int.self))
      let (overflowed, variable) = (try reader.read(Bool.self), try reader.read(Int.self))
      return .signal(
        number: number, stackOverflowed: overflowed, variable: variable > 0 ? variable - 1 : nil,
        stack: try reader.rest())
    case LECTERN_EXIT: return .exit(stack: try reader.rest())
    case LECTERN_HANG: return .hang(stack: try reader.rest())
    case LECTERN_FULL: return .full(stack: try reader.rest())
    default: throw WireError()
    }
  }
}

extension WireReader {
  /// The remaining numbers.
  fileprivate mutating func rest() throws(WireError) -> [UInt64] {
    var numbers: [UInt64] = []
    while !isAtEnd { numbers.append(try read()) }
    return numbers
  }
}
