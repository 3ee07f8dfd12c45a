import Notebooks

/// Mistakes of which several chapters know, such as those of their book's packages: they are said once.
struct SharedMistakes {
  private var said: Set<String> = []

  /// The mistakes in the notebook's own text, and the others that are new.
  mutating func new(in found: [Diagnostic], of notebook: Notebook) -> [Diagnostic] {
    let own = Set([notebook.file] + notebook.included.files.map(\.name))
    return found.filter { own.contains($0.file) || said.insert("\($0)").inserted }
  }
}
