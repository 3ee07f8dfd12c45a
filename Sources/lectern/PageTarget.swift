import Execution
import Foundation
import Notebooks

/// What a path leads to after all links.
enum PageTarget {
  /// A file, and its properties if it exists.
  case file(String, stat?)
  /// A named pipe or a device.
  case stream(String)
  /// One of this process's own descriptors, as `/dev/stdout` names one.
  case descriptor(Int32)

  /// Follows the links of a path.
  init(_ path: String) throws(SystemError) {
    var path = path
    for _ in 0..<40 {
      if let descriptor = PageTarget.descriptor(named: path) {
        self = .descriptor(descriptor)
        return
      }
      var status = stat()
      guard lstat(path, &status) == 0 else {
        guard errno == ENOENT else { throw .last }
        self = .file(path, nil)
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: path = try PageTarget.followed(path)
      case S_IFREG, S_IFDIR:
        self = .file(path, status)
        return
      default:
        self = .stream(path)
        return
      }
    }
    throw SystemError(code: ELOOP)
  }

  var isFolder: Bool {
    if case .file(let path, let status) = self {
      return status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? (path.utf8.last == UInt8(ascii: "/"))
    }
    return false
  }

  /// Where the page would be, from the root and without links; `nil` for a descriptor.
  var place: String? {
    let name: String
    switch self {
    case .file(let file, _): name = file
    case .stream(let file): name = file
    case .descriptor: return nil
    }
    let path = Path.isAbsolute(name) ? name : FileManager.default.currentDirectoryPath + "/" + name
    // Folders that are still to be made have no links. What follows them must not go up again.
    var known = Path.folder(of: path)
    while access(known, F_OK) != 0, known != "/" { known = Path.folder(of: known) }
    let rest = String(decoding: path.utf8.dropFirst(known == "/" ? 1 : known.utf8.count + 1), as: UTF8.self)
    let goesUp = Path.parts(of: rest).contains("..")
    return goesUp ? Path.absolute("/" + rest) : Path.joined(Path.canonical(known), rest)
  }

  /// Whether a path leads to the same file, even under another name.
  func isSame(_ other: String) -> Bool {
    var (here, there) = (stat(), stat())
    guard stat(other, &there) == 0 else { return false }
    switch self {
    case .file(_, let status):
      guard let status else { return false }
      here = status
    case .stream(let path): guard stat(path, &here) == 0 else { return false }
    case .descriptor(let descriptor): guard fstat(descriptor, &here) == 0 else { return false }
    }
    return here.st_dev == there.st_dev && here.st_ino == there.st_ino
  }

  /// The folder that has a name for each open descriptor.
  private static var descriptors: String {
    #if os(Linux)
      "/proc/self/fd"
    #else
      "/dev/fd"
    #endif
  }

  private static func followed(_ link: String) throws(SystemError) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &bytes, bytes.count)
    guard count >= 0 else { throw .last }
    let target = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return Path.isAbsolute(target) ? target : Path.joined(Path.folder(of: link), target)
  }

  /// The descriptor of this process that a path such as `/proc/self/fd/1` names. The file that is open there may have no
  /// name, so it is written to through the descriptor.
  private static func descriptor(named path: String) -> Int32? {
    guard let number = Int32(Path.name(of: path)), let folder = realpath(Path.folder(of: path), nil),
      let own = realpath(Self.descriptors, nil)
    else { return nil }
    defer {
      free(folder)
      free(own)
    }
    return String(cString: folder) == String(cString: own) ? number : nil
  }
}
