import Execution
import Foundation
import Notebooks

extension LanguageServer {
  /// How long the text has to rest until mistakes are looked for: in the edited code, and in the whole program.
  private static let pause = 0.05
  private static let longPause = 0.5
  /// How long it takes until missing packages are looked for again.
  private static let packagePause = 1.0
  /// How many pauses an answer can delay that.
  private static let patience = 20

  /// What the editor tells without waiting for an answer.
  func note(_ method: String, _ parameters: JSONValue) {
    let document = parameters["textDocument"]
    let uri = document?["uri"]?.text ?? ""
    switch method {
    case "textDocument/didOpen": open(uri, document)
    case "textDocument/didChange":
      guard notebooks[uri] != nil else { return }
      notebooks[uri]?.change(
        parameters["contentChanges"]?.list ?? [], version: document?["version"] ?? .null)
      check.stop(uri)
      lookLater(at: uri)
    case "textDocument/didSave", "workspace/didChangeWatchedFiles":
      // References lead to other chapters, whose files may have changed.
      for uri in notebooks.keys {
        notebooks[uri]?.readBook(&parsed)
        look(at: uri)
      }
    case "textDocument/didClose": close(uri)
    case "$/cancelRequest":
      guard let id = parameters["id"], let number = requests.cancel(id) else { return }
      compiler?.send(Reply.notification(method, ["id": .number("\(number)")]))
    default: break
    }
  }

  private func open(_ uri: String, _ document: JSONValue?) {
    guard let text = document?["text"]?.text, !uri.isEmpty else { return }
    if notebooks[uri] != nil { close(uri) }
    let used = Set(notebooks.values.compactMap(\.slot))
    let slot = (0..<CompilerServer.slots).first { !used.contains($0) }
    if slot == nil {
      show(
        "more than \(CompilerServer.slots) notebooks are open; cells of this one have no completion.", kind: 2
      )
    }
    var open = OpenNotebook(
      uri: uri, text: text, version: document?["version"] ?? .null, slot: slot, &parsed)
    // The compiler's server reads the engine's modules before anyone asks.
    open.turnToFirstCode()
    notebooks[uri] = open
    let packages = showPackages(of: uri)
    showToCompiler(uri)
    warm(uri)
    publish(uri)
    checkProgram(uri, after: 0, packages)
  }

  private func close(_ uri: String) {
    guard notebooks[uri] != nil else { return }
    check.stop(uri)
    requests.dropErrors(of: uri)
    hideFromCompiler(uri)
    notebooks[uri] = nil
    send(Reply.notification("textDocument/publishDiagnostics", ["uri": .text(uri), "diagnostics": []]))
  }

  /// Looks for mistakes once the text rests, and after the answers that somebody waits for.
  private func lookLater(at uri: String) {
    let count = (pauses[uri] ?? 0) + 1
    pauses[uri] = count
    look(at: uri, inPause: count, tries: Self.patience)
  }

  private func look(at uri: String, inPause count: Int, tries: Int) {
    queue.asyncAfter(deadline: .now() + Self.pause) { [weak self] in
      guard let self, pauses[uri] == count, notebooks[uri] != nil else { return }
      if tries > 0, requests.haveQuestion(about: uri) {
        look(at: uri, inPause: count, tries: tries - 1)
      } else {
        look(at: uri)
      }
    }
  }

  private func look(at uri: String) {
    refresh(uri)
    let packages = showPackages(of: uri)
    if let open = notebooks[uri], let line = open.editedLine {
      notebooks[uri]?.editedLine = nil
      notebooks[uri]?.turn(to: Position(line: line, character: Int.max))
      showToCompiler(uri)
      if !open.isPart { askForErrors(uri) }
    }
    publish(uri)
    checkProgram(uri, after: Self.longPause, packages)
  }

  /// Looks at a notebook again when its packages were built, which another program does.
  private func waitForPackages(of uri: String) {
    guard waiting.insert(uri).inserted else { return }
    queue.asyncAfter(deadline: .now() + Self.packagePause) { [weak self] in
      guard let self else { return }
      waiting.remove(uri)
      guard let tools, let open = notebooks[uri] else { return }
      if tools.packages(of: open.notebook).hint == nil { look(at: uri) } else { waitForPackages(of: uri) }
    }
  }

  /// Parses a notebook whose text has changed.
  func refresh(_ uri: String) {
    guard notebooks[uri]?.isStale == true else { return }
    notebooks[uri]?.parse()
  }

  /// - Parameter packages: what is known of its packages. If they have changed since they were built, the program is checked
  ///   with those that were; if they never were, that is told instead.
  private func checkProgram(_ uri: String, after seconds: Double, _ packages: EditorTools.Packages?) {
    guard let open = notebooks[uri], open.notebook.isRunnable, !open.isPart else { return }
    let revision = open.revision
    let hints = packages?.hint.map { [$0] } ?? []
    if !hints.isEmpty {
      check.stop(uri)
      notebooks[uri]?.take(hints, of: revision)
      publish(uri)
      waitForPackages(of: uri)
      if packages?.arguments.isEmpty ?? true { return }
    }
    check.start(open.notebook, as: uri, after: seconds) { [weak self] found in
      guard let self, notebooks[uri]?.revision == revision else { return }
      switch found {
      case .success(let diagnostics): notebooks[uri]?.take(hints + diagnostics, of: revision)
      case .failure(.interrupted): return
      case .failure(let error):
        show("the code of cells could not be checked: \(error)", kind: 1)
      }
      publish(uri)
    }
  }

  func publish(_ uri: String) {
    notebooks[uri]?.check()
    guard let open = notebooks[uri] else { return }
    let parameters: JSONValue = [
      "uri": .text(uri), "version": open.version, "diagnostics": .list(open.diagnostics),
    ]
    send(Reply.notification("textDocument/publishDiagnostics", parameters))
  }
}
