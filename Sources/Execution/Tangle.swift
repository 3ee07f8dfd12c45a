import Notebooks

/// A notebook's cells joined to one Swift program, without the calls that a run inserts.
///
/// Inline values are left out, because expressions change nothing.
public func tangled(_ notebook: Notebook) -> String {
  let file = FileName(notebook.file)
  var text = "import CellSupport\n"
  for parameter in notebook.metadata.parameters {
    text += file.directive(line: parameter.location.line)
    text += "let \(parameter.name) = \(parameter.value.literal)\n"
  }
  for cell in notebook.cells where cell.options.eval != false {
    guard let first = cell.lines.first else { continue }
    text += "\n" + file.directive(line: first.location.line) + cell.code + "\n"
  }
  return text
}
