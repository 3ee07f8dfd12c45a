import Foundation
import Testing

/// `lectern convert`, as its users call it.
struct ConvertTests {
  private let bench: Workbench
  private static let text =
    "---\ntitle: T\n---\n\n```{swift}\n//| label: tbl-a\n//| tbl-cap: A\nlet n = 2\nprint(\"out\")\n"
    + "Table(columns: [\"a\"], rows: [[n]])\n```\n\nThere are `{swift} n + 1` in @tbl-a.\n\n```{swift}\n[1][n]\n```\n"

  init() throws {
    bench = try Workbench()
    try bench.write(Self.text.replacing("[1][n]", with: "n"), to: "n.md")
  }

  @Test func `a notebook with its outputs, and the same file back`() throws {
    let there = try bench.lectern("convert", "n.md")
    #expect(there.code == 0, "\(there.error)")
    let json = try bench.read("n.ipynb")
    #expect(json.contains("There are 3<!-- 3 = `{swift} n + 1` --> in Table 1<!-- Table 1 = @tbl-a -->."))
    #expect(json.contains("\"out\\n\"") && json.contains("text/html"))
    let back = try bench.lectern("convert", "n.ipynb", "-o", "back.md")
    #expect(back.code == 0, "\(back.error)")
    #expect(try bench.read("back.md") == bench.read("n.md"))
  }

  @Test func `a failure is an output, and the exit code`() throws {
    try bench.write(Self.text, to: "n.md")
    let answer = try bench.lectern("convert", "n.md", "-o", "-")
    #expect(answer.code == 1)
    #expect(answer.output.contains("\"output_type\": \"error\"") && answer.output.contains("n.md:16:"))
  }

  @Test(arguments: [["n.md", "n.txt"], ["n.md", "other.md"], ["n.ipynb", "other.ipynb"]])
  func `the result's name says what it is`(names: [String]) throws {
    let answer = try bench.lectern("convert", names[0], "--no-run", "--force", "-o", names[1])
    #expect(
      answer.code == 64 && answer.error.contains("becomes a file whose name ends with ."), "\(answer.error)")
    #expect(!bench.exists(names[1]))
  }

  @Test func `nothing is overwritten without being asked`() throws {
    #expect(try bench.lectern("convert", "n.md", "--no-run").code == 0)
    #expect(try bench.lectern("convert", "n.md", "--no-run").code == 0, "the same bytes again are no loss")
    try bench.write("mine", to: "n.ipynb")
    let refused = try bench.lectern("convert", "n.md", "--no-run")
    #expect(
      refused.code == 1 && refused.error.contains("n.ipynb: error: this file is already there; --force"))
    #expect(try bench.read("n.ipynb") == "mine")
    #expect(try bench.lectern("convert", "n.md", "--no-run", "--force").code == 0)
    #expect(try bench.read("n.ipynb").contains("\"outputs\": []"))
    #expect(try bench.shell("ln -s n.ipynb own.md").code == 0)
    let own = try bench.lectern("convert", "n.ipynb", "--force", "-o", "own.md")
    #expect(own.code == 1 && own.error.contains("would overwrite"))
  }

  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="

  private static let python = """
    {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3", "language": "python",
    "display_name": "P"}}, "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "execution_count": 1,
    "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "\(picture)", "text/plain": "p"}}]}]}
    """

  @Test func `text that isn't shown as Markdown is told where it is`() throws {
    let cells = """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
      {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "fine"},
      {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "```{swift}\\n1\\n```"}]}
      """
    try bench.write(cells, to: "m.ipynb")
    let answer = try bench.lectern("convert", "m.ipynb", "--quiet")
    #expect(answer.code == 0)
    let message = "m.ipynb:3:64: warning: this cell's text is shown as it is written, not as Markdown"
    #expect(answer.error.hasPrefix(message), "\(answer.error)")
    #expect(answer.error.split(separator: "\n").count == 1)
  }

  @Test func `pictures of another's notebook go to its folder, and nowhere else`() throws {
    try bench.write(Self.python, to: "p.ipynb")
    #expect(try bench.lectern("convert", "p.ipynb").code == 0)
    #expect(bench.exists("p_files/cell-1-1.png") && bench.exists("p_files/cell-1.json"))
    #expect(try bench.lectern("convert", "p.md", "-o", "again.ipynb").code == 0)
    #expect(try bench.read("again.ipynb").contains("\"image/png\": \"\(Self.picture)\""))
    // The page shows it without a word.
    let page = try bench.lectern("run", "p.md")
    #expect(page.code == 0 && !page.error.contains("warning"), "\(page.error)")
  }

  @Test func `a link in the place of the folder or a file is followed nowhere`() throws {
    try bench.write(Self.python, to: "p.ipynb")
    try bench.write("", to: "elsewhere/x")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: bench.path(of: "p_files"), withDestinationPath: "elsewhere")
    #expect(try bench.lectern("convert", "p.ipynb", "--force").code == 1)
    #expect(!bench.exists("elsewhere/cell-1.json"))
    try files.removeItem(atPath: bench.path(of: "p_files"))
    try files.createDirectory(atPath: bench.path(of: "p_files"), withIntermediateDirectories: false)
    try files.createSymbolicLink(
      atPath: bench.path(of: "p_files/cell-1-1.png"), withDestinationPath: "../elsewhere/x")
    #expect(try bench.lectern("convert", "p.ipynb", "--force").code == 1)
    #expect(try bench.read("elsewhere/x").isEmpty)
  }

  @Test func `what a file says of its folder leads out of none`() throws {
    let marker = "<!-- output of ../../etc/passwd -->\n\n<!-- end of output -->\n"
    try bench.write(
      "---\njupyter:\n  files: \"..\"\n---\n\n<!-- cell {\"type\": \"code\"} -->\n```python\n1\n```\n\n\(marker)",
      to: "h.md")
    let answer = try bench.lectern("convert", "h.md", "-o", "-")
    #expect(answer.code == 0 && !answer.output.contains("root:"))
  }

  @Test(arguments: [("h_files/key", "../secret"), ("h_files", "aside")])
  func `links beside a file lead to nothing of the user's`(link: String, target: String) throws {
    try bench.write("the-secret", to: "secret")
    let data = #"{"image/png": {"lectern-file": "key", "text": true}}"#
    let output = #"[{"output_type": "display_data", "data": \#(data)}]"#
    try bench.write(output, to: link == "h_files" ? "aside/o.json" : "h_files/o.json")
    if link == "h_files" { try bench.write("the-secret", to: "aside/key") }
    try FileManager.default.createSymbolicLink(atPath: bench.path(of: link), withDestinationPath: target)
    try bench.write(
      """
      ---
      jupyter:
        files: h_files
      ---

      <!-- cell {"type": "code"} -->
      ```python
      1
      ```

      <!-- output of h_files/o.json -->

      <!-- end of output -->

      """, to: "h.md")
    let answer = try bench.lectern("convert", "h.md", "-o", "-")
    #expect(answer.code == 0 && !answer.output.contains("the-secret"), "\(answer.output)")
  }

  @Test(arguments: [("x.txt", 64), ("missing.md", 1), ("missing.ipynb", 1)])
  func `a file that is none is an error`(name: String, code: Int32) throws {
    let answer = try bench.lectern("convert", name)
    #expect(answer.code == code && answer.error.contains("error") || code == 64)
    #expect(!bench.exists("missing.md") && !bench.exists("missing.ipynb"))
  }
}
