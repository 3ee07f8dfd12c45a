extension Chart {
  /// One or two sentences that say what the chart shows, made from its data unless the author wrote them.
  public var alternative: String {
    configuration.alternative ?? (configuration.title ?? "Chart")
  }
}
