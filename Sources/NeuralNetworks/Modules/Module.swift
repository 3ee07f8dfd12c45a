// Code that builds networks computes with tensors.
@_exported public import Tensors

/// Something that has parameters: a layer, or a network made of layers.
///
/// A struct or class only declares `: Module`: parameters and modules are found among its properties, even in arrays,
/// dictionaries, optionals, tuples, enums and plain structs, and get the properties' names. A dictionary's are in the
/// order of its keys. What a closure has captured cannot be found: see `Lambda`.
///
///     struct Perceptron: Layer {
///       let hidden: Linear
///       let output: Linear
///       func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x).relu()) }
///     }
///     // parameters: hidden.weight, hidden.bias, output.weight, output.bias
public protocol Module: ParameterSource {
  /// The modules, parameters and buffers that this one is made of, with their names; by default, those among its
  /// properties.
  var components: [Component] { get }
}

/// A named part of a module.
public struct Component {
  /// What a module can be made of.
  public enum Part {
    /// A tensor that training changes.
    case parameter(Parameter)
    /// A tensor that is saved with the parameters and that no optimizer changes.
    case buffer(Buffer)
    /// A module inside of this one; its parts' names begin with its name.
    case module(any Module)
    /// A generator of its own, as dropout has.
    case stream(RandomStream)
  }

  /// Its name in the module.
  public let name: String
  /// The part.
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
    return flattened().compactMap { component in
      guard case .parameter(let parameter) = component.part,
        seen.insert(ObjectIdentifier(parameter)).inserted
      else { return nil }
      return NamedParameter(name: component.name, parameter: parameter)
    }
  }

  /// Every buffer with its path, in the order of the properties; a shared buffer is listed once.
  public var namedBuffers: [NamedBuffer] {
    var seen: Set<ObjectIdentifier> = []
    return flattened().compactMap { component in
      guard case .buffer(let buffer) = component.part, seen.insert(ObjectIdentifier(buffer)).inserted
      else { return nil }
      return NamedBuffer(name: component.name, buffer: buffer)
    }
  }

  /// Every parameter, in the order of the properties.
  public var parameters: [Parameter] { namedParameters.map(\.parameter) }

  /// The number of learned weights.
  public var parameterCount: Int {
    parameters.lazy.filter { !$0.isFrozen }.map(\.elementCount).reduce(0, +)
  }

  /// Sets all gradients to nil. An optimizer's step does so too.
  public func zeroGradients() {
    for parameter in parameters { parameter.gradient = nil }
  }

  /// The parameters and buffers of this module and those inside, with paths from here.
  func flattened() -> [Component] {
    ModuleWalk.$current.withValue(ModuleWalk()) { flattened("") }
  }

  fileprivate func flattened(_ path: String) -> [Component] {
    if type(of: self) is AnyClass, ModuleWalk.current?.enters(self as AnyObject) == false { return [] }
    return components.flatMap { component -> [Component] in
      let name = path + component.name
      if case .module(let module) = component.part { return module.flattened(name + ".") }
      return [Component(name: name, part: component.part)]
    }
  }
}

/// A walk through a module and all that it is made of. Objects may refer to each other, so each is entered once.
final class ModuleWalk: @unchecked Sendable {
  /// The calling task's walk, if there is one.
  @TaskLocal static var current: ModuleWalk?
  private var seen: Set<ObjectIdentifier> = []

  /// Whether this object is met for the first time.
  func enters(_ object: AnyObject) -> Bool { seen.insert(ObjectIdentifier(object)).inserted }
}
