import SVGCharts

/// Values as text.
///
/// The standard library describes nested values with the names of their modules, which readers don't need, and
/// dictionaries in an order that changes from run to run.
package enum ValueText {
  /// A longer list is cut in the middle.
  private static let longestList = 60
  /// A wider list gets a line for each element.
  private static let width = 80

  /// The value as a cell's last line shows it: a text as it is, anything else as in Swift code.
  package static func describe(_ value: Any) -> String {
    if let text = value as? String { return text }
    if let text = value as? Substring { return String(text) }
    return nested(value, depth: 0)
  }

  /// The value inside a sentence: numbers are rounded to four digits and have a true minus sign.
  package static func prose(_ value: Any) -> String {
    if let number = value as? any BinaryFloatingPoint { return NumberText.rounded(Double(number)) }
    if value is any BinaryInteger || value is String { return NumberFormat.withTrueMinus(describe(value)) }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, let child = mirror.children.first { return prose(child.value) }
    if mirror.displayStyle == .collection {
      return "[" + mirror.children.map { prose($0.value) }.joined(separator: ", ") + "]"
    }
    return describe(value)
  }

  /// The type's name without the module of the cells.
  static func name(of type: Any.Type) -> String {
    String(describing: type)
  }

  private static func nested(_ value: Any, depth: Int) -> String {
    if let text = value as? String { return text.debugDescription }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.first.map { nested($0.value, depth: depth) } ?? "nil"
    case .collection where !(value is any StringProtocol):
      return list(mirror.children.map { nested($0.value, depth: depth + 1) }, "[", "]", depth)
    case .set:
      return list(mirror.children.map { nested($0.value, depth: depth + 1) }.sorted(), "[", "]", depth)
    case .dictionary:
      let pairs = mirror.children.map { pair($0.value, depth: depth + 1) }.sorted()
      return pairs.isEmpty ? "[:]" : list(pairs, "[", "]", depth)
    case .tuple:
      return list(mirror.children.map { labelled($0, depth: depth + 1) }, "(", ")", depth)
    default:
      return single(value, mirror, depth: depth)
    }
  }

  private static func pair(_ value: Any, depth: Int) -> String {
    let parts = Mirror(reflecting: value).children.map { nested($0.value, depth: depth) }
    return parts.joined(separator: ": ")
  }

  private static func labelled(_ child: Mirror.Child, depth: Int) -> String {
    let text = nested(child.value, depth: depth)
    guard let label = child.label, !label.hasPrefix(".") else { return text }
    return "\(label): \(text)"
  }

  private static func single(_ value: Any, _ mirror: Mirror, depth: Int) -> String {
    // NaN has no sign.
    if let number = value as? any BinaryFloatingPoint, number.isNaN { return "nan" }
    if let value = value as? any CustomStringConvertible { return Addresses.hidden(in: value.description) }
    if let value = value as? any CustomDebugStringConvertible {
      return Addresses.hidden(in: value.debugDescription)
    }
    switch mirror.displayStyle {
    case .struct, .class:
      guard depth < 8 else { return name(of: type(of: value)) + "(…)" }
      let children = mirror.children.map { labelled($0, depth: depth + 1) }
      return list(children, name(of: type(of: value)) + "(", ")", depth)
    case .enum:
      guard let payload = mirror.children.first, let label = payload.label else { return "\(value)" }
      let text = nested(payload.value, depth: depth + 1)
      return text.hasPrefix("(") ? label + text : "\(label)(\(text))"
    default:
      return Addresses.hidden(in: String(describing: value))
    }
  }

  private static func list(_ items: [String], _ opening: String, _ closing: String, _ depth: Int) -> String {
    var items = items
    if items.count > longestList {
      let left = items.count - longestList
      items.replaceSubrange(longestList / 2..<items.count - longestList / 2, with: ["… \(left) more …"])
    }
    let line = opening + items.joined(separator: ", ") + closing
    if line.utf8.count + 2 * depth <= width && !line.contains("\n") { return line }
    let margin = String(repeating: "  ", count: depth + 1)
    let isOfWords = items.allSatisfy { $0.utf8.count <= 20 && !$0.contains("\n") }
    let body = isOfWords ? filled(items, margin) : margin + items.joined(separator: ",\n" + margin)
    return opening + "\n" + body + "\n" + margin.dropLast(2) + closing
  }

  /// Short items, as many on each line as fit.
  private static func filled(_ items: [String], _ margin: String) -> String {
    var lines: [String] = []
    var line = margin
    for (index, item) in items.enumerated() {
      let piece = index + 1 < items.count ? item + "," : item
      if line.count + piece.count + 1 > width && line != margin {
        lines.append(line)
        line = margin
      }
      line += line == margin ? piece : " " + piece
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
