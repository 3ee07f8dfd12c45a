/// Finds the components among a value's properties.
struct ComponentFinder {
  private(set) var found: [Component] = []

  init(_ mirror: Mirror) {
    visit(childrenOf: mirror, in: nil)
  }

  private mutating func visit(childrenOf mirror: Mirror, in path: String?) {
    if let parent = mirror.superclassMirror { visit(childrenOf: parent, in: path) }
    for (index, child) in mirror.children.enumerated() {
      let name = ComponentFinder.name(of: child.label) ?? String(index)
      let isUnmadeLazy =
        child.label?.hasPrefix(lazyPrefix) == true && Mirror(reflecting: child.value).children.isEmpty
      precondition(
        !isUnmadeLazy || !ComponentFinder.mayHold(type(of: child.value)),
        "\(mirror.subjectType).\(name) is lazy and was not made yet when its parameters were listed: nothing would learn "
          + "them; make it in init")
      visit(child.value, name: [path, name].compactMap { $0 }.joined(separator: "."))
    }
  }

  /// A property's name: the storage of a wrapped property puts an underscore before it, that of a lazy one more.
  private static func name(of label: String?) -> String? {
    guard let label else { return nil }
    if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
    // The parts of a tuple are called .0, .1, …
    return label.hasPrefix("_") || label.hasPrefix(".") ? String(label.dropFirst()) : label
  }

  /// Whether a lazy property's storage of this type could hold parameters: its name says what it would hold.
  private static func mayHold(_ type: Any.Type) -> Bool {
    guard let optional = type as? any OptionalType.Type else { return false }
    let wrapped = optional.wrapped
    return wrapped is any Module.Type || wrapped is Parameter.Type || wrapped is Buffer.Type
  }

  private mutating func visit(_ value: Any, name: String) {
    if let parameter = value as? Parameter {
      found.append(Component(name: name, part: .parameter(parameter)))
    } else if let buffer = value as? Buffer {
      found.append(Component(name: name, part: .buffer(buffer)))
    } else if let module = value as? any Module {
      found.append(Component(name: name, part: .module(module)))
    } else if !(value is Tensor || value is IntTensor || value is Shape) {
      visit(contentsOf: Mirror(reflecting: value), name: name)
    }
  }

  private mutating func visit(contentsOf mirror: Mirror, name: String) {
    switch mirror.displayStyle {
    case .optional:
      if let wrapped = mirror.children.first { visit(wrapped.value, name: name) }
    case .collection, .set:
      // A million numbers hold no parameter: their first tells.
      if let first = mirror.children.first, ComponentFinder.isPlain(first.value) { return }
      for (index, element) in mirror.children.enumerated() { visit(element.value, name: "\(name).\(index)") }
    case .dictionary:
      let entries = mirror.children.map { Array(Mirror(reflecting: $0.value).children.map(\.value)) }
      for entry in entries.sorted(by: { "\($0[0])" < "\($1[0])" }) {
        if ComponentFinder.isPlain(entry[1]) { return }
        visit(entry[1], name: "\(name).\(entry[0])")
      }
    case .struct, .tuple, .enum: visit(childrenOf: mirror, in: name)
    default: break
    }
  }

  private static func isPlain(_ value: Any) -> Bool {
    value is any BinaryInteger || value is any BinaryFloatingPoint || value is any StringProtocol
      || value is Bool
      || value is Character
  }
}

private let lazyPrefix = "$__lazy_storage_$_"

/// What an optional's type wraps.
private protocol OptionalType {
  static var wrapped: Any.Type { get }
}

extension Optional: OptionalType {
  fileprivate static var wrapped: Any.Type { Wrapped.self }
}
