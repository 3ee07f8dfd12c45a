import Notebooks

/// What readers have changed in the server's copy of a notebook. The notebook's own file has none of it.
package struct ReaderEdits: Codable, Equatable, Sendable {
  package var cells: [CellEdit] = []
  /// The code of the author's cells when the changes were last placed among them.
  package var author: [String] = []
  /// Values of parameters as `-P` takes them, by name.
  package var parameters: [String: String] = [:]
  /// Answers to exercises by name.
  package var answers: [String: Answer] = [:]

  package init() {}

  package var isEmpty: Bool { self == ReaderEdits() }

  package struct Answer: Codable, Equatable, Sendable {
    package var text: String
    /// The stub that it answers; another one is another task.
    package var stub: String
    package var isSolved = false

    package init(text: String, stub: String, isSolved: Bool = false) {
      (self.text, self.stub, self.isSolved) = (text, stub, isSolved)
    }
  }
}

/// Other code for a cell. The cell is known by its code and its neighbours, because the author goes on writing.
package struct CellEdit: Codable, Equatable, Sendable {
  package var place: Place
  /// The reader's code.
  package var text: String

  package init(place: Place, text: String) { (self.place, self.text) = (place, text) }

  /// A cell as the author had written it when the reader changed it.
  package struct Place: Codable, Equatable, Sendable {
    var code: String
    /// The code of the cells above and below.
    var above: String?
    var below: String?
    var index: Int

    package init(of index: Int, in notebook: Notebook) {
      let cells = notebook.cells
      self.index = index
      code = cells[index].code
      above = index > 0 ? cells[index - 1].code : nil
      below = index + 1 < cells.count ? cells[index + 1].code : nil
    }

    /// The cells of a notebook that may be this one, the likeliest first: those with its code, the one that the author has
    /// written in its stead, and the one with its neighbours.
    ///
    /// - Parameter before: the code of the author's cells when the index was that of the cell; -1 is of none.
    func candidates(in notebook: Notebook, before: [String]) -> [Int] {
      let here = notebook.cells.indices.map { (index: $0, place: Place(of: $0, in: notebook)) }
      let same = here.filter { $0.place.code == code }
      let likely = same.sorted { a, b in
        (rank(a.place), a.index.distance(to: index).magnitude) < (
          rank(b.place), b.index.distance(to: index).magnitude
        )
      }
      let others = here.filter { rank($0.place) == 0 && $0.place.code != code }.map(\.index)
      return likely.map(\.index) + Self.moved(index, from: before, to: notebook.cells.map(\.code)) + others
    }

    /// Where a cell is after a change of some cells that are neighbours, if there are as many as before.
    private static func moved(_ index: Int, from old: [String], to new: [String]) -> [Int] {
      let head = zip(old, new).prefix { $0 == $1 }.count
      let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
      return old.count == new.count && (head..<old.count - tail).contains(index) ? [index] : []
    }

    /// The same cell's place now. The code stays what the reader has changed.
    mutating func follow(_ now: Place) { (above, below, index) = (now.above, now.below, now.index) }

    /// How many of the neighbours differ.
    private func rank(_ other: Place) -> Int {
      (above == other.above ? 0 : 1) + (below == other.below ? 0 : 1)
    }
  }
}
