import Execution
import Foundation
import Notebooks

extension LanguageServer {
  /// Starts `sourcekit-lsp`, or says why there is none.
  func startCompiler() {
    do {
      let tools = EditorTools(toolchain: try Toolchain(), installation: try Installation())
      self.tools = tools
      guard let executable = tools.languageServer else {
        throw RunError.missingTool("sourcekit-lsp")
      }
      let compiler = try CompilerServer(
        tools, executable: executable, queue: queue, receive: { [weak self] in self?.receive($0) },
        hasEnded: { [weak self] in self?.compilerHasEnded($0) })
      try compiler.start(capabilities: capabilities)
      self.compiler = compiler
    } catch {
      show(
        "\(error). Without it, there is no completion and no hover in cells; mistakes are still reported.",
        kind: 2)
    }
  }

  /// Starts it again, unless it ends again and again. What it has not answered is asked once more.
  private func compilerHasEnded(_ reason: String) {
    let questions = requests.removeAll()
    ends.append(Date())
    let isHopeless = ends.suffix(5).count { $0.timeIntervalSinceNow > -60 } == 5
    do {
      guard !isHopeless else {
        throw RunError.toolDied(tool: "sourcekit-lsp", message: "it has ended five times in a minute")
      }
      try compiler?.start(capabilities: capabilities)
      if ends.count == 1 { show("sourcekit-lsp has ended with \(reason), and was started again.", kind: 2) }
      for uri in notebooks.keys {
        notebooks[uri]?.mirror = nil
        showToCompiler(uri)
      }
    } catch {
      show("\(error). Until the next start, cells have no completion and no hover.", kind: 1)
      compiler?.end()
      compiler = nil
    }
    for var question in questions {
      if compiler == nil || question.tries > 1 {
        // It may be the question that ends it.
        send(Reply.error(.failed, "sourcekit-lsp has ended", to: question.id))
      } else {
        question.tries += 1
        ask(question)
      }
    }
  }

  /// Gives the compiler's server a notebook's code, as far as it has changed.
  func showToCompiler(_ uri: String) {
    refresh(uri)
    guard let compiler, let open = notebooks[uri], let slot = open.slot else { return }
    let mirror = SwiftMirror(open.notebook, open.edited, at: open.place)
    if mirror == open.mirror { return }
    if mirror.above != open.mirror?.above { compiler.write(mirror.above, above: slot) }
    let file = compiler.uri("main", slot)
    let version = JSONValue.number("\(open.revision)")
    if open.mirror == nil {
      let item: JSONValue = [
        "uri": .text(file), "languageId": "swift", "version": version, "text": .text(mirror.main),
      ]
      compiler.send(Reply.notification("textDocument/didOpen", ["textDocument": item]))
    } else {
      compiler.send(
        Reply.notification(
          "textDocument/didChange",
          [
            "textDocument": ["uri": .text(file), "version": version],
            "contentChanges": [["text": .text(mirror.main)]],
          ]))
    }
    notebooks[uri]?.mirror = mirror
  }

  /// Gives the compiler's server what it has to know of a notebook's packages, as far as it has changed.
  ///
  /// - Returns: what is known of them, with what the author has to do to have their names.
  func showPackages(of uri: String) -> EditorTools.Packages? {
    guard let tools, let open = notebooks[uri] else { return nil }
    let packages = tools.packages(of: open.notebook)
    if let compiler, let slot = open.slot, compiler.use(packages: packages.arguments, in: slot) {
      // Lists of names are kept with what was known when they were made.
      hideFromCompiler(uri)
      showToCompiler(uri)
    }
    return packages
  }

  /// Takes a notebook's code away from the compiler's server.
  func hideFromCompiler(_ uri: String) {
    guard let compiler, let open = notebooks[uri], let slot = open.slot, open.mirror != nil else { return }
    let file: JSONValue = ["uri": .text(compiler.uri("main", slot))]
    compiler.send(Reply.notification("textDocument/didClose", ["textDocument": file]))
    notebooks[uri]?.mirror = nil
  }

