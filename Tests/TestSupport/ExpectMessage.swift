public import Testing

/// Expects that a trap reported what was wrong: standard error contains the message.
///
///     expectMessage(
///       "Linear expects […, 3] but got [4, 5]",
///       await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { … })
public func expectMessage(
  _ message: String, _ result: ExitTest.Result?, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let result else { return }
  let said = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(said.contains(message), "it said: \(said.prefix(500))", sourceLocation: sourceLocation)
}
