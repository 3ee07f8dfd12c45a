import Foundation

/// Turns the pictures that a notebook's prose names into data URLs, so that the page stays one file.
public struct ImageLoader: Sendable {
  /// Why a picture is not on the page.
  enum Problem: Error, Hashable {
    case remote
    case unknownType
    case unreadable
    case tooLarge(bytes: Int)

    var explanation: String {
      switch self {
      case .remote: "a page loads nothing from elsewhere"
      case .unknownType: "not a PNG, JPEG, GIF, WebP, AVIF or SVG file"
      case .unreadable: "the file cannot be read"
      case .tooLarge(let bytes): "the file is too large (\(bytes / 1024) KB)"
      }
    }
  }

  /// The most bytes that one picture may have.
  public var limit: Int
  private let directory: String

  /// Looks for pictures relative to the notebook's own folder.
  public init(besides notebook: String, limit: Int = 1_000_000) {
    let folder = notebook.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    directory = folder.isEmpty ? "." : folder.joined(separator: "/") + "/"
    self.limit = limit
  }

  func dataURL(of source: String) throws(Problem) -> String {
    if source.contains("://") || source.hasPrefix("//") || source.lowercased().hasPrefix("data:") {
      throw .remote
    }
    let path = source.removingPercentEncoding ?? source
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let type = Self.mediaTypes[ending] else { throw .unknownType }
    let full = path.hasPrefix("/") ? path : directory == "." ? path : directory + path
    guard let bytes = FileManager.default.contents(atPath: full) else { throw .unreadable }
    guard bytes.count <= limit else { throw .tooLarge(bytes: bytes.count) }
    return "data:\(type);base64,\(bytes.base64EncodedString())"
  }

  private static let mediaTypes = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml",
  ]
}
