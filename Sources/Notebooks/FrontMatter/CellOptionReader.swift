/// The lines `//| key: value` at the beginning of a cell.
enum OptionLines {
  /// The options as YAML, and the lines of code.
  static func split(_ lines: [Cell.Line]) -> (options: SourceText, code: [Cell.Line]) {
    var options = SourceText()
    let leading = lines.prefix { $0.text.hasPrefix("//|") }
    for line in leading {
      var content = Array(line.text.utf8)[3...]
      if content.first == UInt8(ascii: " ") { content = content.dropFirst() }
      options.appendLine(
        content,
        at: SourceLocation(line: line.location.line, column: line.location.column + content.startIndex))
    }
    return (options, Array(lines.dropFirst(leading.count)))
  }

  /// Warns of lines that look like options and are only comments.
  static func warnOfOthers(_ code: [Cell.Line], diagnostics: Diagnostics) {
    var isTop = true
    for line in code {
      let text = line.text.utf8.drop(while: \.isSpaceOrTab)
      if text.isEmpty { continue }
      if isOption(text) {
        let reason =
          isTop && line.text.utf8.first != UInt8(ascii: "/") || !text.starts(with: "//|".utf8)
          ? "an option begins with '//|' at the start of its line" : "options must be the cell's first lines"
        let place = SourceLocation(
          line: line.location.line, column: line.location.column + line.text.utf8.count - text.count)
        diagnostics.warning("this option does not count: \(reason)", at: place)
      } else {
        isTop = false
      }
    }
  }

  /// Whether a comment of Swift, or of the languages of other notebooks, is `| key: …`, with blanks between or not.
  private static func isOption(_ text: Substring.UTF8View) -> Bool {
    guard let comment = ["//", "#"].first(where: { text.starts(with: $0.utf8) }) else { return false }
    let mark = text.dropFirst(comment.utf8.count).drop(while: \.isSpaceOrTab)
    guard mark.first == UInt8(ascii: "|") else { return false }
    let key = mark.dropFirst().drop(while: \.isSpaceOrTab).prefix { $0.isIdentifier }
    return CellOptionReader.keys.contains(String(key) ?? "")
      && text[key.endIndex...].first == UInt8(ascii: ":")
  }
}

/// Reads the options of cells, from a cell or from the front matter's `execute`.
struct CellOptionReader: EntryReader {
  private(set) var options = CellOptions()
  private(set) var labelLocation: SourceLocation?
  /// The captions, with the places of their characters.
  private(set) var figureCaption: SourceText?
  private(set) var tableCaption: SourceText?

  /// What the cell is of an exercise.
  var part: ExercisePart?
  var hints: [SourceText] = []

  let source: SourceText
  let diagnostics: Diagnostics

  static let keys = [
    "label", "eval", "echo", "output", "error", "include", "warning", "code-fold", "code-summary", "fig-cap",
    "fig-alt", "tbl-cap", "timeout", "memory", "max-output", "max-page", "values", "exercise", "check",
    "solution", "hint",
  ]
  /// The options that only a single cell can have.
  static let ownKeys: Set<String> = [
    "label", "fig-cap", "fig-alt", "tbl-cap", "exercise", "check", "solution", "hint",
  ]

