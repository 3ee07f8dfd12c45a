/// The keys that authors can write, for editors that complete them.
package enum KnownKeys {
  package static var frontMatter: [String] { MetadataReader.keys.filter { $0 != JupyterMetadata.key } }
  /// The options of a cell.
  package static var cell: [String] { CellOptionReader.keys }
  /// The options that all cells can have, which `execute` in the front matter takes.
  package static var execute: [String] {
    CellOptionReader.keys.filter { !CellOptionReader.ownKeys.contains($0) }
  }
}
