/// Notices blocks of Quarto, Pandoc and Jupyter Book that are text here.
enum ForeignMarkup {
  /// Warns of a paragraph's lines that would open a block, or be replaced by something, in another tool.
  static func warn(in paragraph: SourceText, diagnostics: Diagnostics) {
    guard paragraph.bytes.has(":::", at: 0) || paragraph.bytes.contains(UInt8(ascii: "{")) else { return }
    for line in paragraph.lines.map(\.trimmed) {
      if line.bytes.has(":::", at: 0), line.bytes.contains(where: { $0 != UInt8(ascii: ":") }) {
        diagnostics.warning(
          "'\(line.string)' is shown as text; a callout is a quotation whose first line is '[!NOTE]'",
          at: line.start)
      } else if line.bytes.has("{{<", at: 0) {
        diagnostics.warning(
          "'\(line.string)' is shown as text; only 'include' can be between '{{<' and '>}}'", at: line.start)
      } else if line.bytes.has("{", at: 0), let file = includedFile(line.string) {
        diagnostics.warning(
          "'\(line.string)' is shown as text; an include is '{{< include \(file) >}}'", at: line.start)
      }
    }
  }

  /// The file that a line would include in another tool, such as `{{ include _data.md }}` and `{% include "a.md" %}`.
  private static func includedFile(_ line: String) -> String? {
    let form = /\{+[%!<]?\s*include:?\s+["']?([^\s"'{}]+)["']?\s*[%!>]?\}+/
    return line.wholeMatch(of: form).map { String($0.1) }
  }

  /// What to write instead of a fence with a directive's name; empty for other names.
  static func advice(forFence name: String) -> String {
    let admonitions = [
      "admonition", "attention", "caution", "danger", "hint", "important", "note", "seealso", "tip",
      "warning",
    ]
    if name == "include" { return "; an include is a line '{{< include FILE >}}'" }
    return admonitions.contains(name)
      ? "; a callout is a quotation whose first line is '[!NOTE]'" : ""
  }
}
