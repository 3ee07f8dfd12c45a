/// Modules by name, in the order in which they were given: PyTorch's `ModuleDict`.
///
///     struct Reader: Module {
///       let body: Linear
///       let heads: ModuleDictionary<any Layer>
///     }
///     let heads: ModuleDictionary<any Layer> = [
///       "price": Linear(inputs: 8, outputs: 1, using: &rng), "kind": classifier,
///     ]
///     heads["price"](x)
///     // parameters: heads.price.weight, heads.price.bias, heads.kind.0.weight, …
///
/// `Content` is a module's type, or `any Layer` or `any Module` for modules of several types.
public struct ModuleDictionary<Content>: Module, ExpressibleByDictionaryLiteral {
  private let entries: [(name: String, module: Content)]

  /// Modules with their names, which differ and have no dots.
  public init(_ entries: [(String, Content)]) {
    var seen: Set<String> = []
    for (name, module) in entries {
      precondition(
        !name.isEmpty && !name.contains(".") && seen.insert(name).inserted,
        "ModuleDictionary expects different names without dots but got \"\(name)\" among \(entries.map(\.0))")
      precondition(
        module is any Module, "ModuleDictionary expects modules but \(name) is a \(type(of: module))")
    }
    self.entries = entries.map { (name: $0.0, module: $0.1) }
  }

  /// Modules with their names, as a literal.
  public init(dictionaryLiteral elements: (String, Content)...) { self.init(elements) }

  /// The names, in their order.
  public var names: [String] { entries.map(\.name) }

  /// The module of a name; traps if there is none.
  public subscript(name: String) -> Content {
    guard let entry = entries.first(where: { $0.name == name }) else {
      preconditionFailure("ModuleDictionary expects one of \(names.joined(separator: ", ")) but got \(name)")
    }
    return entry.module
  }

  public var components: [Component] {
    entries.compactMap { entry in
      (entry.module as? any Module).map { Component(name: entry.name, part: .module($0)) }
    }
  }
}
