/// What sentences call a chapter.
public enum ChapterName: Hashable, Sendable {
  case number(Int)
  /// An appendix.
  case letter(String)
  /// A chapter without a number.
  case title(String)

  /// "chapter 3", "appendix A" or the title in quotation marks.
  package func text(in words: PageWords) -> String {
    switch self {
    case .number(let number): words["chapter #", number]
    case .letter(let letter): words["appendix #", letter]
    case .title(let title): words["“#”", title]
    }
  }
}
