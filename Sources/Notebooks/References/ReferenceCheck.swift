import Displays
import Foundation

/// Follows a notebook's links and pictures. Those that lead nowhere are reported at their place, and links to
/// notebooks and files get the address that they have on the page.
public struct ReferenceCheck {
  private let notebook: Notebook
  /// The notebook's page, and the folders of both, as absolute paths.
  private let page: String
  private let folder: String
  private let pageFolder: String
  private let book: BookPages?
  /// The files whose text is on the page too, as `Path.canonical` gives them.
  private let included: Set<String>
  private var known: [String: Finding] = [:]
  private var otherAnchors: [String: Set<[UInt8]>] = [:]
  private var otherNames: [String: [String: String]] = [:]
  private let hints = Hints()

  /// The result of following an address.
  private struct Finding {
    /// `nil` if the page keeps the address as written.
    var target: LinkTarget?
    var warning: String?
    /// The file that the page needs a copy of.
    var copy: (source: String, place: String)?

    static let asWritten = Finding()
    static func nowhere(_ reason: String) -> Finding { Finding(target: .nowhere(reason: reason)) }
  }

  /// The notebook with the targets of its links, and with their mistakes added to its diagnostics.
  ///
  /// - Parameters:
  ///   - page: the file of the notebook's page.
  ///   - book: the book's pages, if the notebook is a chapter.
  public static func checked(_ notebook: Notebook, page: String, in book: BookPages? = nil) -> Notebook {
    var check = ReferenceCheck(notebook, page: page, in: book)
    return check.run()
  }

  private init(_ notebook: Notebook, page: String, in book: BookPages?) {
    self.notebook = notebook
    self.book = book
    included = Set(notebook.included.files.map { Path.canonical($0.name) })
    folder = Path.folder(of: Path.absolute(notebook.file))
    self.page = Path.absolute(page)
    pageFolder = Path.folder(of: self.page)
  }

  private mutating func run() -> Notebook {
    var result = notebook
    let diagnostics = Diagnostics(file: notebook.file)
    diagnostics.included = notebook.included
    for link in notebook.links {
      let finding = finding(link.destination)
      if let target = finding.target { result.targets[link.destination] = target }
      if case .nowhere(let reason)? = finding.target {
        diagnostics.error(reason, at: link.location, stopsProgram: false)
      }
      if let warning = finding.warning { diagnostics.warning(warning, at: link.location) }
      if let copy = finding.copy, !result.linkedFiles.contains(where: { $0.source == copy.source }) {
        let (source, place) = copy
        result.linkedFiles.append(LinkedFile(source: source, place: place, location: link.location))
      }
    }
    var size = 0
    for image in notebook.images {
      do {
        let picture = try PictureFile.read("\(folder)/\(image.source)", for: notebook.file, after: &size)
        if !picture.dropped.isEmpty {
          diagnostics.warning(
            SafeDrawing.message(ofDropped: picture.dropped, from: "the picture '\(image.source)'"),
            at: image.location)
        }
      } catch {
        diagnostics.error(
          "the picture '\(image.source)' cannot be shown: \(error.explanation)", at: image.location,
          stopsProgram: false)
      }
    }
    result.diagnostics = Diagnostics.merged(notebook.diagnostics, diagnostics)
    return result
  }

  private mutating func finding(_ destination: String) -> Finding {
    if let known = known[destination] { return known }
    let finding = follow(destination)
    known[destination] = finding
    return finding
  }

  // MARK: Addresses

  /// The parts of an address; the query includes its `?`.
  private struct Parts {
    var path: String
    var query = ""
    var anchor: String?

    init(_ address: String) {
      let hash = address.firstIndex(of: "#") ?? address.endIndex
      let question = address[..<hash].firstIndex(of: "?") ?? hash
      path = Address.path(String(address[..<question]))
      query = String(address[question..<hash])
      if hash < address.endIndex { anchor = String(address[address.index(after: hash)...]) }
    }

    /// The query and anchor as the page writes them; spaces are encoded, because addresses must not contain
    /// them.
    var end: String {
      (query + (anchor.map { "#\($0)" } ?? "")).split(whereSeparator: \.isWhitespace).joined(separator: "%20")
    }

