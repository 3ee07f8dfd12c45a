import SwiftSource
import Testing

/// What a file declares for its users, and which calls may be calls of it.
struct PublicDeclarationTests {
  private static let source = """
    /// A shape.
    ///
    /// It has sizes.
    public struct Shape: Hashable {
      /// The sizes.
      public let sizes: [Int]
      var own = 1
      /// How many.
      public var count: Int { sizes.count }
      /// Makes one.
      @inlinable
      public init(_ sizes: [Int], strides: [Int] = []) { self.sizes = sizes }
      public enum Order: Sendable {
        /// Row by row.
        case rows, columns(Int)
      }
      public static func + (a: Shape, b: Shape) -> Shape { a }
    }
    extension Shape {
      /// A long one.
      @discardableResult
      public static func joined(_ parts: Shape..., separator: String = ", ", maximum: Int, then body: (Int) -> Void) -> Shape { parts[0] }
      func hidden() {}
      public subscript(axis: Int) -> Int { get { 1 } set { } }
    }
    public protocol Layer { func forward(_ x: Int) -> Int }
    func internalFunction() { enum Local { case a } }
    """

  private var all: [PublicDeclaration] { PublicDeclarations(Self.source).all }

  @Test func `finds public declarations, cases and requirements in the order of the file`() {
    #expect(
      all.map(\.title) == [
        "Shape", "Shape.sizes", "Shape.count", "Shape.init(_:strides:)", "Shape.Order", "Shape.Order.rows",
        "Shape.Order.columns", "Shape.+(_:_:)", "Shape.joined(_:separator:maximum:then:)",
        "Shape.subscript(_:)", "Layer", "Layer.forward(_:)",
      ])
    #expect(all.map(\.line) == [4, 6, 9, 12, 13, 15, 15, 17, 22, 24, 26, 26])
  }

  @Test func `shows declarations without bodies, and long ones with a line for each parameter`() {
    let codes = Dictionary(uniqueKeysWithValues: all.map { ($0.title, $0.code) })
    #expect(codes["Shape"] == "struct Shape: Hashable")
    #expect(codes["Shape.count"] == "var count: Int { get }")
    #expect(codes["Shape.init(_:strides:)"] == "init(_ sizes: [Int], strides: [Int] = [])")
    #expect(codes["Shape.Order.columns"] == "case columns(Int)")
    #expect(
      codes["Shape.joined(_:separator:maximum:then:)"] == """
        static func joined(
          _ parts: Shape...,
          separator: String = ", ",
          maximum: Int,
          then body: (Int) -> Void
        ) -> Shape
        """)
  }

  @Test func `knows the commas of generic types from those between parameters`() {
    let all = PublicDeclarations(
      "public func fit(_ a: Loader<Int, [Int]>, then: (Int) -> Pair<A, B>, steps: Int) {}"
    ).all
    #expect(all.map(\.title) == ["fit(_:then:steps:)"])
  }

  @Test func `finds each of several declarations with an attribute`() {
    let all = PublicDeclarations(
      "struct A {\n  @Buffer public var mean: Int\n  @Buffer public var spread: Int\n}"
    ).all
    #expect(all.isEmpty)
    let found = PublicDeclarations(
      "public struct A {\n  @Buffer public var mean: Int\n  @Buffer public var spread: Int\n}"
    ).all
    #expect(found.map(\.title) == ["A", "A.mean", "A.spread"])
  }

  @Test func `has the text of comments`() {
    #expect(all[0].comment == "A shape.\n\nIt has sizes.")
    #expect(all[3].comment == "Makes one.")
    #expect(all[10].comment == "")
  }

  @Test(arguments: [
    ("Shape([1])", "Shape.init(_:strides:)", true),
    ("Shape([1], strides: [2])", "Shape.init(_:strides:)", true),
    ("Shape(strides: [2])", "Shape.init(_:strides:)", false),
    ("Shape.joined(a, b, maximum: 3) { _ in }", "Shape.joined(_:separator:maximum:then:)", true),
    ("Shape.joined(a, b) { _ in }", "Shape.joined(_:separator:maximum:then:)", false),
    ("a + b", "Shape.+(_:_:)", true),
    ("\"a + b\"", "Shape.+(_:_:)", false),
    ("shape[f(x: 1)]", "Shape.subscript(_:)", true),
    ("shape[axis: 1]", "Shape.subscript(_:)", false),
    ("[1, 2]", "Shape.subscript(_:)", false),
    ("shape.count", "Shape.count", true),
    ("count", "Shape.count", false),
    ("layer.forward(g(1, b: [2, 3]))", "Layer.forward(_:)", true),
    ("Shape.joined(a, maximum: 3, then: f)", "Shape.joined(_:separator:maximum:then:)", true),
    ("layer.forward(x)", "Layer.forward(_:)", true),
    ("layer.forward(1, 2)", "Layer.forward(_:)", false),
  ])
  func `matches calls by name and labels`(_ code: String, _ title: String, _ isCalled: Bool) throws {
    let declaration = try #require(all.first { $0.title == title })
    #expect(CallSite.all(in: code).contains { declaration.isCalled(by: $0) } == isCalled)
  }
}
