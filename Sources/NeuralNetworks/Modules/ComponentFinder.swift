/// Finds the components among a value's properties.
struct ComponentFinder {
  private(set) var found: [Component] = []
  private let walk = ModuleWalk.current ?? ModuleWalk()

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

  /// A property's name: the storage of a wrapped property has an underscore in front, that of a lazy one a longer prefix.
  private static func name(of label: String?) -> String? {
    guard let label else { return nil }
    if label.hasPrefix(lazyPrefix) { return String(label.dropFirst(lazyPrefix.count)) }
    // The parts of a tuple are called .0, .1, …
    return label.hasPrefix("_") || label.hasPrefix(".") ? String(label.dropFirst()) : label
  }

  /// Whether a value of this type could hold parameters: anything but plain values and tensors could.
  private static func mayHold(_ type: Any.Type) -> Bool {
    if let container = type as? any Container.Type { return mayHold(container.content) }
    return
      !(type is any BinaryInteger.Type || type is any BinaryFloatingPoint.Type
      || type is any StringProtocol.Type
      || type == Bool.self || type == Character.self || type == Tensor.self || type == IntTensor.self
      || type == Shape.self)
  }

  private mutating func visit(_ value: Any, name: String) {
    // Foundation would make an object of a list before it says that the list is no parameter.
    if type(of: value) is any Container.Type {
      return visit(contentsOf: Mirror(reflecting: value), name: name)
    }
    if let parameter = value as? Parameter {
      found.append(Component(name: name, part: .parameter(parameter)))
    } else if let buffer = value as? Buffer {
      found.append(Component(name: name, part: .buffer(buffer)))
    } else if let stream = value as? RandomStream {
      found.append(Component(name: name, part: .stream(stream)))
    } else if let module = value as? any Module {
      found.append(Component(name: name, part: .module(module)))
    } else if !(value is Tensor || value is IntTensor || value is Shape) {
      let mirror = Mirror(reflecting: value)
      if mirror.displayStyle == .class && !walk.enters(value as AnyObject) { return }
      visit(contentsOf: mirror, name: name)
    }
  }

  private mutating func visit(contentsOf mirror: Mirror, name: String) {
    // A list may have a million numbers, so its type is asked rather than each of them.
    if let container = mirror.subjectType as? any Container.Type, !ComponentFinder.mayHold(container) {
      return
    }
    switch mirror.displayStyle {
    case .optional:
      if let wrapped = mirror.children.first { visit(wrapped.value, name: name) }
    case .collection, .set:
      for (index, element) in mirror.children.enumerated() { visit(element.value, name: "\(name).\(index)") }
    case .dictionary:
      let entries = mirror.children.map { Array(Mirror(reflecting: $0.value).children.map(\.value)) }
      for entry in entries.sorted(by: { ComponentFinder.isOrdered($0[0], $1[0]) }) {
        visit(entry[1], name: "\(name).\(entry[0])")
      }
    case .struct, .tuple, .enum, .class: visit(childrenOf: mirror, in: name)
    default: break
    }
  }

  /// The order of a dictionary's keys: their own where they have one, or that of their texts.
  private static func isOrdered(_ a: Any, _ b: Any) -> Bool {
    func compare<Key: Comparable>(_ a: Key) -> Bool? { (b as? Key).map { a < $0 } }
    return (a as? any Comparable).flatMap { compare($0) } ?? ("\(a)" < "\(b)")
  }
}

private let lazyPrefix = "$__lazy_storage_$_"

/// A type that contains values of another type.
private protocol Container {
  static var content: Any.Type { get }
}

extension Optional: Container {
  fileprivate static var content: Any.Type { Wrapped.self }
}

extension Array: Container {
  fileprivate static var content: Any.Type { Element.self }
}

extension ArraySlice: Container {
  fileprivate static var content: Any.Type { Element.self }
}

extension ContiguousArray: Container {
  fileprivate static var content: Any.Type { Element.self }
}

extension Set: Container {
  fileprivate static var content: Any.Type { Element.self }
}

extension Dictionary: Container {
  fileprivate static var content: Any.Type { Value.self }
}