    /// The same, if the anchor names a heading by its words.
    func end(among names: [String: String]) -> String? {
      guard let id, let own = names[id] else { return nil }
      var parts = self
      parts.anchor = own
      return parts.end
    }

    /// The id that the anchor names, if it names one.
    var id: String? { anchor.map { Address.path($0) }.flatMap { $0.isEmpty ? nil : $0 } }
  }

  private mutating func follow(_ destination: String) -> Finding {
    if destination.isEmpty { return .nowhere("this link has no address") }
    if Address.isElsewhere(destination) { return .asWritten }
    if Address.isAbsolute(destination) {
      return .nowhere("a link's path must be relative to the notebook's folder")
    }
    let parts = Parts(destination)
    if parts.path.isEmpty { return followHere(parts) }
    let file = Path.absolute("\(folder)/\(parts.path)")
    if !included.isEmpty, included.contains(Path.canonical(file)) {
      // Its text is on this page.
      if let id = parts.id, !Self.isAnchor(id, in: anchors(of: notebook)) { return followHere(parts) }
      return Finding(target: .address(parts.end.isEmpty ? "#top" : parts.end))
    }
    if let page = book?.page(of: file) { return follow(parts, to: page) }
    return followFile(parts, file)
  }

  private mutating func followHere(_ parts: Parts) -> Finding {
    guard let id = parts.id else { return .asWritten }
    let anchors = anchors(of: notebook)
    if Self.isAnchor(id, in: anchors) { return .asWritten }
    if let end = parts.end(among: notebook.headingNames) { return Finding(target: .address(end)) }
    return .nowhere(
      "nothing here has the id '\(id)'\(hints.hint(for: id, among: anchors.map(\.string).sorted()))")
  }

  private mutating func follow(_ parts: Parts, to page: BookPages.Page) -> Finding {
    var end = parts.end
    if let id = parts.id, !Self.isAnchor(id, in: page.anchors) {
      if let named = parts.end(among: page.headingNames) {
        end = named
      } else {
        return nowhere(parts, id, page.anchors)
      }
    }
    // Paths between chapters stay the same even if a copy of this page is saved elsewhere.
    let here = book?.page(of: notebook.file).map { Path.folder(of: $0.path) } ?? pageFolder
    return Finding(target: .address(Path.address(Path.relative(from: here, to: page.path)) + end))
  }

  private func nowhere(_ parts: Parts, _ id: String, _ anchors: Set<[UInt8]>) -> Finding {
    let hint = hints.hint(for: id, among: anchors.map(\.string).sorted())
    return .nowhere("nothing in '\(parts.path)' has the id '\(id)'\(hint)")
  }

  private mutating func followFile(_ parts: Parts, _ file: String) -> Finding {
    var status = stat()
    guard stat(file, &status) == 0 else {
      if let page = page(parts.path) { return checked(parts, page: page, .asWritten) }
      let hint = hints.hint(for: parts.path, among: files(near: parts.path))
      return .nowhere("there is no file '\(parts.path)'\(hint)")
    }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder, file.hasSuffix(".md") else {
      if !isFolder, let book, let place = book.place(ofCopyOf: file) {
        return followCopy(parts, (file, place), in: book)
      }
      let slash = isFolder && parts.path.hasSuffix("/") ? "/" : ""
      let way = Path.relative(from: pageFolder, to: file)
      let address = Path.address(way.isEmpty ? "." : way) + slash + parts.end
      var finding = checked(parts, page: file, Finding(target: .address(address)))
      if isFolder, let book, book.place(ofCopyOf: file) != nil {
        finding.warning =
          "'\(parts.path)' is a folder, and none is copied to the pages of \(book.list); link to its files"
      }
      return finding
    }
    return followNotebook(parts, file)
  }

  /// A link from a chapter to a file of the project goes to the file's copy among the pages.
  private mutating func followCopy(
    _ parts: Parts, _ copy: (source: String, place: String), in book: BookPages
  ) -> Finding {
    if let project = ProjectFolder.leaving(notebook.file, by: copy.source) {
      return .nowhere("the file '\(parts.path)' \(ProjectFolder.fault(outside: project))")
    }
    do {
      try OrdinaryFile.check(copy.source, limit: LinkedFile.limit)
    } catch {
      return .nowhere("'\(parts.path)' cannot be copied to the book's pages: \(error.explanation)")
    }
    let path = "\(book.folder)/\(copy.place)"
    if book.anchors(ofPageAt: path) != nil {
      return .nowhere(
        "the copy of '\(parts.path)' would take the place of the book's page '\(copy.place)'; rename the file"
      )
    }
    let here = book.page(of: notebook.file).map { Path.folder(of: $0.path) } ?? pageFolder
    let address = Path.address(Path.relative(from: here, to: path)) + parts.end
    var finding = checked(parts, page: copy.source, Finding(target: .address(address)))
    finding.copy = copy
    return finding
  }

