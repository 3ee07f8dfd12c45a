import Foundation

/// Paths of files, and the addresses of links between pages.
///
/// The system divides a path by its bytes, and so does all of this. For Swift, a slash is one `Character` together with what
/// combines with it on either side, so a search for the character would miss it, and a stranger's `a/b` would be one name.
public enum Path {
  private static let slash = UInt8(ascii: "/")

  /// Whether a path begins at the root.
  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// What is between a path's slashes, without what is empty.
  package static func parts(of path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The absolute path without `.` and `..`, and without links if the file exists.
  public static func canonical(_ path: String) -> String {
    resolved(path) ?? absolute(path)
  }

  /// The absolute path without `.`, `..` and links; `nil` where nothing has such a path, as a pipe that is open under the
  /// name `/dev/stdin`.
  public static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Where something with an absolute path is, or would be made: the path without `.`, `..` and links, also where a link leads to
  /// what doesn't exist yet.
  package static func destination(of path: String) -> String { resolved(path) ?? followed(path).place }

  /// Where each link is that is followed on the way to something: whoever can put something else in the place of one of them
  /// decides what the path leads to.
  package static func links(to path: String) -> [String] { followed(whole(path)).links }

  private static func followed(_ path: String) -> (place: String, links: [String]) {
    var (place, links) = ("/", [String]())
    var rest = Array(parts(of: path).reversed())
    while let name = rest.popLast() {
      let next = name == ".." ? folder(of: place) : name == "." ? place : joined(place, name)
      // As many links as Linux follows.
      if links.count < 40, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: next) {
        links.append(next)
        if isAbsolute(target) { place = "/" }
        rest += parts(of: target).reversed()
      } else {
        place = next
      }
    }
    return (place, links)
  }

  /// The absolute path without `.` and `..`.
  public static func absolute(_ path: String) -> String {
    "/" + normalized(whole(path))
  }

  /// The path from the root, with its `.` and `..`.
  private static func whole(_ path: String) -> String {
    isAbsolute(path) ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// A path's parts without `.`, and without each `..` that can be resolved.
  public static func normalized(_ path: String) -> String {
    var kept: [String] = []
    for part in parts(of: path) where part != "." {
      if part == "..", let last = kept.last, last != ".." {
        kept.removeLast()
      } else if part != ".." || !isAbsolute(path) {
        kept.append(part)
      }
    }
    return kept.joined(separator: "/")
  }

  /// The folder of a file; `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let end = path.utf8.lastIndex(of: slash) else { return "." }
    return end == path.startIndex ? "/" : String(decoding: path.utf8[..<end], as: UTF8.self)
  }

  /// The last part of a path.
  package static func name(of path: String) -> String { parts(of: path).last ?? path }

  /// A file in a folder; the folder `.` is left out.
  public static func joined(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.utf8.last == slash ? folder + name : "\(folder)/\(name)"
  }

  /// What follows the folder in the path of something inside it; `nil` for any other path. Both must be absolute or
  /// relative to the same folder.
  package static func rest(of path: String, in folder: String) -> String? {
    let beginning = folder.utf8.last == slash ? folder : folder + "/"
    guard path.utf8.starts(with: beginning.utf8) else { return nil }
    return String(decoding: path.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }

  /// Whether a path is that of something inside a folder, as `rest(of:in:)` takes them.
  package static func isInside(_ folder: String, _ path: String) -> Bool { rest(of: path, in: folder) != nil }

  /// The relative path from a folder to a file. Both must be absolute or relative to the same folder.
  public static func relative(from folder: String, to file: String) -> String {
    var from = parts(of: folder).filter { $0 != "." }[...]
    var to = parts(of: file).filter { $0 != "." }[...]
    while let first = from.first, to.first?.utf8.elementsEqual(first.utf8) == true, to.count > 1 {
      from.removeFirst()
      to.removeFirst()
    }
    let back = from.map { _ in ".." }
    return (back + to).joined(separator: "/")
  }

  /// The path as a link's address, with reserved and non-ASCII characters encoded.
  public static func address(_ path: String) -> String {
    var address = ""
    for byte in path.utf8 {
      if byte.isLetter || byte.isDigit || "-._~/!$'()*+,;=@&".utf8.contains(byte) {
        address.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return address
  }
}
