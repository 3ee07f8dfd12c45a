/// Makes a 64-bit, little-endian ELF file that defines symbols in zeroed memory and in constant numbers.
struct ObjectFileWriter {
  /// The sections that have symbols, by their numbers in the file.
  enum SymbolSection: UInt16 { case zeros = 1, constants }
  /// Who sees a symbol: all libraries of the process, only its own, or all, where its own sees no other by that name.
  enum Visibility: UInt8 { case everywhere = 0, hidden = 2, protected = 3 }

  private let machine: ArraySlice<UInt8>
  private let zeros: Int
  private let alignment: Int
  private let constants: [Int]
  private var symbols = [UInt8](repeating: 0, count: 24)
  private var names: [UInt8] = [0]

  /// - Parameters:
  ///   - machine: for which processor, as in the header of ELF files.
  ///   - zeros: the size of the zeroed memory.
  ///   - alignment: that of the zeroed memory.
  init(machine: ArraySlice<UInt8>, zeros: Int, alignment: Int, constants: [Int]) {
    (self.machine, self.zeros, self.alignment, self.constants) = (machine, zeros, alignment, constants)
  }

  mutating func define(
    _ name: String, _ section: SymbolSection, at offset: Int, size: Int = 0, _ visibility: Visibility
  ) {
    let globalObject: UInt8 = 0x11
    symbols.add(UInt32(names.count))
    symbols += [globalObject, visibility.rawValue]
    symbols.add(section.rawValue)
    symbols.add(UInt64(offset))
    symbols.add(UInt64(size))
    names += Array(name.utf8) + [0]
  }

  private struct Section {
    var name: String
    var kind: UInt32
    var flags: UInt64 = 0
    var size: Int
    var link: UInt32 = 0
    var firstGlobal: UInt32 = 0
    var alignment = 8
    var entrySize: UInt64 = 0
    var contents: [UInt8] = []
  }

  private var sections: [Section] {
    let numbers = constants.reduce(into: [UInt8]()) { $0.add(UInt64($1)) }
    return [
      Section(name: "", kind: 0, size: 0, alignment: 0),
      Section(name: ".bss", kind: 8, flags: 3, size: zeros, alignment: alignment),
      Section(name: ".rodata", kind: 1, flags: 2, size: numbers.count, contents: numbers),
      Section(
        name: ".symtab", kind: 2, size: symbols.count, link: 4, firstGlobal: 1, entrySize: 24,
        contents: symbols),
      Section(name: ".strtab", kind: 3, size: names.count, alignment: 1, contents: names),
    ]
  }

  /// Header, contents of the sections, table of sections.
  var bytes: [UInt8] {
    var (sections, texts, contents) = (sections, [UInt8](), [UInt8]())
    let names = sections.map { $0.name } + [".shstrtab"]
    let nameOffsets = names.map { name in
      defer { texts += Array(name.utf8) + [0] }
      return UInt32(texts.count)
    }
    sections.append(Section(name: ".shstrtab", kind: 3, size: texts.count, alignment: 1, contents: texts))
    var table: [UInt8] = []
    for (section, name) in zip(sections, nameOffsets) {
      contents += [UInt8](repeating: 0, count: -contents.count & 7)
      table.add(name)
      table.add(section.kind)
      table.add(section.flags)
      table.add(UInt64(0))
      table.add(UInt64(64 + contents.count))
      table.add(UInt64(section.size))
      table.add(section.link)
      table.add(section.firstGlobal)
      table.add(UInt64(section.alignment))
      table.add(section.entrySize)
      contents += section.contents
    }
    contents += [UInt8](repeating: 0, count: -contents.count & 7)
    return header(tableOffset: 64 + contents.count, sections: sections.count) + contents + table
  }

  private func header(tableOffset: Int, sections: Int) -> [UInt8] {
    var header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
    let relocatable: UInt16 = 1
    header.add(relocatable)
    header += machine
    header.add(UInt32(1))
    header.add(UInt64(0))
    header.add(UInt64(0))
    header.add(UInt64(tableOffset))
    header.add(UInt32(0))
    for number in [64, 0, 0, 64, sections, sections - 1] { header.add(UInt16(number)) }
    return header
  }
}

extension [UInt8] {
  fileprivate mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
