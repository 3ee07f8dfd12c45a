import Notebooks
import Testing

/// A great many messages of one kind are told in a few.
@Suite struct DigestTests {
  private func errors(_ count: Int, _ message: (Int) -> String) -> [Diagnostic] {
    (1...count).map {
      Diagnostic(.error, file: "n.md", at: SourceLocation(line: $0, column: 1), message($0))
    }
  }

  @Test func `quoted words and numbers make no other kind`() {
    let found = errors(30) { "nothing has the id 'fig-\($0)'; line \($0) can't have it" }.digest
    #expect(found.count == 11)
    #expect(found.last?.message == "20 more errors like this from here to line 30")
    #expect(found.last?.location.line == 11)
  }

  @Test func `what is told in as many lines anyway is told`() {
    #expect(errors(11) { "wrong '\($0)'" }.digest.count == 11)
    #expect(errors(12) { "wrong '\($0)'" }.digest.count == 11)
  }

  @Test func `another kind, severity or file is not hidden, and notes go with their messages`() {
    let note = Diagnostic(.note, file: "n.md", at: SourceLocation(line: 1, column: 1), "here")
    let other = Diagnostic(.error, file: "n.md", at: SourceLocation(line: 99, column: 1), "another")
    let found = (errors(40) { "wrong '\($0)'" }.flatMap { [$0, note] } + [other]).digest
    #expect(found.count == 22)
    #expect(found.last == other && found[20].message == "30 more errors like this from here to line 40")
  }

  @Test func `errors are told with their notes, and without the notes of warnings`() {
    let place = SourceLocation(line: 1, column: 1)
    let severities: [Diagnostic.Severity] = [.note, .error, .note, .note, .warning, .note, .error]
    let all = severities.enumerated().map { Diagnostic($0.element, file: "n.md", at: place, "\($0.offset)") }
    #expect(all.errors.map(\.message) == ["1", "2", "3", "6"])
  }

  @Test func `messages without quotation marks are bounded too`() {
    let words = ["alpha", "beta", "gamma", "delta", "kappa", "sigma", "omega", "theta", "iota", "zeta"]
    let found = errors(1000) { "no \(words[$0 % 10]) \(words[$0 / 10 % 10]) \(words[$0 / 100 % 10])" }.digest
    #expect(found.count < 600)
  }
}
