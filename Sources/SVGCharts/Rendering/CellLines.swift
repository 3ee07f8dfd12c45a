/// Cells as lines that are as thick as the cells are high: neighbours of one colour are one line, dashed where there are
/// seams between them. A digit takes a tenth of the bytes that a rectangle for each of its cells would.
package struct CellLines {
  /// What the cells of one path have in common.
  private struct Kind: Hashable, Comparable {
    var color: Int
    var width, height: Double

    static func < (a: Kind, b: Kind) -> Bool {
      (a.color, a.width, a.height) < (b.color, b.width, b.height)
    }
  }

  private struct Lines {
    var boxes: [Box] = []
    /// The room between the neighbours that were joined.
    var seam: Double?
  }

  /// The widest seam between neighbours.
  private static let widestSeam = 1.0
  private var lines: [Kind: Lines] = [:]

  package init() {}

  /// Adds a cell; one that follows its left neighbour prolongs that one's line.
  package mutating func add(_ cell: Box, color: Int) {
    let kind = Kind(color: color, width: Self.rounded(cell.width), height: Self.rounded(cell.height))
    var same = lines.removeValue(forKey: kind) ?? Lines()
    if let last = same.boxes.last, last.y == cell.y, let seam = Self.seam(from: last, to: cell),
      seam == same.seam ?? seam
    {
      same.boxes[same.boxes.count - 1].width = cell.maxX - last.x
      same.seam = seam
    } else {
      same.boxes.append(cell)
    }
    lines[kind] = same
  }

  /// The room between two cells if they are neighbours.
  private static func seam(from left: Box, to right: Box) -> Double? {
    let room = ((right.x - left.maxX) * 100).rounded() / 100
    return (0...widestSeam).contains(room) ? room : nil
  }

  /// A path for each colour and size.
  package func write(
    to writer: inout SVGWriter, _ more: [SVGWriter.Attribute] = [], css: (_ color: Int) -> String
  ) {
    for (kind, same) in lines.sorted(by: { $0.key < $1.key }) {
      let path = same.boxes.map {
        "M\(PathBuilder.text(Spot(x: $0.x, y: $0.midY)))h\(SVGWriter.number($0.width))"
      }
      let seam = same.seam ?? 0
      let dashes = seam > 0 ? [("stroke-dasharray", "\(kind.width) \(SVGWriter.number(seam))")] : []
      writer.element(
        "path",
        [
          ("d", path.joined()), ("stroke", css(kind.color)), ("stroke-width", SVGWriter.number(kind.height)),
        ] + dashes + more)
    }
  }

  /// To ten-thousandths: dashes of a long line must not drift.
  private static func rounded(_ length: Double) -> Double { (length * 10_000).rounded() / 10_000 }
}
