/// A statement as the compiler parses it, reduced to what showing values needs.
///
/// It decodes the dump of `swiftc -dump-parse -dump-ast-format json`, whose format is documented nowhere: its keys
/// (`_kind`, `pattern_entries`, `trailing_semi`, …) are those of the compiler that the run uses.
package struct Statement: Decodable {
  /// Offsets of the first byte and of the last token's first byte.
  package struct Span: Decodable { package var start, end: Int }

  /// Statements between braces.
  package struct Body: Decodable {
    package var range: Span
    package var elements: [Statement]?
  }

  /// The declaration of a variable's name.
  package struct Variable {
    package var name: String
    package var start: Int
    /// Whether reading it runs none of the author's code: it isn't computed, observed, lazy, or otherwise marked.
    package var isPlain: Bool
  }

  package private(set) var kind = ""
  /// `nil` for an expression inside braces: the dump doesn't say where those are.
  package private(set) var range: Span?
  /// The variables that have a new value after it, unless the code itself shows that value.
  package private(set) var names: [String] = []
  /// The bodies that run as part of it.
  package private(set) var bodies: [Body] = []
  package private(set) var variable: Variable?
  private(set) var hasSemicolon = false
  private var parts: [Part] = []

  package static let other = Statement()

  /// Whether it is a `let` or `var`.
  package var isBinding: Bool { kind == "pattern_binding_decl" }

  package var isLoop: Bool { Statement.loops.contains(kind) }

  /// Whether it is an expression with a value to show: no assignment, and not ended by a semicolon.
  package var isValue: Bool {
    guard kind.hasSuffix("_expr") && !hasSemicolon && !kind.contains("assign") else { return false }
    return !parts.contains { $0.kind.contains("assign") }
  }

  /// The variable's name, if the statement is nothing else.
  package private(set) var onlyName: String?

  /// The variables that it declares, at any depth.
  package var variables: [Variable] {
    (variable.map { [$0] } ?? []) + bodies.flatMap { ($0.elements ?? []).flatMap(\.variables) }
  }

  /// The same with other offsets.
  func moved(by shift: Int) -> Statement {
    var statement = self
    statement.range = range?.moved(by: shift)
    statement.bodies = bodies.map { body in
      Body(range: body.range.moved(by: shift), elements: body.elements?.map { $0.moved(by: shift) })
    }
    statement.variable = variable?.moved(by: shift)
    return statement
  }

  private static let loops: Set<String> = ["for_each_stmt", "while_stmt", "repeat_while_stmt"]

  private init() {}
}

// MARK: Reading what the parser prints

extension Statement {
  private enum CodingKeys: String, CodingKey {
    case kind = "_kind"
    case hasSemicolon = "trailing_semi"
    case entries = "pattern_entries"
    case then = "then_stmt"
    case otherwise = "else_stmt"
    case range, name, elements, conditions, body
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(String.self, forKey: .kind)
    range = try container.decodeIfPresent(Span.self, forKey: .range)
    hasSemicolon = try container.decodeIfPresent(Bool.self, forKey: .hasSemicolon) ?? false
    switch kind {
    case "pattern_binding_decl":
      names = try container.decode([Entry].self, forKey: .entries).flatMap(\.names)
    case "var_decl": variable = try Variable(from: decoder)
    case "sequence_expr":
      parts = try container.decode([Part].self, forKey: .elements)
      if parts.count > 1 && parts[1].isAssignment { names = parts[0].names }
    case "unresolved_decl_ref_expr": onlyName = try? container.decode(String.self, forKey: .name)
    case "guard_stmt": names = try container.decode([Condition].self, forKey: .conditions).flatMap(\.names)
    case "if_stmt":
      bodies = [try container.decode(Body.self, forKey: .then)]
      guard let otherwise = try container.decodeIfPresent(Statement.self, forKey: .otherwise) else { break }
      if let body = try? container.decode(Body.self, forKey: .otherwise), otherwise.kind == "brace_stmt" {
        bodies.append(body)
      }
      bodies += otherwise.bodies
    case "do_stmt", "do_catch_stmt", "for_each_stmt", "while_stmt", "repeat_while_stmt":
      bodies = [try container.decode(Body.self, forKey: .body)]
    default: break
    }
  }

