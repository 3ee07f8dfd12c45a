/// Reads the packages that cells import from. One that can't be used is reported and left out.
struct PackageReader {
  let diagnostics: Diagnostics

  private static let keys = ["url", "path", "exact", "revision", "products"]

  func read(_ entry: YAMLValue.Entry) -> [PackageDependency] {
    if entry.value.isNull { return [] }
    guard case .sequence(let values) = entry.value.kind else {
      diagnostics.error(
        "'packages' must be a list of packages, not \(entry.value.kindName)", at: entry.value.location)
      return []
    }
    var packages: [PackageDependency] = []
    for value in values {
      guard let package = package(value) else { continue }
      if let first = packages.first(where: { $0.identity == package.identity }) {
        diagnostics.error(
          "the package '\(package.identity)' is already in line \(first.location.line)", at: package.location)
      } else {
        packages.append(package)
      }
    }
    return packages
  }

  private func package(_ value: YAMLValue) -> PackageDependency? {
    guard case .mapping(let entries) = value.kind else {
      diagnostics.error("a package must be 'url: …' or 'path: …', not \(value.kindName)", at: value.location)
      return nil
    }
    var texts: [String: String] = [:]
    var products: [String]?
    for entry in entries {
      switch entry.key {
      case "products": products = names(entry)
      case let key where Self.keys.contains(key): texts[key] = diagnostics.text(entry.value, of: key)
      case "from", "branch", "version", "range", "upToNextMajor", "upToNextMinor":
        diagnostics.error(
          "'\(entry.key)' would mean other code on another day; give 'exact: 1.2.3' or 'revision: …'",
          at: entry.keyLocation)
        return nil
      default:
        diagnostics.warning(
          "unknown key '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
          at: entry.keyLocation)
      }
    }
    guard let (name, source) = source(texts, entries, at: value.location) else { return nil }
    guard let products, !products.isEmpty else {
      if products == nil, !entries.contains(where: { $0.key == "products" }) {
        diagnostics.error(
          "the package '\(name)' needs 'products', the libraries that cells import", at: value.location)
      }
      return nil
    }
    return PackageDependency(
      name: name, source: source, products: products, file: diagnostics.file, location: value.location)
  }

  private func source(
    _ texts: [String: String], _ entries: [YAMLValue.Entry], at place: SourceLocation
  ) -> (name: String, PackageDependency.Source)? {
    func value(of key: String) -> SourceLocation {
      entries.first { $0.key == key }?.value.location ?? place
    }
    switch (texts["url"], texts["path"]) {
    case (nil, nil):
      // A value of the wrong kind has been reported.
      if !entries.contains(where: { $0.key == "url" || $0.key == "path" }) {
        diagnostics.error("a package needs 'url' or 'path'", at: place)
      }
    case (.some, .some): diagnostics.error("a package has either 'url' or 'path'", at: place)
    case (nil, let path?):
      guard texts["exact"] == nil, texts["revision"] == nil else {
        diagnostics.error("a package in a folder is taken as it is, without a version", at: place)
        return nil
      }
      return (path, .folder(absolute(path)))
    case (let url?, nil):
      let address = isRemote(url) ? url : absolute(url)
      switch (texts["exact"], texts["revision"]) {
      case (let version?, nil):
        if Self.isVersion(version) { return (url, .version(version, of: address)) }
        diagnostics.error(
          "'exact' must be a version of three numbers, such as 1.2.0, not '\(version)'",
          at: value(of: "exact"))
      case (nil, let revision?):
        if revision.utf8.count == 40, revision.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
          return (url, .revision(revision.lowercased(), of: address))
        }
        diagnostics.error(
          "'revision' must be a commit's 40 digits, not '\(revision)'", at: value(of: "revision"))
      case (nil, nil):
        diagnostics.error(
          "the package '\(url)' needs one version, 'exact: 1.2.3', or 'revision: …'", at: value(of: "url"))
      case (.some, .some):
        diagnostics.error("a package has either 'exact' or 'revision'", at: place)
      }
    }
    return nil
  }

  private func names(_ entry: YAMLValue.Entry) -> [String]? {
    let values = if case .sequence(let values) = entry.value.kind { values } else { [entry.value] }
    if values.isEmpty {
      diagnostics.error("'products' must name the libraries that cells import", at: entry.value.location)
    }
    let names = values.compactMap { diagnostics.text($0, of: entry.key) }
    return names.count == values.count && !names.contains("") ? names : nil
  }

  /// Whether an address isn't a path: `https://…`, `git@host:…`.
  private func isRemote(_ address: String) -> Bool {
    address.contains("://") || address.prefix { $0 != "/" }.contains(":")
  }

  private func absolute(_ path: String) -> String {
    Path.isAbsolute(path)
      ? Path.absolute(path) : Path.absolute(Path.joined(Path.folder(of: diagnostics.file), path))
  }

  /// Whether a text is a semantic version, such as 1.2.0 or 2.0.0-beta.1.
  private static func isVersion(_ text: String) -> Bool {
    let core = text.prefix { $0 != "-" && $0 != "+" }
    let rest = text.dropFirst(core.count)
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    let isNumeric = numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
    return numbers.count == 3 && isNumeric && rest.count != 1
      && rest.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-+.".utf8.contains($0) }
  }
}
