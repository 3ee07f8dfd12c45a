internal import CKernels

/// A table of text, and where its rows begin. An empty line is no row.
public struct TextTable: Sendable, Equatable {
  /// What is wrong with a row, and at which byte.
  public enum Fault: Equatable, Sendable {
    /// The row that begins here has another number of fields than the first.
    case width(row: Int, count: Int)
    /// A quote stays open.
    case openQuote(Int)
    /// A closing quote is followed by something other than a separator or a line end.
    case afterQuote(Int)
  }

  /// The table's text, and the padding.
  public let bytes: [UInt8]
  /// Where each row begins.
  public private(set) var rows: [Int] = []
  /// The number of fields in a row.
  public private(set) var width = 0
  /// What is wrong with the row after these.
  public private(set) var fault: Fault?
  private let separator: [UInt8]

  /// The number of zeros after the text.
  public static let padding = Int(ck_table_padding)

  /// The bytes whose rows one thread finds at a time.
  private static let chunkBytes = 1 << 16

  /// Finds the rows of a text, which is followed by the padding.
  public init(_ bytes: [UInt8], separator: [UInt8]) {
    precondition(bytes.count >= Self.padding && !separator.isEmpty)
    (self.bytes, self.separator) = (bytes, separator)
    findRows()
  }

  /// The number of bytes in the text.
  public var size: Int { bytes.count - Self.padding }

  /// Where the fields of a row are.
  public func fields(row: Int) -> [Range<Int>] {
    var start = rows[row]
    return withEnds(of: width) { ends in
      withTable { table in ck_table_fields(table, Int64(start), Int64(width), ends) }
      return (0..<width).map { index in
        defer { start = Int(ends[index]) + separator.count }
        return start..<Int(ends[index])
      }
    }
  }

  /// Calls `body` with the table as the kernels see it.
  func withTable<Result>(_ body: (UnsafePointer<ck_table>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { text in
      separator.withUnsafeBufferPointer { separator in
        var table = ck_table(
          text: text.baseAddress, size: Int64(size), separator: separator.baseAddress,
          separator_size: Int64(separator.count))
        return body(&table)
      }
    }
  }

  /// Calls `body` with room for the ends of `count` fields.
  func withEnds<Result>(of count: Int, _ body: (UnsafeMutablePointer<Int64>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: count + Int(ck_table_spare_fields)) { ends in
      guard let start = ends.baseAddress else { preconditionFailure("an allocation without memory") }
      return body(start)
    }
  }
}

/// Finding the rows.
extension TextTable {
  /// The rows that begin between two places.
  private struct Part {
    let starts: [Int]
    let width: Int
    /// Where the last of them ends.
    let end: Int
    let fault: Fault?
  }

  /// Finds all rows, on several threads. Each begins after a line end and takes it for the end of a row; what it found is
  /// used only if the row before does end there, and not in the middle of a field in quotes.
  private mutating func findRows() {
    let first = part(from: 0, to: size, most: 1, width: 0)
    fault = first.fault
    if fault != nil || first.starts.isEmpty { return }
    width = first.width
    let bounds = self.bounds()
    var found: [[Int]] = []
    var end = 0
    for (index, guess) in parts(between: bounds).enumerated() where end < bounds[index + 1] && fault == nil {
      let part = end <= bounds[index] ? guess : part(from: end, to: bounds[index + 1])
      found.append(part.starts)
      end = max(part.end, bounds[index + 1])
      fault = part.fault
    }
    rows = Self.joined(found)
  }

  /// The numbers of all lists, copied on several threads: most of the time goes into memory that is touched for the first
  /// time.
  private static func joined(_ lists: [[Int]]) -> [Int] {
    var offsets = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + list.count) }
    let total = offsets[lists.count]
    return [Int](unsafeUninitializedCapacity: total) { numbers, count in
      count = total
      Kernel.share(lists.count, each: total / max(1, lists.count)) { range in
        for index in range {
          _ = UnsafeMutableBufferPointer(rebasing: numbers[offsets[index]...]).initialize(from: lists[index])
        }
      }
    }
  }

  private func parts(between bounds: [Int]) -> [Part] {
    [Part](unsafeUninitializedCapacity: bounds.count - 1) { parts, count in
      count = bounds.count - 1
      guard let parts = parts.baseAddress else { return }
      Kernel.share(count, each: Self.chunkBytes) { range in
        for index in range {
          (parts + index).initialize(to: part(from: bounds[index], to: bounds[index + 1]))
        }
      }
    }
  }

  /// Places after line ends, about as far from each other as a chunk is long, with the text's start and end.
  private func bounds() -> [Int] {
    var bounds = [0]
    while let last = bounds.last, last + Self.chunkBytes < size {
      let end = bytes[(last + Self.chunkBytes)..<size].firstIndex { $0 == 10 || $0 == 13 }
      bounds.append(end.map { $0 + 1 } ?? size)
    }
    if bounds.last != size { bounds.append(size) }
    return bounds
  }

  private func part(from start: Int, to stop: Int, most: Int = .max, width: Int? = nil) -> Part {
    let width = width ?? self.width
    // A row takes as many bytes as it has fields, and two at least; the last one may have no line end.
    let capacity = min(most, (stop - start) / max(2, width) + 1)
    // Far more than most tables need, and given back at once, so that the next part finds it in the cache.
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: capacity) { starts in
      let part = withTable { table in
        ck_table_rows(table, Int64(start), Int64(stop), Int64(capacity), Int64(width), starts.baseAddress)
      }
      let found = starts.prefix(Int(part.count)).map { Int($0) }
      return Part(starts: found, width: Int(part.width), end: Int(part.end), fault: Fault(part))
    }
  }
}

extension TextTable.Fault {
  fileprivate init?(_ part: ck_table_part) {
    let place = Int(part.fault_place)
    switch part.fault {
    case ck_table_width: self = .width(row: place, count: Int(part.width))
    case ck_table_open_quote: self = .openQuote(place)
    case ck_table_after_quote: self = .afterQuote(place)
    default: return nil
    }
  }
}
