import Foundation

/// Paths of files, and the addresses of links between pages.
public enum Path {
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
  package static func destination(of path: String) -> String {
    if let real = resolved(path) { return real }
    var (place, links) = ("/", 0)
    var rest = Array(path.split(separator: "/").map(String.init).reversed())
    while let name = rest.popLast() {
      let next = name == ".." ? folder(of: place) : name == "." ? place : joined(place, name)
      // As many links as Linux follows.
      if links < 40, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: next) {
        links += 1
        if target.hasPrefix("/") { place = "/" }
        rest += target.split(separator: "/").map(String.init).reversed()
      } else {
        place = next
      }
    }
    return place
  }

  /// The absolute path without `.` and `..`.
  public static func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return "/" + normalized(whole)
  }

  /// A path's parts without `.`, and without each `..` that can be resolved.
  public static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// The folder of a file; `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A file in a folder; the folder `.` is left out.
  public static func joined(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// What follows the folder in the path of something inside it; `nil` for any other path. Both must be absolute or
  /// relative to the same folder.
  package static func rest(of path: String, in folder: String) -> String? {
    let beginning = folder.hasSuffix("/") ? folder : folder + "/"
    guard path.utf8.starts(with: beginning.utf8) else { return nil }
    return String(decoding: path.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }

  /// Whether a path is that of something inside a folder, as `rest(of:in:)` takes them.
  package static func isInside(_ folder: String, _ path: String) -> Bool { rest(of: path, in: folder) != nil }

  /// The relative path from a folder to a file. Both must be absolute or relative to the same folder.
  public static func relative(from folder: String, to file: String) -> String {
    var from = folder.split(separator: "/").filter { $0 != "." }[...]
    var to = file.split(separator: "/").filter { $0 != "." }[...]
    while let first = from.first, to.first == first, to.count > 1 {
      from.removeFirst()
      to.removeFirst()
    }
    let back = from.map { _ in Substring("..") }
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
