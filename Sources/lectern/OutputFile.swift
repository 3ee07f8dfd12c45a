import Execution
import Foundation
import Notebooks

/// Writes the files that commands make: pages and what they link to, tables, notebooks, answers to exercises.
enum OutputFile {
  /// Why a file can't be written, as a whole message.
  struct Refusal: Error, CustomStringConvertible {
    /// The file as the command names it.
    let file: String
    let reason: Reason

    var description: String {
      let name = file == OutputFile.standardOutput ? "standard output" : file
      if case .isThere = reason { return "\(name): error: \(reason)" }
      return "\(name): error: cannot be written: \(reason)"
    }
  }

  enum Reason: CustomStringConvertible {
    case isFolder
    /// The file would replace one that it is made from.
    case isSource(String)
    /// A link that the user hasn't named leads out of the folder where the file belongs.
    case isElsewhere(String)
    /// No file is to be replaced.
    case isThere
    case folder(FolderCreation.Failure)
    case system(SystemError)

    var description: String {
      switch self {
      case .isFolder: "this is a folder"
      case .isSource(let file): "it would overwrite \(file), which it is made from"
      case .isElsewhere(let file):
        "links lead from here to \(file); files go there only if you name the place"
      case .isThere: "there already is such a file"
      case .folder(let failure): "\(failure)"
      case .system(let error): "\(error)"
      }
    }
  }

  /// The name of standard output in commands.
  static let standardOutput = "-"

  /// Replaces a file atomically, and keeps its permissions.
  ///
  /// A symbolic link stays, and its target is replaced. Pipes and devices are written to.
  /// - Parameters:
  ///   - sources: the files that must not be overwritten, even under another name.
  ///   - home: the folder that no link may lead out of; without one, links lead anywhere.
  static func write(
    _ bytes: [UInt8], to path: String, sparing sources: [String], within home: String? = nil
  ) throws(Refusal) {
    let target = try target(of: path, sparing: sources, within: home)
    if case .file(let place, _) = target { try makeFolder(of: place, for: path) }
    do throws(SystemError) {
      switch target {
      case .descriptor(let descriptor): try StandardOutput.write(bytes, to: descriptor)
      case .stream(let place): try Descriptor.write(bytes, into: place)
      case .file(let place, let old): try FileRenewal.renew(place, with: bytes, like: old)
      }
    } catch {
      throw Refusal(file: path, reason: .system(error))
    }
  }

  /// Replaces what has this name, which is an ordinary file or isn't there, and keeps its permissions.
  static func renew(_ path: String, with bytes: [UInt8]) throws(Refusal) {
    try makeFolder(of: path, for: path)
    var status = stat()
    let old = stat(path, &status) == 0 ? status : nil
    do throws(SystemError) {
      try FileRenewal.renew(path, with: bytes, like: old)
    } catch {
      throw Refusal(file: path, reason: .system(error))
    }
  }

  /// Writes a file that doesn't exist yet, completely or not at all.
  static func make(_ path: String, with bytes: [UInt8]) throws(Refusal) {
    try makeFolder(of: path, for: path)
    do throws(SystemError) {
      try FileRenewal.make(path, with: bytes)
    } catch {
      throw Refusal(file: path, reason: error.code == EEXIST ? .isThere : .system(error))
    }
  }

  /// Finds out before a run what would keep its file from being written.
  static func check(_ path: String, sparing sources: [String], within home: String? = nil) throws(Refusal) {
    _ = try target(of: path, sparing: sources, within: home)
  }

  private static func target(
    of path: String, sparing sources: [String], within home: String?
  ) throws(Refusal) -> PageTarget {
    let target: PageTarget
    do throws(SystemError) {
      target = path == standardOutput ? .descriptor(STDOUT_FILENO) : try PageTarget(path)
    } catch {
      throw Refusal(file: path, reason: .system(error))
    }
    if target.isFolder { throw Refusal(file: path, reason: .isFolder) }
    if let source = sources.first(where: target.isSame) {
      throw Refusal(file: path, reason: .isSource(source))
    }
    if let home, let place = target.place, !Cage.holds(home, place) {
      throw Refusal(file: path, reason: .isElsewhere(place))
    }
    return target
  }

  /// - Parameters:
  ///   - place: the file after all links.
  ///   - path: the file as the command names it.
  private static func makeFolder(of place: String, for path: String) throws(Refusal) {
    do throws(FolderCreation.Failure) {
      try FolderCreation.make(Path.folder(of: place))
    } catch {
      throw Refusal(file: path, reason: .folder(error))
    }
  }
}
