import Notebooks

/// A notebook in which the compiler has found nothing, so that a check need not ask it again.
///
/// Warnings also depend on where the text has what, so that is part of its name. Nothing else is kept: what the compiler does
/// find is found anew each time, at its place.
struct CleanProgram {
  private let name: String

  /// - Parameter notebook: with the results that its front matter names.
  init(_ notebook: Notebook, _ runner: Runner) {
    let texts = [notebook.source ?? ""] + notebook.included.files.flatMap { [$0.name] + $0.lines }
    let parts = ResultKey.partsOfProgram(notebook, runner).map(\.content)
    name = "nothing found in " + SHA256.digits(Array("\(parts) \(texts)".utf8))
  }

  func isKnown(in store: ResultStore) -> Bool { store.note(about: name) != nil }

  func note(in store: ResultStore) { store.keep([], about: name) }
}
