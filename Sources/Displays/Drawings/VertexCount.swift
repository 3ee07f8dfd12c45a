/// How many vertices a shape has at most, at each of which its markers are drawn.
enum VertexCount {
  /// - Parameter value: the value of one of the shape's attributes.
  static func of(_ element: String, value: (String) -> String?) -> Int {
    switch element {
    case "line": 2
    case "polygon", "polyline": 1 + numbers(in: value("points") ?? "") / 2
    case "path": vertices(ofPath: value("d") ?? "")
    default: 0
    }
  }

  private static func numbers(in text: String) -> Int {
    var reader = NumberReader()
    return text.utf8.reduce(0) { $0 + (reader.begins($1) ? 1 : 0) }
  }

  /// A command without its letter repeats the one before it, so its numbers count.
  private static func vertices(ofPath path: String) -> Int {
    var (vertices, size, numbers) = (0, 0, 0)
    var reader = NumberReader()
    func end() {
      if size > 0 { vertices += max(1, (numbers + size - 1) / size) }
    }
    for byte in path.utf8 {
      if reader.begins(byte) {
        numbers += 1
      } else if byte | 0x20 != UInt8(ascii: "e"), ("a"..."z").contains(Unicode.Scalar(byte | 0x20)) {
        end()
        (size, numbers) = (Self.size(of: byte | 0x20), 0)
      }
    }
    end()
    return vertices
  }

  /// The numbers that a command has at least.
  private static func size(of command: UInt8) -> Int {
    switch command {
    case UInt8(ascii: "h"), UInt8(ascii: "v"): 1
    case UInt8(ascii: "c"): 6
    // Its two flags may be written together with the number behind them.
    case UInt8(ascii: "a"): 5
    case UInt8(ascii: "s"), UInt8(ascii: "q"): 4
    default: 2
    }
  }

  /// Finds where numbers begin. A sign, or a second point, also ends the number before it.
  private struct NumberReader {
    private var isInside = false
    private var hasPoint = false

    mutating func begins(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        (isInside, hasPoint) = (true, false)
        return true
      case UInt8(ascii: "."):
        defer { (isInside, hasPoint) = (true, true) }
        return !isInside || hasPoint
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        defer { isInside = true }
        return !isInside
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        hasPoint = true
        return false
      default:
        (isInside, hasPoint) = (false, false)
        return false
      }
    }
  }
}
