import NeuralNetworks
import SVGCharts

/// Values in a few words, without running the author's code.
package enum PlainText {
  /// The greatest number of characters. A longer text is cut, and a longer list of properties is left out.
  private static let width = 60

  /// `nil` if only the author's code could describe the value, or if the description would be long.
  package static func of(_ value: Any, depth: Int = 0) -> String? {
    if let text = value as? String { return quoted(text) }
    if let text = value as? Substring { return quoted(String(text)) }
    let name = _typeName(type(of: value), qualified: true)
    if let text = number(value, name) ?? ownNumber(value) { return text }
    if name.hasPrefix("Swift.Array<") { return elements(of: value, depth: depth) }
    if isDescribed(name), let value = value as? any CustomStringConvertible {
      return short(value.description)
    }
    guard depth < 3, !(value is any CustomReflectable) || name.hasPrefix("Swift.") else { return nil }
    return structure(value, name, depth: depth)
  }

  /// The name of a tuple or of the author's struct: the text that it begins with.
  static func name(of value: Any) -> String? {
    (parts(of: value)?.first?.value as? String).map(quoted)
  }

  /// The parts that can be described, if a tuple or the author's struct is too long as a whole or has parts that can't; and
  /// those of our structs that are nothing but their parts.
  static func describedParts(of value: Any) -> String? {
    guard let parts = parts(of: value) else { return nil }
    var line = ""
    for part in parts {
      let summary = ValueSummary(of: part.value)
      guard !summary.text.isEmpty else { continue }
      let text = (label(of: part).map { $0 + ": " } ?? "") + summary.text
      guard line.count + text.count + 2 <= width else { continue }
      line += (line.isEmpty ? "" : ", ") + text
    }
    return line.isEmpty ? nil : line
  }

  private static func parts(of value: Any) -> Mirror.Children? {
    let name = _typeName(type(of: value), qualified: true)
    guard !(value is any CustomReflectable) else { return nil }
    let mirror = Mirror(reflecting: value)
    let isOwnStruct = mirror.displayStyle == .struct && name.hasPrefix("notebook.")
    let isOurs = withParts.contains(String(name.prefix { $0 != "<" }))
    return mirror.displayStyle == .tuple || isOwnStruct || isOurs ? mirror.children : nil
  }

  /// Structs of the engine and its data whose parts are what a reader looks for.
  private static let withParts: Set<String> = [
    "NeuralNetworks.HiddenState", "NeuralNetworks.LSTMState", "NeuralNetworks.LSTMGates",
    "NeuralNetworks.GRUGates", "Datasets.SequencePair", "Datasets.LabeledSequence", "Datasets.TaggedSequence",
    "Datasets.PaddedPairs",
  ]

  private static func label(of part: Mirror.Child) -> String? {
    part.label.flatMap { $0.hasPrefix(".") || $0.hasPrefix("$") ? nil : $0 }
  }

  package static func cut(_ text: String, to count: Int) -> String {
    text.count > count ? text.prefix(count - 1) + "…" : text
  }

  private static func quoted(_ text: String) -> String {
    cut(String(text.prefix(width + 1)), to: width).debugDescription
  }

  private static func short(_ text: String) -> String? {
    text.utf8.count <= 2 * width && !text.contains("\n") ? cut(text, to: width) : nil
  }

  private static func number(_ value: Any, _ name: String) -> String? {
    guard name.hasPrefix("Swift.") else { return nil }
    if let number = value as? any BinaryFloatingPoint { return ValueSummary.number(Double(number)) }
    return (value as? any BinaryInteger).map { NumberFormat.withTrueMinus("\($0)") }
  }

  private static func ownNumber(_ value: Any) -> String? {
    if let scalar = value as? Scalar { return ValueSummary.number(scalar.value) }
    guard let tensor = value as? Tensor else { return nil }
    return tensor.elementCount == 1
      ? ValueSummary.number(Double(tensor.scalar)) : ValueSummary.type(of: tensor)
  }

  private static func elements(of list: Any, depth: Int) -> String? {
    let mirror = Mirror(reflecting: list)
    guard depth < 3, mirror.children.count <= 16 else { return nil }
    let texts = mirror.children.compactMap { of($0.value, depth: depth + 1) }
    return texts.count == mirror.children.count ? short("[\(texts.joined(separator: ", "))]") : nil
  }

  private static let ours = [
    "Tensors.", "NeuralNetworks.", "Datasets.", "SVGCharts.", "CellSupport.", "Kernels.",
  ]
  /// Parts of the names of types whose descriptions differ from run to run, or that hold values of any type.
  private static let changing = [
    "Clock", "Duration", "Unsafe", "Opaque", "ObjectIdentifier", "VaList", "Any", "any ",
  ]

  /// Whether the type and its parts are ours or the standard library's, and described the same way in every run.
  private static func isDescribed(_ name: String) -> Bool {
    guard ours.contains(where: name.hasPrefix) || name.hasPrefix("Swift.") else { return false }
    return !name.contains("notebook.") && !changing.contains(where: name.contains)
  }

  /// The parts of tuples, optionals, and the author's enums and structs.
  private static func structure(_ value: Any, _ name: String, depth: Int) -> String? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let child = mirror.children.first else { return "nil" }
      return of(child.value, depth: depth + 1)
    case .tuple: return mirror.children.isEmpty ? nil : list(mirror, "", depth)
    case .struct where name.hasPrefix("notebook."):
      return list(mirror, depth > 0 ? TypeText.of(type(of: value)) : "", depth)
    case .enum where name.hasPrefix("notebook.") && !(value is any CustomStringConvertible):
      guard let payload = mirror.children.first else { return short("\(value)") }
      guard let text = of(payload.value, depth: depth + 1), let label = payload.label else { return nil }
      return short(text.hasPrefix("(") ? label + text : "\(label)(\(text))")
    default: return nil
    }
  }

  private static func list(_ mirror: Mirror, _ opening: String, _ depth: Int) -> String? {
    var parts: [String] = []
    for child in mirror.children.prefix(9) {
      guard let text = of(child.value, depth: depth + 1) else { return nil }
      parts.append((label(of: child).map { $0 + ": " } ?? "") + text)
    }
    return short("\(opening)(\(parts.joined(separator: ", ")))")
  }
}
