/// The notebook's name as the program's `#sourceLocation` lines give it.
///
/// Without folders, so that no path reaches what cells print, and without what a string literal can't hold.
package struct FileName {
  package let text: String

  package init(_ path: String) {
    let name = path.split(separator: "/").last ?? "notebook"
    text = String(String.UnicodeScalarView(name.unicodeScalars.map(FileName.printable)))
  }

  private init(text: String) {
    self.text = text
  }

  /// A name that tells an inline value from what else stands on its line.
  func named(forValue index: Int) -> FileName {
    FileName(text: "\(text)#\(index + 1)")
  }

  func directive(line: Int) -> String {
    "#sourceLocation(file: \"\(text)\", line: \(line))\n"
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\"" || scalar == "\\" || scalar.value < 32 ? "_" : scalar
  }
}
