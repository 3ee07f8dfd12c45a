/// What a cell of another notebook has shown, as text and pictures, and the files that keep it as it was.
struct StaticOutputs {
  /// The Markdown between the two comments.
  private(set) var text: String
  private(set) var files: [KeptOutputs.File]

  /// - Parameters:
  ///   - stem: what the names of files begin with.
  ///   - folder: the folder's name.
  ///   - isShown: whether the text has them; a cell that runs shows its own.
  init(_ outputs: [JSONValue], stem: String, folder: String, isShown: Bool = true) {
    var pictures = PictureFiles(stem: stem)
    var kept: [JSONValue] = []
    var blocks: [String] = []
    for output in outputs {
      guard var members = output.object, let data = members["data"] else {
        kept.append(output)
        blocks += Self.block(of: output)
        continue
      }
      let (bundle, picture) = pictures.taken(data)
      members["data"] = bundle
      kept.append(.object(members))
      blocks.append(Self.block(of: data, picture: picture.map { "\(folder)/\($0)" }))
    }
    files = pictures.files + [.init(name: "\(stem).json", bytes: JSONValue.list(kept).file)]
    let lines = [OutputMarker.start("\(folder)/\(stem).json")] + (isShown ? blocks : []) + [OutputMarker.end]
    text = lines.joined(separator: "\n\n")
  }

  /// Printed text, or an error.
  private static func block(of output: JSONValue) -> [String] {
    switch output["output_type"]?.text {
    case "stream": output["text"]?.text.map { [fenced($0)] } ?? []
    case "error":
      [fenced((output["traceback"]?.list ?? []).compactMap(\.text).joined(separator: "\n"))]
    default: []
    }
  }

  /// Data of several types.
  private static func block(of data: JSONValue, picture: String?) -> String {
    let plain = data["text/plain"]?.text
    if let picture {
      let words = plain?.prefix { $0 != "\n" } ?? "Output"
      return "![\(MarkdownText.escaped(String(words)).string)](\(Path.address(picture)))"
    }
    if let text = plain ?? data["text/markdown"]?.text ?? data["text/latex"]?.text { return fenced(text) }
    let types = (data.object ?? [:]).keys.sorted().joined(separator: ", ")
    return fenced("(an output that only Jupyter shows: \(types))")
  }

  /// Text as code, without the escapes of terminals.
  private static func fenced(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var isEscape = false
    for scalar in text.unicodeScalars {
      if isEscape {
        isEscape = !("@"..."~" ~= scalar) || scalar == "["
      } else if scalar == "\u{1B}" {
        isEscape = true
      } else if scalar == "\n" || scalar == "\t" || scalar.value >= 0x20 && !(0x7F..<0xA0 ~= scalar.value) {
        plain.append(scalar)
      }
    }
    var lines = String(plain).replacing(OutputMarker.end, with: "<! -- end of output -->")
    while lines.hasSuffix("\n") { lines.removeLast() }
    let fence = PieceDefaults.fence(around: Array(lines.utf8))
    return "\(fence)text\n\(lines)\n\(fence)"
  }
}
