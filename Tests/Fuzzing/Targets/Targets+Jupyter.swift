import Notebooks

extension FuzzTarget {
  /// Markdown, to Jupyter and back: the same bytes.
  static let jupyterFromMarkdown = FuzzTarget(
    name: "jupyter-from-markdown", words: markdown.words + markers, seeds: markdown.seeds + markdownSeeds
  ) { bytes throws(Finding) in
    guard UTF8Check.firstInvalid(in: bytes[...]) == nil else { return }
    let notebook = Notebook.parse(bytes, file: "n.md")
    var result = RunResult(of: notebook)
    for index in result.values.indices {
      result.values[index] = .value(index % 2 == 0 ? "\(index)" : "a|*b_ -->")
    }
    let made = MarkdownToJupyter.notebook(bytes, of: notebook, result: result)
    try Finding.unless(
      JupyterToMarkdown(read(made), folder: "n_files").text == bytes, "the file does not come back")
  }

  /// A Jupyter notebook, to Markdown and back: the same notebook.
  static let jupyter = FuzzTarget(
    name: "jupyter",
    words: [
      "{", "}", "[", "]", ",", ":", "\"", "\"cells\"", "\"cell_type\"", "\"markdown\"", "\"code\"", "\"raw\"",
      "\"source\"",
      "\"outputs\"",
      "\"output_type\"", "\"stream\"", "\"text\"", "\"data\"", "\"image/png\"", "\"attachments\"",
      "\"metadata\": {}",
      "\"nbformat\": 4",
      "\"id\": \"a\"", "\"lectern\"", "\"before\"", "\"after\"", "\"verbatim\": true", "null", "true", "1e9",
      "-0", "NaN",
      "\\n", "\\r", "\\u0000",
      "\\ud83d\\ude00", "\\ud800", "```\\n", "```{swift}\\n", "<!-- cell -->", "-->", "---\\n", "AAAA", "é",
    ], seeds: notebooks
  ) { bytes throws(Finding) in
    guard let notebook = try? JupyterReader.notebook(bytes, file: "n.ipynb") else { return }
    let written = JupyterToMarkdown(notebook, folder: "n_files")
    try check(Notebook.parse(written.text, file: "n.md"), source: written.text)
    if notebook.metadata["lectern"] != nil { return }
    for file in written.files {
      try Finding.unless(!file.name.contains("/") && file.name.first != ".", "a file elsewhere: \(file.name)")
    }
    let files = Dictionary(written.files.map { ($0.name, $0.bytes) }) { $1 }
    let kept = KeptOutputs(folder: "n_files") { files[$0] }
    let again = MarkdownToJupyter.notebook(
      written.text, of: Notebook.parse(written.text, file: "n.md"), kept: kept)
    try Finding.unless(again == notebook, "the notebook does not come back")
  }

  /// A notebook as its file has it.
  private static func read(_ notebook: JupyterNotebook) throws(Finding) -> JupyterNotebook {
    do {
      return try JupyterReader.notebook(notebook.file, file: "n.ipynb")
    } catch {
      throw Finding("the file is no notebook: \(error)")
    }
  }

  private static let markers = [
    "<!-- cell -->\n", "<!-- cell {\"id\": \"a\", \"type\": \"code\"} -->\n",
    "<!-- cell {\"fenced\": true} -->\n",
    "<!-- output of n_files/a.json -->\n", "<!-- end of output -->\n", "jupyter:\n  files: \"a\"\n",
    "{swift}",
    "<!-- 1 = `{swift} x` -->", " = ", "\r\n", "\r",
  ].map { Array($0.utf8) }

  private static let markdownSeeds = [
    "---\ntitle: a\n---\n\n# A\n\n<!-- cell {\"id\": \"a\"} -->\nb\n\n<!-- cell {\"type\": \"code\"} -->\n```python\n1\n```\n",
    "a `{swift} x` b\n\n~~~{swift}\nlet x = 1\n~~~\n\n\n\n$$ y $$ {#eq-y}\n\n@eq-y",
  ].map { Array($0.utf8) }

  private static let notebooks = [
    #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {"a": {"b": [1.50, null]}}, "cells": [{"cell_type": "code", "id": "a", "execution_count": 1, "metadata": {"t": ["-->"]}, "source": ["1\n", "2"], "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a\n"]}, {"output_type": "display_data", "metadata": {}, "data": {"image/png": "AAAA\n", "text/plain": ["b"]}}]}, {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "![c](attachment:c.png)", "attachments": {"c.png": {"image/png": "AAAA"}}}]}"#,
    #"{"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {"language": "swift"}}, "cells": [{"cell_type": "raw", "metadata": {}, "source": "---\na: b\n---"}, {"cell_type": "code", "metadata": {}, "execution_count": null, "source": "let a = 1", "outputs": []}, {"cell_type": "markdown", "metadata": {}, "source": "```\n"}]}"#,
    #"{"nbformat": 4, "nbformat_minor": 5, "metadata": {"lectern": {"version": 1, "lines": "crlf", "bom": true}}, "cells": [{"cell_type": "code", "id": "a", "metadata": {"lectern": {"before": "~~~{swift}\n", "after": "\n~~~"}}, "execution_count": null, "source": "let a = 1", "outputs": []}]}"#,
  ]
}
