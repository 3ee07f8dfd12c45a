import Displays

/// Shows one figure at successive moments, for the reader to scrub through.
///
///     frames(over: epochs.map { ("epoch \($0.number)", $0.figure) })
public func frames(over moments: [(String, Figure)]) {
  Messages.display(.frames(moments.map { Frame(label: $0.0, figure: $0.1) }))
}
