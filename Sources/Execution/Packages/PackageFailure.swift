import Foundation
import Notebooks

/// What Swift's package manager says when it can't build packages, at the places where they are named.
struct PackageFailure {
  private let packages: [PackageDependency]
  private let folder: String
  private let output: Subprocess.Output
  private let lines: [String]

  /// - Parameter folder: where they were to be built.
  init(_ packages: [PackageDependency], _ folder: String, _ output: Subprocess.Output) {
    (self.packages, self.folder, self.output) = (packages, folder, output)
    lines = String(decoding: output.error + [.lineFeed] + output.output, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
  }

  /// - Parameters:
  ///   - libraries: the library products of the packages that could be read, by identity.
  ///   - problem: why an address can't be reached, if git says so.
  func diagnostics(
    _ libraries: [String: [String]], problem: (String) throws(RunError) -> String?
  ) throws(RunError) -> [Diagnostic] {
    let unknown = Self.unknownProducts(of: packages, libraries)
    let compiler = unknown.isEmpty ? compilerErrors : []
    if !compiler.isEmpty { return compiler }
    let away = try fetching(libraries, problem)
    let wrong = unknown + (away.isEmpty ? [version].compactMap(\.self) : away)
    if !wrong.isEmpty { return wrong }
    let message = errors.first ?? output.failure
    return [
      package(in: message).error("the package '\(package(in: message).name)' does not build: \(message)")
    ]
  }

  /// The products that cells are to import from, and that packages don't have.
  ///
  /// - Parameter libraries: the library products of the packages that could be read, by identity.
  static func unknownProducts(
    of packages: [PackageDependency], _ libraries: [String: [String]]
  ) -> [Diagnostic] {
    packages.flatMap { package -> [Diagnostic] in
      guard let known = libraries[package.identity] else { return [] }
      return package.products.filter { !known.contains($0) }.map { product in
        let list = known.map { "'\($0)'" }.joined(separator: ", ")
        return package.error(
          "the package '\(package.name)' has no library '\(product)'"
            + (known.isEmpty ? " and no other one" : "; it has \(list)"))
      }
    }
  }

  // MARK: Errors in code

  /// The first errors that compilers have found, each at its place, after one where the package is named.
  private var compilerErrors: [Diagnostic] {
    var found: [(package: PackageDependency, error: Diagnostic)] = []
    var count = 0
    var seen: Set<String> = []
    for line in lines where seen.insert(line).inserted {
      guard let match = line.firstMatch(of: /^(\/.*?):(\d+):(\d+): error: (.*)$/), let row = Int(match.2),
        let column = Int(match.3)
      else { continue }
      count += 1
      if found.count >= 3 { continue }
      let (package, file) = place(of: String(match.1))
      let error = Diagnostic(
        .error, file: file, at: SourceLocation(line: row, column: column), String(match.4))
      found.append((package, error))
    }
    guard let first = found.first else { return [] }
    let more = count > found.count ? ", with \(count) errors, of which the first are" : ""
    return [first.package.error("the package '\(first.package.name)' does not build\(more):")]
      + found.map(\.error)
  }

  /// The package that a file belongs to, and the file as the author would name it.
  private func place(of file: String) -> (PackageDependency, String) {
    for package in packages {
      guard case .folder(let path) = package.source, let rest = Path.rest(of: file, in: path) else {
        continue
      }
      let named =
        Path.isAbsolute(package.name)
        ? package.name : Path.joined(Path.folder(of: package.file), package.name)
      let start = Path.isAbsolute(named) ? "/" : ""
      return (package, start + Path.normalized("\(named)/\(rest)"))
    }
    guard let rest = Path.rest(of: file, in: folder + "/.build/checkouts") else { return (packages[0], file) }
    let name = rest.prefix { $0 != "/" }.lowercased()
    return (packages.first { $0.identity == name } ?? packages[0], rest)
  }

  // MARK: Errors of the package manager

  private var errors: [String] {
    lines.compactMap { line in
      guard let start = line.range(of: "error: ") else { return nil }
      let message = String(line[start.upperBound...])
      return message.hasPrefix("ExitCode(") || message.hasPrefix("fatalError") ? nil : message
    }
  }

  /// The package that a message speaks of; the first one if it names none.
  private func package(in message: String) -> PackageDependency {
    packages.first { message.contains("'\($0.identity)'") || message.contains($0.name) } ?? packages[0]
  }

  /// The repositories that can't be reached.
  private func fetching(
    _ libraries: [String: [String]], _ problem: (String) throws(RunError) -> String?
  ) throws(RunError) -> [Diagnostic] {
    let signs = ["Failed to clone repository", "Git command", "fatal: ", "Couldn’t fetch"]
    guard lines.contains(where: { line in signs.contains { line.contains($0) } }) else { return [] }
    var found: [Diagnostic] = []
    for package in packages where libraries[package.identity] == nil {
      guard let address = package.address, let reason = try problem(address) else { continue }
      found.append(
        package.error(
          "the package '\(package.name)' can't be fetched: \(reason); without a network, 'url' can name a clone on "
            + "this machine, and 'path' a folder"))
    }
    return found
  }

  /// A version that isn't there.
  private var version: Diagnostic? {
    guard let message = errors.first(where: { $0.contains("match the requirement") }) else { return nil }
    let package = package(in: message)
    guard case .version(let version, _) = package.source, message.contains(version) else { return nil }
    return package.error("the package '\(package.name)' has no version \(version)")
  }
}
