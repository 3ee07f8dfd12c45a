import Foundation
import Notebooks
import SwiftSource
import Testing

/// The reference of this repository's book: it has every call that a cell can make, and an example of each.
struct APIReferenceTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  /// The modules that a cell sees without an import.
  private static let modules = [
    "Tensors", "NeuralNetworks", "Datasets", "SVGCharts", "ModelDiagrams", "CellSupport", "Displays",
  ]

  /// What no author writes: the data in which cells tell the runner what to show, and how it travels.
  private static let ofTheRunner: Set<String> = [
    "Displays/Demo.swift", "Displays/Demo+Operation.swift", "Displays/Demo+Wire.swift",
    "Displays/Display+Wire.swift",
    "Displays/Frame.swift", "Displays/Playground.swift", "Displays/Playground+Wire.swift",
    "Displays/ValueSummary.swift", "Displays/Widget.swift", "Displays/Widget+Knobs.swift",
    "Displays/Widget+Planes.swift", "Displays/Widget+Wire.swift", "Displays/Wire.swift",
  ]

  private static func pages() throws -> [Notebook] {
    let folder = root.appending(path: "notebooks/reference")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".md")
    }
    return files.sorted().map { Notebook.read(folder.path + "/" + $0) }
  }

  private static func swiftFiles(of module: String) throws -> [String] {
    let folder = root.appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(atPath: folder.appending(path: module).path))
    return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { "\(module)/\($0)" }
      .sorted()
  }

  @Test func `every call that a cell can make has an example that runs`() throws {
    for page in try Self.pages() { #expect(page.complaints == [], "\(page.file)") }
  }

  @Test func `every page of the reference is in the book`() throws {
    let book = try Book.load(Self.root.appending(path: "notebooks/book.yml").path)
    let listed = book.chapters.map { Path.absolute(book.notebook(of: $0)) }
    for page in try Self.pages() { #expect(listed.contains(Path.absolute(page.file))) }
  }

  @Test(arguments: modules)
  func `every file with public declarations is in the reference, once`(module: String) throws {
    let listed = try Self.pages().flatMap { page in page.listedFiles }
    for file in try Self.swiftFiles(of: module) where !Self.ofTheRunner.contains(file) {
      let path = Self.root.appending(path: "Sources/\(file)").path
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let count = PublicDeclarations(text).all.isEmpty ? 0 : 1
      #expect(listed.count { $0 == path } == count, "\(file)")
    }
  }
}
