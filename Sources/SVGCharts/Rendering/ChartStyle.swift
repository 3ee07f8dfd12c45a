/// Sizes that all charts share, in the drawing's units.
package enum ChartStyle {
  static let tick = TextStyle(size: 12, color: ChartColor.muted.css)
  static let axis = TextStyle(size: 12, color: ChartColor.muted.css)
  package static let title = TextStyle(size: 15.5, color: ChartColor.ink.css, isBold: true)
  static let subtitle = TextStyle(size: 13, color: ChartColor.muted.css)
  static let legend = TextStyle(size: 12.5, color: ChartColor.ink.css)
  static let annotation = TextStyle(size: 12, color: ChartColor.ink.css)
  /// The notes under a chart's axes.
  static let note = TextStyle(size: 11.5, color: ChartColor.muted.css)
  static let panelTitle = TextStyle(size: 13, color: ChartColor.ink.css, isBold: true)
  /// No label is smaller.
  static let smallest = 9.0
  static let lineWidth = 2.0
  static let pointSize = 7.0
  /// Space at the drawing's edges.
  package static let margin = 4.0

  static func title(of scene: Scene) -> TextStyle { scene.isPanel ? panelTitle : title }
}
