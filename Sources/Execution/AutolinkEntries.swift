import Foundation

/// The libraries that an object file wants to be linked with, which the Swift compiler writes into it.
enum AutolinkEntries {
  /// Linker arguments for the libraries that the cells' own library does not bring along.
  static func libraries(ofObject path: String, _ toolchain: Toolchain) -> [String] {
    guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
    let loaded: Set = [
      "-lswiftCore", "-lswiftSwiftOnoneSupport", "-lswiftGlibc", "-lm", "-lpthread", "-lutil", "-ldl",
    ]
    let wanted = entries(in: [UInt8](bytes)).filter { !loaded.contains($0) }
    guard !wanted.isEmpty else { return [] }
    let folder = URL(fileURLWithPath: toolchain.startObject).deletingLastPathComponent()
      .deletingLastPathComponent().path
    return ["-L", folder, "-rpath", folder, "--as-needed"] + wanted
  }

  /// The texts that begin with `-l` among the file's NUL-separated ones.
  private static func entries(in bytes: [UInt8]) -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    for piece in bytes.split(separator: 0) where piece.starts(with: Array("-l".utf8)) && piece.count < 128 {
      let isName = piece.allSatisfy { $0 > 32 && $0 < 127 }
      let entry = String(decoding: piece, as: UTF8.self)
      if isName && seen.insert(entry).inserted { result.append(entry) }
    }
    return result
  }
}
