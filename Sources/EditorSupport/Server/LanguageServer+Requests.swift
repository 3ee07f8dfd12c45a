import Notebooks

extension LanguageServer {
  /// Answers what an editor asks.
  func request(_ method: String, _ parameters: JSONValue, _ id: JSONValue) {
    let question = PendingRequests.Question(id: id, method: method, parameters: parameters)
    switch method {
    case "textDocument/completion", "textDocument/hover", "textDocument/definition",
      "textDocument/signatureHelp":
      ask(question)
    case "completionItem/resolve":
      // The author's keys and labels have nothing more to say.
      if parameters["data"] == nil { return send(Reply.result(parameters, to: id)) }
      pass(question)
    default: send(Reply.error(.unknownMethod, "there is no '\(method)' here", to: id))
    }
  }

  /// Asks the compiler's server about a place in code, and the notebook about one in prose.
  func ask(_ question: PendingRequests.Question) {
    let uri = question.uri
    guard notebooks[uri] != nil else {
      // Resolving an item needs no notebook.
      if question.parameters["data"] != nil { return pass(question) }
      return send(Reply.error(.invalidParameters, "'\(uri)' is not open", to: question.id))
    }
    guard let position = Position(question.parameters["position"]) else {
      return send(Reply.error(.invalidParameters, "a request needs a position", to: question.id))
    }
    refresh(uri)
    guard let open = notebooks[uri], let focus = open.focus(at: position), open.slot != nil else {
      let isCompletion = question.method == "textDocument/completion"
      return send(Reply.result(isCompletion ? completion(in: uri, at: position) : .null, to: question.id))
    }
    notebooks[uri]?.focus = focus
    showToCompiler(uri)
    pass(question)
  }

  private func completion(in uri: String, at position: Position) -> JSONValue {
    guard let open = notebooks[uri] else { return .null }
    return .list(AuthorCompletion(open.notebook, open.edited).items(at: position))
  }
}
