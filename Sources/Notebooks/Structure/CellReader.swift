import SwiftSource

/// Makes a cell from a fenced block.
struct CellReader {
  let structure: BlockStructure
  let state: ParseState

  func read(_ node: MarkdownNode, literal: String, heading: Int?) {
    let location = structure.location(node.start)
    let lines = lines(of: node, literal: literal)
    if !isClosed(node, lineCount: lines.count) {
      state.diagnostics.error("this cell is not closed", at: location)
    } else if let next = nextCell(in: lines, after: fence(at: location)) {
      state.diagnostics.error(
        "this cell is not closed before the next one begins, in line \(next)", at: location)
    }
    let split = OptionLines.split(lines)
    OptionLines.warnOfOthers(split.code, diagnostics: state.diagnostics)
    let options = CellOptionReader.read(split.options, state: state)
    var cell = Cell(
      lines: split.code, options: options.options.merged(over: state.metadata.execute), location: location)
    if let label = options.options.label, let place = options.labelLocation {
      var kind = LabelKind(id: label)
      if kind != .figure && kind != .table { kind = nil }
      let registered = state.labels.register(label, as: kind, at: place, diagnostics: state.diagnostics)
      (cell.options.label, cell.number) = (registered?.id, registered?.number)
      cell.labelLocation = place
      let caption = options.figureCaption == nil ? options.tableCaption.map { _ in "tbl-" } : "fig-"
      if kind == nil, registered != nil, let caption {
        state.diagnostics.warning(
          "the label '\(label)' gives no number to what the caption is about; '\(caption)\(label)' does",
          at: place)
      }
    }
    if let part = options.part {
      (cell.part, cell.options) = (part, cell.options.ofExercise)
      state.addPart(part)
    }
    state.addCell(cell, heading: heading)
    let figure = options.figureCaption.map { state.addText($0) }
    let table = options.tableCaption.map { state.addText($0) }
    let hints = options.hints.map { state.addText($0) }
    state.captions[state.cells.count - 1] = .init(figure: figure, table: table, hints: hints)
  }

  // MARK: Lines

  /// The marks that open the block: backticks or tildes, three at least.
  private func fence(at location: SourceLocation) -> ArraySlice<UInt8> {
    let opening = structure.line(location.line).dropFirst(location.column - 1)
    return opening.prefix { $0 == opening.first }
  }

  /// The line of the first fence of a cell among those of this one, where it is in no text and in no comment. A fence that
  /// is shorter than this cell's own, or of the other mark, is meant to be in it.
  private func nextCell(in lines: [Cell.Line], after opening: ArraySlice<UInt8>) -> Int? {
    let fences = lines.indices.filter { index in
      let fence = lines[index].text.utf8.drop { $0 == UInt8(ascii: " ") }
      return fence.starts(with: opening) && fence.contains { $0 == UInt8(ascii: "{") }
    }
    guard !fences.isEmpty else { return nil }
    var number = 0
    var quoted: Set<Int> = []
    for token in SwiftLexer.tokens(of: lines.map(\.text).joined(separator: "\n")) {
      let ends = token.text.utf8.count { $0 == UInt8(ascii: "\n") }
      if token.kind == .string || token.kind == .comment { quoted.formUnion(number...(number + ends)) }
      number += ends
    }
    return fences.first { !quoted.contains($0) }.map { lines[$0].location.line }
  }

  /// The code's lines with their places: each is the end of its line in the file, after the containers' marks. (If a
  /// container takes a part of a tab, cmark leaves spaces.)
  private func lines(of node: MarkdownNode, literal: String) -> [Cell.Line] {
    var texts = literal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if texts.last == "" { texts.removeLast() }
    return texts.enumerated().map { index, text in
      let number = node.start.line + 1 + index
      let line = structure.line(number)
      let length = Self.commonEnd(line, Array(text.utf8))
      return Cell.Line(text: text, location: SourceLocation(line: number, column: line.count - length + 1))
    }
  }

  /// The number of equal bytes at the ends of two lines.
  private static func commonEnd(_ a: [UInt8], _ b: [UInt8]) -> Int {
    zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
  }

  /// Whether the block ends with a fence, instead of with its container or the file. If its container ends at a fence, that
  /// one begins another block.
  private func isClosed(_ node: MarkdownNode, lineCount: Int) -> Bool {
    guard node.endLine - node.start.line == lineCount + 1, !structure.beginsBlock(node.endLine) else {
      return false
    }
    let line = structure.line(node.endLine)
    return CodeFence.isFence(line[ContainerPrefix.longest(of: line)...])
  }

  // MARK: Diagnostics

  func warnOfForeign(language: String, _ node: MarkdownNode) {
    let hint =
      Suggestion.hint(for: "{\(language)}", among: ["{swift}"]) + ForeignMarkup.advice(forFence: language)
    state.diagnostics.warning(
      "a '{\(language)}' block is only shown" + (hint.isEmpty ? "; a '{swift}' one would run" : hint),
      at: infoLocation(of: node))
  }

  func warnOfHalfBraced(_ written: String, _ node: MarkdownNode) {
    state.diagnostics.warning(
      "'\(written)' lacks a brace, so the block is only shown; '{swift}' makes it a cell",
      at: infoLocation(of: node))
  }

  func reportAttributes(_ attributes: String, _ node: MarkdownNode) {
    state.diagnostics.error(
      "'\(attributes)' means nothing after 'swift'; options are lines like '//| label: fig-loss' in the cell",
      at: infoLocation(of: node))
  }

  private func infoLocation(of node: MarkdownNode) -> SourceLocation {
    let start = structure.location(node.start)
    let line = structure.line(start.line)
    let brace = line[min(start.column - 1, line.count)...].firstIndex(of: UInt8(ascii: "{"))
    return SourceLocation(line: start.line, column: (brace ?? start.column - 1) + 1)
  }
}
