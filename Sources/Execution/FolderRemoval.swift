import Foundation

/// Removes a folder with everything in it, also what cells make that is hard to remove: folders in folders without end, whose
/// paths are longer than the system takes, and folders without the right to list them.
enum FolderRemoval {
  static func remove(_ path: String) {
    let top = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard top >= 0 else { return }
    defer { close(top) }
    var moved = 0
    while case let names = names(in: top), !names.isEmpty {
      let removed = names.filter { remove($0, from: top, top, &moved) }
      if removed.isEmpty { return }
    }
    rmdir(path)
  }

  /// A file's name, which need not be UTF-8.
  private typealias Name = [CChar]

  /// Removes a file, or a folder after its files. The folders in it come to the top, so no path gets long.
  private static func remove(_ name: Name, from folder: Int32, _ top: Int32, _ moved: inout Int) -> Bool {
    if unlinkat(folder, name, 0) == 0 || unlinkat(folder, name, AT_REMOVEDIR) == 0 { return true }
    // It was no link, since a link would be gone. What has taken its place since then may be one to another's file.
    fchmodat(folder, name, 0o700, AT_SYMLINK_NOFOLLOW)
    if folder != top {
      moved += 1
      return renameat(folder, name, top, ".removed-\(moved)-\(UInt64.random(in: 0 ... .max))") == 0
    }
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else { return false }
    defer { close(inner) }
    for entry in names(in: inner) { _ = remove(entry, from: inner, top, &moved) }
    return unlinkat(folder, name, AT_REMOVEDIR) == 0
  }

  private static func names(in folder: Int32) -> [Name] {
    let own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0, let list = fdopendir(own) else { return [] }
    defer { closedir(list) }
    var names: [Name] = []
    let dot = CChar(UInt8(ascii: "."))
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
    }
    return names
  }
}