  /// A link to a notebook outside this one's book goes to the page that `lectern run` makes of it.
  private mutating func followNotebook(_ parts: Parts, _ file: String) -> Finding {
    var end = parts.end
    if let id = parts.id, !Self.isAnchor(id, in: anchors(ofNotebookAt: file)) {
      guard let named = parts.end(among: otherNames[file] ?? [:]) else {
        return nowhere(parts, id, anchors(ofNotebookAt: file))
      }
      end = named
    }
    let page = Path.absolute(Book.containing(file)?.page ?? PagePath.page(of: file))
    let way = Path.relative(from: pageFolder, to: page)
    var finding = Finding(target: .address(Path.address(way) + end))
    if let book {
      finding.warning =
        "'\(parts.path)' is no chapter of \(book.list): its page is there only after 'lectern run'"
    }
    return finding
  }

  /// The page of the book, or the page next to this one, that a path leads to.
  private func page(_ path: String) -> String? {
    guard path.hasSuffix(".html") else { return nil }
    if let book, let here = book.page(of: notebook.file) {
      let page = Path.absolute("\(Path.folder(of: here.path))/\(path)")
      if book.anchors(ofPageAt: page) != nil { return page }
    }
    let page = Path.absolute("\(pageFolder)/\(path)")
    return page == self.page || FileManager.default.fileExists(atPath: page) ? page : nil
  }

  /// The files in the folder of a path to a missing file.
  private func files(near path: String) -> [String] {
    let inside = Path.folder(of: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(inside)")) ?? []
    return names.sorted().prefix(1000).map { Path.joined(inside, $0) }.filter { $0 != path }
  }

  // MARK: Anchors

  private mutating func anchors(ofNotebookAt file: String) -> Set<[UInt8]> {
    if let anchors = otherAnchors[file] { return anchors }
    let other = Notebook.read(file)
    (otherAnchors[file], otherNames[file]) = (other.anchors, other.headingNames)
    return other.anchors
  }

  private mutating func anchors(of notebook: Notebook) -> Set<[UInt8]> {
    let anchors = otherAnchors[notebook.file] ?? notebook.anchors
    otherAnchors[notebook.file] = anchors
    return anchors
  }

  /// The finding of a link to an HTML file, if the file has the link's anchor. A page that is not the book's may get its ids
  /// from a script, so there is only a warning.
  private mutating func checked(_ parts: Parts, page: String, _ finding: Finding) -> Finding {
    guard let id = parts.id, page.hasSuffix(".html") || page.hasSuffix(".htm") else { return finding }
    let known = book?.anchors(ofPageAt: page) ?? (page == self.page ? self.anchors(of: notebook) : nil)
    let anchors = known ?? anchors(ofPage: page)
    if Self.isAnchor(id, in: anchors) { return finding }
    let hint = hints.hint(for: id, among: anchors.map(\.string).sorted())
    let reason = "nothing in '\(parts.path)' has the id '\(id)'\(hint)"
    if known != nil { return .nowhere(reason) }
    var finding = finding
    finding.warning = reason
    return finding
  }

  /// The ids in an HTML file.
  private mutating func anchors(ofPage file: String) -> Set<[UInt8]> {
    if let anchors = otherAnchors[file] { return anchors }
    var anchors = PageAnchors()
    anchors.add("top")
    if let bytes = try? OrdinaryFile.read(file, limit: 64 << 20) { anchors.addPage(bytes) }
    otherAnchors[file] = anchors.ids
    return anchors.ids
  }

  /// Whether the page has the id.
  private static func isAnchor(_ id: String, in anchors: Set<[UInt8]>) -> Bool {
    anchors.contains(Array(id.utf8))
      || id.hasPrefix("term:") && anchors.contains(Array(PageAnchors.anyTerm.utf8))
  }
}
