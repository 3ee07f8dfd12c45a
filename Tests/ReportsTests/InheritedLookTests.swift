import Displays
import Markup
import Reports
import Testing

@Suite struct InheritedLookTests {
  private static func label(_ text: String, _ x: String, size: String = "12") -> Node {
    .element(
      "text", ["x": x, "text-anchor": "end", "font-size": size, "fill": "var(--chart-muted)"], [.text(text)])
  }

  private static func bare(_ text: String, _ x: String) -> Node { .element("text", ["x": x], [.text(text)]) }

  @Test func `neighbours that look alike get a group, in their order, and others stay as they are`() {
    let drawing = Element(
      "svg",
      [
        .element("title", ["id": "t"], ["a chart"]),
        .element("g", ["opacity": "0.5"], [Self.label("0", "1"), Self.label("1", "2")]),
        Self.label("2", "3"), Self.label("3", "4"), Self.label("4", "5", size: "13"), Self.label("5", "6"),
      ])
    let look: KeyValuePairs<String, String?> = [
      "text-anchor": "end", "font-size": "12", "fill": "var(--chart-muted)",
    ]
    #expect(
      drawing.withInheritedLooks
        == Element(
          "svg",
          [
            .element("title", ["id": "t"], ["a chart"]),
            .element(
              "g", ["opacity": "0.5"], [.element("g", look, [Self.bare("0", "1"), Self.bare("1", "2")])]),
            .element("g", look, [Self.bare("2", "3"), Self.bare("3", "4")]),
            Self.label("4", "5", size: "13"), Self.label("5", "6"),
          ]))
  }

  @Test func `what is not inherited stays on each shape`() {
    let circles = ["1", "2", "3"].map { x in
      Node.element("circle", ["cx": x, "r": "2.5", "fill": "red", "opacity": "0.5", "class": "dot"])
    }
    let bare = ["1", "2", "3"].map { x in
      Node.element("circle", ["cx": x, "r": "2.5", "opacity": "0.5", "class": "dot"])
    }
    #expect(
      Element("svg", circles).withInheritedLooks == Element("svg", [.element("g", ["fill": "red"], bare)]))
  }

  @Test func `shapes with ids, inside of clip paths, or whose group would be longer are left alone`() {
    let short = Node.element("path", ["d": "M0 0", "fill": "r"])
    let drawings = [
      Element(
        "svg", [.element("rect", ["id": "a", "fill": "red"]), .element("rect", ["id": "b", "fill": "red"])]),
      Element("svg", [.element("clipPath", ["id": "c"], [Self.label("0", "1"), Self.label("1", "2")])]),
      Element("svg", [short]),
      Element("svg", [.element("path", ["d": "M0 0"]), .element("path", ["d": "M1 1"])]),
    ]
    for drawing in drawings { #expect(drawing.withInheritedLooks == drawing) }
  }

  @Test func `a page has its drawings and the parts that frames share in the shorter form`() {
    let labels = (0..<9).map { "<text x=\"\($0)\" fill=\"#123456\" font-size=\"12\">\($0)</text>" }.joined()
    let short = (0..<9).map { "<text x=\"\($0)\">\($0)</text>" }.joined()
    let group = "<g fill=\"#123456\" font-size=\"12\">\(short)</g>"
    let one = CellTests.page(.display(.figure(Figure(svg: "<svg>\(labels)</svg>", alternative: "it"))))
    #expect(one.contains(group))
    let frames = (0..<3).map { number in
      Frame(
        label: "\(number)",
        figure: Figure(svg: "<svg><svg>\(labels)<path d=\"M\(number) 1\"/></svg></svg>", alternative: "it"))
    }
    let page = CellTests.page(.display(.frames(frames)))
    #expect(
      page.split(separator: group, omittingEmptySubsequences: false).count == 2 && !page.contains(labels))
  }
}
