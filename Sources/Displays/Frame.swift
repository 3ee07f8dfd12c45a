/// One of several pictures that are shown one at a time: a moment, a step, a variant.
public struct Frame: Hashable, Sendable {
  /// What distinguishes it from the others: "epoch 10", the sentence of a step, the value of a variant.
  public var label: String
  /// What it shows, from top to bottom.
  public var content: [Display]

  public init(label: String, content: [Display]) {
    self.label = label
    self.content = content
  }

  public init(label: String, figure: Figure) {
    self.init(label: label, content: [.figure(figure)])
  }
}
