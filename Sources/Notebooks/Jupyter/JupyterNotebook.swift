/// A Jupyter notebook as its file has it, in format 4.
///
/// Texts that the file keeps as lists of lines are whole here, as in `nbformat`.
package struct JupyterNotebook: Hashable, Sendable {
  package var cells: [JupyterCell]
  package var metadata: [String: JSONValue]
  /// The second number of the format: since 5, cells have ids.
  package var minor: Int
  /// What else is at the top of the file.
  package var rest: [String: JSONValue] = [:]

  package init(cells: [JupyterCell], metadata: [String: JSONValue], minor: Int = 5) {
    (self.cells, self.metadata, self.minor) = (cells, metadata, minor)
  }

  /// The language of the code cells, in lower case.
  var language: String {
    let name =
      metadata["language_info"]?["name"]?.text ?? metadata["kernelspec"]?["language"]?.text
      ?? metadata["kernelspec"]?["name"]?.text ?? "python"
    return name.lowercased()
  }

  /// The file's bytes, as Jupyter writes them.
  package var file: [UInt8] {
    var top = rest
    top["cells"] = .list(cells.map(\.json))
    top["metadata"] = .object(metadata)
    top["nbformat"] = 4
    top["nbformat_minor"] = .number(String(minor))
    return JSONValue.object(top).file
  }
}

/// A cell of a Jupyter notebook.
package struct JupyterCell: Hashable, Sendable {
  package enum Kind: String, Sendable { case code, markdown, raw }

  package var kind: Kind
  package var id: String?
  package var source: String
  package var metadata: [String: JSONValue] = [:]
  /// The number in brackets beside a code cell; `null` if it has not run.
  package var count: JSONValue = .null
  package var outputs: [JSONValue] = []
  /// Files by their names, each as data of some types.
  package var attachments: JSONValue?
  /// Keys that the format doesn't have.
  package var rest: [String: JSONValue] = [:]

  package init(_ kind: Kind, id: String?, source: String) {
    (self.kind, self.id, self.source) = (kind, id, source)
  }

  fileprivate var json: JSONValue {
    var members = rest
    members["cell_type"] = .text(kind.rawValue)
    members["metadata"] = .object(metadata)
    members["source"] = MultilineText.split(source)
    if let id { members["id"] = .text(id) }
    if let attachments { members["attachments"] = Self.mapped(attachments) { MultilineText.splitBundle($0) } }
    if kind == .code {
      members["execution_count"] = count
      members["outputs"] = .list(outputs.map { MultilineText.splitOutput($0) })
    }
    return .object(members)
  }

  static func mapped(_ value: JSONValue, _ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let members) = value else { return value }
    return .object(members.mapValues(change))
  }
}

/// The texts that a notebook's file has as lists of lines.
enum MultilineText {
  static func split(_ text: String) -> JSONValue { .list(lines(of: text).map { .text($0) }) }

  /// The text of a list of lines, or the text itself.
  static func joined(_ value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .list(let list):
      list.allSatisfy { $0.text != nil } ? list.map { $0.text ?? "" }.joined() : nil
    default: nil
    }
  }

  /// Data by type: texts are split into lines.
  static func splitBundle(_ bundle: JSONValue) -> JSONValue {
    changed(bundle) { type, value in
      guard isText(type), case .text(let text) = value else { return value }
      return split(text)
    }
  }

  /// Data by type: lists of lines become texts, except for JSON.
  static func joinBundle(_ bundle: JSONValue) -> JSONValue {
    changed(bundle) { type, value in
      let isJSON = type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json")
      return isJSON ? value : joined(value).map { JSONValue.text($0) } ?? value
    }
  }

  private static func isText(_ type: String) -> Bool {
    type.hasPrefix("text/") || type == "application/javascript" || type == "image/svg+xml"
  }

  private static func changed(_ bundle: JSONValue, _ change: (String, JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let members) = bundle else { return bundle }
    return .object(Dictionary(members.map { ($0.key, change($0.key, $0.value)) }) { $1 })
  }

  static func splitOutput(_ output: JSONValue) -> JSONValue {
    changedOutput(output, bundle: splitBundle) { value in value.text.map(split) ?? value }
  }

  static func joinOutput(_ output: JSONValue) -> JSONValue {
    changedOutput(output, bundle: joinBundle) { value in joined(value).map { JSONValue.text($0) } ?? value }
  }

  private static func changedOutput(
    _ output: JSONValue, bundle: (JSONValue) -> JSONValue, text: (JSONValue) -> JSONValue
  ) -> JSONValue {
    guard case .object(var members) = output else { return output }
    switch members["output_type"]?.text {
    case "execute_result", "display_data": members["data"] = members["data"].map(bundle)
    case "stream": members["text"] = members["text"].map(text)
    default: break
    }
    return .object(members)
  }

  /// The lines with their ends, as Python's `splitlines` finds them.
  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let last = previous, isEnd(last), !(last == "\r" && scalar == "\n") {
        lines.append(String(line))
        line = String.UnicodeScalarView()
      }
      line.append(scalar)
      previous = scalar
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
