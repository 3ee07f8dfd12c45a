/// The names of types as code writes them: `[Float]`, not `Array<Float>`.
package enum TypeText {
  /// The name, cut if it is long, as those of result builders' types are.
  package static func of(_ type: Any.Type) -> String {
    PlainText.cut(short(String(describing: type)[...]), to: 60)
  }

  /// The name with `[…]` and `?` in place of the standard library's types, at any depth.
  package static func short(_ name: Substring) -> String {
    guard let open = name.firstIndex(of: "<"), let close = closing(of: open, in: name) else {
      return String(name)
    }
    let before = name[..<open]
    let start = before.lastIndex { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
    let generic = start.map { before[before.index(after: $0)...] } ?? before
    let parts = arguments(name[name.index(after: open)..<close]).map(short)
    let text =
      switch (generic, parts.count) {
      case ("Array", 1): "[\(parts[0])]"
      case ("Optional", 1): parts[0] + "?"
      case ("Dictionary", 2): "[\(parts[0]): \(parts[1])]"
      default: "\(generic)<\(parts.joined(separator: ", "))>"
      }
    return before.prefix(upTo: generic.startIndex) + text + short(name[name.index(after: close)...])
  }

  /// The bracket that closes the one at `open`; the `>` of an arrow isn't one.
  private static func closing(of open: Substring.Index, in name: Substring) -> Substring.Index? {
    var depth = 0
    var last: Character = " "
    for index in name.indices[open...] {
      if name[index] == "<" { depth += 1 }
      if name[index] == ">" && last != "-" { depth -= 1 }
      if depth == 0 { return index }
      last = name[index]
    }
    return nil
  }

  /// The texts between the commas that are outside of brackets.
  private static func arguments(_ list: Substring) -> [Substring] {
    var parts: [Substring] = []
    var (depth, start, last) = (0, list.startIndex, Character(" "))
    for index in list.indices {
      if "<([".contains(list[index]) { depth += 1 }
      if ")]".contains(list[index]) || list[index] == ">" && last != "-" { depth -= 1 }
      if list[index] == "," && depth == 0 {
        parts.append(list[start..<index].drop { $0 == " " })
        start = list.index(after: index)
      }
      last = list[index]
    }
    return parts + [list[start...].drop { $0 == " " }]
  }
}
