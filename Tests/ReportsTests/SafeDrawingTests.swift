import Displays
import Markup
import SVGCharts
import Testing

/// SVG that a cell sends, reduced to what a drawing needs.
@Suite struct SafeDrawingTests {
  static let hostile: [(svg: String, dropped: String)] = [
    ("<svg><script>alert(1)</script></svg>", "<script>"),
    ("<svg onload=\"alert(1)\"/>", "onload"),
    (
      "<svg><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject></svg>",
      "<foreignObject>"
    ),
    ("<svg><a href=\"javascript:alert(1)\"><text>x</text></a></svg>", "<a>"),
    ("<svg><image href=\"http://a.b/c.png\"/></svg>", "href of <image>"),
    ("<svg><image xlink:href=\"data:image/svg+xml;base64,AAAA\"/></svg>", "xlink:href of <image>"),
    ("<svg><use href=\"http://a.b/c.svg#d\"/></svg>", "href of <use>"),
    ("<svg><style>@import url(http://a.b)</style></svg>", "<style>"),
    ("<svg><rect style=\"fill:url(http://a.b/c)\"/></svg>", "style \"fill\""),
    ("<svg><rect style=\"position:fixed;fill:red\"/></svg>", "style \"position\""),
    ("<svg><rect fill=\"url(http://a.b/c#d)\"/></svg>", "fill"),
    ("<svg><rect fill=\"u\\72l(http://a.b)\"/></svg>", "fill"),
    ("<svg><rect mask=\"image-set('http://a.b' 1x)\"/></svg>", "mask"),
    ("<svg><rect cursor=\"url(#a)\"/></svg>", "cursor"),
    ("<svg><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></svg>", "<animate>"),
    ("<svg><set attributeName=\"onclick\" to=\"alert(1)\"/></svg>", "<set>"),
    (
      "<svg><g xml:base=\"http://a.b/\"><meta http-equiv=\"refresh\" content=\"0;url=http://a.b\"/></g></svg>",
      "<meta>"
    ),
    ("<svg><iframe src=\"http://a.b\"/><p/></svg>", "<iframe>"),
    ("<svg><title><b onclick=\"x\">bold</b></title></svg>", "<b>"),
    ("<svg><filter><feImage href=\"http://a.b\"/></filter></svg>", "<feImage>"),
    ("<svg><SCRIPT>1</SCRIPT></svg>", "<SCRIPT>"),
    ("<svg><rect fill=\"url(\u{200D}three.svg#a)\"/></svg>", "fill"),
    ("<svg><rect mask=\"url(\u{301}two.svg#a)\"/></svg>", "mask"),
    ("<svg><rect clip-path=\"URL( \u{FE0F}'two.svg#a')\"/></svg>", "clip-path"),
    ("<svg><rect fill=\"image\u{301}(a.svg)\"/></svg>", "fill"),
    ("<svg><rect fill=\"u\\\u{301}72l(a.svg)\"/></svg>", "fill"),
    ("<svg><rect fill=\"a/*\u{301}*/\"/></svg>", "fill"),
    ("<svg><rect style=\"fill:red;\u{301}position:fixed\"/></svg>", "style \"\u{301}position\""),
    ("<svg><rect style=\"filter:\u{301}url(\u{200D}a.svg)\"/></svg>", "style \"filter\""),
    ("<svg style=\"overflow:visible\"/>", "style \"overflow\""), ("<svg overflow=\"visible\"/>", "overflow"),
    ("<svg style=\"transform:scale(90)\"/>", "style \"transform\""),
    ("<svg transform=\"scale(90)\"/>", "transform"),
    ("<svg style=\"filter:drop-shadow(0 -120px 0 #fff)\"/>", "style \"filter\""),
    ("<svg filter=\"url(#f)\"/>", "filter"),
  ]

  @Test(arguments: hostile.indices) func `anything that could do harm is left out and named`(index: Int)
    throws
  {
    let (svg, dropped) = Self.hostile[index]
    let safe = try SafeDrawing(svg)
    #expect(safe.dropped.contains(dropped), "\(safe.dropped)")
    for word in ["script", "javascript", "http:", "on", "import", "base", "meta", "frame", "alert"] {
      #expect(!safe.element.markup.lowercased().contains(word), "\(word) in \(safe.element.markup)")
    }
    let again = try SafeDrawing(safe.element.markup)
    #expect(again.element == safe.element && again.dropped.isEmpty)
  }

