/// Names that differ from the properties' own.
///
/// Layers that exist in PyTorch list their parts under PyTorch's names (`weight_ih_l0`, `self_attn.in_proj_weight`), so
/// that a state dictionary fits unchanged; properties are named in plain words.
extension Component {
  package init(_ name: String, _ parameter: Parameter) {
    self.init(name: name, part: .parameter(parameter))
  }

  package init(_ name: String, _ module: any Module) {
    self.init(name: name, part: .module(module))
  }

  /// The part, or nil if there is none.
  package init?(_ name: String, _ parameter: Parameter?) {
    guard let parameter else { return nil }
    self.init(name, parameter)
  }
}
