/// The parts of a drawing and what they refer to, counted so that a few lines can't expand into billions of shapes.
///
/// A reference draws all of what it refers to, with what that refers to in turn. Parts are the elements with ids, as
/// browsers tell these apart: byte by byte, and of several elements with the same id they take the first.
struct DrawingReferences {
  /// How many elements references may draw in total.
  static let limit = 100_000

  /// An element with an id, or the whole drawing.
  private struct Part {
    /// Its elements that are in no part of it.
    var elements = 0
    /// The parts in it.
    var inner: [Int] = []
    /// The ids that elements refer to which are in no part of it.
    var targets: [[UInt8]] = []
  }

  private var parts = [Part()]
  /// The parts that are open, one for each open element.
  private var open: [Int] = []
  /// The first part with each id.
  private var numbers: [[UInt8]: Int] = [:]

  /// An element begins that the drawing keeps.
  mutating func begin(_ id: String?) {
    var part = open.last ?? 0
    if let id {
      parts[part].inner.append(parts.count)
      part = parts.count
      parts.append(Part())
      let name = Array(id.utf8)
      numbers[name] = numbers[name] ?? part
    }
    parts[part].elements += 1
    open.append(part)
  }

  mutating func end() { open.removeLast() }

  /// Records a reference of the open element.
  mutating func add(_ target: String) {
    let name = Array(target.utf8)
    let part = open.last ?? 0
    parts[part].targets.append(name)
    let plain = Self.plain(name)
    if plain != name { parts[part].targets.append(plain) }
  }

  /// The id that an address's fragment means: browsers take no notice of ends of lines in it, and decode it.
  private static func plain(_ target: [UInt8]) -> [UInt8] {
    var kept = target.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }[...]
    while let last = kept.last, last <= 0x20 { kept.removeLast() }
    var plain: [UInt8] = []
    while let byte = kept.popFirst() {
      let digits = String(decoding: kept.prefix(2), as: UTF8.self)
      // A number may also have a sign, and only one digit.
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let code = UInt8(digits, radix: 16)
      {
        plain.append(code)
        kept = kept.dropFirst(2)
      } else {
        plain.append(byte)
      }
    }
    return plain
  }

  // MARK: Counting

  private enum Count {
    case open
    /// The elements of a part, and those that are drawn by references in it.
    case known(elements: Int, references: Int)
  }

  /// How many shapes all references draw; counting stops just over the limit. Parts that refer to each other in a circle count
  /// as too many, but what refers to the part that it is in is not drawn.
  var shapeCount: Int {
    var counts: [Int: Count] = [:]
    // Not by recursion: a drawing may have a chain of a million references.
    var waiting = [0]
    while let part = waiting.last {
      switch counts[part] {
      case nil:
        counts[part] = .open
        for next in parts[part].inner + targets(of: part) {
          switch counts[next] {
          case nil: waiting.append(next)
          case .open?: return Self.limit + 1
          case .known?: break
          }
        }
      case .open?:
        counts[part] = count(of: part, counts)
        waiting.removeLast()
      case .known?: waiting.removeLast()
      }
    }
    guard case .known(_, let references)? = counts[0] else { return 0 }
    return references
  }

  /// The other parts that a part refers to.
  private func targets(of part: Int) -> [Int] {
    parts[part].targets.compactMap { numbers[$0] }.filter { $0 != part }
  }

  private func count(of part: Int, _ counts: [Int: Count]) -> Count {
    var (elements, references) = (parts[part].elements, 0)
    for inner in parts[part].inner {
      guard case .known(let more, let others)? = counts[inner] else { continue }
      elements += more
      references = min(references + others, Self.limit + 1)
    }
    for target in targets(of: part) {
      guard case .known(let drawn, let others)? = counts[target] else { continue }
      references = min(references + drawn + others, Self.limit + 1)
    }
    return .known(elements: elements, references: references)
  }
}
