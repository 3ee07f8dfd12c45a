/// What may be between the braces of a ``Chart``.
public protocol ChartContent {
  /// The marks that it adds to the chart, the first ones at the bottom.
  var marks: [Mark] { get }
}

/// Any number of marks, as the modifiers return them.
public struct MarkGroup: ChartContent, Sendable, Hashable {
  public var marks: [Mark]
}

/// The same marks for each element of a collection.
///
///     ForEach(runs) { run in LineMark(x: .value("step", run.steps), y: .value("loss", run.losses)) }
public struct ForEach: ChartContent, Sendable, Hashable {
  public var marks: [Mark]

  /// The marks that `content` makes of each element.
  public init<Data: Sequence>(_ data: Data, @ChartContentBuilder content: (Data.Element) -> [Mark]) {
    marks = data.flatMap { content($0) }
  }

  /// As in SwiftUI; elements need no identity here, so `id` is only accepted.
  public init<Data: Sequence, ID: Hashable>(
    _ data: Data, id: KeyPath<Data.Element, ID>, @ChartContentBuilder content: (Data.Element) -> [Mark]
  ) {
    marks = data.flatMap { content($0) }
  }
}

/// Collects the marks between a chart's braces: statements, `if`, `switch` and `for`.
@resultBuilder
public enum ChartContentBuilder {
  public static func buildExpression(_ content: some ChartContent) -> [Mark] { content.marks }
  public static func buildBlock(_ parts: [Mark]...) -> [Mark] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Mark]?) -> [Mark] { part ?? [] }
  public static func buildEither(first part: [Mark]) -> [Mark] { part }
  public static func buildEither(second part: [Mark]) -> [Mark] { part }
  public static func buildArray(_ parts: [[Mark]]) -> [Mark] { parts.flatMap { $0 } }
  public static func buildLimitedAvailability(_ part: [Mark]) -> [Mark] { part }
}
