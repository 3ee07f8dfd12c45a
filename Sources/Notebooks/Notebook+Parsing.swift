extension Notebook {
  /// Parses a notebook, whatever is in it: everything that is wrong is in its ``Notebook/diagnostics``.
  ///
  /// Listings read their files in the folder of `file`; else nothing is read.
  /// - Parameters:
  ///   - source: the file's bytes.
  ///   - file: the file as messages name it.
  ///   - bookLabels: what the other chapters of the notebook's book have labels for.
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
    state.labels.words = PageWords(language: state.metadata.language)
    let structure = BlockStructure(lines: frontMatter.removed(from: source.lines), state: state)
    let heads = [metadata.title, metadata.subtitle, metadata.description].map { $0.map { state.addRun($0) } }
    var walker = BlockWalker(structure, state: state)
    let drafts = walker.walk()
    state.footnotes.reportUnused(to: diagnostics)

    let runs = RunParser(state: state, structure: structure)
    state.nameSections(drafts, nodes: runs.nodes)
    var finisher = Finisher(state: state, nodes: runs.nodes)
    finisher.finishMetadata(title: heads[0], subtitle: heads[1], description: heads[2])
    var blocks = finisher.blocks(drafts)
    let notes = state.footnotes.called.map { finisher.blocks($0) }
    if !notes.isEmpty { blocks.append(.footnotes(notes)) }
    finisher.finishCells()
    state.checkImage(at: metadata.imageLocation)
    var notebook = Notebook(
      file: file, metadata: state.metadata, blocks: blocks, cells: state.cells, values: state.values,
      program: state.program, images: finisher.images.sorted { $0.location < $1.location },
      diagnostics: diagnostics.sorted)
    notebook.links = state.sortedLinks
    notebook.labels = state.labels.texts
    notebook.targets = state.openReferences
    notebook.hasOpenReferences = !state.openReferences.isEmpty
    notebook.source = source.lines.map(\.string).joined(separator: "\n")
    return notebook
  }

  /// Parses a notebook's text.
  public static func parse(_ source: String, file: String) -> Notebook {
    parse(source.utf8, file: file)
  }
}
