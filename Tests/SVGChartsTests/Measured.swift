import Foundation
import SVGCharts

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A drawn chart's elements and what they cover, for asking where a mark has come to lie.
///
/// Each chart is drawn on axes from 0 to 10, so that ``x(_:)`` and ``y(_:)`` say where a number belongs: two points at
/// (0, 0) and (10, 10), which the helper adds and takes away again, measure the plot.
final class Measured: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""

    /// The corners that a path goes through, its curves without their handles.
    var spots: [(x: Double, y: Double)] { Measured.spots(attributes["d"] ?? "") }

    /// Each stretch of a path that was begun with a move.
    var runs: [[(x: Double, y: Double)]] {
      (attributes["d"] ?? "").split(separator: "M").map { Measured.spots("M" + $0) }
    }

    func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? .nan }
  }

  private(set) var elements: [Element] = []
  private var origin = (x: 0.0, y: 0.0)
  private var corner = (x: 0.0, y: 0.0)
  private var isInText = false

  /// - Parameter isFixed: whether the axes are to go from 0 to 10.
  init(isFixed: Bool = true, height: Double? = nil, _ chart: Chart) {
    super.init()
    let chart = isFixed ? chart.chartXScale(domain: 0...10).chartYScale(domain: 0...10) : chart
    read(chart.svg(width: 680, height: height))
    guard isFixed else { return }
    let own = elements
    var ruler = chart
    ruler.marks +=
      PointMark(x: .value("ruler", [0.0, 10]), y: .value("ruler", [0.0, 10])).symbolSize(3.14).marks
    elements = []
    read(ruler.svg(width: 680, height: height))
    let points = elements.filter { $0.attributes["r"] == "1.57" }
    if points.count == 2 {
      origin = (points[0].number("cx"), points[0].number("cy"))
      corner = (points[1].number("cx"), points[1].number("cy"))
    }
    elements = own
  }

  func x(_ value: Double) -> Double { origin.x + value / 10 * (corner.x - origin.x) }
  func y(_ value: Double) -> Double { origin.y + value / 10 * (corner.y - origin.y) }

  /// The paths with a look of their own, such as `("fill", "none")`.
  func paths(_ attribute: String, _ value: String) -> [Element] {
    elements.filter { $0.name == "path" && $0.attributes[attribute] == value }
  }

  /// The paths of a group of bars, which have no other attribute.
  var bars: [Element] { elements.filter { $0.name == "path" && $0.attributes.keys.sorted() == ["d"] } }

  var circles: [Element] { elements.filter { $0.name == "circle" } }

  func text(_ text: String) -> Element? { elements.first { $0.name == "text" && $0.text == text } }

  private func read(_ svg: String) {
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    _ = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    isInText = name == "text"
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isInText { elements[elements.count - 1].text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    isInText = false
  }

  private static func spots(_ path: String) -> [(x: Double, y: Double)] {
    var spots: [(x: Double, y: Double)] = []
    var at = (x: 0.0, y: 0.0)
    for match in path.matches(of: /([A-Za-z])([^A-Za-z]*)/) {
      let numbers = match.2.matches(of: /-?(?:\d+\.?\d*|\.\d+)/).compactMap { Double($0.0) }
      switch match.1 {
      case "M", "L":
        for index in stride(from: 0, to: numbers.count - 1, by: 2) {
          at = (numbers[index], numbers[index + 1])
          spots.append(at)
        }
        continue
      case "H": at.x = numbers[0]
      case "V": at.y = numbers[0]
      case "h": at.x += numbers[0]
      case "v": at.y += numbers[0]
      case "a": at = (at.x + numbers[5], at.y + numbers[6])
      case "C": at = (numbers[4], numbers[5])
      default: continue
      }
      spots.append(at)
    }
    return spots
  }
}

extension Measured.Element {
  /// What the element covers.
  var box: (left: Double, right: Double, top: Double, bottom: Double) {
    let (xs, ys) = (spots.map(\.x), spots.map(\.y))
    return (xs.min() ?? .nan, xs.max() ?? .nan, ys.min() ?? .nan, ys.max() ?? .nan)
  }
}

/// Whether two places are the same, as far as two decimals can say.
func near(_ a: Double, _ b: Double, _ tolerance: Double = 0.03) -> Bool { abs(a - b) <= tolerance }
