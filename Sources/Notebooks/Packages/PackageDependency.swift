/// A Swift package that cells import from, as the front matter or `book.yml` names it:
///
///     packages:
///       - url: https://github.com/apple/swift-algorithms
///         exact: 1.2.1
///         products: [Algorithms]
///       - path: ../MyPackage
///         products: [MyPackage]
///
/// A package from elsewhere has one version, so that a page can be made again.
public struct PackageDependency: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// A folder on this machine, as an absolute path.
    case folder(String)
    case version(String, of: String)
    case revision(String, of: String)
  }

  /// The address or the path, as the author has written it.
  public var name: String
  public var source: Source
  /// What cells import from: the package's library products.
  public var products: [String]
  /// The file that names it, and where.
  public var file: String
  public var location: SourceLocation

  /// Where its repository is; `nil` for a folder.
  public var address: String? {
    switch source {
    case .folder: nil
    case .version(_, let address), .revision(_, let address): address
    }
  }

  /// How Swift's package manager tells packages apart: by the last part of the address or path.
  public var identity: String {
    let place = if case .folder(let path) = source { path } else { address ?? "" }
    let last = place.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? place
    return (last.hasSuffix(".git") ? String(last.dropLast(4)) : last).lowercased()
  }
}

extension [PackageDependency] {
  /// These packages, and those of `outer` with other names.
  func over(_ outer: [PackageDependency]) -> [PackageDependency] {
    let own = Set(map(\.identity))
    return self + outer.filter { !own.contains($0.identity) }
  }
}
