import Foundation

/// The list of a course's chapters, `notebooks/book.yml`:
///
///     title: Neural networks
///     subtitle: From one neuron to a transformer
///     description: What the course is about.
///     needs:
///       - Nothing but a browser.
///     chapters:
///       - 00-building-blocks.md
///       - file: 01-feedforward.md
///         plate: layers
///         after: [00-building-blocks.md]
///         outcome: build a network of layers and train it
public struct Book: Sendable {
  /// The file as the user named it.
  public var file: String
  /// The texts are Markdown within a line, as in headings; the description has a paragraph in each of its lines.
  public var title: String?
  public var subtitle: String?
  public var description: String?
  public var authors: [String] = []
  /// The language of its own pages, and of chapters that don't name one.
  public var language = "en"
  /// What a reader needs, one element per item.
  public var needs: [String] = []
  /// What it asks for its cells.
  public var request = BookRequest()
  /// Abbreviations for the formulas of all chapters.
  public var macros = MathMacros()
  /// The works that all chapters can cite.
  public var bibliography = Bibliography()
  /// The packages that the cells of all chapters import from.
  public var packages: [PackageDependency] = []
  /// The groups of its chapters; the appendices are the last one.
  public var parts: [Part] = []
  /// The chapters in reading order.
  public var chapters: [Chapter] = []
  /// The definitions of its terms, if there is a file of them.
  public var glossary: Glossary?
  /// Whether the list has no error; otherwise chapters may be missing.
  package var isComplete = true
  /// What is wrong with the list and the glossary, in the order of the files.
  public var diagnostics: [Diagnostic] = []

  /// A chapter: its notebook's path, relative to the list's folder.
  public struct Chapter: Hashable, Sendable {
    public var path: String
    public var location: SourceLocation
    /// What lists and links call it instead of its notebook's title; Markdown within a line.
    public var title: String?
    /// What readers can do after the chapter: "build a network and train it".
    public var outcome: String?
    /// The paths of the chapters that it builds on, which all come before it.
    public var prerequisites: [String] = []
    /// Its picture on the front page.
    public var plate: Plate?
    /// The part that it is in, as an index into the book's ``Book/parts``.
    public var part: Int?
    public var numbering = Numbering.ofFile

    public init(path: String, location: SourceLocation) {
      self.path = path
      self.location = location
    }

    /// The chapter's number, if it has one: the list's, or the digits that its file's name begins with.
    package var number: Int? {
      switch numbering {
      case .ofFile: Book.number(ofFile: path)
      case .number(let given): given
      case .none, .letter: nil
      }
    }
  }

  public init(file: String) { self.file = file }

  /// The number that the name of a notebook's file begins with.
  package static func number(ofFile path: String) -> Int? {
    Int(Path.name(of: path).prefix { $0.isASCII && $0.isNumber })
  }

  /// The list that a path names: itself, or the one in a folder; `nil` for another file.
  public static func list(at path: String) -> String? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return path.hasSuffix(".yml") ? path : nil
    }
    return path.hasSuffix("/") ? path + "book.yml" : path + "/book.yml"
  }

  /// The keys that the list can have, and those of an entry of its chapters.
  package static var keys: (list: [String], chapter: [String]) { (BookReader.keys, ChapterReader.keys) }

  /// A small picture without words, drawn for the front page.
  public enum Plate: String, CaseIterable, Hashable, Sendable {
    case neuron, layers, valley, window, chain, belt, directions, words, bottleneck, alignment, streams, tree
  }

  /// Reads the list from its file, and the glossary beside it.
  ///
  /// - Throws: ``NotebookLoadError`` if a file can't be read. Errors in their texts are in ``diagnostics``.
  public static func load(_ path: String) throws(NotebookLoadError) -> Book {
    var book = parse(try TextFile.bytes(of: path), file: path)
    book.glossary = try Glossary.load(beside: path)
    book.diagnostics += (book.glossary?.diagnostics ?? []) + book.bibliography.diagnostics
    return book
  }

  /// Reads the list. Errors in it are in its ``diagnostics``.
  public static func parse(_ source: some Sequence<UInt8>, file: String) -> Book {
    BookReader.read(SourceLines(Array(source)), file: file)
  }

  /// Reads the list's text.
  public static func parse(_ source: String, file: String) -> Book { parse(source.utf8, file: file) }
}
