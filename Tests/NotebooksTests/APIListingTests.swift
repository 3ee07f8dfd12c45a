import Foundation
import Notebooks
import TestSupport
import Testing

/// Fences that become a reference of what Swift files declare.
struct APIListingTests {
  private static let source = """
    /// A dense layer, as in ``Layer/forward(_:)``.
    ///
    /// - Parameters:
    ///   - inputs: how many numbers
    ///     it reads.
    ///   - outputs: how many it writes.
    /// - Returns: a layer.
    public struct Dense {
      /// Makes one.
      public init(inputs: Int, outputs: Int) {}
      public func callAsFunction(_ x: Int) -> Int { x }
      /// The size.
      public var size = 1
      var hidden = 2
    }
    /// Doubles.
    public func doubled(_ x: Int) -> Int { 2 * x }
    """

  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }

  init() throws {
    temporary = try TemporaryFolder()
    try Data(Self.source.utf8).write(to: folder.appendingPathComponent("Dense.swift"))
  }

  private func notebook(_ attributes: String, _ more: String = "", file: String = "n.md") -> Notebook {
    Notebook.parse("# T\n\n```swift \(attributes)\n```\n\(more)", file: folder.path + "/" + file)
  }

  @Test func `a reference has what the files declare for their users`() {
    let page = notebook("api=\"Dense.swift\" examples=\"false\"")
    #expect(page.complaints.isEmpty)
    #expect(
      page.apiEntries.map(\.title) == [
        "Dense", "Dense.init(inputs:outputs:)", "Dense.callAsFunction(_:)", "Dense.size", "doubled(_:)",
      ])
    #expect(page.listedFiles == [folder.path + "/Dense.swift"])
    #expect(page.apiEntries[1].id == "Dense.init(inputs:outputs:)")
  }

  @Test(arguments: [
    ("symbol=\"Dense.size doubled\"", ["Dense.size", "doubled(_:)"]),
    (
      "symbol=\"Dense\" except=\"Dense.size\"",
      ["Dense", "Dense.init(inputs:outputs:)", "Dense.callAsFunction(_:)"]
    ),
    ("except=\"Dense\"", ["doubled(_:)"]),
  ])
  func `symbols choose declarations, with all that is in a type`(attributes: String, titles: [String]) {
    #expect(notebook("api=\"Dense.swift\" \(attributes)").apiEntries.map(\.title) == titles)
  }

  @Test func `the same title twice gets two anchors`() {
    let page = notebook("api=\"Dense.swift Dense.swift\" symbol=\"doubled\"")
    #expect(page.apiEntries.map(\.id) == ["doubled(_:)", "doubled(_:)-2"])
  }

  @Test(arguments: [
    ("api=\"Sense.swift\"", "3:15: error: the reference's file 'Sense.swift' cannot be read"),
    ("api=\"\"", "3:10: error: 'api' names no file"),
    (
      "api=\"Dense.swift\" symbol=\"Dense.sise\" examples=\"false\"",
      "3:36: error: these files declare no 'Dense.sise'; did you mean 'Dense.size'?"
    ),
    (
      "api=\"Dense.swift\" exept=\"Dense\" symbol=\"Dense.size\"",
      "3:28: error: a reference has no 'exept'; did you mean 'except'?"
    ),
    (
      "api=\"Dense.swift\" examples=\"no\" symbol=\"Dense.size\"",
      "3:28: error: 'examples' must be true or false, not 'no'"
    ),
    ("api=\"Dense.swift\" symbol=\"Dense.size\" bold", "3:48: error: 'bold' means nothing after 'swift'"),
  ])
  func `a mistake is reported at its place, and doesn't stop the program`(
    attributes: String, complaint: String
  ) {
    let page = notebook(attributes)
    #expect(page.complaints == [complaint])
    #expect(page.isRunnable)
  }

  @Test func `a call without an example is a warning`() {
    let fence = "api=\"Dense.swift\""
    #expect(
      notebook(fence, "\n```{swift}\nlet layer = Dense(inputs: 1, outputs: 2)\n```\n").complaints == [
        "3:1: warning: no cell of this page has an example of 'Dense.callAsFunction(_:)'",
        "3:1: warning: no cell of this page has an example of 'doubled(_:)'",
      ])
    let all = "let layer = Dense(inputs: 1, outputs: 2)\nlayer(doubled(3))"
    #expect(notebook(fence, "\n```{swift}\n\(all)\n```\n").complaints.isEmpty)
    #expect(notebook(fence, "\n```swift\n\(all)\n```\n").complaints.count == 3)
  }

  @Test func `a documentation comment becomes text with lists`() {
    let page = notebook("api=\"Dense.swift\" symbol=\"Dense\" examples=\"false\"")
    #expect(
      page.apiEntries[0].documentation.outline
        == "p(A dense layer, as in <code Layer.forward(_:)>.) ul(p(<code inputs>: how many numbers⏎it reads.), "
        + "p(<code outputs>: how many it writes.), p(<em Returns:> a layer.))")
    #expect(page.apiEntries[1].summary == "Makes one.")
  }

  @Test func `what a protocol requires has the protocol's text`() throws {
    let source = """
      public protocol Optimizer {
        /// Takes a step.
        func step()
      }
      public struct SGD: Optimizer {
        public func step() {}
      }
      """
    try Data(source.utf8).write(to: folder.appendingPathComponent("SGD.swift"))
    let page = notebook("api=\"SGD.swift\" examples=\"false\"")
    let links = APIIndex([.init(notebook: page, page: "r.html", name: .title("r"))], for: [0]).links(of: 0)
    #expect(
      links.requirements == ["SGD.step()": .init(words: "Optimizer.step()", destination: "#Optimizer.step()")]
    )
  }

  @Test func `links lead from a chapter's calls to the reference, and back`() {
    let chapter = Notebook.parse(
      "# C\n\n```{swift}\ndoubled(2) + Dense(inputs: 1, outputs: 1).size\n```\n", file: "c.md")
    let reference = notebook("api=\"Dense.swift\" examples=\"false\"")
    let index = APIIndex(
      [
        .init(notebook: reference, page: "api/r.html", name: .title("the reference")),
        .init(notebook: chapter, page: "c.html", name: .number(1)),
      ], for: [0, 1])
    #expect(
      index.links(of: 1).calls == [
        .init(words: "Dense", destination: "api/r.html#Dense.init(inputs:outputs:)"),
        .init(words: "doubled", destination: "api/r.html#doubled(_:)"),
      ])
    #expect(index.links(of: 0).uses["doubled(_:)"] == [.init(words: "chapter 1", destination: "../c.html")])
    #expect(index.links(of: 0).places["Dense"] == "#Dense")
    #expect(index.links(of: 1).places.isEmpty && index.links(of: 0).calls.isEmpty)
  }
}
