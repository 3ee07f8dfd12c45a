/// What an optimizer can learn: a module, a parameter, a group of parameters, or a list of such.
public protocol ParameterSource {
  /// The parameters, in the order in which an optimizer visits them.
  var parameters: [Parameter] { get }

  /// The groups that have settings of their own; none, unless the source is a list of groups.
  var parameterGroups: [ParameterGroup] { get }
}

extension ParameterSource {
  public var parameterGroups: [ParameterGroup] { [] }
}

extension Parameter: ParameterSource {
  /// The parameter itself.
  public var parameters: [Parameter] { [self] }
}

extension Array: ParameterSource where Element: ParameterSource {
  public var parameters: [Parameter] { flatMap(\.parameters) }

  public var parameterGroups: [ParameterGroup] { flatMap(\.parameterGroups) }
}
