import Foundation
import Notebooks

/// Modules of packages that have the name of one that cells have already.
enum PackageClash {
  /// - Parameter products: the folder of what was built.
  static func diagnostics(
    of packages: [PackageDependency], products: String, _ installation: Installation
  ) -> [Diagnostic] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: products)) ?? []
    let modules = names.filter { $0.hasSuffix(".build") }.map { String($0.dropLast(6)) }.sorted()
    let engine = found(in: ObjectFile(path: installation.library), modules)
    let taken = modules.filter { engine.contains($0) || $0 == "notebook" || isOfC($0, installation) }
    return taken.map { module in
      let package = packages.first { $0.products.contains(module) } ?? packages[0]
      return package.error(
        "the package '\(package.name)' brings a module '\(module)', which is the name of one of Lectern's own: "
          + "a program can't have both")
    }
  }

  /// Which of the modules have symbols in a library: the mangling writes a module's length and name.
  private static func found(in library: ObjectFile, _ modules: [String]) -> Set<String> {
    let names = library.sections.first { $0.name == ".dynstr" }.map { library[$0] } ?? []
    let beginnings = modules.map { (name: $0, start: Array("$s\($0.utf8.count)\($0)".utf8)) }
    var found: Set<String> = []
    for symbol in names.split(separator: 0) where symbol.starts(with: "$s".utf8) {
      for (name, start) in beginnings where symbol.starts(with: start) { found.insert(name) }
    }
    return found
  }

  private static func isOfC(_ module: String, _ installation: Installation) -> Bool {
    installation.moduleMaps.contains { $0.hasSuffix("/\(module).build/module.modulemap") }
  }
}
