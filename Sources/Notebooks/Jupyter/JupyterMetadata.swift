/// What front matter keeps of a Jupyter notebook under the key `jupyter`: its metadata, its format's number, the folder of its
/// files.
package struct JupyterMetadata: Hashable {
  package var metadata: [String: JSONValue] = [:]
  var minor: Int?
  /// The name of the folder with outputs and pictures.
  package var files: String?
  /// The file in that folder that has the metadata, where front matter can't have them.
  var file: String?
  /// Whether the front matter has no other key.
  var isAlone = true

  static let key = "jupyter"

  init(_ notebook: JupyterNotebook, files: String?) {
    (metadata, minor, self.files) = (notebook.metadata, notebook.minor, files)
  }

  /// Reads a file's front matter; `nil` if it keeps nothing of a Jupyter notebook.
  package init?(frontMatterOf bytes: [UInt8]) {
    guard let first = PieceReader.pieces(of: bytes).first, let metadata = JupyterMetadata(first) else {
      return nil
    }
    self = metadata
  }

  init?(_ piece: MarkdownPiece) {
    guard piece.kind == .frontMatter else { return nil }
    let diagnostics = Diagnostics(file: "")
    let frontMatter = FrontMatter(SourceLines(piece.source).lines, diagnostics: diagnostics)
    guard let value = YAMLReader.read(frontMatter.source, diagnostics: diagnostics), diagnostics.list.isEmpty,
      case .mapping(let entries) = value.kind, let own = entries.first(where: { $0.key == Self.key }),
      var members = own.value.json.object
    else { return nil }
    isAlone = entries.count == 1
    minor = members.removeValue(forKey: "nbformat_minor")?.integer
    members.removeValue(forKey: "nbformat")
    files = members.removeValue(forKey: "files")?.text
    file = members.removeValue(forKey: "metadata_file")?.text
    metadata = members
  }

  /// The front matter with this key alone; `nil` if YAML can't hold the metadata, or nobody would want to see them.
  var frontMatter: String? {
    guard JSONValue.object(metadata).line.utf8.count <= 4096 else { return nil }
    let text = written(metadata)
    let bytes = Array(text.utf8)
    guard let first = PieceReader.pieces(of: bytes).first, var read = JupyterMetadata(first) else {
      return nil
    }
    read.file = file
    return read == self ? text : nil
  }

  /// The front matter that names a file with the metadata.
  func frontMatter(with file: String) -> String { written(["metadata_file": .text(file)]) }

  private func written(_ members: [String: JSONValue]) -> String {
    var members = members
    members["nbformat"] = 4
    members["nbformat_minor"] = .number(String(minor ?? 5))
    if let files { members["files"] = .text(files) }
    return "---\n\(Self.key):\n" + YAMLText.block(members, indentation: 2) + "---\n\n"
  }
}

/// JSON as YAML that people can read.
enum YAMLText {
  /// A mapping's lines.
  static func block(_ members: [String: JSONValue], indentation: Int) -> String {
    let blanks = String(repeating: " ", count: indentation)
    return JSONValue.sorted(members).map { key, value in
      if case .object(let inner) = value, !inner.isEmpty {
        return "\(blanks)\(name(key)):\n" + block(inner, indentation: indentation + 2)
      }
      return "\(blanks)\(name(key)): \(escaped(value.line))\n"
    }.joined()
  }

  private static func name(_ key: String) -> String {
    let isWord =
      key.utf8.first?.isLetter == true
      && key.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return isWord && !words.contains(key.lowercased()) ? key : escaped(JSONValue.quoted(key))
  }

  /// Without characters that YAML refuses or takes for the end of a line.
  private static func escaped(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        result += JSONValue.escape(scalar).unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension YAMLValue {
  /// The value as JSON: what is in quotes is a text.
  var json: JSONValue {
    switch kind {
    case .sequence(let list): return .list(list.map(\.json))
    case .mapping(let entries): return .object(Dictionary(entries.map { ($0.key, $0.value.json) }) { $1 })
    case .scalar(let text, isPlain: true):
      if text == "true" || text == "false" { return .truth(text == "true") }
      if text == "null" || text.isEmpty { return .null }
      return JSONReader.isNumber(Array(text.utf8)[...]) ? .number(text) : .text(text)
    case .scalar(let text, isPlain: false): return .text(text)
    }
  }
}
