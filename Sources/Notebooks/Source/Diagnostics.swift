/// Collects the errors and warnings in a file while it is read.
final class Diagnostics {
  let file: String
  /// The files whose lines may have mistakes as well.
  var included = IncludedFiles()
  private(set) var list: [Diagnostic] = []

  init(file: String) { self.file = file }

  /// Another place in the text, for a message: `line 3`, with its file where that isn't the message's own.
  func line(of place: SourceLocation, seenFrom own: SourceLocation) -> String {
    included.line(of: place, seenFrom: own, in: file)
  }

  /// - Parameter stopsProgram: whether the cells can't run until it is fixed.
  func error(_ message: String, at location: SourceLocation, stopsProgram: Bool = true) {
    var diagnostic = Diagnostic(.error, file: file, at: location, message)
    diagnostic.stopsProgram = stopsProgram
    list.append(diagnostic)
  }

  func warning(_ message: String, at location: SourceLocation) {
    list.append(Diagnostic(.warning, file: file, at: location, message))
  }

  /// The given diagnostics and those collected here, in the order of the text.
  static func merged(_ known: [Diagnostic], _ found: Diagnostics) -> [Diagnostic] {
    let all = Diagnostics(file: found.file)
    all.included = found.included
    all.list = known + found.list
    return all.sorted
  }

  /// Each diagnostic once, in the order of the text.
  var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    let unique = list.filter { seen.insert($0).inserted }
    return unique.enumerated()
      .sorted { a, b in
        let (here, there) = (a.element.location, b.element.location)
        return here == there ? a.offset < b.offset : included.precedes(here, there)
      }
      .map(\.element)
  }
}
