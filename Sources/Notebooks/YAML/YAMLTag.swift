/// The tag before a value, such as `!!str`, which says what type the value has.
struct YAMLTag {
  /// Empty where the author has written none.
  private let name: String

  private static let standard = "tag:yaml.org,2002:"

  /// - Parameter name: in its full form, `tag:yaml.org,2002:str`.
  init(_ name: String) { self.name = name }

  /// As an author writes it.
  private var written: String {
    name.hasPrefix(Self.standard) ? "!!" + name.dropFirst(Self.standard.count) : name
  }

  /// The value of a scalar's text, and what is wrong with the tag.
  func value(of text: String, isPlain: Bool, at place: SourceLocation) -> (value: YAMLValue, problem: String?)
  {
    func result(_ text: String, isPlain: Bool, needs need: String? = nil) -> (YAMLValue, String?) {
      let value = YAMLValue(kind: .scalar(text, isPlain: isPlain), location: place)
      return (value, need.map { "'\(written)' needs \($0), not '\(text.prefix(40))'" })
    }
    let plain = YAMLValue(kind: .scalar(text, isPlain: true), location: place)
    switch written {
    case "": return result(text, isPlain: isPlain)
    case "!", "!!str": return result(text, isPlain: false)
    case "!!int": return result(text, isPlain: true, needs: plain.integer == nil ? "a whole number" : nil)
    case "!!float":
      // The decimal point keeps it from being read as a whole number.
      if let whole = plain.integer { return result("\(whole).0", isPlain: true) }
      return result(text, isPlain: true, needs: plain.number == nil ? "a number" : nil)
    case "!!bool": return result(text, isPlain: true, needs: plain.truth == nil ? "true or false" : nil)
    case "!!null": return result(text, isPlain: true, needs: plain.isNull ? nil : "null")
    default: return (result(text, isPlain: false).0, unknown)
    }
  }

  /// What is wrong with the tag of a list or mapping.
  func problem(ofCollection type: String) -> String? {
    ["", "!", "!!" + type].contains(written) ? nil : unknown
  }

  private var unknown: String {
    "the tag '\(written)' means nothing here; a text that begins with '!' needs quotes"
  }
}
