/// A person or an institution in a bibliography.
struct BibliographyName: Equatable, Sendable {
  var family: String
  var given: String

  /// The names in `Hochreiter, Sepp and J{\"u}rgen Schmidhuber and {The Swift Team} and others`.
  static func names(in field: String) -> (names: [BibliographyName], hasOthers: Bool) {
    let names = parts(of: field, isEnd: { $0.lowercased() == "and" })
    let all = names.compactMap { name($0) }
    let hasOthers = all.last?.family == "others" && all.last?.given == ""
    return (hasOthers ? Array(all.dropLast()) : all, hasOthers)
  }

  /// The words of a field in groups that end at a word.
  private static func parts(of field: String, isEnd: (String) -> Bool) -> [[String]] {
    var groups: [[String]] = [[]]
    for word in words(of: field) {
      if isEnd(word) { groups.append([]) } else { groups[groups.count - 1].append(word) }
    }
    return groups
  }

  /// The words outside of braces; a comma is a word of its own.
  private static func words(of field: String) -> [String] {
    var words: [String] = []
    var word = ""
    var depth = 0
    func close() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in field {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth > 0 || !(character.isWhitespace || character == ",") {
        word.append(character)
        continue
      }
      close()
      if character == "," { words.append(",") }
    }
    close()
    return words
  }

  private static func name(_ words: [String]) -> BibliographyName? {
    func text(_ words: some Sequence<String>) -> String { LaTeXText.decoded(words.joined(separator: " ")) }
    guard let last = words.last else { return nil }
    if let comma = words.firstIndex(of: ",") {
      let family = text(words[..<comma])
      let given = text(words[(comma + 1)...].filter { $0 != "," })
      return family.isEmpty ? nil : BibliographyName(family: family, given: given)
    }
    if words.count == 1 { return BibliographyName(family: text([last]), given: "") }
    let particle = words.dropFirst().dropLast().firstIndex { $0.first?.isLowercase ?? false }
    let start = particle ?? words.count - 1
    return BibliographyName(family: text(words[start...]), given: text(words[..<start]))
  }
}

extension BibliographyEntry {
  /// Its authors, or the editors of a work without authors.
  var creators: (names: [BibliographyName], hasOthers: Bool) {
    if let people = people["author"] ?? people["editor"] { return (people.names, people.hasOthers) }
    guard let field = self["author"] ?? self["editor"] else { return ([], false) }
    return BibliographyName.names(in: field)
  }

  /// What a citation calls the work before its year: "Hochreiter and Schmidhuber", "Vaswani et al.".
  func shortName(_ words: PageWords) -> String { String(longName(words).unicodeScalars.prefix(120)) }

  private func longName(_ words: PageWords) -> String {
    let (names, hasOthers) = creators
    let families = names.prefix(2).map { String($0.family.prefix(120)) }
    guard let first = families.first else { return String((self["title"] ?? key).prefix(120)) }
    if names.count > 2 || hasOthers { return words["# et al.", first] }
    return families.count == 2 ? words["# and #", first, families[1]] : first
  }

  func year(_ words: PageWords) -> String {
    if let year = self["year"] { return String(year.unicodeScalars.prefix(40)) }
    let digits = self["date"]?.prefix(4) ?? ""
    return digits.count == 4 && digits.allSatisfy(\.isNumber) ? String(digits) : words["n.d."]
  }
}

extension BibliographyEntry {
  /// Whether its creators are editors, because it has no authors.
  var isEdited: Bool {
    self["author"] == nil && people["author"] == nil && (self["editor"] != nil || people["editor"] != nil)
  }
}
