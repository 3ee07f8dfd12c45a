import Foundation

/// The top-level statements and declarations of a Swift file, as the compiler parses them.
struct Outline {
  struct Item {
    /// Offset of the first byte.
    var start: Int
    /// Offset of the last token's first byte.
    var end: Int
    /// What the program does here; `nil` for the declaration of a type, a function or a variable's name.
    var statement: Statement?

    /// Whether it is an expression with a value to show: no assignment, and not ended by a semicolon.
    var isValue: Bool { statement?.isValue == true }
    /// Whether it does something when the program comes by, unlike the declaration of a type or function.
    var isStatement: Bool { statement != nil }
  }

  /// In the order of the file.
  var items: [Item]
  /// Where the names of variables stand that can be read without running code of the author's.
  var plainVariables: [Statement.Variable]
  /// The names of variables that are computed, observed, or marked with an attribute.
  var otherVariables: Set<String>

  /// Reads what `-dump-parse -dump-ast-format json` prints.
  init(json: [UInt8]) throws {
    let file = try JSONDecoder().decode(File.self, from: Data(json))
    let nodes = file.items ?? []
    items = nodes.compactMap(Item.init).sorted { $0.start < $1.start }
    let variables = nodes.compactMap(\.variable) + items.flatMap { $0.statement?.variables ?? [] }
    plainVariables = variables.filter(\.isPlain)
    otherVariables = Set(variables.filter { !$0.isPlain }.map(\.name))
  }

  /// The last item that begins inside of the bytes.
  func lastItem(in bytes: Range<Int>) -> Item? {
    items.last { bytes.contains($0.start) }
  }

  /// An empty file has no items at all.
  private struct File: Decodable { var items: [Node]? }

  fileprivate struct Node: Decodable {
    struct Body: Decodable { var elements: [Statement]? }

    var range: Statement.Span?
    var statement: Statement?
    var variable: Statement.Variable?
    var isVariable: Bool

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case range, body
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let kind = try container.decode(String.self, forKey: .kind)
      range = try container.decodeIfPresent(Statement.Span.self, forKey: .range)
      isVariable = kind == "var_decl"
      if isVariable { variable = try Statement.Variable(from: decoder) }
      guard kind == "top_level_code_decl" else { return }
      statement = try container.decodeIfPresent(Body.self, forKey: .body)?.elements?.first ?? .other
    }
  }
}

extension Outline.Item {
  fileprivate init?(_ node: Outline.Node) {
    guard let range = node.range, !node.isVariable else { return nil }
    self.init(start: range.start, end: range.end, statement: node.statement)
  }
}
