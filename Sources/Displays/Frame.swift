/// One of several pictures that are shown one at a time: a moment, a step, a variant.
public struct Frame: Hashable, Sendable {
  /// What distinguishes it from the others: "epoch 10", the sentence of a step, the value of a variant.
  public var label: String
  /// What it shows, from top to bottom.
  public var content: [Display]
  /// Whether a page with scripts begins with it, instead of the usual one.
  public var opens: Bool

  public init(label: String, content: [Display], opens: Bool = false) {
    self.label = label
    self.content = content
    self.opens = opens
  }

  public init(label: String, figure: Figure) {
    self.init(label: label, content: [.figure(figure)])
  }
}
