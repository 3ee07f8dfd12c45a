import Displays

/// Shows one thing at successive moments, for the reader to scrub through.
///
///     frames(over: snapshots.map { ("epoch \($0.epoch)", $0.chart) })
///
/// Charts, diagrams, tables and tensors can be shown. Charts have the same colours and axes at all moments, except where
/// a domain is set. Without a script, and in print, up to six moments from the first to the last are side by side.
public func frames(over moments: [(String, some Displayable)]) {
  Messages.display(.frames(sharingScales(moments.map { ($0.0, $0.1) }, axes: true)))
}

/// Shows different things at successive moments, for the reader to scrub through.
public func frames(over moments: [(String, any Displayable)]) {
  Messages.display(.frames(sharingScales(moments.map { ($0.0, $0.1) }, axes: true)))
}

/// Walks through an algorithm: each step is a sentence and what it shows.
///
///     steps([
///       ("Take the largest score, $s = 3$.", chart),
///       ("Divide by the sum.", Table(columns: ["word", "weight"], rows: rows)),
///     ])
///
/// The sentences are Markdown within one paragraph: `code`, *emphasis* and `$maths$`. Without a script, and in
/// print, all steps are below each other.
public func steps(_ steps: [(String, some Displayable)]) {
  Messages.display(.steps(sharingScales(steps.map { ($0.0, $0.1) }, axes: false)))
}

/// Walks through an algorithm whose steps show different kinds of things.
public func steps(_ steps: [(String, any Displayable)]) {
  Messages.display(.steps(sharingScales(steps.map { ($0.0, $0.1) }, axes: false)))
}

/// Lets the reader choose between variants that differ in one thing.
///
///     sweep("learning rate", [0.01, 0.1, 1].map { ("\($0)", curve(learningRate: $0)) })
///
/// The page begins with the first variant. Charts have the same colours in all variants, and axes of their own. Without a
/// script, and in print, all variants are side by side.
public func sweep(_ name: String, _ variants: [(String, some Displayable)]) {
  Messages.display(.sweep(name, sharingScales(variants.map { ($0.0, $0.1) }, axes: false)))
}

/// Lets the reader choose between variants that show different kinds of things.
public func sweep(_ name: String, _ variants: [(String, any Displayable)]) {
  Messages.display(.sweep(name, sharingScales(variants.map { ($0.0, $0.1) }, axes: false)))
}

/// Things side by side, or below each other on a narrow page. It can be a cell's last line, or part of `show` or a step.
///
///     beside(graph, table)
public func beside<each Part: Displayable>(_ parts: repeat each Part) -> SideBySide {
  var row = SideBySide(parts: [])
  repeat row.parts.append(each parts)
  return row
}

/// Things side by side.
public struct SideBySide: Displayable {
  var parts: [any Displayable]

  public var displays: [Display] { [.row(parts.flatMap(\.displays))] }
}
