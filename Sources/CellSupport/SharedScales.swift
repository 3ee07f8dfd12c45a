import Displays
import SVGCharts

/// Frames whose charts share their scales with the charts at the same place in the other frames.
func sharingScales(_ moments: [(String, any Displayable)], axes: Bool) -> [Frame] {
  let contents = sharingScales(moments.map(\.1), axes: axes)
  return zip(moments, contents).map { Frame(label: $0.0, content: $1.displays) }
}

private func sharingScales(_ contents: [any Displayable], axes: Bool) -> [any Displayable] {
  let charts = contents.compactMap { $0 as? Chart }
  if charts.count == contents.count { return Chart.sharing(charts, axes: axes) }
  let grids = contents.compactMap { $0 as? ChartGrid }
  if grids.count == contents.count { return ChartGrid.sharing(grids, axes: axes) }
  let groups = contents.compactMap { ($0 as? any Group)?.members }
  guard groups.count == contents.count, let count = groups.first?.count,
    groups.allSatisfy({ $0.count == count })
  else { return contents }
  let places = (0..<count).map { place in sharingScales(groups.map { $0[place] }, axes: axes) }
  return zip(contents, contents.indices).map { content, index in
    (content as? any Group)?.with(places.map { $0[index] }) ?? content
  }
}

/// Something that shows several things in a fixed order.
private protocol Group: Displayable {
  var members: [any Displayable] { get }
  func with(_ members: [any Displayable]) -> any Displayable
}

extension SideBySide: Group {
  fileprivate var members: [any Displayable] { parts }

  fileprivate func with(_ members: [any Displayable]) -> any Displayable { SideBySide(parts: members) }
}

extension Array: Group where Element: Displayable {
  fileprivate var members: [any Displayable] { map { $0 } }

  fileprivate func with(_ members: [any Displayable]) -> any Displayable { Column(parts: members) }
}

/// An array's elements, from top to bottom.
private struct Column: Displayable {
  var parts: [any Displayable]

  var displays: [Display] { parts.flatMap(\.displays) }
}
