import Notebooks

/// The package that has those of a notebook as its dependencies, and makes one library of them.
struct PackageManifest {
  static let product = "LecternPackages"

  let packages: [PackageDependency]

  var text: String {
    let dependencies = packages.map { "    \(Self.dependency($0)),\n" }.joined()
    let products = packages.flatMap { package in
      package.products.map {
        "        .product(name: \(Self.literal($0)), package: \(Self.literal(package.identity))),\n"
      }
    }
    return """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "lectern-packages",
        platforms: [.macOS(.v15)],
        products: [.library(name: "\(Self.product)", type: .dynamic, targets: ["\(Self.product)"])],
        dependencies: [
      \(dependencies)  ],
        targets: [
          .target(
            name: "\(Self.product)",
            dependencies: [
      \(products.joined())      ])
        ]
      )

      """
  }

  private static func dependency(_ package: PackageDependency) -> String {
    switch package.source {
    case .folder(let path): ".package(path: \(literal(path)))"
    case .version(let version, let address):
      ".package(url: \(literal(address)), exact: \(literal(version)))"
    case .revision(let revision, let address):
      ".package(url: \(literal(address)), revision: \(literal(revision)))"
    }
  }

  private static func literal(_ text: String) -> String { Parameter.Value.text(text).literal }
}
