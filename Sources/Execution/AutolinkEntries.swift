import Foundation
import SwiftSource

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

  /// The libraries in the section that the compiler keeps for the linker, each once.
  ///
  /// A cell can put other texts there by `@section`. The linker runs outside of the cells' cage, and an entry such as
  /// `-l:../file` would make it read any file as a script and quote it.
  private static func entries(in object: ObjectFile) -> [String] {
    var result: [String] = []
    let sections = object.sections.filter { $0.name == ".swift1_autolink_entries" }
    for piece in sections.flatMap({ object[$0].split(separator: 0) }) {
      let entry = String(decoding: piece, as: UTF8.self)
      if isLibrary(entry) && !result.contains(entry) { result.append(entry) }
    }
    return result
  }

  /// Whether an entry is `-l` and the name of a library.
  static func isLibrary(_ entry: String) -> Bool {
    let name = entry.utf8.dropFirst(2)
    let isPlain = name.allSatisfy { $0.isLetter || $0.isDigit || "_+-.".utf8.contains($0) }
    return entry.hasPrefix("-l") && !name.isEmpty && isPlain
  }
}
