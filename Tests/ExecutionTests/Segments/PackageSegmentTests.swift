import Execution
import Foundation
import Notebooks
import TestSupport
import Testing

/// Cells that import from packages, run in segments.
@Suite struct PackageSegmentTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "Shapes", products: [.library(name: "Shapes", targets: ["Shapes"])],
        targets: [.target(name: "Shapes", path: "code")])
      """, to: "Package.swift")
    try write(Self.code(sides: 4), to: "code/Shapes.swift")
  }

  private static func code(sides: Int) -> String {
    """
    public struct Square {
      public var side: Double
      public init(_ side: Double) { self.side = side }
      public var sides: Int { \(sides) }
    }
    """
  }

  private func write(_ text: String, to name: String) throws {
    let file = folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func book(_ codes: String...) -> Notebook {
    var book = notebook(codes)
    let front = "---\npackages:\n  - {path: '\(folder.url.path)', products: [Shapes]}\n---\n"
    book.metadata.packages = Notebook.parse(front, file: book.file).metadata.packages
    return book
  }

  @Test func `each segment has the package, and a changed package begins from the top`() throws {
    var runner = try Runner()
    runner.buildsPackages = true
    let session = SegmentSession(spacing: .zero)
    let first = [
      "import Shapes\nlet square = Square(3)", "extension Square { var area: Double { side * side } }",
    ]
    let last = "print(square.area, square.sides)"
    for (code, printed, executed) in [
      (last, "9.0 4\n", 3), ("print(square.area)", "9.0\n", 1), (last, "9.0 4\n", 1),
    ] {
      let recent = try session.execute(book(first[0], first[1], code), with: runner)
      #expect(recent.result.cells.last?.printed == printed, "\(recent.result.diagnostics)")
      #expect(session.effort == .segments(3, executed: executed))
    }
    let whole = book(first[0], first[1], last)
    let files = runner.packageFiles(of: whole)
    #expect(files.contains(folder.url.path + "/code/Shapes.swift"))
    #expect(files.contains(folder.url.path + "/Package.swift"))

    try write(Self.code(sides: 5), to: "code/Shapes.swift")
    let recent = try session.execute(whole, with: runner)
    #expect(recent.result.cells.last?.printed == "9.0 5\n")
    #expect(session.effort == .segments(3, executed: 3))

    try write("public struct Square {", to: "code/Shapes.swift")
    #expect(recent.result(for: whole, with: runner) == nil)
    let broken = try session.execute(whole, with: runner)
    #expect(session.effort == .whole(because: "its packages do not build"))
    #expect(broken.result.diagnostics.first?.location == SourceLocation(line: 3, column: 5))
    #expect(broken.result.cells.map(\.hasNotRun) == [false, true, true])
  }
}
