import Notebooks

/// References between the chapters of a book.
extension BookReport {
  /// The labels of all chapters, with the values in them that are known.
  package var labels: BookLabels {
    var labels = BookLabels(of: book)
    for chapter in chapters {
      labels.add(chapter.notebook, named: chapter.nameInText, result: chapter.result)
    }
    return labels
  }

  /// The chapters' pages, as links find them.
  func bookPages(in folder: String) -> BookPages {
    BookPages(of: book, chapters: chapters.map { ($0.notebook, $0.destination) }, in: folder)
  }

  /// Puts the values of other chapters' titles into references to them, now that these chapters have run.
  ///
  /// - Parameter folder: the folder for the book's pages.
  public mutating func resolveValues(pages folder: String) {
    let (labels, pages) = (labels, bookPages(in: folder))
    for index in chapters.indices {
      let notebook = chapters[index].notebook
      guard let source = notebook.source, labels.words(of: notebook) != notebook.foreignLabels else {
        continue
      }
      var resolved = Notebook.parse(source.utf8, file: notebook.file, bookLabels: labels)
      resolved.apiLinks = notebook.apiLinks
      resolved.metadata.parameters = notebook.metadata.parameters
      let page = Path.joined(folder, chapters[index].destination)
      resolved = ReferenceCheck.checked(resolved, page: page, in: pages)
      resolved.diagnostics = notebook.diagnostics
      chapters[index].notebook = resolved
    }
  }
}