  @Test(arguments: [
    ("max-width:5000px", "max-width:min(100%,5000px)"), ("max-width: 100%", "max-width: 100%"),
    ("width:5000px; max-width:calc(100% + 9px)", "width:5000px;max-width:min(100%,calc(100% + 9px))"),
  ])
  func `a drawing is never wider than its place on the page`(style: String, kept: String) throws {
    let root = try SafeDrawing("<svg style=\"\(style)\"><g style=\"max-width:7px\"/></svg>").element
    #expect(root.attributes.first { $0.name == "style" }?.value == kept)
    #expect(root.markup.contains("<g style=\"max-width:7px\""))
    let picture = try SafeDrawing("<svg style=\"\(style)\"/>", in: .picture).element
    #expect(picture.attributes.first?.value == style)
  }

  @Test func `only the charts' own classes stay, whatever separates them`() throws {
    let safe = try SafeDrawing("<svg><g class=\"chart-a&#9;plate&#10;banner \u{301}x chart-b\"/></svg>")
    #expect(safe.element.markup == "<svg><g class=\"chart-a chart-b\"/></svg>")
  }

  @Test(arguments: ["URL(#g\u{301})", "url( '#g' )", "url(#\u{301}g)"])
  func `references in every spelling are counted`(reference: String) throws {
    let id = reference.contains("#\u{301}") ? "\u{301}g" : reference.contains("g\u{301}") ? "g\u{301}" : "g"
    let uses = String(repeating: "<rect fill=\"\(reference)\"/>", count: 300)
    let inner = String(repeating: "<use href=\"#m\"/>", count: 300)
    #expect(throws: MalformedDrawing.self) {
      try SafeDrawing("<svg><rect id=\"m\"/><pattern id=\"\(id)\">\(inner)</pattern>\(uses)</svg>")
    }
  }

  @Test(arguments: [
    ("<meta http-equiv=refresh content=\"1;url=http://a.b\">", "quotes"), ("<p/>", "begins with <p>"),
    ("", "no <svg>"), ("text", "outside"),
    ("<svg><g></svg>", "closes nothing"), ("<svg>", "not closed"), ("<svg/><svg/>", "second element"),
    ("<svg width=5/>", "quotes"), ("<svg a=\"1\" a=\"2\"/>", "twice"), ("<svg>&nbsp;</svg>", "no meaning"),
    ("<!DOCTYPE svg [<!ENTITY x \"y\">]><svg>&x;</svg>", "DOCTYPE"), ("<svg><!-- </svg>", "not closed"),
    ("<svg><text>a & b</text></svg>", "&"), ("<svg fill=\"<\"/>", "holds a <"),
    ("<svg></svg>text", "outside"),
  ])
  func `anything but one well-formed drawing is refused with a reason`(svg: String, reason: String) {
    #expect { try SafeDrawing(svg) } throws: { error in
      (error as? MalformedDrawing)?.reason.contains(reason) == true
    }
  }

  @Test func `endlessly nested elements are refused`() {
    let svg = String(repeating: "<g>", count: 100_000)
    #expect(throws: MalformedDrawing.self) { try SafeDrawing("<svg>" + svg) }
  }

  @Test func `references that multiply are refused, but not a thousand copies of one shape`() throws {
    func nested(_ depth: Int, _ reference: (Int) -> String) -> String {
      (0..<depth).map { level in
        let inner = level == 0 ? "<rect/>" : String(repeating: reference(level - 1), count: 10)
        return "<g id=\"g\(level)\">\(inner)</g>"
      }.joined()
    }
    for reference in [{ "<use href=\"#g\($0)\"/>" }, { "<rect fill=\"url(#g\($0))\"/>" }] as [(Int) -> String]
    {
      #expect {
        try SafeDrawing("<svg><defs>\(nested(12, reference))</defs>\(reference(11))</svg>")
      } throws: {
        ($0 as? MalformedDrawing)?.reason.contains("references") == true
      }
    }
    let copies = String(repeating: "<use href=\"#m\"/>", count: 1000)
    #expect(try SafeDrawing("<svg><g id=\"m\"><use href=\"#m\"/></g>\(copies)</svg>").dropped == [])
  }

  /// Each draws a group of 500 shapes 500 times.
  @Test(arguments: [
    ("", "<use href=\"#big\"/>"), ("<use id=\"b\" href=\"#big\"/>", "<use href=\"#b\"/>"),
    ("<mask id=\"m\"><use href=\"#big\"/></mask><rect id=\"r\" mask=\"url(#m)\"/>", "<use href=\"#r\"/>"),
    ("<g id=\"%62ig\"/>", "<use href=\"#%62ig\"/>"), ("<g id=\"big \"/>", "<use href=\"#b&#10;ig \"/>"),
    ("<g id=\"%+1b\"><use href=\"#big\"/></g>", "<use href=\"#%+1%62\"/>"),
  ])
  func `references are weighed by what a browser draws`(parts: String, reference: String) throws {
    func drawing(_ copies: Int) -> String {
      let shapes = String(repeating: "<rect/>", count: 500)
      return "<svg><g id=\"big\">\(shapes)</g>\(parts)\(String(repeating: reference, count: copies))</svg>"
    }
    #expect(try SafeDrawing(drawing(100)).dropped == [])
    #expect { try SafeDrawing(drawing(500)) } throws: {
      ($0 as? MalformedDrawing)?.reason.contains("references") == true
    }
  }

  /// Each draws a group of 100 shapes at 40 vertices, or at 1500.
  @Test(arguments: [
    "<polyline points=\"P\" marker-mid=\"url(#m)\"/>",
    "<path d=\"P\" style=\"fill:red; Marker-Mid :url(#m)\"/>",
    "<g marker-mid=\"url(#m)\"><polygon points=\"P\"/></g>",
    "<path id=\"p\" d=\"P\"/><use href=\"#p\" style=\"marker:url(#m)\"/>",
    "<marker id=\"o\"><path d=\"P\" marker-mid=\"url(#m)\"/></marker><path d=\"M1 1 2 2 3 3\" marker-mid=\"url(#o)\"/>",
  ])
  func `a marker counts at each vertex`(parts: String) throws {
    func drawing(_ vertices: Int) -> String {
      let marker = "<marker id=\"m\">\(String(repeating: "<rect/>", count: 100))</marker>"
      let points = "M" + String(repeating: "0 .5 ", count: vertices)
      return "<svg>\(marker)\(parts.replacing("\"P\"", with: "\"\(points)\""))</svg>"
    }
    #expect(try SafeDrawing(drawing(40)).dropped == [])
    #expect { try SafeDrawing(drawing(1500)) } throws: {
      ($0 as? MalformedDrawing)?.reason.contains("references") == true
    }
  }

  @Test func `markers at the ends of a line and gradients don't count at each vertex`() throws {
    let points = String(repeating: "1 2 ", count: 50_000)
    let marker = "<marker id=\"m\"><path d=\"M0 0L1 1L0 2\"/></marker>"
    let line = "<g marker-end=\"url(#m)\"><polyline points=\"\(points)\" marker-start=\"url(#m)\"/></g>"
    let gradient = "<linearGradient id=\"g\"><stop/><stop/></linearGradient>"
    let shapes = String(repeating: "<rect/>", count: 30_000)
    #expect(
      try SafeDrawing("<svg>\(marker)\(gradient)\(line)<g fill=\"url(#g)\">\(shapes)</g></svg>").dropped == []
    )
  }

  @Test func `what a group's shapes inherit counts for each of them`() {
    let shapes = String(repeating: "<rect/>", count: 400)
    for reference in ["fill=\"url(#p)\"", "style=\"stroke:url('#p')\"", "marker-start=\"url(#p)\""] {
      #expect(throws: MalformedDrawing.self) {
        try SafeDrawing("<svg><pattern id=\"p\">\(shapes)</pattern><g \(reference)>\(shapes)</g></svg>")
      }
    }
  }

  @Test func `a property of one's own refers to nothing`() throws {
    let safe = try SafeDrawing("<svg><g style=\"--chart-a:url(#m);--chart-b:#123456\"/></svg>")
    #expect(safe.element.markup == "<svg><g style=\"--chart-b:#123456\"/></svg>")
  }

  @Test func `ids that only browsers tell apart are counted apart`() {
    // Swift takes all of them for the same text.
    let ids = (0..<8).map { level in
      (0..<3).map { level >> $0 & 1 == 0 ? "\u{E9}" : "e\u{301}" }.joined()
    }
    let groups = zip(ids, ids.dropFirst()).map { id, next in
      "<g id=\"\(id)\">" + String(repeating: "<use href=\"#\(next)\"/>", count: 10) + "</g>"
    }
    #expect(throws: MalformedDrawing.self) {
      try SafeDrawing("<svg>\(groups.joined())<g id=\"\(ids[7])\"><rect/></g></svg>")
    }
  }

  @Test func `a chain of references may be long, and a circle of them is refused`() throws {
    func chain(_ length: Int) -> String {
      (0..<length).map { "<g id=\"g\($0)\"><use href=\"#g\($0 + 1)\"/></g>" }.joined()
    }
    #expect(try SafeDrawing("<svg>\(chain(200))</svg>").dropped == [])
    #expect(throws: MalformedDrawing.self) { try SafeDrawing("<svg>\(chain(300_000))</svg>") }
    let circle = "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"
    #expect(throws: MalformedDrawing.self) { try SafeDrawing("<svg>\(circle)</svg>") }
  }

  @Test func `a drawing from a drawing program keeps its looks`() throws {
    let svg = """
      <?xml version="1.0"?>
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">
      <metadata><rdf:RDF/></metadata><defs><path id="m" d="M0 0"/><clipPath id="c"><rect width="9"/></clipPath></defs>
      <g clip-path="url(#c)" style="stroke: #000000; stroke-linecap: butt" inkscape:label="a"><use xlink:href="#m" x="1"/></g>
      <image href="data:image/png;base64,iVBORw0KGgo="/><text transform="rotate(3)">a &lt; b &#x263A;</text>
      </svg>
      """
    let safe = try SafeDrawing(svg)
    #expect(safe.dropped == [])
    for part in [
      "viewBox=\"0 0 9 9\"", "clip-path=\"url(#c)\"", "stroke-linecap: butt", "<use href=\"#m\" x=\"1\"/>",
      "href=\"data:image/png;base64,iVBORw0KGgo=\"", "rotate(3)", "a &lt; b ☺",
    ] {
      #expect(safe.element.markup.contains(part), "\(part)")
    }
    #expect(
      !safe.element.markup.contains("rdf") && !safe.element.markup.contains("inkscape")
        && !safe.element.markup.contains("DOCTYPE"))
  }

  @Test func `a separate picture may have a style sheet that fetches nothing`() throws {
    let sheet = "<svg xmlns=\"http://www.w3.org/2000/svg\"><style>.a&gt;b{fill:red}</style></svg>"
    #expect(try SafeDrawing(sheet, in: .picture).element.markup == sheet)
    #expect(try SafeDrawing(sheet).dropped == ["<style>"])
    let bad = try SafeDrawing("<svg><style>@import 'http://a.b';</style></svg>", in: .picture)
    #expect(bad.element.markup == "<svg><style/></svg>" && bad.dropped == ["<style>"])
  }

  @Test func `our own charts and diagrams are unchanged`() throws {
    let field = FieldGrid(x: -1...1, y: -1...1, resolution: 5)
    let pictures: [any SVGPicture] = [
      Chart {
        LineMark(x: .value("a <b>", [1, 2, 3]), y: .value("\"y\"", [1.0, 5, 2])).lineStyle(.dashed)
        BarMark(x: .value("a <b>", [1, 2, 3]), y: .value("\"y\"", [1.0, 5, 2])).opacity(0.5)
        PointMark(x: .value("x", [1, 2]), y: .value("y", [1, 2])).symbol(.diamond).annotations(["a", "b'"])
        AreaMark(x: .value("x", [1, 2]), yStart: .value("y", [1, 2]), yEnd: .value("y", [3, 4]))
      }
      .chartTitle("T & t").chartXScale(domain: 1.5...2.5),
      Chart { FieldMark(field, label: "f") { x, y in x * y } },
      Chart { FieldMark(field, classes: ["a", "b"], predictions: field.points.map { $0.x > $0.y ? 1 : 0 }) },
      Chart { HeatMap(x: .value("x", ["a", "b"]), y: .value("y", ["c"]), values: [[1, 2]], labels: true) },
      ChartGrid([Chart { VectorField(field) { x, y in (y, -x) } }, Chart { RuleMark(y: .value("y", 1)) }]),
    ]
    for picture in pictures {
      let svg = picture.responsiveSVG(id: "c")
      let safe = try SafeDrawing(svg)
      #expect(safe.element.markup == svg && safe.dropped == [])
    }
  }
}
