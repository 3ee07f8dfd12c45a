import Foundation
import SwiftSource
import TestSupport
import Testing

/// The declarations of the reference are those that the compiler knows.
struct SymbolGraphTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized
  private static let build = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The part of a symbol graph that says where symbols are.
  private struct Graph: Decodable {
    struct Symbol: Decodable {
      struct Identifier: Decodable { var precise: String }
      struct Location: Decodable {
        struct Position: Decodable { var line: Int }
        var uri: String
        var position: Position
      }
      var identifier: Identifier
      var location: Location?
    }
    var symbols: [Symbol]
  }

  /// A line of a source file.
  private struct Place: Hashable, CustomStringConvertible {
    var file: String
    var line: Int
    var description: String { "\(file):\(line)" }
  }

  private static func compilerPlaces(of module: String) throws -> Set<Place> {
    let temporary = try TemporaryFolder()
    let maps = ["CKernels", "CPlatform"].flatMap { name in
      ["-Xcc", "-fmodule-map-file=\(build.path)/\(name).build/module.modulemap"]
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "swift", "symbolgraph-extract", "-module-name", module, "-I", build.appending(path: "Modules").path,
        "-target",
        "\(architecture)-unknown-linux-gnu", "-output-dir", temporary.url.path, "-minimum-access-level",
        "public",
      ] + maps
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    var places: Set<Place> = []
    for file in try FileManager.default.contentsOfDirectory(
      at: temporary.url, includingPropertiesForKeys: nil)
    {
      let graph = try JSONDecoder().decode(Graph.self, from: Data(contentsOf: file))
      for symbol in graph.symbols where !symbol.identifier.precise.contains("::SYNTHESIZED::") {
        guard let location = symbol.location, let start = location.uri.range(of: "/Sources/\(module)/") else {
          continue
        }
        places.insert(
          Place(file: String(location.uri[start.upperBound...]), line: location.position.line + 1))
      }
    }
    return places
  }

  private static var architecture: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }

  private static func ownPlaces(of module: String) throws -> Set<Place> {
    let folder = root.appending(path: "Sources/\(module)")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var places: Set<Place> = []
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for declaration in PublicDeclarations(text).all {
        places.insert(Place(file: file, line: declaration.line))
      }
    }
    return places
  }

  @Test(arguments: [
    "Tensors", "NeuralNetworks", "Datasets", "SVGCharts", "ModelDiagrams", "CellSupport", "Displays",
  ])
  func `the reference and the compiler find the same declarations`(module: String) throws {
    let (compiler, own) = (try Self.compilerPlaces(of: module), try Self.ownPlaces(of: module))
    #expect(compiler.count > 40)
    #expect(compiler.subtracting(own) == [] && own.subtracting(compiler) == [])
  }
}
