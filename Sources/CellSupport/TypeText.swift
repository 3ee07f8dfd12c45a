/// The names of types as one writes them: `[Float]`, not `Array<Float>`.
enum TypeText {
  static func of(_ type: Any.Type) -> String {
    (type as? any Spelled.Type)?.spelling ?? String(describing: type)
  }
}

/// A type that has a shorter name than its own.
private protocol Spelled { static var spelling: String { get } }

extension Array: Spelled {
  fileprivate static var spelling: String { "[\(TypeText.of(Element.self))]" }
}

extension Dictionary: Spelled {
  fileprivate static var spelling: String { "[\(TypeText.of(Key.self)): \(TypeText.of(Value.self))]" }
}

extension Optional: Spelled {
  fileprivate static var spelling: String { "\(TypeText.of(Wrapped.self))?" }
}
