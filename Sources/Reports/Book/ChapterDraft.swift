import Notebooks

/// A chapter whose text changes while the rest of its book stays as it is: what the other chapters give is looked up once.
public struct ChapterDraft: Sendable {
  private let file: String
  private let labels: BookLabels
  private let apiLinks: APILinks
  /// The file of the chapter's page.
  private let page: String
  private let pages: BookPages

  init(_ chapter: BookReport.Chapter, labels: BookLabels, page: String, pages: BookPages) {
    (file, apiLinks) = (chapter.notebook.file, chapter.notebook.apiLinks)
    (self.labels, self.page, self.pages) = (labels, page, pages)
  }

  /// The chapter with another text, before anyone has looked where its links and pictures lead.
  public func parsed(_ text: [UInt8]) -> Notebook {
    var notebook = Notebook.parse(text, file: file, bookLabels: labels)
    notebook.apiLinks = apiLinks
    return notebook
  }

  /// The same notebook, with links and pictures that have been followed.
  public func checked(_ notebook: Notebook) -> Notebook {
    ReferenceCheck.checked(notebook, page: page, in: pages)
  }
}
