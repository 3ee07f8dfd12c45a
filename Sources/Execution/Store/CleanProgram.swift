import Notebooks

/// A notebook in which a check has found nothing, so that the compiler need not be asked again until it changes.
///
/// A run says nothing about that: its program notes the values of variables, which uses those that nothing else uses. What a
/// check does find isn't kept, and is found anew each time, at its place.
struct CleanProgram: Equatable {
  private let name: String
  private let content: [UInt8]

  /// - Parameter notebook: with the results that its front matter names.
  init(_ notebook: Notebook, _ runner: Runner) {
    // Warnings depend on labels and other options as well.
    let texts = [notebook.source ?? ""] + notebook.included.files.flatMap { [$0.name] + $0.lines }
    let parts = ResultKey.tools(of: runner, for: notebook) + ResultKey.program(of: notebook, runner)
    name = "nothing found in " + Path.canonical(notebook.file)
    content = SHA256.hash(Array("\(parts.map(\.content)) \(texts)".utf8))
  }

  func isKnown(in store: ResultStore) -> Bool { store.note(about: name) == content }

  /// There is one note for each notebook.
  func note(in store: ResultStore) { store.keep(content, about: name) }
}
