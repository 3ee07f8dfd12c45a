extension Notebook {
  /// Parses a notebook. It accepts any bytes; what is wrong with them is in ``Notebook/diagnostics``.
  ///
  /// Listings and includes read their files relative to the folder of `file`; nothing else is read.
  /// - Parameters:
  ///   - source: the file's bytes.
  ///   - file: the file as messages name it.
  ///   - bookLabels: the labels of the other chapters of the notebook's book.
  public static func parse(
    _ source: some Sequence<UInt8>, file: String, bookLabels: BookLabels = BookLabels()
  ) -> Notebook {
    let diagnostics = Diagnostics(file: file)
    let source = SourceLines(Array(source))
    if let place = source.firstInvalid { diagnostics.error("this byte is not UTF-8", at: place) }
    if let place = source.firstNUL { diagnostics.error("a NUL byte", at: place) }

    PageCharacter.check(source.lines, diagnostics: diagnostics)
    let state = ParseState(diagnostics: diagnostics, bookLabels: bookLabels)
    let frontMatter = FrontMatter(source.lines, diagnostics: diagnostics)
    let metadata = MetadataReader.read(frontMatter, diagnostics: diagnostics)
    state.metadata = metadata.metadata
    state.metadata.language = metadata.language ?? bookLabels.language
    state.metadata.packages = metadata.metadata.packages.over(bookLabels.packages)
    let own = Bibliography.load(metadata.bibliography, diagnostics: diagnostics)
    let words = PageWords(language: state.metadata.language)
    state.citations = CitationTable(own.over(bookLabels.bibliography), words: words)
    state.labels.words = words
    var includes = IncludeReader(diagnostics: diagnostics)
    let text = includes.text(frontMatter.removed(from: source.lines))
    let structure = BlockStructure(lines: text.lines, numbers: text.numbers, state: state)
    let heads = [metadata.title, metadata.subtitle, metadata.description].map { $0.map { state.addText($0) } }
    var walker = BlockWalker(structure, state: state)
    let unresolved = walker.walk()
    state.footnotes.reportUnused(to: diagnostics)

    let texts = InlineParser(state: state, structure: structure)
    SectionTitles.read(unresolved, nodes: texts.nodes, state: state)
    var resolver = BlockResolver(state: state, nodes: texts.nodes)
    resolver.resolveMetadata(title: heads[0], subtitle: heads[1], description: heads[2])
    var blocks = resolver.blocks(unresolved)
    let notes = state.footnotes.called.map { resolver.blocks($0) }
    if !notes.isEmpty { blocks.append(.footnotes(notes)) }
    resolver.resolveCells()
    let code = state.cells.flatMap(\.lines).map { ($0.text, $0.location) }
    let values = (state.values + state.metadata.results.map(\.value)).map { ($0.expression, $0.location) }
    for (text, place) in code + values {
      // An expression may go on in the next line, where its place isn't known.
      let width = structure.line(place.line).count
      PageCharacter.checkCode(
        text, at: place, upTo: width == 0 ? .max : width + 1, diagnostics: diagnostics)
    }
    state.checkImage(at: metadata.imageLocation)
    state.warnOfHTMLAsText()
    var notebook = Notebook(file: file, blocks: blocks, images: resolver.images, state: state)
    let cited = state.citations.cited
    notebook.diagnostics += own.diagnostics + own.unused(cited)
    notebook.diagnostics += state.citations.bibliography.nameless(cited)
    notebook.diagnostics += notebook.missingExamples
    notebook.headingNames = resolver.headingNames
    notebook.findClaims()
    notebook.included = diagnostics.included
    notebook.source = source.lines.map(\.string).joined(separator: "\n")
    return notebook
  }

  /// What has been read.
  private init(file: String, blocks: [Block], images: [ImageUse], state: ParseState) {
    let exercises = ExerciseReader(state: state)
    let included = state.diagnostics.included
    self.init(
      file: file, metadata: state.metadata, blocks: blocks, cells: state.cells, values: state.values,
      program: exercises.program, images: images.sorted { included.precedes($0.location, $1.location) },
      diagnostics: state.diagnostics.sorted)
    self.exercises = exercises.exercises
    links = state.sortedLinks
    labels = state.labels.contents
    idPlaces = state.labels.entries.mapValues(\.location)
    labelNames = state.labels.entries.compactMapValues(\.name)
    references = state.citations.references()
    citations = state.citationWords
    bibliography = state.citations.bibliography
    foreignLabels = state.foreignLabels
    targets = state.openReferences
    hasOpenReferences = !state.openReferences.isEmpty
    var titles = [metadata.title ?? []]
    if case .heading(_, let title, _)? = blocks.first { titles.append(title) }
    hasOpenTitles = state.hasOpenTitles || titles.contains { $0.hasLink(among: state.openReferences) }
  }

  /// Parses a notebook's text.
  public static func parse(_ source: String, file: String) -> Notebook {
    parse(source.utf8, file: file)
  }
}

extension [Inline] {
  fileprivate func hasLink(among targets: [String: LinkTarget]) -> Bool {
    contains { inline in
      switch inline {
      case .link(_, let destination, _): targets[destination] != nil
      case .emphasis(let content), .strong(let content), .strikethrough(let content):
        content.hasLink(among: targets)
      default: false
      }
    }
  }
}
