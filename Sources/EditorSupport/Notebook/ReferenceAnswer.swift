import Foundation
import Notebooks

/// What a reference or a citation in prose leads to, and where that is.
struct ReferenceAnswer {
  private let open: OpenNotebook
  private let targets: ReferenceTargets
  /// The most bytes of a bibliography: as many as are read to parse it.
  private static let longest = 8 << 20

  init(_ open: OpenNotebook) { (self.open, targets) = (open, open.targets) }

  func hover(at position: Position) -> JSONValue {
    guard let (name, range) = mention(at: position) else { return .null }
    var texts = targets.labels(named: name).map { label in
      [LabelText(label).text, label.chapter].compactMap { $0 }.joined(separator: "\n")
    }
    if let work = targets.description(ofWork: name) { texts.append(work) }
    if texts.isEmpty { return .null }
    return [
      "contents": ["kind": "plaintext", "value": .text(texts.joined(separator: "\n\n"))], "range": range.json,
    ]
  }

  func definition(at position: Position) -> JSONValue {
    guard let (name, _) = mention(at: position) else { return .null }
    var places = targets.labels(named: name).compactMap { place(of: $0) }
    if let work = targets.place(ofWork: name),
      let bytes = try? OrdinaryFile.read(work.file, limit: Self.longest)
    {
      let text = EditedText(String(decoding: bytes, as: UTF8.self))
      places.append(place(work.location, in: text, of: uri(of: work.file)))
    }
    return .list(places)
  }

  /// The label or the key at a place, and the range that it has with its `@`.
  private func mention(at position: Position) -> (name: String, range: PositionRange)? {
    guard open.edited.lines.indices.contains(position.line) else { return nil }
    func place(_ column: Int) -> Position {
      open.edited.position(SourceLocation(line: position.line + 1, column: column))
    }
    for mention in Mention.all(in: open.edited.lines[position.line]) {
      let range = PositionRange(place(mention.columns.lowerBound), place(mention.columns.upperBound))
      if range.start <= position, position <= range.end { return (mention.name, range) }
    }
    return nil
  }

  /// Where a label is, in the notebook's text or in another file.
  private func place(of label: ReferenceTargets.Label) -> JSONValue? {
    let notebook = label.notebook
    guard var location = notebook.idPlaces[label.name] else { return nil }
    let file = notebook.fileName(at: location)
    let text = EditedText(notebook.fileLines(at: location).joined(separator: "\n"))
    location.line = notebook.included.number(ofLine: location.line)
    return place(location, in: text, of: file == open.notebook.file ? open.uri : uri(of: file))
  }

  private func place(_ location: SourceLocation, in text: EditedText, of uri: String) -> JSONValue {
    ["uri": .text(uri), "range": text.word(at: location).json]
  }

  private func uri(of file: String) -> String {
    URL(fileURLWithPath: Path.absolute(file)).absoluteString
  }
}