  /// Asks for the errors in the code that was edited last.
  func askForErrors(_ uri: String) {
    guard let compiler, let open = notebooks[uri], let slot = open.slot, let focus = open.focus else {
      return
    }
    let id = requests.add(.errors(uri: uri, revision: open.revision, lines: focus.lines))
    compiler.send(
      Reply.request(
        "textDocument/diagnostic", ["textDocument": ["uri": .text(compiler.uri("main", slot))]], id: id))
  }

  /// Asks a question whose answer nobody waits for, so that later ones are answered faster.
  func warm(_ uri: String) {
    guard let compiler, let slot = notebooks[uri]?.slot, let place = notebooks[uri]?.place else { return }
    let id = requests.add(.warming)
    compiler.send(
      Reply.request(
        "textDocument/completion",
        ["textDocument": ["uri": .text(compiler.uri("main", slot))], "position": place.json], id: id))
  }

  /// Passes an editor's request on, with the name that the notebook has there.
  func pass(_ question: PendingRequests.Question) {
    guard let compiler else { return send(Reply.result(.null, to: question.id)) }
    // Nothing is reported while a request is worked on.
    let known = question.parameters.with("workDoneToken", nil).with("partialResultToken", nil)
    let number = requests.add(.editor(question))
    compiler.send(Reply.request(question.method, known.exchanging(namesForCompiler), id: number))
  }

  /// The compiler's names for the notebooks' files.
  private var namesForCompiler: [String: String] {
    var names: [String: String] = [:]
    for (uri, open) in notebooks { names[uri] = open.slot.flatMap { compiler?.uri("main", $0) } }
    return names
  }

  private var namesForEditor: [String: String] {
    var names: [String: String] = [:]
    for (uri, open) in notebooks {
      for file in SwiftMirror.File.Name.allCases {
        if let slot = open.slot, let name = compiler?.uri(file.rawValue, slot) { names[name] = uri }
      }
    }
    return names
  }

  /// An answer with definitions, each of which leads to the included file that it is in.
  private func leadingToIncludes(_ message: JSONValue) -> JSONValue {
    guard let places = message["result"]?.list else { return message }
    return message.with("result", .list(places.map { includedPlace($0) ?? $0 }))
  }

  /// The place in an included file that one below a notebook's last line means; `nil` for one in a notebook or elsewhere.
  private func includedPlace(_ entry: JSONValue) -> JSONValue? {
    for open in notebooks.values {
      for file in SwiftMirror.File.Name.allCases {
        guard let slot = open.slot, entry["uri"]?.text == compiler?.uri(file.rawValue, slot),
          var range = PositionRange(entry["range"]),
          let place = open.mirror?.includedPlace(ofLine: range.start.line, in: file)
        else { continue }
        let (line, indentation) = (place.location.line - 1, place.location.column - 1)
        // A name is in one line, which may be indented by the list around its cell.
        range.start = Position(line: line, character: range.start.character + indentation)
        range.end = Position(line: line, character: range.end.character + indentation)
        return ["uri": .text(URL(fileURLWithPath: place.file).absoluteString), "range": range.json]
      }
    }
    return nil
  }

  private func receive(_ message: JSONValue) {
    guard let number = message["id"]?.integer, let purpose = requests.take(number) else { return }
    switch purpose {
    case .warming: break
    case .editor(var question):
      // A change cancels what is being worked on, but a change of the focus isn't the editor's.
      let isCancelled = message["error"]?["code"]?.integer == Reply.Code.cancelled.rawValue
      if isCancelled && !question.isCancelled && question.tries < 5 {
        question.tries += 1
        return ask(question)
      }
      let answer = question.method == "textDocument/definition" ? leadingToIncludes(message) : message
      send(answer.exchanging(namesForEditor).with("id", question.id))
    case .errors(let uri, let revision, let lines):
      guard notebooks[uri]?.revision == revision, let items = message["result"]?["items"]?.list else {
        return
      }
      notebooks[uri]?.take(items, of: revision, in: lines)
      publish(uri)
    }
  }
}
