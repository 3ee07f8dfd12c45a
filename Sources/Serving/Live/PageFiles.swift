import Notebooks

/// The files that a notebook's page is made from, in addition to those that its cells read.
enum PageFiles {
  static func of(_ notebook: Notebook) -> [String] {
    let shown = notebook.images.map(\.source) + notebook.blocks.flatMap(\.sources)
    return [Path.absolute(notebook.file)] + absolute(shown, notebook) + linked(by: notebook)
  }

  /// The files that the text links to.
  static func linked(by notebook: Notebook) -> [String] {
    let paths = notebook.links.compactMap { link -> String? in
      let address = link.destination
      guard !Address.isElsewhere(address), !address.hasPrefix("/"), !address.hasPrefix("\\") else {
        return nil
      }
      let path = Address.path(String(address.prefix { $0 != "#" && $0 != "?" }))
      return path.isEmpty ? nil : path
    }
    return absolute(paths, notebook)
  }

  private static func absolute(_ paths: [String], _ notebook: Notebook) -> [String] {
    let folder = Path.folder(of: Path.absolute(notebook.file))
    return paths.map { Path.absolute("\(folder)/\($0)") }
  }
}

extension Block {
  /// The files of its listings, relative to the notebook's folder.
  fileprivate var sources: [String] {
    switch self {
    case .listing(let listing): [listing.source]
    case .quotation(let blocks), .alert(_, let blocks): blocks.flatMap(\.sources)
    case .list(let items, _, _): items.joined().flatMap(\.sources)
    default: []
    }
  }
}
