import Notebooks

/// Mistakes that a command comes upon several times, such as those of a book's packages, or of a file that several chapters
/// include: they are said once.
struct SharedMistakes {
  private var said: Set<String> = []

  /// Those that are new, with their places in included files.
  mutating func new(in found: [Diagnostic]) -> [Diagnostic] {
    var isNew = true
    return found.filter { diagnostic in
      // A note belongs to the message before it.
      if diagnostic.severity != .note { isNew = said.insert("\(diagnostic)").inserted }
      return isNew
    }
  }
}
