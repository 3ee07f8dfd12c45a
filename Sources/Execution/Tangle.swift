import Notebooks

/// A notebook's cells joined to one Swift program, without the calls that a run inserts.
///
/// Inline values are left out, because expressions change nothing, and so are trials, which leave nothing.
public func tangled(_ notebook: Notebook) -> String {
  let file = FileName(notebook.file)
  var text = "import CellSupport\n"
  for package in notebook.metadata.packages { text += "// \(comment(on: package))\n" }
  for parameter in notebook.metadata.parameters {
    text += file.directive(line: parameter.location.line)
    text += "let \(parameter.name) = \(parameter.value.literal)\n"
  }
  for case .cell(let index) in notebook.program {
    let cell = notebook.cells[index]
    guard cell.options.eval != false, let first = cell.lines.first else { continue }
    let source = notebook.included.file(ofLine: first.location.line)
    let name = source.map { FileName($0.name, in: $0.folder) } ?? file
    let line = notebook.included.number(ofLine: first.location.line)
    text += "\n" + name.directive(line: line) + cell.code + "\n"
  }
  return text
}

/// What a program has to be linked with, in words.
private func comment(on package: PackageDependency) -> String {
  let version =
    switch package.source {
    case .folder: ""
    case .version(let version, _), .revision(let version, _): " \(version)"
    }
  let line = "from the package \(package.name)\(version): \(package.products.joined(separator: ", "))"
  return line.split(whereSeparator: \.isNewline).joined(separator: " ")
}
