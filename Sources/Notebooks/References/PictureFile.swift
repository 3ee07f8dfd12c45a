import Displays
import Markup

/// The files that a page can carry as pictures.
package enum PictureFile {
  package enum Problem: Error, Hashable, Sendable {
    case unknownType
    case empty
    case unknownContent
    /// A bitmap's name for a file with SVG in it, which browsers then don't show.
    case isSVG
    /// An SVG file that isn't a well-formed drawing.
    case malformed(String)
    /// Those before it on the page have as much as a page may.
    case tooMany
    case file(OrdinaryFile.Problem)

    package var explanation: String {
      switch self {
      case .unknownType: "not a PNG, JPEG, GIF, WebP, AVIF or SVG file"
      case .empty: "the file is empty"
      case .unknownContent: "its content is not a PNG, JPEG, GIF, WebP or AVIF picture"
      case .isSVG: "its content is SVG; its name must end with '.svg'"
      case .malformed(let reason): "its SVG is malformed: \(reason)"
      case .tooMany:
        "the pictures before it have \(PictureFile.mostTogether / 1_000_000) MB, the most for a page"
      case .file(let problem): problem.explanation
      }
    }
  }

  /// The most bytes of a picture.
  package static let limit = 1_000_000

  /// Once a page's pictures have this many bytes, it shows no more. A few letters show one, and the page has it each time.
  package static let mostTogether = 100_000_000

  /// A picture as a page carries it.
  package struct Content: Sendable {
    package var mediaType: String
    /// The file's bytes; an SVG file is reduced to what a drawing needs.
    package var bytes: [UInt8]
    /// The parts of an SVG file that were left out.
    package var dropped: [String] = []
  }

  /// - Parameters:
  ///   - notebook: the notebook that shows the picture.
  ///   - size: the bytes of the page's files before it, and then with it.
  package static func read(
    _ path: String, limit: Int = limit, for notebook: String, after size: inout Int
  ) throws(Problem) -> Content {
    if size >= mostTogether { throw .tooMany }
    let type = try mediaType(of: path)
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read(path, limit: limit, for: notebook)
    } catch {
      throw .file(error)
    }
    if bytes.isEmpty { throw .empty }
    size += bytes.count
    if type == svg { return try drawing(bytes) }
    switch PictureContent(bytes) {
    case .bitmap(let type): return Content(mediaType: type, bytes: bytes)
    case .markup: throw .isSVG
    case nil: throw .unknownContent
    }
  }

  private static func drawing(_ bytes: [UInt8]) throws(Problem) -> Content {
    do {
      let drawing = try SafeDrawing(String(decoding: bytes, as: UTF8.self), in: .picture)
      return Content(
        mediaType: svg, bytes: Array(drawing.element.markup.utf8), dropped: drawing.dropped)
    } catch {
      throw .malformed(error.reason)
    }
  }

  /// The media type for a file's extension.
  private static func mediaType(of path: String) throws(Problem) -> String {
    let name = Path.parts(of: path).last ?? ""
    let ending =
      name.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
    guard let type = mediaTypes[ending] else { throw .unknownType }
    return type
  }

  private static let svg = "image/svg+xml"

  private static let mediaTypes = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": svg,
  ]
}
