/// The types of the library that cells call, as its symbols name them.
final class LibraryTypes {
  let library: String
  private let version: String?
  /// The symbols of descriptions of types and protocols.
  private lazy var symbols = LibraryTypes.symbols(of: ObjectFile(path: library))

  init(library: String) {
    self.library = library
    version = FileState.status(of: library)
  }

  /// Whether the library is still as it was.
  var isCurrent: Bool { FileState.status(of: library) == version }

  /// Whether a name is that of a struct, a class or an enum, and not also that of a protocol.
  ///
  /// A symbol has a name as the mangling writes it: its length, its text and the kind. A name that repeats a word of its
  /// module's name is abbreviated there, and not found.
  func isConcrete(_ name: String) -> Bool {
    let text = "\(name.utf8.count)\(name)"
    let types = ["VMn", "CMn", "OMn"].map { text + $0 }
    return symbols.contains { symbol in types.contains { symbol.hasSuffix($0) } }
      && !symbols.contains { $0.hasSuffix(text + "Mp") }
  }

  private static func symbols(of file: ObjectFile) -> [String] {
    let names = file.sections.first { $0.name == ".dynstr" }.map { file[$0] } ?? []
    let kinds = [Array("Mn".utf8)[...], Array("Mp".utf8)[...]]
    return names.split(separator: 0).filter { kinds.contains($0.suffix(2)) }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
