import CPlatform
import Execution
import Foundation
import Notebooks

/// Writes pages.
enum PageFile {
  /// Why a page can't be written.
  enum Refusal: Error, CustomStringConvertible {
    case isFolder
    /// The page would replace a file that it is made from.
    case isSource(String)
    /// A link that the user hasn't named leads out of the folder where the page belongs.
    case isElsewhere(String)
    case system(SystemError)

    var description: String { "the page cannot be written: \(reason)" }

    var reason: String {
      switch self {
      case .isFolder: "this is a folder"
      case .isSource(let file): "it would overwrite \(file), which it is made from"
      case .isElsewhere(let file):
        "links lead from here to \(file); files go there only if you name the place"
      case .system(let error): "\(error)"
      }
    }
  }

  /// The name of standard output in commands.
  static let standardOutput = "-"

  /// Replaces a page, or a file that pages link to, atomically, and keeps its permissions.
  ///
  /// A symbolic link stays, and its target is replaced. Pipes and devices are written to.
  /// - Parameters:
  ///   - sources: the files that must not be overwritten, even under another name.
  ///   - home: the folder that no link may lead out of; without one, links lead anywhere.
  static func write(
    _ bytes: [UInt8], to path: String, sparing sources: [String], within home: String? = nil
  ) throws(Refusal) {
    let target = try target(of: path, sparing: sources, within: home)
    do throws(SystemError) {
      switch target {
      case .descriptor(let descriptor): try StandardOutput.write(bytes, to: descriptor)
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
  static func check(_ path: String, sparing sources: [String], within home: String? = nil) throws(Refusal) {
    _ = try target(of: path, sparing: sources, within: home)
  }

  private static func target(
    of path: String, sparing sources: [String], within home: String?
  ) throws(Refusal) -> PageTarget {
    let target: PageTarget
    do {
      target = path == standardOutput ? .descriptor(STDOUT_FILENO) : try PageTarget(path)
    } catch {
      throw .system(error)
    }
    if target.isFolder { throw .isFolder }
    if let source = sources.first(where: target.isSame) { throw .isSource(source) }
    if let home, let place = target.place, !Cage.holds(home, place) { throw .isElsewhere(place) }
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
