import Foundation
import Notebooks
import TestSupport
import Testing

/// Fences whose code comes from a file.
struct ListingTests {
  private static let layers = """
    import Tensors

    /// A cell.
    ///
    /// Of two gates.
    @frozen
    public struct Cell: Module {
      /// The weight.
      public let weight: [Int]  // kept

      let text = \"\"\"
        /// no comment }
        \"\"\"

      public init(weight: [Int], scale: (Int) -> Int = { $0 + 1 }) {
        self.weight = weight
      }
      /// Another.
      init?(_ count: Int) { nil }

      var name: String {
        get { "}" }
      }

      struct State { var hidden: Int; func next() -> Int { hidden } }
    }

    extension Cell {
      class func make() -> Cell? { Cell(1) }
      static func + (a: Cell, b: Cell) -> Cell { a }
    }

    protocol Layer {
      func callAsFunction(_ x: Int) -> Int
      func reset()
    }
    let table = [1, 2]
      .map { $0 }
    func last<T>(of: T)
      where T: Layer
    {}
    """

  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }

  init() throws {
    temporary = try TemporaryFolder()
    let sources = folder.appendingPathComponent("Sources")
    for path in [sources, folder.appendingPathComponent("notebooks")] {
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    }
    try Data(Self.layers.utf8).write(to: sources.appendingPathComponent("Cell.swift"))
    try Data([0xFF, 0xFE]).write(to: sources.appendingPathComponent("bytes.swift"))
  }

  private func notebook(_ fence: String, text: String = "") -> Notebook {
    Notebook.parse("# T\n\n```\(fence)\n\(text)```\n", file: folder.path + "/notebooks/n.md")
  }

  private func code(_ symbol: String, _ more: String = "") throws -> String {
    let page = notebook("swift source=\"../Sources/Cell.swift\" symbol=\"\(symbol)\"\(more)")
    #expect(page.complaints == [])
    guard case .listing(let listing)? = page.blocks.last else { return "no listing" }
    #expect(listing.file == "Sources/Cell.swift" && listing.symbol == symbol)
    return try #require(listing.code)
  }

  @Test func `a whole type is shown, without its documentation`() throws {
    let type = try code("Cell")
    #expect(
      type.hasPrefix(
        "@frozen\npublic struct Cell: Module {\n  public let weight: [Int]  // kept\n\n  let text"))
    #expect(type.contains("    /// no comment }\n"))
    #expect(type.hasSuffix("  struct State { var hidden: Int; func next() -> Int { hidden } }\n}"))
    #expect(
      try code("Cell", " comments=\"true\"").hasPrefix("/// A cell.\n///\n/// Of two gates.\n@frozen\n"))
  }

  @Test(arguments: [
    ("Cell.weight", "public let weight: [Int]  // kept"),
    ("Cell.name", "var name: String {\n  get { \"}\" }\n}"),
    ("Cell.init(_:)", "init?(_ count: Int) { nil }"),
    (
      "Cell.init(weight:scale:)",
      "public init(weight: [Int], scale: (Int) -> Int = { $0 + 1 }) {\n  self.weight = weight\n}"
    ),
    ("Cell.State.next", "func next() -> Int { hidden }"),
    ("Cell.State.hidden", "var hidden: Int"),
    ("Cell.make", "class func make() -> Cell? { Cell(1) }"),
    ("Cell.+", "static func + (a: Cell, b: Cell) -> Cell { a }"),
    ("Layer.callAsFunction", "func callAsFunction(_ x: Int) -> Int"),
    ("table", "let table = [1, 2]\n  .map { $0 }"),
    ("last(of:)", "func last<T>(of: T)\n  where T: Layer\n{}"),
    ("Layer.reset Cell.State.hidden", "func reset()\n\nvar hidden: Int"),
  ])
  func `a symbol is shown without the code around it`(symbol: String, expected: String) throws {
    #expect(try code(symbol) == expected)
  }

  @Test func `listings look through no more of files than they may`() throws {
    let text = "let x = 1  // " + String(repeating: "x", count: 999_986)
    try Data(text.utf8).write(to: folder.appendingPathComponent("Sources/Large.swift"))
    func complaints(_ attributes: [String]) -> [String] {
      let fences = attributes.map { "```swift source=\"../Sources/Large.swift\" \($0)\n```\n\n" }
      return Notebook.parse(fences.joined(), file: folder.path + "/notebooks/n.md").complaints
    }
    let message =
      "error: with this one, the listings of this notebook look through more than 64 MiB of files"
    #expect(complaints([String](repeating: "", count: 80)) == ["202:1: \(message)"])
    #expect(complaints([String](repeating: "", count: 66) + ["symbol=\"x\""]) == ["199:1: \(message)"])
  }

  @Test func `all declarations of a name are shown`() throws {
    let both = try code("Cell.init")
    #expect(both.hasPrefix("public init(weight:") && both.hasSuffix("}\n\ninit?(_ count: Int) { nil }"))
  }

  @Test(arguments: [
    (
      "swift source=\"../Sources/Cell.swift\" symbol=\"Cell.wieght\"",
      "3:41: error: '../Sources/Cell.swift' declares no 'Cell.wieght'; did you mean 'Cell.weight'?"
    ),
    (
      "swift source=\"../Sources/Sell.swift\"",
      "3:10: error: the listing's file '../Sources/Sell.swift' cannot be read"
    ),
    (
      "swift source=\"/etc/hosts\"",
      "3:10: error: the listing's file '/etc/hosts' must be given relative to the notebook's folder"
    ),
    (
      "swift source=\"../Sources/bytes.swift\"",
      "3:10: error: the listing's file '../Sources/bytes.swift' is not UTF-8"
    ),
    (
      "swift source=\"../Sources/Cell.swift\" simbol=\"Cell\"",
      "3:41: error: a listing has no 'simbol'; did you mean 'symbol'?"
    ),
    ("swift source=\"../Sources/Cell.swift\" bold", "3:41: error: 'bold' means nothing after 'swift'"),
    (
      "swift source=\"../Sources/Cell.swift\" comments=\"some\"",
      "3:41: error: 'comments' must be true or false, not 'some'"
    ),
    (
      "c source=\"../Sources/Cell.swift\" symbol=\"x\"",
      "3:37: error: only of a Swift file a 'symbol' can be shown"
    ),
  ])
  func `a listing's mistake is reported at its place, and doesn't stop the program`(
    fence: String, complaint: String
  ) {
    let page = notebook(fence)
    #expect(page.complaints == [complaint])
    #expect(page.hasErrors && page.isRunnable)
  }

  @Test func `a listing's fence must be empty`() {
    let page = notebook("swift source=\"../Sources/Cell.swift\" symbol=\"table\"", text: "let x = 1\n")
    #expect(page.complaints.map { $0.prefix(5) } == ["3:10:"])
  }

  @Test func `without a symbol the whole file is shown, in any language`() throws {
    guard case .listing(let listing)? = notebook("c source=\"../Sources/Cell.swift\"").blocks.last else {
      Issue.record("no listing")
      return
    }
    #expect(listing.code == Self.layers && listing.language == "c")
  }

  @Test func `any bytes can be searched for declarations`() throws {
    var generator = Generator(state: 1)
    let pieces = [
      "func ", "struct A", "{", "}", "(", ")", "[", "init", "var x", "=", "\n", "\"", "//", "/*", ".", "@a\n",
      "<", "class ", ",", "é",
    ]
    for _ in 0..<300 {
      let text = (0..<40).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      try Data(text.utf8).write(to: folder.appendingPathComponent("Sources/Cell.swift"))
      for symbol in ["A", "A.init", "x", "A.x"] {
        let page = notebook("swift source=\"../Sources/Cell.swift\" symbol=\"\(symbol)\"")
        #expect(page.complaints.count <= 1, "\(text)")
      }
    }
  }
}
