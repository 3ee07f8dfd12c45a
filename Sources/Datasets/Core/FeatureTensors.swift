public import Tensors

extension Dataset {
  /// The samples as one tensor: `[count] + sampleShape`.
  public var features: Tensor { Tensor(values, shape: Shape([count] + sampleShape)) }
}

extension Dataset where Target == Float {
  /// The targets as a tensor of one column, `[count, 1]`: what a network with one output is compared with.
  public var targetColumn: Tensor { Tensor(targets, shape: [count, 1]) }
}
