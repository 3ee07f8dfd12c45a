import Notebooks

/// The notebook's name in the program's `#sourceLocation` lines.
///
/// It has no folders, so that cells never print a path, and no characters that a string literal can't contain.
package struct FileName {
  package let text: String

  package init(_ path: String) {
    text = FileName.literal(Path.parts(of: path).last ?? "notebook")
  }

  /// The name of an included file, with its folder as seen from the notebook's; empty if it is the same.
  init(_ path: String, in folder: String) {
    let place = folder.isEmpty ? "" : folder + "/"
    text = FileName.literal(place) + FileName(path).text
  }

  private init(text: String) {
    self.text = text
  }

  /// A name that distinguishes an inline value from other code on its line.
  ///
  /// - Parameter place: how many values come before it in its line.
  func named(forValue place: Int) -> FileName {
    FileName(text: "\(text)#\(place + 1)")
  }

  /// The name for statements of the program that don't come from the notebook.
  var ofProgram: FileName { FileName(text: text + "#0") }

  /// A name that distinguishes a trial's lines from those of the program.
  func named(forTrial index: Int) -> FileName {
    FileName(text: "\(text)!\(index + 1)")
  }

  func directive(line: Int) -> String {
    "#sourceLocation(file: \"\(text)\", line: \(line))\n"
  }

  private static func literal(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(printable)))
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\"" || scalar == "\\" || scalar.value < 32 ? "_" : scalar
  }
}
