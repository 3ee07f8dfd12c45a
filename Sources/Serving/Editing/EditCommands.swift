import Foundation

/// What a page's script asks for when its reader tries something.
struct EditCommands {
  let book: LiveBook

  /// What comes with a command, as JSON.
  private struct Content: Decodable {
    /// The code that was changed, and what it has become.
    var before: String?
    var text: String?
    /// A parameter's value.
    var value: String?
  }

  func answer(_ request: HTTPRequest, page: String) throws(HTTPError) -> HTTPResponse {
    let item = request.query["item"].flatMap { Int($0) } ?? -1
    let name = request.query["name"] ?? ""
    let command = request.path.dropFirst().first
    switch (command, request.method) {
    case ("cell", .get): return try json(try book.cell(page, item: item))
    case ("exercise", .get): return try json(try book.answer(page, exercise: name))
    case (_, .get), (_, .head): throw HTTPError(404, "there is no such command")
    case ("reset", .post): try book.reset(page, item: item)
    case ("keep", .post): try book.keep(page, item: item)
    case ("save", .post): try book.save(page, item: item)
    case ("stop-check", .post): try book.stopCheck(page, exercise: name)
    default: return try answer(request, command ?? "", page: page, item: item, name: name)
    }
    return .done
  }

  /// Commands that come with a text.
  private func answer(
    _ request: HTTPRequest, _ command: String, page: String, item: Int, name: String
  ) throws(HTTPError) -> HTTPResponse {
    guard ["edit", "discard", "parameter", "check"].contains(command) else {
      throw HTTPError(404, "there is no such command")
    }
    let content = try content(of: request)
    let text = content.text.map { $0.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }
    switch (command, text) {
    case ("edit", let text?):
      guard let before = content.before else { throw .bad("what was there before is missing") }
      try book.edit(page, item: item, from: before, to: text)
    case ("discard", let text?): try book.discard(page, text: text)
    case ("parameter", _): try book.set(page, parameter: name, to: content.value)
    case ("check", let text?): return try json(try book.check(page, exercise: name, answer: text))
    default: throw .bad("the text is missing")
    }
    return .done
  }

  private func content(of request: HTTPRequest) throws(HTTPError) -> Content {
    do {
      let content = try JSONDecoder().decode(Content.self, from: Data(request.body))
      if content.text?.unicodeScalars.contains("\0") ?? false { throw HTTPError.bad("a NUL character") }
      return content
    } catch {
      throw .bad("the request has no text that can be read")
    }
  }

  private func json(_ value: some Encodable) throws(HTTPError) -> HTTPResponse {
    guard let data = try? JSONEncoder().encode(value) else {
      throw HTTPError(500, "the answer can't be written")
    }
    return HTTPResponse(type: "application/json", Array(data))
  }
}
