import Foundation

/// The top-level statements and declarations of a Swift file, as the compiler parses them.
struct Outline {
  struct Item {
    /// Offset of the first byte.
    var start: Int
    /// Offset of the last token's first byte.
    var end: Int
    /// Whether it is an expression with a value to show: no assignment, and not ended by a semicolon.
    var isValue: Bool
    /// Whether it does something when the program comes by, unlike the declaration of a type or function.
    var isStatement: Bool
  }

  /// In the order of the file.
  var items: [Item]

  /// Reads what `-dump-parse -dump-ast-format json` prints.
  init(json: [UInt8]) throws {
    let file = try JSONDecoder().decode(File.self, from: Data(json))
    items = (file.items ?? []).compactMap(Item.init).sorted { $0.start < $1.start }
  }

  /// The last item that begins inside of the bytes.
  func lastItem(in bytes: Range<Int>) -> Item? {
    items.last { bytes.contains($0.start) }
  }

  /// An empty file has no items at all.
  fileprivate struct File: Decodable { var items: [Node]? }

  fileprivate struct Node: Decodable {
    struct Span: Decodable { var start, end: Int }
    struct Body: Decodable { var elements: [Element]? }

    var kind: String
    var range: Span?
    var body: Body?

    enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case range, body
    }
  }

  fileprivate struct Element: Decodable {
    struct Part: Decodable {
      var kind: String
      enum CodingKeys: String, CodingKey { case kind = "_kind" }
    }

    var kind: String
    var hasSemicolon: Bool
    var elements: [Part]?

    enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case hasSemicolon = "trailing_semi"
      case elements
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      hasSemicolon = try container.decodeIfPresent(Bool.self, forKey: .hasSemicolon) ?? false
      // Only an operator's operands are of interest; what else goes by this name is of other types.
      elements = kind == "sequence_expr" ? try container.decode([Part].self, forKey: .elements) : nil
    }

    var isValue: Bool {
      guard kind.hasSuffix("_expr") && !hasSemicolon && !kind.contains("assign") else { return false }
      return !(elements ?? []).contains { $0.kind.contains("assign") }
    }
  }
}

extension Outline.Item {
  fileprivate init?(_ node: Outline.Node) {
    guard let range = node.range else { return nil }
    let element = node.body?.elements?.first
    let isStatement = node.kind == "top_level_code_decl"
    self.init(
      start: range.start, end: range.end,
      isValue: isStatement && element?.isValue == true,
      isStatement: isStatement)
  }
}
