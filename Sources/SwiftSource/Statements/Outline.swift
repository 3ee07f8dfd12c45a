import Foundation

/// The top-level statements and declarations of a Swift file, as the compiler parses them.
package struct Outline {
  package struct Item {
    /// Offset of the first byte.
    package var start: Int
    /// Offset of the last token's first byte.
    package var end: Int
    /// `nil` for the declaration of a type, a function or a variable's name.
    package var statement: Statement?
    /// What it changes for code that doesn't name it.
    package var effect: Effect?
    /// The name of the type that it declares.
    package var typeName: String?

    /// Whether it is an expression with a value to show: no assignment, and not ended by a semicolon.
    package var isValue: Bool { statement?.isValue == true }
    /// Whether it is a `let`, `var` or `guard`, whose names are those of the whole file.
    package var declaresVariables: Bool { statement.map { $0.isBinding || $0.kind == "guard_stmt" } ?? false }
    /// Whether it is executed, unlike the declaration of a type or a function.
    package var isStatement: Bool { statement != nil }
  }

  /// What a declaration changes for code that doesn't name it.
  package enum Effect: Equatable {
    case imports(module: String)
    /// An extension adds conformances to a type.
    case conforms(type: String)
    /// An operator or a precedence group begins to exist.
    case operates(name: String)
  }

  /// In the order of the file.
  package var items: [Item]
  /// Where the variables are declared that can be read without running the author's code, in order and by name.
  private let plainVariables: [String: [Int]]
  /// The names of variables that are computed, observed, or marked with an attribute.
  package var otherVariables: Set<String>
  /// Where top-level declarations say `private` or `fileprivate`, in the order of the file.
  package var privacy: [Range<Int>] = []
  /// Where the variables among them are declared.
  private var privateVariables: [Int]
  /// All variables, in the order of the file.
  private let variables: [Statement.Variable]

  /// Whether a variable is private.
  package var hasPrivateVariables: Bool { !privateVariables.isEmpty }

  /// Reads what `-dump-parse -dump-ast-format json` prints.
  package init(json: [UInt8]) throws {
    let file = try Outline.file(json)
    let nodes = file.items ?? []
    let items = nodes.compactMap(Item.init).sorted { $0.start < $1.start }
    let hidden = nodes.filter { $0.isVariable && !$0.privacy.isEmpty }.compactMap(\.range?.start)
    self.init(
      items, variables: nodes.compactMap(\.variable) + items.flatMap { $0.statement?.variables ?? [] },
      privacy: Set(nodes.flatMap(\.privacy)).sorted { $0.lowerBound < $1.lowerBound }, of: hidden)
  }

  private init(
    _ items: [Item], variables: [Statement.Variable], privacy: [Range<Int>], of privateVariables: [Int]
  ) {
    (self.items, self.variables, self.privacy) = (items, variables, privacy)
    self.privateVariables = privateVariables
    plainVariables = Dictionary(grouping: variables.filter(\.isPlain), by: \.name).mapValues {
      $0.map(\.start).sorted()
    }
    otherVariables = Set(variables.filter { !$0.isPlain }.map(\.name))
  }

  private static func file(_ json: [UInt8]) throws -> File {
    let decoder = JSONDecoder()
    do {
      return try decoder.decode(File.self, from: Data(json))
    } catch {
      return try decoder.decode(File.self, from: Data(repaired(json)))
    }
  }

  /// Where an item begins that is nested deeper than `JSONDecoder` can read; `nil` if there is none.
  ///
  /// - Parameter json: what `-dump-parse -dump-ast-format json` prints.
  package static func itemTooDeep(in json: [UInt8]) -> Int? {
    let mark = Array("\"range\":{\"start\":".utf8)
    var (depth, isText, start, index) = (0, false, 0, 0)
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "\""):
        // Items are at this depth, and an item's range precedes its contents.
        if !isText, depth == 3, json[index...].starts(with: mark) {
          let digits = json[(index + mark.count)...].prefix(while: \.isDigit)
          start = Int(String(decoding: digits, as: UTF8.self)) ?? start
        }
        isText.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "["): if !isText { depth += 1 }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): if !isText { depth -= 1 }
      default: break
      }
      // JSONDecoder reads no more than 512 levels.
      if depth > 500 { return start }
      index += 1
    }
    return nil
  }

  /// The outline of a part of the file that no item crosses, with offsets from its beginning.
  package func part(_ bytes: Range<Int>) -> Outline {
    let shift = -bytes.lowerBound
    return Outline(
      items(in: bytes).map { $0.moved(by: shift) },
      variables: variables.filter { bytes.contains($0.start) }.map { $0.moved(by: shift) },
      privacy: privacy.filter { bytes.contains($0.lowerBound) }.map { $0.moved(by: shift) },
      of: privateVariables.filter(bytes.contains).map { $0 + shift })
  }

  /// The outline of a file that consists of parts, each with the offset at which it begins.
  package init(_ parts: [(outline: Outline, start: Int)]) {
    self.init(
      parts.flatMap { part in part.outline.items.map { $0.moved(by: part.start) } },
      variables: parts.flatMap { part in part.outline.variables.map { $0.moved(by: part.start) } },
      privacy: parts.flatMap { part in part.outline.privacy.map { $0.moved(by: part.start) } },
      of: parts.flatMap { part in part.outline.privateVariables.map { $0 + part.start } })
  }

  /// Where a range first declares a variable of a name that can be read without running the author's code.
  package func plainVariable(_ name: String, in bytes: Range<Int>) -> Int? {
    guard let starts = plainVariables[name] else { return nil }
    let first = starts.partitioningIndex { $0 >= bytes.lowerBound }
    return first < starts.count && starts[first] < bytes.upperBound ? starts[first] : nil
  }

  /// The last item that begins in the range.
  package func lastItem(in bytes: Range<Int>) -> Item? {
    items(in: bytes).last
  }

  /// The items that begin in the range.
  package func items(in bytes: Range<Int>) -> ArraySlice<Item> {
    items[firstItem(from: bytes.lowerBound)..<firstItem(from: bytes.upperBound)]
  }

  /// The first item that begins at a byte or after it.
  private func firstItem(from byte: Int) -> Int {
    items.partitioningIndex { $0.start >= byte }
  }

  /// An empty file has no items at all.
  private struct File: Decodable { var items: [Node]? }

  fileprivate struct Node: Decodable {
    struct Body: Decodable { var elements: [Statement]? }

    var range: Statement.Span?
    var statement: Statement?
    var variable: Statement.Variable?
    var isVariable: Bool
    var privacy: [Range<Int>]
    var effect: Effect?
    var typeName: String?

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case module = "module_path"
      case extended = "extended_type"
      case range, body, attrs, name, inherits
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let kind = try container.decode(String.self, forKey: .kind)
      range = try container.decodeIfPresent(Statement.Span.self, forKey: .range)
      isVariable = kind == "var_decl"
      privacy =
        try container.decodeIfPresent([Statement.Mark].self, forKey: .attrs)?.compactMap(\.privacy) ?? []
      if isVariable { variable = try Statement.Variable(from: decoder) }
      try decode(kind, container)
    }

    private mutating func decode(_ kind: String, _ container: KeyedDecodingContainer<CodingKeys>) throws {
      switch kind {
      case "top_level_code_decl":
        statement = try container.decodeIfPresent(Body.self, forKey: .body)?.elements?.first ?? .other
      case "struct_decl", "enum_decl", "class_decl", "protocol_decl":
        typeName = try container.decode(Statement.Name.self, forKey: .name).text
      case "import_decl":
        let path = try container.decodeIfPresent([String].self, forKey: .module) ?? []
        effect = .imports(module: path.joined(separator: "."))
      case "extension_decl" where container.contains(.inherits):
        effect = .conforms(type: try container.decodeIfPresent(String.self, forKey: .extended) ?? "")
      case "infix_operator_decl", "prefix_operator_decl", "postfix_operator_decl", "precedence_group_decl":
        effect = .operates(name: try container.decode(Statement.Name.self, forKey: .name).text)
      default: break
      }
    }
  }
}

extension Outline.Item {
  fileprivate init?(_ node: Outline.Node) {
    guard let range = node.range, !node.isVariable else { return nil }
    self.init(
      start: range.start, end: range.end, statement: node.statement, effect: node.effect,
      typeName: node.typeName)
  }
}

extension Outline.Item {
  fileprivate func moved(by shift: Int) -> Self {
    var item = self
    item.start += shift
    item.end += shift
    item.statement = statement?.moved(by: shift)
    return item
  }
}

extension Range<Int> {
  fileprivate func moved(by shift: Int) -> Self { lowerBound + shift..<upperBound + shift }
}
