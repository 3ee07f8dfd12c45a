/// A number at each point of a grid over a rectangle of the plane.
public struct Field: Sendable, Hashable {
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  public var columns: Int
  public var rows: Int
  /// Row by row, the first at the lower end of `y`; the grid's outermost points lie on the rectangle's border.
  public var values: [Double]
  /// Where the values are classes (0, 1, …), their names; empty where they are magnitudes.
  public var classes: [String]
  /// The name of what the field holds.
  public var label: String
  /// Where the colour changes; empty for evenly spaced steps.
  public var levels: [Double]
  /// Whether lines are drawn between the steps.
  public var hasLines: Bool

  func contribute(to extent: inout Extent, _ scale: inout ColorScale) {
    if scale.label.isEmpty { scale.label = label }
    guard classes.isEmpty else {
      for name in classes where scale.color(of: .category(name)) == nil {
        scale.categories.append((.category(name), .series(scale.categories.count)))
      }
      return
    }
    for value in values { extent.include(value) }
  }
}
