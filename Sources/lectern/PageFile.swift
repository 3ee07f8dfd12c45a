import CPlatform
import Execution
import Foundation

/// Writes pages.
enum PageFile {
  /// Why a page can't be written.
  enum Refusal: Error, CustomStringConvertible {
    case isFolder
    /// The page would replace a file that it is made from.
    case isSource(String)
    case system(SystemError)

    var description: String {
      switch self {
      case .isFolder: "the page cannot be written: this is a folder"
      case .isSource(let file):
        "the page cannot be written: it would overwrite \(file), which it is made from"
      case .system(let error): "the page cannot be written: \(error)"
      }
    }
  }

  /// The name of standard output in commands.
  static let standardOutput = "-"

  /// Replaces a page atomically and keeps its permissions.
  ///
  /// A symbolic link stays, and its target is replaced. Pipes and devices are written to.
  /// - Parameter sources: the files that must not be overwritten, even under another name.
  static func write(_ page: String, to path: String, sparing sources: [String]) throws(Refusal) {
    let bytes = Array(page.utf8)
    let target = try target(of: path, sparing: sources)
    do throws(SystemError) {
      switch target {
      case .descriptor(let descriptor): try Descriptor.write(bytes, to: descriptor)
      case .stream(let path): try Descriptor.write(bytes, into: path)
      case .file(let path, let old):
        try makeFolder(of: path)
        try FileRenewal.renew(path, with: bytes, like: old)
      }
    } catch {
      throw .system(error)
    }
  }

  /// Finds out before a run what would keep its page from being written.
  static func check(_ path: String, sparing sources: [String]) throws(Refusal) {
    _ = try target(of: path, sparing: sources)
  }

  private static func target(of path: String, sparing sources: [String]) throws(Refusal) -> PageTarget {
    let target: PageTarget
    do {
      target = path == standardOutput ? .descriptor(STDOUT_FILENO) : try PageTarget(path)
    } catch {
      throw .system(error)
    }
    if target.isFolder { throw .isFolder }
    if let source = sources.first(where: target.isSame) { throw .isSource(source) }
    return target
  }

  private static func makeFolder(of path: String) throws(SystemError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
      if isFolder.boolValue { return }
      throw SystemError(code: ENOTDIR)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw SystemError(code: reason.map { Int32($0.code) } ?? EACCES)
    }
  }
}