  private init(source: SourceText, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  /// The options of one cell.
  static func read(_ source: SourceText, state: ParseState) -> CellOptionReader {
    var reader = CellOptionReader(source: source, diagnostics: state.diagnostics)
    guard !source.bytes.isBlank, let value = YAMLReader.read(source, diagnostics: state.diagnostics),
      !value.isNull
    else { return reader }
    guard case .mapping(let entries) = value.kind else {
      state.diagnostics.error("expected 'key: value' but found \(value.kindName)", at: value.location)
      return reader
    }
    for entry in entries { reader.read(entry) }
    reader.checkPart(entries)
    return reader
  }

  /// The options in `execute` for all cells.
  static func readDefaults(
    _ entries: [YAMLValue.Entry], in source: SourceText, diagnostics: Diagnostics
  ) -> CellOptions {
    var reader = CellOptionReader(source: source, diagnostics: diagnostics)
    for entry in entries {
      if ownKeys.contains(entry.key) {
        diagnostics.error("'\(entry.key)' belongs to one cell, not under 'execute'", at: entry.keyLocation)
      } else {
        reader.read(entry)
      }
    }
    return reader.options
  }

  private mutating func read(_ entry: YAMLValue.Entry) {
    let value = entry.value
    switch entry.key {
    case "label": readLabel(value)
    case "eval": options.eval = truth(entry)
    case "echo": options.echo = truth(entry)
    case "output": options.output = truth(entry)
    case "include": options.include = truth(entry)
    case "warning": options.warning = truth(entry)
    case "values": options.values = truth(entry)
    case "error": readError(value)
    case "code-fold": readFold(value)
    case "code-summary": options.codeSummary = text(entry)
    case "fig-alt": options.figureAlternative = text(entry)
    case "fig-cap": figureCaption = prose(entry)
    case "tbl-cap": tableCaption = prose(entry)
    case "timeout": readTimeout(value)
    case "memory": options.memory = bytes(entry)
    case "max-output": options.maxOutput = bytes(entry)
    case "max-page": options.maxPage = bytes(entry)
    case "exercise": readPart(.stub, entry)
    case "check": readPart(.check, entry)
    case "solution": readPart(.solution, entry)
    case "hint": readHints(entry)
    default:
      diagnostics.error(
        "unknown option '\(entry.key)'\(Suggestion.hint(for: entry.key, among: Self.keys))",
        at: entry.keyLocation)
    }
  }

  // MARK: Values

  private mutating func readLabel(_ value: YAMLValue) {
    guard let text = value.text, !text.isEmpty, text.utf8.allSatisfy(\.isIdentifier) else {
      diagnostics.error(
        "'label' must be made of letters, digits, '-' and '_', not \(value.kindName)", at: value.location)
      return
    }
    options.label = text
    labelLocation = value.location
  }

  private mutating func readError(_ value: YAMLValue) {
    if let truth = value.truth {
      options.error = truth ? .allowed : .forbidden
    } else if let text = value.text, !value.isNull, !text.isEmpty {
      options.error = .demanded(text)
    } else {
      diagnostics.error(
        "'error' must be true, false or a part of the message, not \(value.kindName)", at: value.location)
    }
  }

  private mutating func readFold(_ value: YAMLValue) {
    switch (value.truth, value.text) {
    case (true?, _): options.codeFold = .closed
    case (false?, _): options.codeFold = .never
    case (_, "show"?): options.codeFold = .open
    default:
      diagnostics.error("'code-fold' must be true, false or show, not \(value.kindName)", at: value.location)
    }
  }

  private mutating func readTimeout(_ value: YAMLValue) {
    if let seconds = value.number, seconds > 0, seconds <= 86_400 {
      options.timeout = seconds
    } else {
      diagnostics.error(
        "'timeout' must be a number of seconds between 0 and 86400, not \(value.kindName)", at: value.location
      )
    }
  }

  private func bytes(_ entry: YAMLValue.Entry) -> Int? {
    if let bytes = entry.value.text.flatMap(ByteSize.bytes) { return bytes }
    diagnostics.error(
      "'\(entry.key)' must be a number of bytes, such as 4096, 512K, 4M or 2G, not \(entry.value.kindName)",
      at: entry.value.location)
    return nil
  }
}

extension CellOptions {
  /// These options; those that are `nil` come from the others.
  func merged(over others: CellOptions) -> CellOptions {
    var merged = self
    merged.eval = eval ?? others.eval
    merged.echo = echo ?? others.echo
    merged.output = output ?? others.output
    merged.error = error ?? others.error
    merged.include = include ?? others.include
    merged.warning = warning ?? others.warning
    merged.codeFold = codeFold ?? others.codeFold
    merged.codeSummary = codeSummary ?? others.codeSummary
    merged.timeout = timeout ?? others.timeout
    merged.memory = memory ?? others.memory
    merged.maxOutput = maxOutput ?? others.maxOutput
    merged.maxPage = maxPage ?? others.maxPage
    merged.values = values ?? others.values
    return merged
  }
}
