import Foundation
import Notebooks
import TestSupport
import Testing

/// Pictures are judged by their contents, not only by their names.
@Suite struct PictureTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: temporary.url.appendingPathComponent(name))
  }

  private func checked(_ text: String) throws -> [String] {
    try write(Array(text.utf8), to: "n.md")
    let folder = temporary.url.path
    return ReferenceCheck.checked(Notebook.read("\(folder)/n.md"), page: "\(folder)/n.html").complaints
  }

  private static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
      0, 0, 0, 1, 0, 0, 0, 1,
    ]

  private static let content = "its content is not a PNG, JPEG, GIF, WebP or AVIF picture"
  private static let wrong: [(String, [UInt8], String)] = [
    ("a.png", [], "the file is empty"), ("a.svg", [], "the file is empty"),
    ("a.png", Array("hello".utf8), content), ("a.jpg", [7, 250, 1, 2, 3, 0, 0, 0, 9], content),
    ("a.gif", Array("GIF".utf8), content), ("a.png", Array(png.prefix(8)), content),
    ("a.webp", Array("RIFF....WAVE".utf8), content),
    ("a.avif", Array("\0\0\0\u{18}ftypmp42\0\0\0\0".utf8), content),
    (
      "a.png", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8),
      "its content is SVG; its name must end with '.svg'"
    ),
    (
      "a.jpg", Array("<?xml version=\"1.0\"?>\n<svg/>".utf8),
      "its content is SVG; its name must end with '.svg'"
    ),
    ("a.svg", png, "its SVG is malformed: there is text outside of its <svg> element"),
  ]

  @Test(arguments: wrong.indices)
  func `a file that browsers cannot show is reported where the picture is`(index: Int) throws {
    let (name, bytes, reason) = Self.wrong[index]
    try write(bytes, to: name)
    #expect(
      try checked("x ![a](\(name))") == ["1:8: error: the picture '\(name)' cannot be shown: \(reason)"])
  }

  @Test func `a page's pictures together aren't larger than all that it may have`() throws {
    try write(Self.png + [UInt8](repeating: 0, count: PictureFile.limit - Self.png.count), to: "a.png")
    #expect(
      try checked(String(repeating: "![a](a.png)\n\n", count: 101)) == [
        "201:6: error: the picture 'a.png' cannot be shown: the pictures before it have 100 MB, the most for a page"
      ])
  }

  @Test func `pictures of each kind are accepted, whatever bitmap's name they have`() throws {
    let kinds: [(String, [UInt8])] = [
      ("a.png", Self.png), ("b.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]),
      ("c.gif", Array("GIF89a\u{1}\0\u{1}\0".utf8)),
      ("d.webp", Array("RIFF\u{1}\0\0\0WEBPVP8 ".utf8)),
      ("e.avif", Array("\0\0\0\u{1C}ftypavif\0\0\0\0mif1".utf8)),
      ("f.avif", Array("\0\0\0\u{1C}ftypmif1\0\0\0\0avif".utf8)), ("g.jpg", Self.png),
      ("h.svg", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)),
    ]
    for (name, bytes) in kinds { try write(bytes, to: name) }
    #expect(try checked(kinds.map { "![a](\($0.0))" }.joined(separator: " ")) == [])
  }

  @Test func `what is left out of an SVG file is said`() throws {
    let svg = "<svg><style>@import url(\"http://a.b/c.css\")</style><foreignObject><p/></foreignObject></svg>"
    try write(Array(svg.utf8), to: "a.svg")
    #expect(
      try checked("x ![a](a.svg)") == [
        "1:8: warning: the picture 'a.svg' is shown without <style>, <foreignObject>: a drawing on a page may not "
          + "load, run, link to or cover anything"
      ])
  }

  @Test func `a picture's address may have a query and a fragment, as a link's`() throws {
    try write(Self.png, to: "a b.png")
    try write(Self.png, to: "a#1.png")
    #expect(try checked("![a](a%20b.png?x=1) ![a](a%20b.png#x) ![a](<a b.png?y#z>) ![a](a%231.png)") == [])
    #expect(
      try checked("![a](#x) ![a](?x) ![a](%2Fetc/x.png)") == [
        "1:6: error: this image names no file", "1:15: error: this image names no file",
        "1:24: error: an image's path must be relative to the notebook's folder",
      ])
  }
}
