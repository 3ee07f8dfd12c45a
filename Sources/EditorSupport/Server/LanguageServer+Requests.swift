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
      // What the author's own words are completed with has nothing more to say.
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
    guard notebooks[uri]?.slot != nil, notebooks[uri]?.turn(to: position) == true else {
      let result = notebooks[uri].map { proseAnswer(to: question.method, in: $0, at: position) }
      return send(Reply.result(result ?? .null, to: question.id))
    }
    showToCompiler(uri)
    pass(question)
  }

  /// The answer to a question about prose, options or the front matter.
  private func proseAnswer(to method: String, in open: OpenNotebook, at position: Position) -> JSONValue {
    switch method {
    case "textDocument/completion": .list(AuthorCompletion(open).items(at: position))
    case "textDocument/hover": ReferenceAnswer(open).hover(at: position)
    case "textDocument/definition": ReferenceAnswer(open).definition(at: position)
    default: .null
    }
  }
}
