import Notebooks

/// The files that a notebook's page is made from, in addition to those that its cells read.
enum PageFiles {
  static func of(_ notebook: Notebook) -> [String] {
    let images = absolute(notebook.images.map(\.source), notebook)
    return [Path.absolute(notebook.file)] + images + notebook.listedFiles + linked(by: notebook)
  }

  /// The files that the text links to.
  static func linked(by notebook: Notebook) -> [String] {
    let paths = notebook.links.compactMap { link -> String? in
      let address = link.destination
      guard !Address.isElsewhere(address), !Address.isAbsolute(address) else { return nil }
      let path = Address.file(address)
      return path.isEmpty ? nil : path
    }
    return absolute(paths, notebook)
  }

  private static func absolute(_ paths: [String], _ notebook: Notebook) -> [String] {
    let folder = Path.folder(of: Path.absolute(notebook.file))
    return paths.map { Path.absolute("\(folder)/\($0)") }
  }
}
