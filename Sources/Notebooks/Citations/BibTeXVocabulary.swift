/// The types of entries and the names of fields that BibTeX and BibLaTeX know.
enum BibTeXVocabulary {
  /// What is wrong with an entry's type; `nil` for one that is known.
  static func mistake(inType type: String) -> String? {
    if types.contains(type) { return nil }
    return "unknown entry type '\(type)'\(Suggestion.hint(for: type, among: types))"
  }

  /// What is wrong with a field's name; `nil` for one that is known, or that resembles none: programs keep much that is their own in
  /// fields.
  static func mistake(inField name: String) -> String? {
    if fields.contains(name) || numbered.contains(name) || foreign.contains(name) { return nil }
    return Suggestion.misspelled(name, among: fields).map { "unknown field '\(name)'; did you mean '\($0)'?" }
  }

  private static let types = words(
    """
    article artwork audio bibnote book bookinbook booklet collection commentary conference customa customb customc customd
    custome customf dataset electronic ieeetranbstctl image inbook incollection inproceedings inreference jurisdiction legal legislation
    letter manual mastersthesis misc movie music mvbook mvcollection mvproceedings mvreference online patent performance
    periodical phdthesis proceedings reference report review set software standard suppbook suppcollection suppperiodical
    techreport thesis unpublished video www xdata
    """)

  private static let fields = words(
    """
    abstract addendum address afterword annotation annotator annote archiveprefix author authortype bookauthor bookpagination
    booksubtitle booktitle booktitleaddon chapter commentator crossref date doi edition editor editora editoratype editorb
    editorbtype editorc editorctype editortype eid entryset entrysubtype eprint eprintclass eprinttype eventdate eventtitle
    eventtitleaddon execute file foreword gender holder howpublished hyphenation ids indexsorttitle indextitle institution
    introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc journal journalsubtitle
    journaltitle journaltitleaddon key keywords label langid langidopts language library location mainsubtitle maintitle
    maintitleaddon month nameaddon note number options organization origdate origlanguage origlocation origpublisher origtitle
    pages pagetotal pagination part pdf presort primaryclass publisher pubstate related relatedoptions relatedstring relatedtype
    reprinttitle school series shortauthor shorteditor shorthand shorthandintro shortjournal shortseries shorttitle sortkey
    sortname sortshorthand sorttitle sortyear subtitle title titleaddon translator type url urldate venue version volume volumes
    xdata xref year
    """)

  /// BibLaTeX's fields for anything, which nobody means by another name.
  private static let numbered = Set(
    ["name", "list", "user", "verb"].flatMap { kind in "abcdef".map { "\(kind)\($0)" } }
      + "abc".map { "name\($0)type" })

  /// What programs write that resembles one of the fields.
  private static let foreign: Set = [
    "data", "eisbn", "eissn", "fjournal", "fseries", "keyword", "notes", "pissn",
  ]

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
