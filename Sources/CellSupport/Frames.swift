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
///
/// - Parameter first: The step with which the page begins, where a later one shows more than the first. A negative number
///   counts from the end: −1 is the last.
public func steps(_ steps: [(String, some Displayable)], openingAt first: Int = 0) {
  Messages.display(.steps(opening(first, sharingScales(steps.map { ($0.0, $0.1) }, axes: false), "steps")))
}

/// Walks through an algorithm whose steps show different kinds of things.
public func steps(_ steps: [(String, any Displayable)], openingAt first: Int = 0) {
  Messages.display(.steps(opening(first, sharingScales(steps.map { ($0.0, $0.1) }, axes: false), "steps")))
}

/// Lets the reader choose between variants that differ in one thing.
///
///     sweep("learning rate", [0.01, 0.1, 1].map { ("\($0)", curve(learningRate: $0)) })
///
/// The page begins with the first variant, or the one that is given; −1 is the last. Charts have the same colours in all variants, and axes of their own. Without a
/// script, and in print, all variants are side by side.
public func sweep(_ name: String, _ variants: [(String, some Displayable)], openingAt first: Int = 0) {
  let frames = sharingScales(variants.map { ($0.0, $0.1) }, axes: false)
  Messages.display(.sweep(name, opening(first, frames, "sweep")))
}

/// Lets the reader choose between variants that show different kinds of things.
public func sweep(_ name: String, _ variants: [(String, any Displayable)], openingAt first: Int = 0) {
  let frames = sharingScales(variants.map { ($0.0, $0.1) }, axes: false)
  Messages.display(.sweep(name, opening(first, frames, "sweep")))
}

/// The frames, of which the page shows one at the start.
private func opening(_ first: Int, _ frames: [Frame], _ name: String) -> [Frame] {
  var frames = frames
  guard first != 0 else { return frames }
  let index = first < 0 ? frames.count + first : first
  precondition(
    frames.indices.contains(index), "\(name) expects to open at one of its \(frames.count) but got \(first)")
  frames[index].opens = true
  return frames
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
