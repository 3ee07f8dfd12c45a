import Notebooks

extension Notebook {
  /// The notebook with more values at the end of its program. They are taken as text, with all of their digits.
  package func evaluating(_ results: [NamedResult]) -> Notebook {
    var notebook = self
    for result in results {
      var value = result.value
      let opening = "\"\\("
      value.expression = "\(opening)\(value.expression))\""
      // So the expression itself stays at its place.
      value.location.column = max(1, value.location.column - opening.utf8.count)
      notebook.program.append(.value(notebook.values.count))
      notebook.values.append(value)
    }
    return notebook
  }
}
