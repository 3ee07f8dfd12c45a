import Foundation

/// The libraries that an object file must be linked with, as the Swift compiler notes them in it.
enum AutolinkEntries {
  /// Linker arguments for the libraries that the cells' own library doesn't contain.
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

  /// The texts that begin with `-l` in the section that the compiler keeps for the linker, each once.
  private static func entries(in object: [UInt8]) -> [String] {
    var result: [String] = []
    for piece in section(".swift1_autolink_entries", of: object).split(separator: 0) {
      let entry = String(decoding: piece, as: UTF8.self)
      if entry.hasPrefix("-l") && !result.contains(entry) { result.append(entry) }
    }
    return result
  }

  /// The bytes of a section of a 64-bit, little-endian ELF file; empty if there is no such section.
  private static func section(_ name: String, of object: [UInt8]) -> ArraySlice<UInt8> {
    func number(_ offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset + count <= object.count else { return nil }
      return Int(object[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    guard
      let table = number(0x28, bytes: 8), let entrySize = number(0x3A, bytes: 2),
      let count = number(0x3C, bytes: 2), let namesIndex = number(0x3E, bytes: 2),
      let names = number(table + namesIndex * entrySize + 0x18, bytes: 8)
    else { return [] }
    for entry in (0..<count).map({ table + $0 * entrySize }) {
      guard
        let nameOffset = number(entry, bytes: 4), let start = number(entry + 0x18, bytes: 8),
        let size = number(entry + 0x20, bytes: 8), names + nameOffset < object.count,
        start + size <= object.count
      else { continue }
      if object[(names + nameOffset)...].prefix(while: { $0 != 0 }).elementsEqual(name.utf8) {
        return object[start..<start + size]
      }
    }
    return []
  }
}
