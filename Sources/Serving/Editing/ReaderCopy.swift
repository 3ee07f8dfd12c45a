import Notebooks

/// What a page's script learns of the server's copy of the notebook: which cells readers have changed, and the notebook's
/// parameters.
struct ReaderCopy: Codable, Equatable, Sendable {
  struct ChangedCell: Codable, Equatable, Sendable {
    /// The cell's place in the program.
    var item: Int
    /// Whether the author has changed it as well.
    var isOutdated: Bool
  }

  struct Control: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable { case integer, number, text, truth }

    var name: String
    var kind: Kind
    var value: String
    /// The author's value.
    var standard: String
    /// What may be chosen; empty if anything may be typed.
    var choices: [String]
  }

  var cells: [ChangedCell] = []
  var controls: [Control] = []
  /// The code of changed cells that are no longer in the notebook.
  var lost: [String] = []
  /// The exercises that have an answer, and whether it is right.
  var answers: [String: Bool] = [:]
  /// Whether the changes outlast the server.
  var isKept = true
  var problem: String?

  init(_ edited: EditedNotebook, _ edits: ReaderEdits, isKept: Bool) {
    let program = edited.notebook.program
    cells = edited.cells.keys.sorted().compactMap { index in
      program.firstIndex(of: .cell(index)).map {
        ChangedCell(item: $0, isOutdated: edited.outdated.contains(index))
      }
    }
    controls = zip(edited.author.metadata.parameters, edited.notebook.metadata.parameters).map {
      author, now in
      Control(
        name: now.name, kind: Control.Kind(author.value), value: now.value.text, standard: author.value.text,
        choices: author.choices.map(\.text))
    }
    lost = edited.lost.map(\.text)
    for exercise in edited.author.exercises {
      guard let answer = edits.answers[exercise.name],
        answer.stub == edited.author.cells[exercise.stub].code
      else { continue }
      answers[exercise.name] = answer.isSolved
    }
    self.isKept = isKept
    problem = edited.problem
  }
}

extension ReaderCopy.Control.Kind {
  init(_ value: Parameter.Value) {
    self =
      switch value {
      case .integer: .integer
      case .number: .number
      case .text: .text
      case .truth: .truth
      }
  }
}
