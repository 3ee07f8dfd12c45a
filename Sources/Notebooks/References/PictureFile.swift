import Displays
import Markup

/// The files that a page can carry as pictures.
package enum PictureFile {
  package enum Problem: Error, Hashable, Sendable {
    case unknownType
    /// An SVG file that isn't a well-formed drawing.
    case malformed(String)
    case file(OrdinaryFile.Problem)

    package var explanation: String {
      switch self {
      case .unknownType: "not a PNG, JPEG, GIF, WebP, AVIF or SVG file"
      case .malformed(let reason): "its SVG is malformed: \(reason)"
      case .file(let problem): problem.explanation
      }
    }
  }

  /// The most bytes of a picture.
  package static let limit = 1_000_000

  /// The media type for a file's extension.
  package static func mediaType(of path: String) throws(Problem) -> String {
    let name = path.split(separator: "/").last ?? ""
    let ending =
      name.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
    guard let type = mediaTypes[ending] else { throw .unknownType }
    return type
  }

  /// Makes sure that the file can be shown on a page, without reading bitmaps.
  package static func check(_ path: String) throws(Problem) {
    if try mediaType(of: path) == svg {
      _ = try read(path, limit: limit)
      return
    }
    do {
      try OrdinaryFile.check(path, limit: limit)
    } catch {
      throw .file(error)
    }
  }

  /// The file's bytes; an SVG file is reduced to what a drawing needs.
  package static func read(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read(path, limit: limit)
    } catch {
      throw .file(error)
    }
    guard try mediaType(of: path) == svg else { return bytes }
    do {
      return Array(try SafeDrawing(String(decoding: bytes, as: UTF8.self), in: .picture).element.markup.utf8)
    } catch {
      throw .malformed(error.reason)
    }
  }

  private static let svg = "image/svg+xml"

  private static let mediaTypes = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": svg,
  ]
}
