/// The files that a notebook includes, and the way from the numbers of their lines to the files.
///
/// While a notebook is read and run, a line of an included file has a number above those of the notebook's own lines, so that
/// a ``SourceLocation`` says which file it is in. ``Notebook/placed(_:)-(Diagnostic)`` turns it into the file's name and line
/// before anybody reads it.
public struct IncludedFiles: Hashable, Sendable {
  /// One use of a file; a file that is included twice has two.
  package struct File: Hashable, Sendable {
    /// The file as messages name it.
    package var name: String
    /// The path from the notebook's folder to the file's folder; empty if it is the same.
    package var folder: String
    /// Where it is included.
    package var place: SourceLocation
    package var lines: [String]
  }

  /// The distance between the first lines of files: more lines than a file can have.
  private static let stride = 1 << 24
  /// The most files of a notebook.
  static let limit = 100

  package private(set) var files: [File] = []
  /// The paths of all files that were looked for, whether they are there or not.
  package private(set) var paths: [String] = []

  init() {}

  var isEmpty: Bool { files.isEmpty }

  mutating func noteSearch(for path: String) { paths.append(path) }

  /// Adds a file; returns what to add to the numbers of its lines.
  mutating func add(_ file: File) -> Int {
    files.append(file)
    return files.count * Self.stride
  }

  /// The file that has a line; `nil` for the notebook's own lines.
  package func file(ofLine line: Int) -> File? {
    let index = line / Self.stride - 1
    return files.indices.contains(index) ? files[index] : nil
  }

  /// The number of a line in its own file.
  package func number(ofLine line: Int) -> Int {
    file(ofLine: line) == nil ? line : line % Self.stride
  }

  /// Whether two places are in the same use of a file.
  package func isSameFile(_ a: SourceLocation, _ b: SourceLocation) -> Bool {
    a.line / Self.stride == b.line / Self.stride
  }

  /// A place that a message names beside its own, as the message's reader finds it: `line 3`, or `line 3 of '_data.md'` where
  /// the message itself is in another file.
  ///
  /// - Parameters:
  ///   - own: where the message is.
  ///   - notebook: the notebook as messages name it.
  func line(of place: SourceLocation, seenFrom own: SourceLocation, in notebook: String) -> String {
    let (file, ownFile) = (file(ofLine: place.line), file(ofLine: own.line))
    let line = "line \(number(ofLine: place.line))"
    let name = file?.name ?? notebook
    if name != ownFile?.name ?? notebook { return "\(line) of '\(name)'" }
    guard let file, !isSameFile(place, own) else { return line }
    // The same lines come twice.
    let include = self.line(of: file.place, seenFrom: own, in: notebook)
    return "\(line), as \(include) includes it"
  }

  /// The place in the notebook's own text where a place is, or where its file is included.
  package func outermost(_ location: SourceLocation) -> SourceLocation {
    var place = location
    while let file = file(ofLine: place.line) { place = file.place }
    return place
  }

  /// Whether a place comes before another one in the text as a reader sees it.
  func precedes(_ a: SourceLocation, _ b: SourceLocation) -> Bool {
    isEmpty ? a < b : path(to: a).lexicographicallyPrecedes(path(to: b))
  }

  /// The places of the includes that lead to a place, and the place.
  private func path(to location: SourceLocation) -> [SourceLocation] {
    var path = [location]
    while let file = file(ofLine: path[0].line) { path.insert(file.place, at: 0) }
    return path
  }

  /// An address in the text at a line, relative to the notebook's folder instead of to the line's file.
  func address(_ address: String, atLine line: Int) -> String {
    guard let folder = file(ofLine: line)?.folder, !folder.isEmpty, let first = address.utf8.first,
      !Address.isElsewhere(address), !Address.isAbsolute(address), !"#?".utf8.contains(first)
    else { return address }
    return Path.normalized("\(Path.address(folder))/\(address)")
  }

  /// A path in the text at a line, relative to the notebook's folder instead of to the line's file.
  func path(_ path: String, atLine line: Int) -> String {
    guard let folder = file(ofLine: line)?.folder, !folder.isEmpty, !Path.isAbsolute(path),
      !path.contains("://")
    else { return path }
    return Path.normalized("\(folder)/\(path)")
  }
}
