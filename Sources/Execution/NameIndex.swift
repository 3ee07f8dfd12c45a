import CPlatform
import Foundation

/// What the compiler has resolved in a program: each place where a name is declared or used, with its declaration.
///
/// The compiler writes it while it compiles, at no measurable cost, for editors to find definitions with. So names are
/// never searched for in text, and shadowing, overloads and members are resolved as the compiler resolves them.
struct NameIndex {
  struct Occurrence {
    /// Identifies the declaration across all modules.
    var usr: String
    /// The name with argument labels, as messages have it: `shuffled(using:)`.
    var name: String
    var kind: UInt32
    var roles: UInt64
    /// In the program's text, from 1.
    var line: Int
    /// In bytes, from 1.
    var column: Int
    var relations: [(kinds: UInt64, usr: String)] = []

    func isKind(_ kind: lectern_symbol) -> Bool { self.kind == kind.rawValue }
    func has(_ role: lectern_role) -> Bool { roles & UInt64(role.rawValue) != 0 }

    /// The name without argument labels, and without `getter:` before a computed variable's: `shuffled`.
    var shortName: String {
      String((isAccessor ? name.dropFirst("getter:".count) : name[...]).prefix { $0 != "(" })
    }
    /// Whether it is a getter or a setter; the variable itself occurs at the same place.
    var isAccessor: Bool { name.hasPrefix("getter:") || name.hasPrefix("setter:") }

    func isAtPlace(of other: Self) -> Bool { line == other.line && column == other.column }

    /// The declarations that this occurrence belongs to; `kind` says how.
    func related(_ kind: lectern_relation) -> [String] {
      relations.filter { $0.kinds & UInt64(kind.rawValue) != 0 }.map(\.usr)
    }
  }

  private(set) var occurrences: [Occurrence] = []

  /// Reads the record of a source file from the folder that the compiler was given for its index.
  ///
  /// - Throws: ``RunError`` if the toolchain has no index library, or if the compiler has written no record.
  init(folder: String, source: String, library: String) throws(RunError) {
    guard let record = NameIndex.record(of: source, in: folder) else {
      throw .toolFailed(
        tool: "the Swift compiler", message: "it has written no index of the names it resolved")
    }
    let code = withUnsafeMutablePointer(to: &occurrences) { list in
      lectern_read_index(
        library, folder, record, list,
        { context, found in
          guard let found = found?.pointee else { return }
          NameIndex.list(context)?.pointee.append(Occurrence(found))
        },
        { context, kinds, usr in
          guard let list = NameIndex.list(context), !list.pointee.isEmpty else { return }
          list.pointee[list.pointee.count - 1].relations.append((kinds, String(usr)))
        })
    }
    if code == 1 { throw .missingTool(library) }
    if code != 0 {
      throw .toolFailed(tool: "reading the compiler's index", message: "its record is damaged")
    }
  }

  private static func list(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<[Occurrence]>? {
    context?.assumingMemoryBound(to: [Occurrence].self)
  }

  /// The record's name: the source's name with a hash that only the compiler knows.
  private static func record(of source: String, in folder: String) -> String? {
    let records = folder + "/v5/records"
    let paths = FileManager.default.enumerator(atPath: records)?.compactMap { $0 as? String } ?? []
    return paths.compactMap { $0.split(separator: "/").last.map(String.init) }.first {
      $0.hasPrefix(source + "-")
    }
  }
}

extension NameIndex.Occurrence {
  fileprivate init(_ found: lectern_occurrence) {
    self.init(
      usr: String(found.usr), name: String(found.name),
      kind: found.kind, roles: found.roles, line: Int(found.line), column: Int(found.column))
  }
}

extension String {
  fileprivate init(_ text: lectern_text) {
    let bytes = UnsafeRawBufferPointer(start: text.bytes, count: text.length)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
