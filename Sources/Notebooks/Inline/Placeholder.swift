/// A piece of our own syntax, found before cmark parses the text.
///
/// cmark gets two private-use characters instead, which have no meaning in Markdown. So a formula's `_` and `*` don't
/// become emphasis, and a value's place is known without cmark.
struct Placeholder {
  enum Kind {
    /// The beginning of the paragraph that holds the text with this index in ``ParseState/texts``.
    case text(Int)
    case inlineMathematics(SourceText)
    case displayMathematics(SourceText, id: String?, number: Int?)
    /// An index into the notebook's values.
    case value(Int)
    case reference(id: String)
    case citations([Citation])
    case footnote(number: Int, occurrence: Int)
    case label(Attributes)
    /// Two tildes, and whether deleted text can begin or end there.
    case tildes(opens: Bool, closes: Bool)
    /// A private-use character that the author wrote, which is restored; with an empty source, nothing.
    case character
  }

  var kind: Kind
  /// The text in the notebook, which is restored in code, addresses and HTML.
  var source: String
  var location: SourceLocation
}

/// The placeholders of one notebook, and their spelling.
struct PlaceholderTable {
  private(set) var entries: [Placeholder] = []
  private var spellingOfNothing: [UInt8]?

  private static let firstHalf: UInt32 = 0xF0000
  private static let secondHalf: UInt32 = 0x100000
  private static let radix: UInt32 = 0x8000

  /// Whether a character with this lead byte and the next could be taken for half a placeholder.
  static func isReserved(_ lead: UInt8, _ next: UInt8) -> Bool {
    lead == 0xF4 && next >= 0x80 || lead == 0xF3 && next >= 0xB0
  }

  /// Adds an entry and returns its characters for cmark's text.
  mutating func add(_ entry: Placeholder) -> [UInt8] {
    let index = UInt32(entries.count)
    entries.append(entry)
    return Self.utf8(Self.firstHalf + index / Self.radix) + Self.utf8(Self.secondHalf + index % Self.radix)
  }

  /// The placeholder for nothing, which is the same everywhere.
  mutating func nothing() -> [UInt8] {
    if let spelling = spellingOfNothing { return spelling }
    let place = SourceLocation(line: 1, column: 1)
    let spelling = add(Placeholder(kind: .character, source: "", location: place))
    spellingOfNothing = spelling
    return spelling
  }

  private static func utf8(_ code: UInt32) -> [UInt8] {
    [
      0xF0 | UInt8(code >> 18), 0x80 | UInt8(code >> 12 & 63), 0x80 | UInt8(code >> 6 & 63),
      0x80 | UInt8(code & 63),
    ]
  }

  /// A text from cmark, split at its placeholders.
  func pieces(of text: String) -> [Piece] {
    guard text.utf8.contains(where: { $0 >= 0xF3 }) else { return [.text(text)] }
    var pieces: [Piece] = []
    var plain = String.UnicodeScalarView()
    var half: UInt32?
    for scalar in text.unicodeScalars {
      if let first = half {
        half = nil
        let index = Int((first - Self.firstHalf) * Self.radix) + Int(scalar.value) - Int(Self.secondHalf)
        guard entries.indices.contains(index) else { continue }
        if !plain.isEmpty { pieces.append(.text(String(plain))) }
        plain = String.UnicodeScalarView()
        pieces.append(.placeholder(entries[index]))
      } else if scalar.value >= Self.firstHalf, scalar.value < Self.secondHalf {
        half = scalar.value
      } else {
        plain.append(scalar)
      }
    }
    if !plain.isEmpty { pieces.append(.text(String(plain))) }
    return pieces
  }

  enum Piece {
    case text(String)
    case placeholder(Placeholder)
  }

  /// The text as the author wrote it.
  func restored(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .placeholder(let placeholder): placeholder.source
      }
    }.joined()
  }
}
