/// A table read byte by byte: what `CSV` must agree with.
struct ReferenceTable {
  private(set) var rows: [[String]] = []
  private(set) var lines: [Int] = []
  /// The line of the first fault, and what was expected there.
  private(set) var fault: (line: Int, expected: String)?

  private let text: [UInt8]
  private var place = 0
  private var line = 1

  init(_ text: [UInt8]) {
    self.text = text
    while fault == nil {
      while let byte = next, isLineEnd(byte) { passLineEnd() }
      if next == nil { return }
      let start = line
      guard let row = readRow() else { return }
      if let width = rows.first?.count, width != row.count {
        fault = (start, "\(width) fields, as in the first row")
        return
      }
      rows.append(row)
      lines.append(start)
    }
  }

  private var next: UInt8? { place < text.count ? text[place] : nil }
  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  private mutating func passLineEnd() {
    let isPair = text[place] == 13 && place + 1 < text.count && text[place + 1] == 10
    place += isPair ? 2 : 1
    line += 1
  }

  private mutating func readRow() -> [String]? {
    var row: [String] = []
    while true {
      guard let field = next == UInt8(ascii: "\"") ? readQuoted() : readPlain() else { return nil }
      row.append(String(decoding: field, as: UTF8.self))
      guard let byte = next, !isLineEnd(byte) else { return row }
      place += 1
    }
  }

  private mutating func readPlain() -> [UInt8] {
    let start = place
    while let byte = next, !isLineEnd(byte), byte != UInt8(ascii: ",") { place += 1 }
    return Array(text[start..<place])
  }

  private mutating func readQuoted() -> [UInt8]? {
    let opening = line
    var field: [UInt8] = []
    place += 1
    while let byte = next {
      if byte != UInt8(ascii: "\"") {
        let start = place
        if isLineEnd(byte) { passLineEnd() } else { place += 1 }
        field += text[start..<place]
      } else if place + 1 < text.count, text[place + 1] == UInt8(ascii: "\"") {
        field.append(byte)
        place += 2
      } else {
        place += 1
        if let after = next, !isLineEnd(after), after != UInt8(ascii: ",") {
          fault = (line, "a separator after the closing quote")
          return nil
        }
        return field
      }
    }
    fault = (opening, "a closing quote")
    return nil
  }
}
