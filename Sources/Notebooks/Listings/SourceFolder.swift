import Foundation

/// The folder in which a notebook's listings look for their files.
struct SourceFolder {
  enum Problem: Error {
    case absolute
    case missing
    case tooLarge(bytes: Int)
    case notText
    case outside(project: String)

    var explanation: String {
      switch self {
      case .absolute: "must be given relative to the notebook's folder"
      case .missing: "cannot be read"
      case .tooLarge(let bytes): "is too large (\(bytes / 1024) KB)"
      case .notText: "is not UTF-8"
      case .outside(let project): ProjectFolder.fault(outside: project)
      }
    }
  }

  /// The most bytes of a file.
  static let limit = 1_000_000
  private let path: String
  private let notebook: String

  /// The folder of a notebook's file.
  init(of notebook: String) {
    self.notebook = notebook
    path = URL(fileURLWithPath: notebook).deletingLastPathComponent().path
  }

  func text(of source: String) throws(Problem) -> String {
    if Path.isAbsolute(source) || source.contains("://") { throw .absolute }
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read("\(path)/\(source)", limit: Self.limit, for: notebook)
    } catch {
      switch error {
      case .tooLarge(let bytes): throw .tooLarge(bytes: bytes)
      case .outside(let project): throw .outside(project: project)
      default: throw .missing
      }
    }
    let lines = SourceLines(bytes)
    if lines.firstInvalid != nil { throw .notText }
    return lines.lines.map(\.string).joined(separator: "\n")
  }
}
