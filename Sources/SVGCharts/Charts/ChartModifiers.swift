extension Chart {
  /// A line above the chart that says what it shows.
  public func chartTitle(_ title: String, subtitle: String? = nil) -> Chart {
    changed {
      $0.title = title
      $0.subtitle = subtitle
    }
  }

  /// Names the x axis; without it the axis has the name of the marks' values.
  public func chartXAxisLabel(_ label: String) -> Chart { changed { $0.x.label = label } }

  /// Names the y axis.
  public func chartYAxisLabel(_ label: String) -> Chart { changed { $0.y.label = label } }

  /// Fixes the x axis's domain; marks outside are cut at its ends.
  public func chartXScale(domain: ClosedRange<Double>? = nil, type: ScaleType? = nil) -> Chart {
    changed { $0.x.set(domain: domain, type: type) }
  }

  /// Fixes the y axis's domain.
  public func chartYScale(domain: ClosedRange<Double>? = nil, type: ScaleType? = nil) -> Chart {
    changed { $0.y.set(domain: domain, type: type) }
  }

  /// Fixes the x axis's categories and their order.
  public func chartXScale(domain categories: [String]) -> Chart {
    changed { $0.x.categories = categories }
  }

  /// Fixes the y axis's categories and their order, the first on top.
  public func chartYScale(domain categories: [String]) -> Chart {
    changed { $0.y.categories = categories }
  }

  /// Shows or hides the x axis.
  public func chartXAxis(_ visibility: ChartVisibility) -> Chart {
    changed { $0.x.isHidden = visibility == .hidden }
  }

  /// Shows or hides the y axis.
  public func chartYAxis(_ visibility: ChartVisibility) -> Chart {
    changed { $0.y.isHidden = visibility == .hidden }
  }

  /// Marks these places on the x axis instead of round ones.
  public func chartXAxis(values: [Double]) -> Chart { changed { $0.x.ticks = values } }

  /// Marks these places on the y axis instead of round ones.
  public func chartYAxis(values: [Double]) -> Chart { changed { $0.y.ticks = values } }

  /// Gives categories their colours, in the legend's order.
  public func chartForegroundStyleScale(_ colors: KeyValuePairs<String, ChartColor>) -> Chart {
    changed { $0.categoryColors = colors.map { (name: $0.key, color: $0.value) } }
  }

  /// Fixes the categories' order, and so which of the palette's colours each gets.
  public func chartForegroundStyleScale(domain categories: [String]) -> Chart {
    changed { $0.categoryColors = categories.enumerated().map { (name: $1, color: .series($0)) } }
  }

  /// Chooses the ramp for numbers, and the numbers at its ends.
  public func chartForegroundStyleScale(
    _ ramp: ChartConfiguration.Ramp, domain: ClosedRange<Double>? = nil
  ) -> Chart {
    changed {
      $0.ramp = ramp
      $0.rampDomain = domain
    }
  }

  /// Shows or hides the legend; by default names at the lines' ends replace it where they fit.
  public func chartLegend(_ legend: ChartConfiguration.Legend) -> Chart { changed { $0.legend = legend } }

  /// Fixes the plot's width over its height: 1 makes it square.
  public func chartPlotAspectRatio(_ ratio: Double) -> Chart {
    precondition(
      ratio > 0 && ratio.isFinite, "chartPlotAspectRatio expects a positive number but got \(ratio)")
    return changed { $0.plotAspectRatio = ratio }
  }

  /// Describes the chart in the author's words, instead of the sentence made from the data.
  public func accessibilityLabel(_ text: String) -> Chart { changed { $0.alternative = text } }

  private func changed(_ change: (inout ChartConfiguration) -> Void) -> Chart {
    var chart = self
    change(&chart.configuration)
    return chart
  }
}

/// Whether an axis is drawn.
public enum ChartVisibility: Sendable, Hashable {
  /// The axis has its line, ticks and labels.
  case visible
  /// The axis takes no room; values keep their places.
  case hidden
}

extension ChartConfiguration.Axis {
  mutating func set(domain: ClosedRange<Double>?, type: ScaleType?) {
    if let domain { self.domain = domain }
    if let type { self.type = type }
  }
}
