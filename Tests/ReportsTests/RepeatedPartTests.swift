import Displays
import Markup
import Notebooks
import Reports
import Testing

@Suite struct RepeatedPartTests {
  /// A group of shapes, long enough to be worth a reference.
  private static func group(_ start: Int, count: Int = 20) -> Node {
    .element(
      "g", ["fill": "red"],
      (0..<count).map { .element("circle", ["cx": "\(start + $0)", "cy": "1", "r": "2.5"]) })
  }

  private static func panel(_ y: Int, _ content: [Node]) -> Node {
    .element("g", ["transform": "translate(0 \(y))"], content)
  }

  @Test func `a group that panels repeat is written once, and each panel keeps the rest`() {
    let drawing = Element(
      "svg",
      [
        Self.panel(0, [Self.group(0), Self.group(100)]), Self.panel(50, [Self.group(0), Self.group(200)]),
        Self.panel(90, [Self.group(0)]),
      ])
    let reference = Node.element("use", ["href": "#p1"])
    #expect(
      drawing.withoutRepeats(prefix: "p")
        == Element(
          "svg",
          [
            Self.panel(0, [.element("g", ["id": "p1"], [Self.group(0)]), Self.group(100)]),
            Self.panel(50, [reference, Self.group(200)]), Self.panel(90, [reference]),
          ]))
  }

  @Test func `groups are compared with all that is in them, however deep`() {
    func nested(_ depth: Int, _ start: Int) -> Node {
      (0..<depth).reduce(Self.group(start)) { inner, level in
        .element("g", ["stroke-width": "\(level)"], [.element("rect", ["x": "\(level)"]), inner])
      }
    }
    // Two are equal, one has another circle at its bottom, and the bottom of the first two stands alone as well.
    let drawing = Element(
      "svg",
      [
        Self.panel(0, [nested(100, 0)]), Self.panel(10, [nested(100, 1)]), Self.panel(20, [nested(100, 0)]),
        Self.panel(30, [Self.group(0)]), Self.panel(40, [Self.group(0)]),
      ])
    #expect(
      drawing.withoutRepeats(prefix: "p")
        == Element(
          "svg",
          [
            Self.panel(0, [.element("g", ["id": "p1"], [nested(100, 0)])]), Self.panel(10, [nested(100, 1)]),
            Self.panel(20, [.element("use", ["href": "#p1"])]),
            Self.panel(30, [.element("g", ["id": "p2"], [Self.group(0)])]),
            Self.panel(40, [.element("use", ["href": "#p2"])]),
          ]))
  }

  @Test func `groups that differ in an attribute alone, or in where they end, are not the same`() {
    let circles = (0..<20).map { Node.element("circle", ["cx": "\($0)", "cy": "1", "r": "2.5"]) }
    func group(_ color: String, endingAt end: Int) -> Node {
      let inner = Node.element("g", Array(circles.prefix(end)))
      return .element("g", ["fill": color], [inner] + Array(circles.dropFirst(end)))
    }
    let groups = [group("red", endingAt: 1), group("blue", endingAt: 1), group("red", endingAt: 2)]
    let drawing = Element("svg", groups.enumerated().map { Self.panel($0, [$1]) })
    #expect(drawing.withoutRepeats(prefix: "p") == drawing)
  }

  @Test func `the layouts for two widths have their own`() {
    let layout = Node.element("svg", [Self.panel(0, [Self.group(0)]), Self.panel(9, [Self.group(0)])])
    func expected(_ id: String) -> Node {
      .element(
        "svg",
        [
          Self.panel(0, [.element("g", ["id": id], [Self.group(0)])]),
          Self.panel(9, [.element("use", ["href": "#\(id)"])]),
        ])
    }
    #expect(
      Element("svg", [.element("title", ["a chart"]), layout, layout]).withoutRepeats(prefix: "p")
        == Element("svg", [.element("title", ["a chart"]), expected("p1"), expected("p2")]))
  }

  @Test func `short groups, texts, names and parts with ids are not shared`() {
    let long = String(repeating: "x", count: 400)
    let named = Node.element("circle", ["r": "2", "class": long], [.element("title", ["king"])])
    let groups: [Node] = [
      Self.group(0, count: 3), .element("g", [.element("text", ["x": "1"], [.text(long)])]),
      .element("g", [named]),
      .element("g", ["clip-path": "url(#\(long))"], [.element("path", ["d": "M0 0"])]),
    ]
    for group in groups {
      let drawing = Element("svg", [Self.panel(0, [group]), Self.panel(9, [group])])
      #expect(drawing.withoutRepeats(prefix: "p") == drawing)
    }
  }

  @Test func `a page's drawings refer to parts of their own`() {
    let points = (0..<20).map { "<circle cx=\"\($0)\" cy=\"1\" r=\"2.5\"/>" }.joined()
    let panels = (0..<2).map { "<g transform=\"translate(0 \($0))\"><g fill=\"red\">\(points)</g></g>" }
      .joined()
    let figure = Output.display(.figure(Figure(svg: "<svg>\(panels)</svg>", alternative: "it")))
    let page = CellTests.page(figure, figure)
    #expect(MarkupChecker(page).problems == [])
    #expect(page.matches(of: /<use href="#part:\d+:1"\/>/).map { String($0.0) }.count == 2)
    #expect(page.split(separator: points, omittingEmptySubsequences: false).count == 3)
  }
}
