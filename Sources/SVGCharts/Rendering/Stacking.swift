/// Puts bars and areas that share a place on top of each other, or side by side.
enum Stacking {
  private struct Place: Hashable {
    var kind: ObjectIdentifier
    var at: PlottedValue
    var slot: Int
    var isNegative: Bool
  }

  static func applied(to series: [Series]) -> [Series] {
    var series = series
    placeSideBySide(&series)
    stack(&series)
    return series
  }

  /// Gives bars with a ``MarkEncoding/position`` their slots, in the order in which the positions occur.
  private static func placeSideBySide(_ series: inout [Series]) {
    var positions: [PlottedValue] = []
    for case let name? in series.map(\.positionName) where !positions.contains(name) {
      positions.append(name)
    }
    guard positions.count > 1 else { return }
    for index in series.indices {
      guard let slot = series[index].positionName.flatMap({ positions.firstIndex(of: $0) }) else { continue }
      for number in series[index].data.indices {
        series[index].data[number].slot = slot
        series[index].data[number].slots = positions.count
      }
    }
  }

  /// Marks of one kind that share a place begin where the one before ends.
  private static func stack(_ series: inout [Series]) {
    let members = series.indices.filter { series[$0].mark.stacking != .unstacked }
    var totals: [Place: Double] = [:]
    for index in members where series[index].mark.stacking == .normalized {
      for datum in series[index].data {
        if let (place, value) = place(of: datum, in: series[index], isHorizontal: series[index].isHorizontal)
        {
          totals[place, default: 0] += value
        }
      }
    }
    var heights: [Place: Double] = [:]
    for index in members {
      let isHorizontal = series[index].isHorizontal
      for number in series[index].data.indices {
        guard
          let (place, value) = place(
            of: series[index].data[number], in: series[index], isHorizontal: isHorizontal)
        else { continue }
        let total = series[index].mark.stacking == .normalized ? abs(totals[place] ?? 1) : 1
        let start = heights[place] ?? 0
        let end = start + value / (total == 0 ? 1 : total)
        heights[place] = end
        if isHorizontal {
          series[index].data[number].x = .number(start)
          series[index].data[number].xEnd = .number(end)
        } else {
          series[index].data[number].y = .number(start)
          series[index].data[number].yEnd = .number(end)
        }
      }
    }
  }

  private static func place(
    of datum: Datum, in series: Series, isHorizontal: Bool
  ) -> (Place, Double)? {
    guard let at = isHorizontal ? datum.y : datum.x,
      let value = (isHorizontal ? datum.x : datum.y)?.number, value.isFinite
    else { return nil }
    let kind = ObjectIdentifier(type(of: series.mark))
    return (Place(kind: kind, at: at, slot: datum.slot, isNegative: value < 0), value)
  }
}
