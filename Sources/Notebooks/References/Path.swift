import Foundation

/// Paths of files, and the addresses by which one page leads to another.
public enum Path {
  /// The whole path without `.`, `..` and, where the file is there, without links.
  public static func canonical(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    return absolute(path)
  }

  /// The whole path without `.` and `..`.
  public static func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return "/" + normalized(whole)
  }

  /// A path's parts without `.`, and without `..` as far as there is something to go back from.
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

  /// The folder of a file, `.` for a name alone.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file in a folder; the folder `.` is left out.
  public static func joined(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The way from a folder to a file, both given as whole paths or both seen from the same place.
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

  /// The path as a link's address: whatever has a meaning in addresses, and all that is not ASCII, is encoded.
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