  /// A part of an assignment or a pattern.
  fileprivate struct Part: Decodable {
    var kind: String
    var names: [String] = []
    var isAssignment: Bool { kind == "assign_expr" || operation.map(Part.assigns) ?? false }
    private var operation: String?

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case sub = "sub_pattern"
      case name, elements
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      switch kind {
      case "unresolved_decl_ref_expr":
        operation = try? container.decode(String.self, forKey: .name)
        names = operation.map { [$0] } ?? []
      case "pattern_named": names = [try container.decode(Name.self, forKey: .name).text]
      case "tuple_expr", "pattern_tuple":
        names = try container.decodeIfPresent([Part].self, forKey: .elements)?.flatMap(\.names) ?? []
      case "pattern_typed", "pattern_binding", "pattern_paren":
        names = try container.decode(Part.self, forKey: .sub).names
      default: break
      }
    }

    /// Whether an operator changes its left side, as `+=` does.
    private static func assigns(_ name: String) -> Bool {
      name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
    }
  }

  struct Name: Decodable {
    struct Base: Decodable { var name: String? }
    var base_name: Base
    var text: String { base_name.name ?? "" }
  }

  private struct Condition: Decodable {
    var pattern: Part?
    var names: [String] { pattern?.names ?? [] }
  }

  /// One of the patterns of a `let` or `var` with its value.
  private struct Entry: Decodable {
    var pattern: Part
    var original_init: Initial?
    /// A list with a declared type may be more than the code shows: a tensor, a set.
    var names: [String] {
      guard let initial = original_init else { return [] }
      return initial.isPlain && !(initial.isList && pattern.kind == "pattern_typed") ? [] : pattern.names
    }
  }

  /// An initial value.
  private struct Initial: Decodable {
    /// Whether the code shows the value: a number, a text, a list of such.
    var isPlain: Bool
    /// Whether it is a list with something in it.
    var isList = false

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case elements
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch try container.decode(String.self, forKey: .kind) {
      case "integer_literal_expr", "float_literal_expr", "boolean_literal_expr", "string_literal_expr",
        "nil_literal_expr", "closure_expr":
        isPlain = true
      case "array_expr":
        let elements = try container.decodeIfPresent([Initial].self, forKey: .elements) ?? []
        (isPlain, isList) = (elements.allSatisfy(\.isPlain), !elements.isEmpty)
      case "dictionary_expr": isPlain = !container.contains(.elements)
      default: isPlain = false
      }
    }
  }
}

extension Statement.Span {
  fileprivate func moved(by shift: Int) -> Self { Self(start: start + shift, end: end + shift) }
}

extension Statement.Variable {
  func moved(by shift: Int) -> Self { Self(name: name, start: start + shift, isPlain: isPlain) }
}

extension Statement.Variable: Decodable {
  private enum CodingKeys: String, CodingKey { case range, name, attrs, accessors }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(Statement.Name.self, forKey: .name).text
    start = try container.decode(Statement.Span.self, forKey: .range).start
    let marks = try container.decodeIfPresent([Statement.Mark].self, forKey: .attrs) ?? []
    isPlain = marks.allSatisfy(\.isAccess) && !container.contains(.accessors)
  }
}

extension Statement {
  /// An attribute or a modifier of a declaration.
  struct Mark: Decodable {
    private var kind: String
    private var range: Span?
    private var level: String?

    private enum CodingKeys: String, CodingKey {
      case kind = "_kind"
      case level = "access_level"
      case range
    }

    /// Whether it says who may use the declaration.
    var isAccess: Bool { kind == "access_control_attr" }

    /// Where it says `private` or `fileprivate`.
    var privacy: Range<Int>? {
      guard isAccess, let range, let level, level == "private" || level == "fileprivate" else { return nil }
      return range.start..<range.start + level.utf8.count
    }
  }
}
