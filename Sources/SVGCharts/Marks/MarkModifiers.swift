extension ChartContent {
  /// Draws in one colour.
  public func foregroundStyle(_ color: ChartColor) -> MarkGroup {
    changed { $0.color = .fixed(color) }
  }

  /// Lets a value decide the colour: categories get one each, numbers a place on a ramp.
  public func foregroundStyle(by value: PlottableValue) -> MarkGroup {
    changed { $0.color = .by(value) }
  }

  public func symbol(_ symbol: ChartSymbol) -> MarkGroup {
    changed { $0.symbol = .fixed(symbol) }
  }

  /// Lets a category decide the shape of points.
  public func symbol(by value: PlottableValue) -> MarkGroup {
    changed { $0.symbol = .by(value) }
  }

  /// The diameter of points, in the drawing's units (680 to a column).
  public func symbolSize(_ diameter: Double) -> MarkGroup {
    changed { $0.symbolSize = diameter }
  }

  public func lineStyle(_ style: LineStyle) -> MarkGroup {
    changed { $0.lineStyle = .fixed(style) }
  }

  /// Lets a category decide between solid, dashed and dotted.
  public func lineStyle(by value: PlottableValue) -> MarkGroup {
    changed { $0.lineStyle = .by(value) }
  }

  /// From 0, invisible, to 1.
  public func opacity(_ opacity: Double) -> MarkGroup {
    precondition(
      opacity >= 0 && opacity <= 1, "opacity expects a number from 0 to 1 but got \(opacity)")
    return changed { $0.opacity = opacity }
  }

  public func interpolationMethod(_ method: InterpolationMethod) -> MarkGroup {
    changed { $0.interpolation = method }
  }

  /// Rounds the corners of bars and cells.
  public func cornerRadius(_ radius: Double) -> MarkGroup {
    changed { $0.cornerRadius = radius }
  }

  /// Places bars of one category side by side instead of on top of each other.
  public func position(by value: PlottableValue) -> MarkGroup {
    changed { $0.position = value }
  }

  /// Writes a text beside the mark; a mark of several data has it at the last one.
  public func annotation(
    position: MarkAnnotation.Position = .automatic, _ text: () -> String
  ) -> MarkGroup {
    let text = text()
    return changed { $0.annotation = MarkAnnotation(position: position, texts: [text]) }
  }

  /// Writes a text beside each datum of a mark made from arrays.
  ///
  /// - Precondition: as many texts as data.
  public func annotations(
    _ texts: [String], position: MarkAnnotation.Position = .automatic
  ) -> MarkGroup {
    changed { mark in
      precondition(
        mark.count == texts.count,
        "annotations expects a text for each of \(mark.count) data but got \(texts.count)")
      mark.annotation = MarkAnnotation(position: position, texts: texts)
    }
  }

  private func changed(_ change: (inout Mark) -> Void) -> MarkGroup {
    MarkGroup(
      marks: marks.map { mark in
        var mark = mark
        change(&mark)
        return mark
      })
  }
}
