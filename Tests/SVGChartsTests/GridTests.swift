import SVGCharts
import TestSupport
import Testing

/// Grids of charts, and the names and letters of cells, however narrow they are.
@Suite struct GridTests {
  private static func picture(side: Int) -> Chart {
    let numbers = (0..<side).map { $0 }
    return Chart {
      HeatMap(
        x: .value("x", numbers), y: .value("y", numbers), label: "ink",
        values: numbers.map { row in numbers.map { Double(($0 + row) % 3) } })
    }
    .chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden).chartPlotAspectRatio(1)
  }

  @Test(arguments: [200.0, 350, 390, 680, 1100])
  func `no panel of a grid leaves its cell`(width: Double) {
    for count in [1, 5, 12] {
      for columns in [1, 3, 4, 6, 8] {
        for titles in [[], ["3 as 9"], ["a name that takes more than one line of its panel"]] {
          let panels = (0..<count).map { _ in
            let panel = Self.picture(side: 4)
            return titles.first.map { panel.chartTitle($0) } ?? panel
          }
          let boxes = ChartGrid(panels, columns: columns).panelBoxes(width: width)
          let frame = Box(x: 0, y: 0, width: width, height: .infinity)
          let message = "\(count) in \(columns) columns of \(width)"
          #expect(boxes.count == count && boxes.allSatisfy { frame.contains($0) }, "\(message)")
          for (index, box) in boxes.enumerated() {
            #expect(!boxes[(index + 1)...].contains(where: box.intersects), "\(message): panel \(index)")
          }
        }
      }
    }
  }

  @Test func `in a grid, lines that a legend names have patterns as well as colours`() throws {
    func chart(restless: Bool = false) -> Chart {
      let steps = Array(0..<(restless ? 300 : 20))
      return Chart {
        for (number, name) in ["one", "two", "three"].enumerated() {
          LineMark(x: .value("step", steps), y: .value("loss", steps.map { Double($0 % 7 + number) }))
            .foregroundStyle(by: .value("network", name))
        }
      }
    }
    func patterns(_ svg: String) -> Set<String> {
      Set(svg.matches(of: /stroke-dasharray="([^"]+)"/).map { String($0.1) })
    }
    let grid = ChartGrid([chart(), chart()], columns: 2).svg(width: 680)
    #expect(patterns(grid) == ["6 4", "1.5 3.5"])
    // Two of three lines in each panel, and in the legend.
    #expect(grid.matches(of: /stroke-dasharray/).count == 6)
    #expect(patterns(chart().svg(width: 680)).isEmpty)
    #expect(
      patterns(ChartGrid([chart(restless: true), chart(restless: true)], columns: 2).svg(width: 680)).isEmpty)
  }

  @Test(arguments: [350.0, 680])
  func `the cells of a panel end where the panel does`(width: Double) throws {
    let grid = ChartGrid((0..<12).map { _ in Self.picture(side: 12).chartTitle("3 as 9") }, columns: 4)
    let cell = (width - 3 * 14) / 4
    let ends = try grid.svg(width: width).matches(of: /M([\d.]+)[ ,][\d.]+h([\d.]+)/).map { match in
      let (start, length) = (try #require(Double(match.1)), try #require(Double(match.2)))
      return start + length
    }
    #expect(ends.count > 12 && ends.allSatisfy { $0 <= cell }, "\(ends.max() ?? 0) of \(cell)")
  }

  @Test func `letters in narrow cells are smaller, and none is left out`() {
    let line = Array("immemorial minimum mm iiii ww ").map { $0 == " " ? "·" : "\($0)" }
    let letters = line + line
    let places = letters.indices
    let chart = Chart {
      RectangleMark(
        x: .value("letter", places.map { $0 % 30 }), y: .value("line", places.map { -($0 / 30) })
      )
      .foregroundStyle(by: .value("cell", places.map { Double($0) }))
      .annotations(letters, position: .overlay)
    }
    .chartXAxis(.hidden).chartYAxis(.hidden).chartLegend(.hidden)
    let texts = chart.textBoxes(width: 350).texts
    #expect(texts.map(\.text) == letters)
    #expect(Set(texts.map { ($0.box.height * 100).rounded() }).count == 1, "all have the same size")
    // where even the smallest size has no room, the narrow letters don't stay alone
    #expect(chart.textBoxes(width: 200).texts.isEmpty)
  }

  @Test(arguments: [200.0, 350, 680])
  func `categories that are numbers have a true minus, and some of them stand for all`(width: Double) {
    let shifts = (-9...9).map { "\($0)" }
    let map = Chart {
      HeatMap(
        x: .value("right", shifts), y: .value("down", shifts),
        values: shifts.map { _ in shifts.map { _ in 0.5 } })
    }
    let texts = map.textBoxes(width: width).texts
    #expect(texts.contains { $0.text.hasPrefix("−") } && !texts.contains { $0.text.hasPrefix("-") })
    #expect(texts.allSatisfy { $0.angle == 0 }, "names to count on from are left out, not sloped")
    let lines = Chart {
      for name in ["-1", "x-1", "1"] {
        LineMark(x: .value("x", [0, 1, 2]), y: .value("y", [0, 1, 0]))
          .foregroundStyle(by: .value("shift", name))
      }
    }
    let names = lines.textBoxes(width: width).texts.map(\.text)
    #expect(names.contains("x-1") && names.contains("−1") && !names.contains("-1"))
  }

  @Test(arguments: [350.0, 680])
  func `a word along an axis keeps all of its letters`(width: Double) {
    let (source, target) = (Array("the 21st of September 1987"), Array("1987-09-21"))
    let map = Chart {
      HeatMap(
        x: .value("attends to", source.map { "\($0)" }), y: .value("writes", target.map { "\($0)" }),
        label: "weight", values: target.map { _ in source.map { _ in 0.5 } })
    }
    let texts = map.textBoxes(width: width).texts
    for letter in Set(source + target) where letter != " " {
      let expected = (source + target).count { $0 == letter }
      #expect(texts.count { $0.text == "\(letter)" } >= expected, "\(letter) at \(width)")
    }
    #expect(
      texts.allSatisfy { $0.angle == 0 } && misplaced((texts, map.textBoxes(width: width).frame)).isEmpty)
  }
}
