import Foundation
import Markup
import Notebooks
import Testing

struct TeXTests {
  /// The markup between `<math>` and `</math>` of an inline formula, and its diagnostics.
  private func inline(_ tex: String) -> (String, [String]) {
    let notebook = parse("$\(tex)$")
    guard case .paragraph(let text)? = notebook.blocks.first, case .mathematics(let math)? = text.first else {
      return (notebook.outline, notebook.complaints)
    }
    return (
      String(math.element.markup.dropFirst("<math>".count).dropLast("</math>".count)), notebook.complaints
    )
  }

  @Test(arguments: [
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("f''", "<msup><mi>f</mi><mo>″</mo></msup>"),
    ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    ("3.14", "<mn>3.14</mn>"), ("x^12", "<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>"),
    ("\\hat y", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"),
    ("\\mathbb{R}", "<mi>ℝ</mi>"), ("\\mathbf{W}", "<mi>𝐖</mi>"), ("\\boldsymbol\\theta", "<mi>𝜽</mi>"),
    ("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"), ("\\mathrm{ReLU}", "<mi>ReLU</mi>"),
    ("\\mathcal{L}", "<mi>ℒ</mi>"),
    ("\\text{ if }", "<mtext>\u{A0}if\u{A0}</mtext>"), ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
    ("\\text{<b>&\"}", "<mtext>&lt;b&gt;&amp;&quot;</mtext>"),
    ("-x", "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mi>x</mi>"),
    ("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
    ("\\log x", "<mi>log</mi><mspace width=\"0.1667em\"></mspace><mi>x</mi>"),
    ("\\sum_i x", "<msub><mo movablelimits=\"false\">∑</mo><mi>i</mi></msub><mi>x</mi>"),
    ("\\sum\\limits_i", "<munder><mo movablelimits=\"false\">∑</mo><mi>i</mi></munder>"),
    ("a\\not=b", "<mi>a</mi><mo>≠</mo><mi>b</mi>"), ("%x\n y", "<mi>y</mi>"),
    ("\\|", "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>"),
  ])
  func `formulas become MathML`(tex: String, markup: String) {
    #expect(inline(tex) == (markup, []))
  }

  @Test(arguments: [
    ("\\boxed{x}", "<mrow style=\"border:0.06em solid;padding:0.25em 0.35em\"><mi>x</mi></mrow>"),
    ("\\smash{x}", "<mpadded height=\"0\" depth=\"0\"><mi>x</mi></mpadded>"),
    ("\\smash[b]{x}", "<mpadded depth=\"0\"><mi>x</mi></mpadded>"),
    ("\\vphantom{x}", "<mpadded width=\"0\"><mphantom><mi>x</mi></mphantom></mpadded>"),
    ("A^\\intercal", "<msup><mi>A</mi><mo>⊺</mo></msup>"),
  ])
  func `boxes and padding become MathML`(tex: String, markup: String) {
    #expect(inline(tex) == (markup, []))
  }

  @Test func `struck-out content is unchanged under one stroke or two`() {
    #expect(inline("\\cancel{x}").0.matches(of: /linear-gradient\(to top right/).count == 1)
    #expect(inline("\\xcancel{x}").0.matches(of: /linear-gradient/).count == 2)
    #expect(inline("\\cancel{x}").0.hasSuffix("<mi>x</mi></mrow>") && inline("\\cancel{x}").1 == [])
  }

  @Test func `arrays have lines above, below, and between their cells`() {
    let (markup, complaints) = inline(
      "\\begin{array}{r|c} \\hline a & b \\\\ \\hline c & d \\\\ \\hline \\end{array}")
    #expect(complaints == [])
    let cells = markup.components(separatedBy: "<mtd").dropFirst()
    let sides = cells.map { cell in
      ["top", "bottom", "left", "right"].filter { cell.contains("border-\($0):") }
    }
    #expect(sides == [["top"], ["top", "left"], ["top", "bottom"], ["top", "bottom", "left"]])
    #expect(markup.matches(of: /<mtr>/).count == 2)
    #expect(inline("\\begin{array}{c} a \\hline \\end{array}").1.count == 1)
  }

  @Test func `the sign of an eqnarray is between its sides`() {
    let (markup, _) = inline("\\begin{eqnarray} a & = & b \\end{eqnarray}")
    let sides = markup.matches(of: /text-align:(\w+);/).map { String($0.output.1) }
    #expect(sides == ["right", "center", "left"])
  }

  @Test func `displayed sums have their limits above and below`() {
    guard case .mathematics(let math, _, _)? = parse("$$\\sum_{i}^n$$").blocks.first else {
      Issue.record("no formula")
      return
    }
    #expect(
      math.element.markup
        == "<math display=\"block\"><munderover><mo movablelimits=\"false\">∑</mo><mi>i</mi><mi>n</mi></munderover></math>"
    )
    #expect(math.tex == "\\sum_{i}^n")
  }

  @Test func `all rows of a table have the same number of cells`() {
    let (markup, complaints) = inline("\\begin{pmatrix} a & b \\\\ c \\\\ \\end{pmatrix}")
    #expect(complaints == [])
    let cells =
      "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd></mtd></mtr>"
    #expect(markup.contains("<mtable>\(cells)</mtable>"))
    #expect(markup.hasPrefix("<mrow><mo stretchy=\"true\" fence=\"true\" form=\"prefix\">(</mo>"))
  }

  @Test(arguments: [
    "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
    "f = \\begin{cases} x & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
    "\\left( \\frac{a}{b} \\middle| c \\right]", "\\left. x \\right|_0",
    "\\big( \\Bigl[ \\bigg\\| \\Biggr\\}",
    "\\underbrace{a+b}_{\\text{sum}} \\overbrace{c}^n",
    "\\operatorname*{arg\\,max}_\\theta \\operatorname{softmax}(z)",
    "\\lVert x \\rVert_2^2 \\lvert y \\rvert \\langle a, b \\rangle",
    "\\mathbb{E}_{x \\sim p}[\\log p(x \\mid y)]",
    "\\overline{AB} \\underline{x} \\vec v \\dot x \\bar x \\tilde x",
    "W \\in \\mathbb{R}^{n \\times d} \\odot \\nabla_\\theta \\partial",
    "\\begin{array}{l|r} a & b \\\\[2pt] c & d \\end{array} \\binom{n}{k} \\substack{a \\\\ b}",
    "x \\tag{1} \\quad y \\; z \\! w", "x \\tag*{A}",
    "\\begin{eqnarray*} a & = & b \\tag{2} \\\\ & = & c \\nonumber \\end{eqnarray*}",
    "\\begin{alignat}{2} a &= b & c &= d \\end{alignat}",
    "\\overset{!}{=} \\underset{x}{\\max} \\xrightarrow{f} a \\bmod b \\pmod n \\lim_{n \\to \\infty}",
  ])
  func `the formulas of a course are understood, and their MathML is well-formed`(tex: String) throws {
    let notebook = parse("$$\n\(tex)\n$$")
    #expect(notebook.complaints == [])
    guard case .mathematics(let math, _, _)? = notebook.blocks.first else {
      Issue.record("no formula")
      return
    }
    #expect(Self.isWellFormed(math.element.markup))
    #expect(!math.element.markup.contains("merror"))
  }

  /// Whether every element has its own closing tag.
  private static func isWellFormed(_ markup: String) -> Bool {
    var open: [Substring] = []
    for part in markup.split(separator: "<") {
      guard let end = part.firstIndex(of: ">") else { return false }
      if part.first == "/" {
        guard open.popLast() == part[part.index(after: part.startIndex)..<end] else { return false }
      } else {
        open.append(part.prefix { $0 != " " && $0 != ">" })
      }
    }
    return open.isEmpty
  }

  @Test(arguments: [
    ("\\alhpa", "1:2: error: unknown command '\\alhpa'; did you mean '\\alpha'?"),
    ("{x", "1:2: error: this '{' is not closed"),
    ("x}", "1:3: error: this '}' closes nothing"),
    ("\\frac{1}", "1:10: error: an argument of '\\frac' is missing"),
    ("x^", "1:4: error: an argument of '^' is missing"),
    ("a & b", "1:4: error: '&' belongs into a matrix, 'cases' or 'aligned'"),
    ("x^2^3", "1:5: error: a second superscript; braces say what it belongs to"),
    ("\\left( x", "1:2: error: this '\\left' has no '\\right'"),
    ("x \\right)", "1:4: error: this '\\right' has no '\\left'"),
    ("\\left x \\right)", "1:8: error: expected a bracket like '(' or '\\langle', or '.' for none"),
    ("\\begin{cases} x", "1:2: error: '\\begin{cases}' has no '\\end{cases}'"),
    ("\\begin{matrix} x \\end{cases}", "1:19: error: '\\end{cases}' cannot close '\\begin{matrix}'"),
    ("\\begin{matrx} x \\end{matrx}", "1:2: error: unknown environment 'matrx'; did you mean 'matrix'?"),
    (
      "\\begin{alignat} x \\end{alignat}",
      "1:18: error: 'alignat' needs the number of its pairs of columns, like '{2}'"
    ),
    ("\\sqrt[3 x", "1:7: error: this '[' is not closed"),
    ("\\text x", "1:8: error: '\\text' needs an argument in braces"),
    ("\\color{red} x", "1:2: error: '\\color' is not supported: a page has its own colours"),
    (
      "\\newcommand{\\R}{x}",
      "1:2: error: '\\newcommand' is not supported; macros are under 'macros' in the front matter or in 'book.yml'"
    ),
    ("é\\bad", "1:4: error: unknown command '\\bad'; did you mean '\\bar'?"),
    ("a #", "1:4: error: '#' must be written '\\#'"),
    ("\\text{a \\bf b}", "1:10: error: a command cannot be used in '\\text'"),
    ("x \\tag{é \\%\\it}", "1:14: error: a command cannot be used in '\\tag'"),
  ])
  func `wrong TeX is reported at its column`(tex: String, complaint: String) {
    #expect(inline(tex).1.first == complaint)
  }

  @Test func `a reference in a formula is told, and other uses of its sign are not`() {
    #expect(
      inline("a = b \\quad\\text{by @eq-one}").1
        == ["1:22: warning: a reference in a formula is only text: write it outside"])
    #expect(inline("\\text{me@eq.org @x} @").1 == [])
  }

