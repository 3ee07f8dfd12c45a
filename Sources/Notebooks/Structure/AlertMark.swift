/// The `[!NOTE]` that turns a quotation into an alert.
enum AlertMark {
  /// The kind of alert of a quotation that begins with this text.
  static func read(_ text: SourceText, diagnostics: Diagnostics) -> AlertKind? {
    guard text.bytes.has("[!", at: 0), let close = text.bytes.firstIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    let name = text.bytes[2..<close]
    guard !name.isEmpty, name.allSatisfy(\.isLetter) else { return nil }
    let rest = text.bytes[(close + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    guard let kind = AlertKind(rawValue: name.string.lowercased()) else {
      if rest.isBlank {
        let kinds = AlertKind.allCases.map { $0.rawValue.uppercased() }
        let hint = Suggestion.hint(for: name.string.uppercased(), among: kinds)
        diagnostics.warning(
          "there is no alert '[!\(name.string)]'"
            + (hint.isEmpty ? "; the kinds are \(kinds.joined(separator: ", "))" : hint), at: text.start)
      }
      return nil
    }
    if !rest.isBlank {
      if rest.first != UInt8(ascii: "(") {
        diagnostics.warning("an alert's text begins in the line after '[!\(name.string)]'", at: text.start)
      }
      return nil
    }
    return kind
  }
}
