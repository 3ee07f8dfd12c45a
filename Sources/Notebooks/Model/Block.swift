import Markup

/// A piece of the page.
public indirect enum Block: Sendable {
  /// `id` is the heading's anchor, unique on the page.
  case heading(level: Int, [Inline], id: String)
  case paragraph([Inline])
  case quotation([Block])
  case alert(AlertKind, [Block])
  /// `start` is the first number of an ordered list, `nil` for a bulleted one.
  case list(items: [[Block]], start: Int?, isTight: Bool)
  /// Code that is only shown; `language` is the fence's first word, possibly empty.
  case code(String, language: String)
  /// Code that is only shown, from a file.
  case listing(Listing)
  /// What Swift files declare for their users, with its documentation.
  case api(APIListing)
  /// An index into the notebook's cells.
  case cell(Int)
  case table(PipeTable)
  /// Displayed mathematics as a MathML `<math>` element; `number` if the equation has a label.
  case mathematics(MathML, id: String?, number: Int?)
  /// Raw HTML: shown as text unless the notebook allows it.
  case html(String)
  case thematicBreak
  /// The notes that the page's ``Inline/footnote(number:)`` call, in the order of their numbers.
  case footnotes([[Block]])
}

/// GitHub's five kinds of alert.
public enum AlertKind: String, CaseIterable, Sendable { case note, tip, important, warning, caution }

/// A table written in the prose.
public struct PipeTable: Sendable {
  public enum Alignment: Sendable { case leading, center, trailing }

  /// One alignment per column, `nil` if the table doesn't give one.
  public var alignments: [Alignment?]
  public var header: [[Inline]]
  public var rows: [[[Inline]]]
  public var caption: [Inline]?
  public var id: String?
  /// The table's number on the page, if it has a label.
  public var number: Int?

  public init(
    alignments: [Alignment?], header: [[Inline]], rows: [[[Inline]]], caption: [Inline]? = nil,
    id: String? = nil, number: Int? = nil
  ) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
    self.caption = caption
    self.id = id
    self.number = number
  }
}

/// A piece of a line.
public indirect enum Inline: Hashable, Sendable {
  case text(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case code(String)
  case link([Inline], destination: String, title: String)
  case image(alternative: [Inline], source: String, title: String)
  case mathematics(MathML)
  /// An index into the notebook's values.
  case value(Int)
  /// A reference to a figure, table, equation or section of the page: "Figure 3", linked to `#id`.
  case reference([Inline], id: String)
  /// The call of the note with that number; the n-th call of the same note has `occurrence` n.
  case footnote(number: Int, occurrence: Int)
  case softBreak
  case lineBreak
  case html(String)
  /// The box before a task in a list.
  case checkBox(isChecked: Bool)
}

/// A formula.
public struct MathML: Hashable, Sendable {
  /// The `<math>` element.
  package var element: Element
  /// The TeX that it was made from.
  public var tex: String

  package init(element: Element, tex: String) {
    self.element = element
    self.tex = tex
  }
}
