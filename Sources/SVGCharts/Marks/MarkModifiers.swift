extension ChartContent {
  /// Draws in one colour.
  public func foregroundStyle(_ color: ChartColor) -> MarkGroup {
    changed { $0.encoding.color = .fixed(color) }
  }

  /// Lets a value decide the colour: categories get one each, numbers a place on a ramp.
  public func foregroundStyle(by value: PlottableValue) -> MarkGroup {
    changed { $0.encoding.color = .by(value) }
  }

  /// Draws points with one shape.
  public func symbol(_ symbol: ChartSymbol) -> MarkGroup {
    changed { $0.encoding.symbol = .fixed(symbol) }
  }

  /// Lets a category decide the shape of points.
  public func symbol(by value: PlottableValue) -> MarkGroup {
    changed { $0.encoding.symbol = .by(value) }
  }

  /// Draws lines with one width and dash pattern.
  public func lineStyle(_ style: LineStyle) -> MarkGroup {
    changed { $0.encoding.lineStyle = .fixed(style) }
  }

  /// Lets a category decide between solid, dashed and dotted.
  public func lineStyle(by value: PlottableValue) -> MarkGroup {
    changed { $0.encoding.lineStyle = .by(value) }
  }

  /// From 0, invisible, to 1.
  public func opacity(_ opacity: Double) -> MarkGroup {
    precondition(
      opacity >= 0 && opacity <= 1, "opacity expects a number from 0 to 1 but got \(opacity)")
    return changed { $0.encoding.opacity = opacity }
  }

  /// Writes a text next to the mark; a mark with several data has it at the last one.
  public func annotation(
    position: MarkAnnotation.Position = .automatic, _ text: () -> String
  ) -> MarkGroup {
    let text = text()
    return changed { $0.encoding.annotation = MarkAnnotation(position: position, texts: [text]) }
  }

  /// Writes a text next to each datum of a mark made from arrays.
  ///
  /// - Precondition: as many texts as data.
  public func annotations(
    _ texts: [String], position: MarkAnnotation.Position = .automatic
  ) -> MarkGroup {
    changed { mark in
      precondition(
        mark.encoding.count == texts.count,
        "annotations expects a text for each of \(mark.encoding.count) data but got \(texts.count)")
      mark.encoding.annotation = MarkAnnotation(position: position, texts: texts)
    }
  }

  /// Names the points of a mark made from arrays: a page tells the name of a point at the pointer, at a tap and by the arrow
  /// keys, and the data table has all of them. The most telling ones can stand in the picture as well: see
  /// ``annotations(_:position:)``.
  ///
  /// - Parameter label: what the names are.
  /// - Precondition: as many names as data.
  public func names(_ names: [String], label: String = "name") -> MarkGroup {
    changed { mark in
      precondition(
        mark.encoding.count == names.count,
        "names expects a name for each of \(mark.encoding.count) data but got \(names.count)")
      mark.encoding.names = PlottableValue.value(label, names)
    }
  }

  /// The same marks with a change.
  func changed(_ change: (inout any ChartMark) -> Void) -> MarkGroup {
    MarkGroup(
      marks: marks.map { mark in
        var mark = mark
        change(&mark.content)
        return mark
      })
  }

  /// The same marks with a change to those of one kind.
  func changed<Kind: ChartMark>(_ kind: Kind.Type, _ change: (inout Kind) -> Void) -> MarkGroup {
    changed { mark in
      guard var found = mark as? Kind else { return }
      change(&found)
      mark = found
    }
  }
}
