extension Outline {
  /// The compiler's JSON as Swift 6.3 should print it: it forgets the brace that ends a type with attributes, such as
  /// `@Sendable () -> Void`, and then gives empty names to the elements that follow in the list.
  static func repaired(_ json: [UInt8]) -> [UInt8] {
    enum Open { case list, object, attributed }
    let (mark, emptyName) = (Array("\"_kind\":\"type_attributed\"".utf8), Array("\"\":".utf8))
    var result: [UInt8] = []
    result.reserveCapacity(json.count + 64)
    var open: [Open] = []
    var index = 0
    while index < json.count {
      let byte = json[index]
      switch byte {
      case UInt8(ascii: "\""):
        if open.last == .list, json[index...].starts(with: emptyName) {
          index += emptyName.count
          continue
        }
        let end = endOfText(json, from: index)
        result += json[index..<end]
        index = end
        continue
      case UInt8(ascii: "["): open.append(.list)
      case UInt8(ascii: "{"): open.append(json[(index + 1)...].starts(with: mark) ? .attributed : .object)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
      default: break
      }
      result.append(byte)
      index += 1
      // A type with attributes ends with the type within it.
      while byte == UInt8(ascii: "}"), open.last == .attributed {
        result.append(byte)
        open.removeLast()
      }
    }
    return result
  }

  /// The offset after the closing quotation mark of the text that begins at an offset.
  private static func endOfText(_ json: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, json.count)
  }
}
