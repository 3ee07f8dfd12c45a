/// Puts bars and areas that share a position on top of each other, or side by side.
enum Stacking {
  /// What is stacked on the same base: marks of one kind at one position, the negative ones downwards.
  private struct Stack: Hashable {
    var kind: ObjectIdentifier
    var at: PlottedValue
    var slot: Int
    var isNegative: Bool
  }

  static func applied(to series: [Series]) -> [Series] {
    var series = series
    putSideBySide(&series)
    stack(&series)
    return series
  }

  /// Gives bars with a ``MarkEncoding/position`` their slots, in the order in which the positions occur.
  private static func putSideBySide(_ series: inout [Series]) {
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

  /// Each mark begins where the one before it in its stack ends.
  private static func stack(_ series: inout [Series]) {
    let members = series.indices.filter { series[$0].mark.stacking != .unstacked }
    var totals: [Stack: Double] = [:]
    for index in members where series[index].mark.stacking == .normalized {
      for datum in series[index].data {
        if let (stack, value) = entry(of: datum, in: series[index], isHorizontal: series[index].isHorizontal)
        {
          totals[stack, default: 0] += value
        }
      }
    }
    var heights: [Stack: Double] = [:]
    for index in members {
      let isHorizontal = series[index].isHorizontal
      for number in series[index].data.indices {
        guard
          let (stack, value) = entry(
            of: series[index].data[number], in: series[index], isHorizontal: isHorizontal)
        else { continue }
        let total = series[index].mark.stacking == .normalized ? abs(totals[stack] ?? 1) : 1
        let start = heights[stack] ?? 0
        let end = start + value / (total == 0 ? 1 : total)
        heights[stack] = end
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

  private static func entry(
    of datum: Datum, in series: Series, isHorizontal: Bool
  ) -> (Stack, Double)? {
    guard let at = isHorizontal ? datum.y : datum.x,
      let value = (isHorizontal ? datum.x : datum.y)?.number, value.isFinite
    else { return nil }
    let kind = ObjectIdentifier(type(of: series.mark))
    return (Stack(kind: kind, at: at, slot: datum.slot, isNegative: value < 0), value)
  }
}
