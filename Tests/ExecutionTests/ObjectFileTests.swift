import Execution
import Foundation
import TestSupport
import Testing

/// What the runner reads in object files, in which cells can have sections of any name.
struct ObjectFileTests {
  /// A section after the first one, which is empty in each file.
  private struct Section {
    var name: String
    var kind: UInt32
    var link: UInt32 = 0
    var content: [UInt8] = []
  }

  /// A global variable in the second section.
  private func symbol(named name: UInt32, size: UInt64) -> [UInt8] {
    bytes(name) + [0x11, 0] + bytes(UInt16(2)) + bytes(UInt64(0)) + bytes(size)
  }

  private func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// An ELF file: header, contents, table of sections.
  private func file(_ sections: [Section]) -> [UInt8] {
    let all = [Section(name: "", kind: 0)] + sections + [Section(name: ".shstrtab", kind: 3)]
    let texts: [UInt8] = all.flatMap { Array($0.name.utf8) + [0] }
    var (contents, table, name) = ([UInt8](), [UInt8](), 0)
    for section in all {
      let content = section.name == ".shstrtab" ? texts : section.content
      table += bytes(UInt32(name)) + bytes(section.kind) + bytes(UInt64(0)) + bytes(UInt64(0))
      table += bytes(UInt64(64 + contents.count)) + bytes(UInt64(content.count)) + bytes(section.link)
      table += [UInt8](repeating: 0, count: 20)
      contents += content
      name += section.name.utf8.count + 1
    }
    var header = [UInt8](repeating: 0, count: 64)
    header.replaceSubrange(0x28..<0x30, with: bytes(UInt64(64 + contents.count)))
    let numbers: [UInt16] = [64, UInt16(all.count), UInt16(all.count - 1)]
    header.replaceSubrange(0x3A..<0x40, with: numbers.flatMap { bytes($0) })
    return header + contents + table
  }

  private func variables(_ sections: [Section]) throws -> [String: Int] {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "notebook.o").path
    try Data(file(sections)).write(to: URL(filePath: path))
    return ObjectFile(path: path).zeroedVariables
  }

  private let names = Section(name: ".strtab", kind: 3, content: Array("\0x\0y\0".utf8))
  private let data = Section(name: ".data", kind: 1)
  private let zeros = Section(name: ".bss", kind: 8)

  @Test func `a cell's own section is no table of symbols, whatever its name`() throws {
    let real = Section(name: ".symtab", kind: 2, link: 5, content: symbol(named: 1, size: 8))
    let forged = Section(name: ".symtab", kind: 1, link: 5, content: symbol(named: 3, size: 1 << 62))
    #expect(try variables([data, zeros, forged, real, names]) == ["x": 8])
    #expect(try variables([data, zeros, real, forged, names]) == ["x": 8])
  }

  @Test func `variables too large to be added up don't count`() throws {
    let sizes: [UInt64] = [1 << 40, 1 << 40 + 1, 1 << 62, .max]
    for size in sizes {
      let table = Section(name: ".symtab", kind: 2, link: 4, content: symbol(named: 3, size: size))
      #expect(try variables([data, zeros, table, names]) == (size == sizes[0] ? ["y": 1 << 40] : [:]))
    }
  }

  @Test func `a file of another kind has no variables`() throws {
    #expect(ObjectFile(path: "/none").zeroedVariables.isEmpty)
    #expect(try variables([data, zeros, names]).isEmpty)
  }
}
