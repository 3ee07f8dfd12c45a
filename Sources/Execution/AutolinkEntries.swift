import Foundation

/// The libraries that an object file must be linked with, as the Swift compiler notes them in it.
enum AutolinkEntries {
  /// Linker arguments for the libraries that the cells' own library doesn't contain.
  ///
  /// - Parameter isOptimized: other code calls generic functions that a library of the toolchain has for common types.
  static func libraries(of object: ObjectFile, _ toolchain: Toolchain, isOptimized: Bool) -> [String] {
    var loaded: Set = ["-lswiftCore", "-lswiftGlibc", "-lm", "-lpthread", "-lutil", "-ldl"]
    if isOptimized { loaded.insert("-lswiftSwiftOnoneSupport") }
    let wanted = entries(in: object).filter { !loaded.contains($0) }
    guard !wanted.isEmpty else { return [] }
    let folder = URL(fileURLWithPath: toolchain.startObject).deletingLastPathComponent()
      .deletingLastPathComponent().path
    return ["-L", folder, "-rpath", folder, "--as-needed"] + wanted
  }

  /// The texts that begin with `-l` in the section that the compiler keeps for the linker, each once.
  private static func entries(in object: ObjectFile) -> [String] {
    var result: [String] = []
    let sections = object.sections.filter { $0.name == ".swift1_autolink_entries" }
    for piece in sections.flatMap({ object[$0].split(separator: 0) }) {
      let entry = String(decoding: piece, as: UTF8.self)
      if entry.hasPrefix("-l") && !result.contains(entry) { result.append(entry) }
    }
    return result
  }
}