  @Test func `a formula has its first mistakes reported, and the others counted`() {
    let many = inline(String(repeating: "}", count: 5000)).1
    #expect(many.count == 4)
    #expect(many.first == "1:2: error: this '}' closes nothing")
    #expect(many.last == "1:5: error: there are 4997 more mistakes in this formula")
    #expect(inline("}}}").1.count == 3)
    #expect(inline("}}}}").1.last == "1:5: error: there is 1 more mistake in this formula")
  }

  @Test(.timeLimit(.minutes(15)))
  func `rows of a matrix are filled up only as far as its text goes`() {
    let tex =
      "\\begin{matrix}" + String(repeating: "&", count: 10_000) + String(repeating: "\\\\", count: 10_000)
      + "\\end{matrix}"
    let (markup, complaints) = inline(tex)
    #expect(
      complaints == ["1:2: error: this matrix has 10001 columns, but most of its rows have far fewer cells"])
    #expect(markup.utf8.count < 1_000_000)
  }

  @Test func `deep nesting is an error, not a crash`() {
    for piece in ["{", "\\frac{", "x^{", "\\left(", "\\begin{cases}", "\\hat", "\\sqrt[", "\\not"] {
      let notebook = parse("$\(String(repeating: piece, count: 3000))$")
      #expect(!notebook.diagnostics.isEmpty, "\(piece)")
    }
  }
}
