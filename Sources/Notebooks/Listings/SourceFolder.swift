import Foundation

/// The folder in which a notebook's listings look for their files.
struct SourceFolder {
  enum Problem: Error {
    case absolute
    case missing
    case tooLarge(bytes: Int)
    case notText

    var explanation: String {
      switch self {
      case .absolute: "must be given relative to the notebook's folder"
      case .missing: "cannot be read"
      case .tooLarge(let bytes): "is too large (\(bytes / 1024) KB)"
      case .notText: "is not UTF-8"
      }
    }
  }

  private static let limit = 1_000_000
  private let path: String

  /// The folder of a notebook's file.
  init(of notebook: String) {
    path = URL(fileURLWithPath: notebook).deletingLastPathComponent().path
  }

  func text(of source: String) throws(Problem) -> String {
    if source.hasPrefix("/") || source.contains("://") { throw .absolute }
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read("\(path)/\(source)", limit: Self.limit)
    } catch {
      if case .tooLarge(let bytes) = error { throw .tooLarge(bytes: bytes) }
      throw .missing
    }
    let lines = SourceLines(bytes)
    if lines.firstInvalid != nil { throw .notText }
    return lines.lines.map(\.string).joined(separator: "\n")
  }
}
