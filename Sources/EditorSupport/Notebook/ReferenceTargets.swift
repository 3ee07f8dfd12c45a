import Notebooks
import Reports

/// What a notebook's prose can refer to: labels and works, and the files of the book's other chapters, as they are on disk.
struct ReferenceTargets {
  private let notebook: Notebook
  private let others: [BookReport.Chapter]

  init(_ notebook: Notebook, _ others: [BookReport.Chapter]) {
    (self.notebook, self.others) = (notebook, others)
  }

  /// A label, with the notebook that has it.
  struct Label {
    let name: String
    let notebook: Notebook
    /// What the chapter is called, if it is another one: "Chapter 2: Layers (02-layers.md)".
    let chapter: String?

    /// What references say: "Figure 3", or a section's title.
    var words: String { notebook.labels[name, default: []].plainText }
  }

  /// A chapter as links name it.
  struct Chapter {
    let path: String
    let title: String
  }

  /// All labels that a reference can name, by their names. Those that several other chapters have are left out, because a
  /// reference to them is an error.
  var labels: [Label] {
    let names = others.reduce(into: Set(notebook.labels.keys)) { $0.formUnion($1.notebook.labels.keys) }
    return names.sorted().compactMap { name in
      let found = labels(named: name)
      return found.count == 1 ? found.first : nil
    }
  }

  /// The notebook's label, or else those of other chapters.
  func labels(named name: String) -> [Label] {
    if notebook.labels[name] != nil { return [Label(name: name, notebook: notebook, chapter: nil)] }
    return others.filter { $0.notebook.labels[name] != nil }.map {
      Label(name: name, notebook: $0.notebook, chapter: words(for: $0))
    }
  }

  private func words(for chapter: BookReport.Chapter) -> String {
    let title = [chapter.label, chapter.title].compactMap { $0 }.joined(separator: ": ")
    return "\(title) (\(path(to: chapter)))"
  }

  private func path(to chapter: BookReport.Chapter) -> String {
    let folder = Path.folder(of: Path.absolute(notebook.file))
    return Path.relative(from: folder, to: Path.absolute(chapter.notebook.file))
  }

  /// The other chapters, in the book's order.
  var chapters: [Chapter] { others.map { Chapter(path: path(to: $0), title: $0.title) } }

  /// The keys of all works that it can cite.
  var works: [String] { notebook.bibliography.keys }

  /// A work as the page's list of references describes it.
  func description(ofWork key: String) -> String? {
    notebook.bibliography.description(of: key, language: notebook.metadata.language)
  }

  func place(ofWork key: String) -> (file: String, location: SourceLocation)? {
    notebook.bibliography.place(of: key)
  }
}
