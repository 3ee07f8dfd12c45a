import SVGCharts

/// A window that moves over a text, and the pairs of the word in its middle with each of its neighbours.
///
///     steps(ContextWindowDiagram(words: ["this", "actress", "performs", "because", "she", "likes", "it"], reach: 2).walk)
public struct ContextWindowDiagram: SVGPicture, Sendable, Hashable {
  /// The text.
  public var words: [String]
  /// How many words to each side the window holds.
  public var reach: Int
  /// The word in the middle.
  public var middle: Int
  /// The line above the picture.
  public var title: String?

  /// - Precondition: `middle` is one of the words, and the window reaches at least one word.
  public init(words: [String], reach: Int, middle: Int = 0, title: String? = nil) {
    precondition(
      words.indices.contains(middle) && reach > 0,
      "ContextWindowDiagram expects one of \(words.count) words, and a reach above 0, but got \(middle) and \(reach)"
    )
    (self.words, self.reach, self.middle, self.title) = (words, reach, middle, title)
  }

  /// The words beside the one in the middle.
  var neighbours: [Int] { words.indices.filter { $0 != middle && abs($0 - middle) <= reach } }

  /// A step for each word in the middle.
  public var walk: [(String, ContextWindowDiagram)] {
    words.indices.map { place in
      var copy = self
      copy.middle = place
      let names = copy.neighbours.map { "*\(words[$0])*" }.joined(separator: ", ")
      return ("In the middle: *\(words[place])*. Beside it: \(names).", copy)
    }
  }

  public var headline: String { title ?? "A window on a text" }

  public var alternative: String {
    (title.map { $0 + ". " } ?? "") + "The words \(words.joined(separator: " ")). The window is around "
      + "\(words[middle]); it makes pairs with \(neighbours.map { words[$0] }.joined(separator: ", "))."
  }

  public var dataTable: ChartTable {
    ChartTable(
      columns: ["word", "neighbour"], isNumeric: [false, false],
      rows: neighbours.map { [words[middle], words[$0]] })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    ContextWindowDrawing(self, width: width).drawing
  }
}

/// Draws the text as a row of words, in lines where it is narrow, and below it the pairs.
private struct ContextWindowDrawing {
  private let diagram: ContextWindowDiagram
  private let limit: Double
  private static let size = 13.0
  private static let height = 30.0
  private static let gap = 8.0
  /// The room between lines.
  private static let leading = 14.0
  private var writer = SVGWriter()

  init(_ diagram: ContextWindowDiagram, width: Double) {
    (self.diagram, limit) = (diagram, width)
  }

  var drawing: SVGDrawing {
    var copy = self
    return copy.drawn()
  }

  private mutating func drawn() -> SVGDrawing {
    let top = writer.heading(diagram.title, width: limit) + 6
    let boxes = Self.flow(diagram.words.map { Self.width(of: $0) }, limit: limit, top: top)
    window(boxes)
    for (index, box) in boxes.enumerated() { word(index, in: box) }
    let below = (boxes.map(\.maxY).max() ?? top) + 34
    let pairs = diagram.neighbours.map { (diagram.words[diagram.middle], diagram.words[$0]) }
    let cells = Self.flow(
      pairs.map { Self.width(of: $0.0) + Self.width(of: $0.1) }, limit: limit, top: below, gap: 16)
    for (pair, box) in zip(pairs, cells) { self.pair(pair, in: box) }
    // As high with any word in the middle, so that the pairs of a walk don't move what is below.
    let most = Double(2 * diagram.reach)
    let rows = max(1, (most * 170 / max(limit, 1)).rounded(.up))
    let bottom = max(
      cells.map(\.maxY).max() ?? below, below + rows * (Self.height + Self.leading) - Self.leading)
    return SVGDrawing(writer: writer, size: (limit, bottom + ChartStyle.margin))
  }

  private static func width(of word: String) -> Double {
    TextMetrics.width(of: word, size: size, isBold: true) + 22
  }

  /// Boxes of these widths, from left to right, in as many lines as they need.
  private static func flow(
    _ widths: [Double], limit: Double, top: Double, gap: Double = gap
  ) -> [Box] {
    var (x, y) = (ChartStyle.margin + 4, top)
    return widths.map { width in
      if x + width > limit - ChartStyle.margin - 4, x > ChartStyle.margin + 4 {
        (x, y) = (ChartStyle.margin + 4, y + height + leading)
      }
      defer { x += width + gap }
      return Box(x: x, y: y, width: width, height: height)
    }
  }

  /// The ground of the window, a part for each line that it reaches into.
  private mutating func window(_ boxes: [Box]) {
    let inside = ([diagram.middle] + diagram.neighbours).sorted().map { boxes[$0] }
    for (_, line) in Dictionary(grouping: inside, by: \.y).sorted(by: { $0.key < $1.key }) {
      guard let first = line.first, let last = line.last else { continue }
      let ground = Box(
        x: first.x - 5, y: first.y - 5, width: last.maxX - first.x + 10, height: first.height + 10)
      writer.plate(ground, color: .focus, radius: 10)
    }
  }

  private mutating func word(_ index: Int, in box: Box) {
    let isMiddle = index == diagram.middle
    let isInside = isMiddle || diagram.neighbours.contains(index)
    pill(
      diagram.words[index], in: box, ground: isMiddle ? .focus : .background,
      rim: isMiddle ? .focus : isInside ? .value : .grid,
      text: isMiddle ? .background : isInside ? .ink : .muted,
      isBold: isMiddle)
  }

  /// The word in the middle and a neighbour, side by side.
  private mutating func pair(_ words: (String, String), in box: Box) {
    let first = Self.width(of: words.0)
    let left = Box(x: box.x, y: box.y, width: first, height: box.height)
    let right = Box(x: left.maxX, y: box.y, width: box.width - first, height: box.height)
    writer.outline(left, color: .focus, width: 1.75)
    writer.outline(right, color: .value, width: 1.75)
    text(words.0, in: left, color: .focus, isBold: true)
    text(words.1, in: right, color: .ink)
  }

  private mutating func pill(
    _ word: String, in box: Box, ground: ChartColor, rim: ChartColor, text color: ChartColor, isBold: Bool
  ) {
    writer.element(
      "rect",
      writer.attributes(of: box, radius: box.height / 2) + [
        ("fill", ground.css), ("stroke", rim.css), ("stroke-width", "1.5"),
      ])
    text(word, in: box, color: color, isBold: isBold)
  }

  private mutating func text(_ word: String, in box: Box, color: ChartColor, isBold: Bool = false) {
    let style = TextStyle(size: Self.size, color: color.css, isBold: isBold)
    let shown = TextMetrics.shortened(word, width: box.width - 8, size: Self.size)
    writer.label(shown, x: box.midX, y: box.midY + Self.size * 0.36, style: style, anchor: .middle)
  }
}
