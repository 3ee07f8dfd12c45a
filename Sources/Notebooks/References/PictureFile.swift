/// The files that a page can carry as pictures.
package enum PictureFile {
  package enum Problem: Error, Hashable, Sendable {
    case unknownType
    case file(OrdinaryFile.Problem)

    package var explanation: String {
      switch self {
      case .unknownType: "not a PNG, JPEG, GIF, WebP, AVIF or SVG file"
      case .file(let problem): problem.explanation
      }
    }
  }

  /// The most bytes that one picture may have.
  package static let limit = 1_000_000

  /// The media type that the ending of a file's name says.
  package static func mediaType(of path: String) throws(Problem) -> String {
    let name = path.split(separator: "/").last ?? ""
    let ending =
      name.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
    guard let type = mediaTypes[ending] else { throw .unknownType }
    return type
  }

  /// Makes sure that the file can be on a page, without reading it.
  package static func check(_ path: String) throws(Problem) {
    _ = try mediaType(of: path)
    do {
      try OrdinaryFile.check(path, limit: limit)
    } catch {
      throw .file(error)
    }
  }

  package static func read(_ path: String, limit: Int) throws(Problem) -> [UInt8] {
    do {
      return try OrdinaryFile.read(path, limit: limit)
    } catch {
      throw .file(error)
    }
  }

  private static let mediaTypes = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml",
  ]
}
