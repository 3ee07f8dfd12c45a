import Foundation

/// The sections and symbols of a 64-bit, little-endian ELF file.
package struct ObjectFile {
  /// What a section is, by its number in the file. A cell can name a section of its own as it likes (`@section`), and that is data.
  enum Kind: Int { case data = 1, symbols, names, zeros = 8 }

  struct Section {
    var name: String
    /// `nil` for a kind that isn't needed here.
    var kind: Kind?
    var offset: Int
    var size: Int
    var link: Int
  }

  private let bytes: [UInt8]
  let sections: [Section]

  /// Reads a file; without sections if it isn't such a file.
  package init(path: String) {
    bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    sections = ObjectFile.sections(of: bytes)
  }

  /// The part of the header that says which processor the file is for.
  var machine: ArraySlice<UInt8> { bytes.dropFirst(0x12).prefix(2) }

  subscript(section: Section) -> ArraySlice<UInt8> { bytes[section.offset..<section.offset + section.size] }

  /// The largest variable that counts: no machine has the memory for more of them than can be added up.
  private static let largestVariable = 1 << 40

  /// The sizes of the global variables that begin as zeros, by their symbols.
  package var zeroedVariables: [String: Int] {
    var sizes: [String: Int] = [:]
    for table in sections where table.kind == .symbols && sections.indices.contains(table.link) {
      let names = sections[table.link]
      for entry in stride(from: table.offset, to: table.offset + table.size, by: 24) {
        let globalObject: UInt8 = 0x11
        guard
          bytes[entry + 4] == globalObject, let section = bytes.number(at: entry + 6, bytes: 2),
          sections.indices.contains(section), sections[section].kind == .zeros,
          let name = bytes.number(at: entry, bytes: 4), let size = bytes.number(at: entry + 16, bytes: 8),
          (0...Self.largestVariable).contains(size)
        else { continue }
        sizes[bytes.text(at: names.offset + name)] = size
      }
    }
    return sizes
  }

  private static func sections(of bytes: [UInt8]) -> [Section] {
    guard
      let table = bytes.number(at: 0x28, bytes: 8), let entrySize = bytes.number(at: 0x3A, bytes: 2),
      let count = bytes.number(at: 0x3C, bytes: 2), let namesIndex = bytes.number(at: 0x3E, bytes: 2),
      let names = bytes.number(at: table + namesIndex * entrySize + 0x18, bytes: 8)
    else { return [] }
    return (0..<count).compactMap { index in
      let entry = table + index * entrySize
      guard
        let name = bytes.number(at: entry, bytes: 4), let kind = bytes.number(at: entry + 4, bytes: 4),
        let start = bytes.number(at: entry + 0x18, bytes: 8),
        let size = bytes.number(at: entry + 0x20, bytes: 8),
        let link = bytes.number(at: entry + 0x28, bytes: 4)
      else { return nil }
      let isZeroed = kind == Kind.zeros.rawValue
      return isZeroed || start + size <= bytes.count
        ? Section(
          name: bytes.text(at: names + name), kind: Kind(rawValue: kind), offset: start,
          size: isZeroed ? 0 : size, link: link) : nil
    }
  }
}

extension [UInt8] {
  fileprivate func number(at offset: Int, bytes count: Int) -> Int? {
    guard offset >= 0, offset + count <= self.count else { return nil }
    return Int(
      truncatingIfNeeded: self[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// The text up to the next zero.
  fileprivate func text(at offset: Int) -> String {
    guard indices.contains(offset) else { return "" }
    return String(decoding: self[offset...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
