/// What an optimizer can learn: a module, or a list of parameters.
public protocol ParameterSource {
  /// The parameters, in the order in which an optimizer visits them.
  var parameters: [Parameter] { get }
}

extension Array: ParameterSource where Element == Parameter {
  public var parameters: [Parameter] { self }
}
