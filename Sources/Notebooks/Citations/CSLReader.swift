/// Reads the works of a file of CSL-JSON, which Zotero and Pandoc write:
///
///     [{"id": "lstm", "type": "article-journal", "title": "Long short-term memory",
///       "author": [{"family": "Hochreiter", "given": "Sepp"}],
///       "container-title": "Neural Computation", "issued": {"date-parts": [[1997, 11]]}}]
///
/// They become what the same works in BibTeX become. A work with a mistake is reported at its place and left out.
struct CSLReader {
  private let places: LinePlaces
  private let reader: JSONReader
  private let diagnostics: Diagnostics
  private var entries: [BibliographyEntry] = []
  private var mistakes = 0

  /// The most bytes of a field, and the most mistakes.
  private static let longest = 20_000
  private static let mostMistakes = 100

  /// Why a work can't be read, and the path to the place.
  private struct Mistake: Error {
    var message: String
    var path: String
  }

  static func read(_ bytes: [UInt8], diagnostics: Diagnostics) -> [BibliographyEntry] {
    var json = JSONReader(bytes)
    do {
      let value = try json.value()
      var reader = CSLReader(places: LinePlaces(bytes), reader: json, diagnostics: diagnostics)
      reader.read(value)
      return reader.entries
    } catch {
      diagnostics.error(error.message, at: error.location, stopsProgram: false)
      return []
    }
  }

  private init(places: LinePlaces, reader: JSONReader, diagnostics: Diagnostics) {
    (self.places, self.reader, self.diagnostics) = (places, reader, diagnostics)
  }

  private mutating func read(_ value: JSONValue) {
    let root = value["references"] == nil ? "" : "references"
    guard let list = (value["references"] ?? value).list else {
      report(Mistake(message: "works are a list, not \((value["references"] ?? value).kindName)", path: root))
      return
    }
    var lines: [String: Int] = [:]
    for (index, value) in list.enumerated() where mistakes < Self.mostMistakes {
      let path = "\(root)[\(index)]"
      do throws(Mistake) {
        let entry = try entry(value, path)
        if let first = lines[entry.key] {
          throw Mistake(message: "the entry '\(entry.key)' is already in line \(first)", path: "\(path).id")
        }
        lines[entry.key] = entry.location.line
        entries.append(entry)
      } catch {
        report(error)
      }
    }
  }

  private mutating func report(_ mistake: Mistake) {
    diagnostics.error(mistake.message, at: location(of: mistake.path), stopsProgram: false)
    mistakes += 1
  }

  private func location(of path: String) -> SourceLocation {
    var path = path[...]
    while true {
      if let offset = reader.offsets[String(path)] { return places.location(of: offset) }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
      path = path[..<end]
    }
    return SourceLocation(line: 1, column: 1)
  }

  // MARK: A work

  private func entry(_ value: JSONValue, _ path: String) throws(Mistake) -> BibliographyEntry {
    guard let members = value.object else {
      throw Mistake(message: "a work is an object, not \(value.kindName)", path: path)
    }
    guard let key = try text(members["id"], "id", path), !key.isEmpty else {
      throw Mistake(message: "this work has no 'id'", path: path)
    }
    let type = try text(members["type"], "type", path) ?? ""
    let kind = Self.kinds[type] ?? "misc"
    var entry = BibliographyEntry(key: key, kind: kind, location: location(of: "\(path).id"))
    let isIn = kind == "inproceedings" || kind == "incollection"
    let names = Self.fields + [("container-title", isIn ? "booktitle" : "journal")]
    for (name, field) in names {
      entry.fields[field] = try text(members[name], name, path)
    }
    entry.fields["pages"] = entry["pages"].map(Self.withDashes)
    entry.fields["year"] = try year(members["issued"], path)
    for role in ["author", "editor"] {
      guard let list = members[role], list != .null else { continue }
      entry.people[role] = try people(list, "\(path).\(role)")
    }
    return entry
  }

  private static let kinds = [
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "paper-conference": "inproceedings", "chapter": "incollection",
    "entry-dictionary": "incollection", "entry-encyclopedia": "incollection", "book": "book",
    "thesis": "phdthesis", "report": "techreport",
  ]

  /// CSL's names, and those of BibTeX.
  private static let fields = [
    ("title", "title"), ("volume", "volume"), ("issue", "number"), ("page", "pages"),
    ("publisher", "publisher"), ("DOI", "doi"), ("URL", "url"),
  ]

  /// A field as plain text: CSL allows a little HTML in it.
  private func text(_ value: JSONValue?, _ name: String, _ path: String) throws(Mistake) -> String? {
    let text: String
    switch value {
    case nil, .null: return nil
    case .text(let found), .number(let found): text = found
    case let other?:
      throw Mistake(message: "'\(name)' must be a text, not \(other.kindName)", path: "\(path).\(name)")
    }
    guard text.utf8.count <= Self.longest else {
      throw Mistake(message: "this text has more than \(Self.longest) bytes", path: "\(path).\(name)")
    }
    let plain = text.replacing(/<\/?(i|b|sc|sup|sub|span)(\s[^<>]*)?>/, with: "")
    return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func withDashes(_ pages: String) -> String {
    pages.replacing(/(\d)-+(\d)/) { "\($0.1)–\($0.2)" }
  }

  /// The year of `{"date-parts": [[1997, 11]]}`, or of a date in words.
  private func year(_ value: JSONValue?, _ path: String) throws(Mistake) -> String? {
    guard let value, value != .null else { return nil }
    guard value.object != nil else {
      throw Mistake(message: "'issued' must be an object, not \(value.kindName)", path: "\(path).issued")
    }
    if let first = value["date-parts"]?.list?.first?.list?.first {
      return try text(first, "date-parts", "\(path).issued")
    }
    let words = try text(value["literal"] ?? value["raw"], "literal", "\(path).issued")
    return words.map { words in words.firstMatch(of: /\d{4}/).map { String($0.output) } ?? words }
  }

  private func people(_ value: JSONValue, _ path: String) throws(Mistake) -> BibliographyEntry.People {
    guard let list = value.list else {
      throw Mistake(message: "names are a list, not \(value.kindName)", path: path)
    }
    var people = BibliographyEntry.People()
    for (index, value) in list.enumerated() {
      guard value.object != nil else {
        throw Mistake(message: "a name is an object, not \(value.kindName)", path: "\(path)[\(index)]")
      }
      let place = "\(path)[\(index)]"
      func part(_ name: String) throws(Mistake) -> String { try text(value[name], name, place) ?? "" }
      let family = [try part("dropping-particle"), try part("non-dropping-particle"), try part("family")]
      let given = [try part("given"), try part("suffix")]
      let literal = try part("literal")
      let name = BibliographyName(
        family: literal.isEmpty ? Self.joined(family) : literal,
        given: literal.isEmpty ? Self.joined(given) : "")
      if name.family == "others", name.given.isEmpty {
        people.hasOthers = true
      } else if !name.family.isEmpty {
        people.names.append(name)
      } else if !name.given.isEmpty {
        people.names.append(BibliographyName(family: name.given, given: ""))
      }
    }
    return people
  }

  private static func joined(_ words: [String]) -> String {
    words.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
