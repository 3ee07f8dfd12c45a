/// Why a file can't be converted, with the place.
package struct ConversionProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var location: SourceLocation
  package var message: String

  package var description: String { "\(file):\(location.line):\(location.column): error: \(message)" }
}

/// Reads the file of a Jupyter notebook.
package struct JupyterReader {
  private let file: String
  private let json: JSONReader
  private let top: [String: JSONValue]

  package static func notebook(
    _ bytes: [UInt8], file: String
  ) throws(ConversionProblem) -> JupyterNotebook {
    try JupyterReader(bytes, file: file).notebook()
  }

  /// Where the texts of cells are in a file that has been read.
  package static func places(ofCells indices: [Int], in bytes: [UInt8]) -> [SourceLocation] {
    if indices.isEmpty { return [] }
    var json = JSONReader(bytes)
    _ = try? json.value()
    let lines = LinePlaces(bytes)
    return indices.map { lines.location(of: json.offsets["cells[\($0)].source"] ?? 0) }
  }

  private init(_ bytes: [UInt8], file: String) throws(ConversionProblem) {
    self.file = file
    var json = JSONReader(bytes)
    let value: JSONValue
    do {
      value = try json.value()
    } catch {
      throw ConversionProblem(file: file, location: error.location, message: error.message)
    }
    self.json = json
    guard let top = value.object else {
      throw ConversionProblem(
        file: file, location: json.location(of: ""),
        message: "a Jupyter notebook is an object, not \(value.kindName)")
    }
    self.top = top
  }

  private func problem(_ path: String, _ message: String) -> ConversionProblem {
    ConversionProblem(file: file, location: json.location(of: path), message: message)
  }

  private func notebook() throws(ConversionProblem) -> JupyterNotebook {
    guard let major = top["nbformat"]?.integer else {
      throw problem("nbformat", "this is not a Jupyter notebook: the number 'nbformat' is missing")
    }
    if major < 4 {
      throw problem(
        "nbformat",
        "this notebook has the old format \(major); Jupyter brings it up to date: "
          + "'jupyter nbconvert --to notebook --inplace FILE'")
    }
    if major > 4 {
      throw problem("nbformat", "this notebook has the format \(major), which is newer than 4, the known one")
    }
    guard let metadata = (top["metadata"] ?? [:]).object else {
      throw problem("metadata", "'metadata' must be an object")
    }
    guard let list = top["cells"]?.list else { throw problem("cells", "the list 'cells' is missing") }
    var cells: [JupyterCell] = []
    for (index, value) in list.enumerated() { cells.append(try cell(value, "cells[\(index)]")) }
    var notebook = JupyterNotebook(
      cells: cells, metadata: metadata, minor: top["nbformat_minor"]?.integer ?? 0)
    notebook.rest = top.filter { !["nbformat", "nbformat_minor", "metadata", "cells"].contains($0.key) }
    return notebook
  }

  private func cell(_ value: JSONValue, _ path: String) throws(ConversionProblem) -> JupyterCell {
    guard let members = value.object else {
      throw problem(path, "a cell is an object, not \(value.kindName)")
    }
    guard let type = members["cell_type"]?.text, let kind = JupyterCell.Kind(rawValue: type) else {
      throw problem("\(path).cell_type", "'cell_type' must be 'code', 'markdown' or 'raw'")
    }
    guard let source = members["source"].flatMap({ MultilineText.joined($0) }) else {
      throw problem("\(path).source", "'source' must be a text or a list of lines")
    }
    guard let metadata = (members["metadata"] ?? [:]).object else {
      throw problem("\(path).metadata", "'metadata' must be an object")
    }
    var cell = JupyterCell(kind, id: nil, source: source)
    cell.metadata = metadata
    if let id = members["id"] {
      guard let text = id.text else { throw problem("\(path).id", "'id' must be a text") }
      cell.id = text
    }
    cell.attachments = try attachments(members["attachments"], path)
    var known: Set = ["cell_type", "source", "metadata", "id", "attachments"]
    if kind == .code {
      cell.count = members["execution_count"] ?? .null
      cell.outputs = try outputs(members["outputs"], path)
      known.formUnion(["execution_count", "outputs"])
    }
    cell.rest = members.filter { !known.contains($0.key) }
    return cell
  }

  private func attachments(_ value: JSONValue?, _ path: String) throws(ConversionProblem) -> JSONValue? {
    guard let value else { return nil }
    guard let files = value.object, files.values.allSatisfy({ $0.object != nil }) else {
      throw problem("\(path).attachments", "'attachments' must be an object of objects")
    }
    return JupyterCell.mapped(value) { MultilineText.joinBundle($0) }
  }

  private func outputs(_ value: JSONValue?, _ path: String) throws(ConversionProblem) -> [JSONValue] {
    guard let list = (value ?? []).list, list.allSatisfy({ $0["output_type"]?.text != nil }) else {
      throw problem("\(path).outputs", "'outputs' must be a list of objects with an 'output_type'")
    }
    return list.map { MultilineText.joinOutput($0) }
  }
}
