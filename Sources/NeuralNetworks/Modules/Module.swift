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
  /// The modules, parameters and buffers that this one is made of, with their names; found by the properties where a
  /// module does not say otherwise.
  var components: [Component] { get }
}

/// A named part of a module.
public struct Component {
  /// What a module may be made of.
  public enum Part {
    case parameter(Parameter)
    case buffer(Buffer)
    case module(any Module)
  }

  /// What the module calls it.
  public let name: String
  /// What it is.
  public let part: Part

  /// A part under a name.
  public init(name: String, part: Part) {
    self.name = name
    self.part = part
  }
}

/// A parameter and the path of property names that leads to it, as in PyTorch's state dictionaries: `0.weight`.
public struct NamedParameter {
  /// The path of property names.
  public let name: String
  /// The parameter.
  public let parameter: Parameter

  /// A parameter under a path.
  public init(name: String, parameter: Parameter) {
    self.name = name
    self.parameter = parameter
  }
}

extension Module {
  public var components: [Component] { ComponentFinder(Mirror(reflecting: self)).found }

  /// Every parameter with its path, in the order of the properties; a shared parameter is listed once.
  public var namedParameters: [NamedParameter] {
    var seen: Set<ObjectIdentifier> = []
    return flattened("").compactMap { component in
      guard case .parameter(let parameter) = component.part,
        seen.insert(ObjectIdentifier(parameter)).inserted
      else { return nil }
      return NamedParameter(name: component.name, parameter: parameter)
    }
  }

  /// Every buffer with its path, in the order of the properties.
  public var namedBuffers: [NamedBuffer] {
    flattened("").compactMap { component in
      guard case .buffer(let buffer) = component.part else { return nil }
      return NamedBuffer(name: component.name, buffer: buffer)
    }
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

  /// The parameters and buffers of this module and those inside, with paths from here.
  fileprivate func flattened(_ path: String) -> [Component] {
    components.flatMap { component -> [Component] in
      let name = path + component.name
      if case .module(let module) = component.part { return module.flattened(name + ".") }
      return [Component(name: name, part: component.part)]
    }
  }
}

/// Finds the components among a value's properties.
private struct ComponentFinder {
  private(set) var found: [Component] = []

  init(_ mirror: Mirror) {
    visit(childrenOf: mirror)
  }

  private mutating func visit(childrenOf mirror: Mirror) {
    if let parent = mirror.superclassMirror { visit(childrenOf: parent) }
    for (index, child) in mirror.children.enumerated() {
      // The storage of a property wrapper has the property's name behind an underscore.
      let label = child.label.map { $0.hasPrefix("_") ? String($0.dropFirst()) : $0 }
      visit(child.value, name: label ?? String(index))
    }
  }

  private mutating func visit(_ value: Any, name: String) {
    if let parameter = value as? Parameter {
      found.append(Component(name: name, part: .parameter(parameter)))
    } else if let buffer = value as? Buffer {
      found.append(Component(name: name, part: .buffer(buffer)))
    } else if let module = value as? any Module {
      found.append(Component(name: name, part: .module(module)))
    } else {
      visit(contentsOf: Mirror(reflecting: value), name: name)
    }
  }

  private mutating func visit(contentsOf mirror: Mirror, name: String) {
    switch mirror.displayStyle {
    case .optional:
      if let wrapped = mirror.children.first { visit(wrapped.value, name: name) }
    case .collection:
      for (index, element) in mirror.children.enumerated() { visit(element.value, name: "\(name).\(index)") }
    default:
      break
    }
  }
}
