/// How the list of references describes a work: author, year, title, where it appeared, and a link to it.
///
/// Each of them keeps its own direction, and the punctuation between them has the page's.
struct ReferenceText {
  let work: BibliographyEntry
  /// With its letter, if it has one.
  let year: String
  let words: PageWords

  /// More names than this are cut.
  private static let mostNames = 8

  var inlines: [Inline] {
    var result: [Inline] = []
    // A work without an author is cited by its title, so readers look for that.
    let hasAuthor = !work.creators.names.isEmpty || work["title"] == nil
    if !work.creators.names.isEmpty { result.append(.text(sentence(names) + " ")) }
    if hasAuthor {
      result += [.text(sentence(words.isolated(year)) + " ")] + title
    } else {
      result += title + [.text(" " + sentence(words.isolated(year)))]
    }
    result += place
    if let link { result += [.text(" "), link] }
    return result
  }

  /// "Hochreiter, Sepp, and Jürgen Schmidhuber".
  private var names: String {
    let (all, hasOthers) = work.creators
    let isCut = all.count > Self.mostNames
    var names = (isCut ? Array(all.prefix(Self.mostNames - 1)) : all).enumerated().map { index, name in
      if name.given.isEmpty { return name.family }
      return index == 0 ? "\(name.family), \(name.given)" : "\(name.given) \(name.family)"
    }
    let editors = work.isEdited ? ", " + words[all.count > 1 ? "eds." : "ed."] : ""
    if isCut || hasOthers {
      return words.isolated(words["# et al.", names.joined(separator: ", ")]) + editors
    }
    guard names.count > 1, let last = names.popLast() else { return words.isolated(names.joined()) + editors }
    return words.isolated(words["#, and #", names.joined(separator: ", "), last]) + editors
  }

  /// Books and the like stand alone; articles are parts of something.
  private var isPart: Bool {
    container != nil || ["article", "inproceedings", "incollection"].contains(work.kind)
  }

  private var container: String? { work["journal"] ?? work["journaltitle"] ?? work["booktitle"] }

  private var title: [Inline] {
    guard let title = work["title"] else { return [] }
    if isPart { return [.text("\"\(sentence(words.isolated(title)))\"")] }
    return [.emphasis([.text(words.isolated(title))]), .text(fullStop(after: title))]
  }

  /// The journal, the proceedings or the publisher, and the pages.
  private var place: [Inline] {
    var details = ""
    if let volume = work["volume"] { details += " \(volume)" }
    if let number = work["number"] ?? work["issue"] { details += " (\(number))" }
    if let pages = work["pages"] {
      details += (details.isEmpty ? ", " : ": ") + pages
    }
    let maker = work["publisher"] ?? work["school"] ?? work["institution"] ?? work["howpublished"] ?? eprint
    if let maker { details += (container == nil && details.isEmpty ? " " : ". ") + maker }
    guard let container else {
      let separator = String(details.prefix { ", ".contains($0) })
      let text = String(details.dropFirst(separator.count))
      return details.isEmpty ? [] : [.text(separator + sentence(words.isolated(text)))]
    }
    let marks = words.isolation(of: container + details)
    let opening = work["booktitle"] == nil ? " " : " \(words["In"]) "
    return [
      .text(opening + marks.opening), .emphasis([.text(container)]), .text(sentence(details + marks.closing)),
    ]
  }

  private var eprint: String? {
    work["eprint"].map { "\(work["archiveprefix"] ?? work["eprinttype"] ?? "arXiv"):\($0)" }
  }

  /// The work's DOI or address.
  private var link: Inline? {
    var address = work["url"]
    if let doi = work["doi"] { address = doi.contains("://") ? doi : "https://doi.org/\(doi)" }
    guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
    return .link([.text(words.isolated(address))], destination: address, title: "")
  }

  private func sentence(_ text: String) -> String { text + fullStop(after: text) }

  /// A full stop, unless the text ends with one or the like.
  private func fullStop(after text: String) -> String {
    text.last { $0 != "\u{2069}" }.map { "?!.".contains($0) } ?? false ? "" : "."
  }
}
