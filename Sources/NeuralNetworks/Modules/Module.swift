// Whoever builds networks computes with tensors.
@_exported public import Tensors

/// Something that has parameters: a layer, or a network made of layers.
///
/// A struct or class whose properties are parameters, modules, or arrays and optionals of them needs to say no more
/// than `: Module`; parameters are found by the properties' names.
///
///     struct Perceptron: Layer {
///       let hidden: Linear
///       let output: Linear
///       func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x).relu()) }
///     }
///     // parameters: hidden.weight, hidden.bias, output.weight, output.bias
public protocol Module {
  /// Every parameter with its path, in the order of the properties; a shared parameter is listed once.
  var namedParameters: [NamedParameter] { get }
}

/// A parameter and the path of property names that leads to it, as in PyTorch's state dictionaries: `0.weight`.
public struct NamedParameter {
  public let name: String
  public let parameter: Parameter

  public init(name: String, parameter: Parameter) {
    self.name = name
    self.parameter = parameter
  }
}

extension Module {
  public var namedParameters: [NamedParameter] {
    var collector = ParameterCollector()
    collector.visit(childrenOf: Mirror(reflecting: self), path: "")
    return collector.found
  }

  /// Every parameter, in the order of the properties.
  public var parameters: [Parameter] { namedParameters.map(\.parameter) }

  /// How many numbers are learned.
  public var parameterCount: Int {
    parameters.lazy.filter { !$0.isFrozen }.map(\.elementCount).reduce(0, +)
  }

  /// Forgets all gradients. An optimizer's step does so as well.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }
}

/// Finds the parameters among a value's properties.
private struct ParameterCollector {
  var found: [NamedParameter] = []
  private var seen: Set<ObjectIdentifier> = []

  mutating func visit(childrenOf mirror: Mirror, path: String) {
    if let parent = mirror.superclassMirror { visit(childrenOf: parent, path: path) }
    for (index, child) in mirror.children.enumerated() {
      // The storage of a property wrapper has the property's name behind an underscore.
      let label = child.label.map { $0.hasPrefix("_") ? String($0.dropFirst()) : $0 } ?? String(index)
      visit(child.value, path: path.isEmpty ? label : path + "." + label)
    }
  }

  private mutating func visit(_ value: Any, path: String) {
    if let parameter = value as? Parameter {
      add(NamedParameter(name: path, parameter: parameter))
      return
    }
    if let module = value as? any Module {
      for named in module.namedParameters {
        add(NamedParameter(name: path + "." + named.name, parameter: named.parameter))
      }
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let wrapped = mirror.children.first { visit(wrapped.value, path: path) }
    case .collection:
      for (index, element) in mirror.children.enumerated() { visit(element.value, path: path + ".\(index)") }
    default:
      break
    }
  }

  private mutating func add(_ named: NamedParameter) {
    if seen.insert(ObjectIdentifier(named.parameter)).inserted { found.append(named) }
  }
}
