import NeuralNetworks

/// How many numbers a module learns. They are found among its stored properties: asking an author's module for its
/// components would run the author's code.
struct ParameterCount {
  private(set) var count = 0
  private var seen: Set<ObjectIdentifier> = []

  init(of module: any Module) {
    visit(module, depth: 0)
  }

  private mutating func visit(_ value: Any, depth: Int) {
    if let parameter = value as? Parameter {
      if seen.insert(ObjectIdentifier(parameter)).inserted && !parameter.isFrozen {
        count += parameter.elementCount
      }
      return
    }
    let isOwn =
      value is any CustomReflectable && !_typeName(type(of: value), qualified: true).hasPrefix("Swift.")
    guard depth < 12, !isOwn else { return }
    var mirror: Mirror? = Mirror(reflecting: value)
    // A longer list isn't a list of layers.
    while let each = mirror, each.children.count <= 1000 {
      for child in each.children { visit(child.value, depth: depth + 1) }
      mirror = each.superclassMirror
    }
  }
}
