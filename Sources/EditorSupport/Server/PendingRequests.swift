import Notebooks

/// What the compiler's server has been asked and has not yet answered.
struct PendingRequests {
  /// A request of the editor.
  struct Question {
    let id: JSONValue
    let method: String
    let parameters: JSONValue
    /// How often it has been passed on.
    var tries = 1
    /// Whether the editor doesn't want the answer any more.
    var isCancelled = false

    /// The notebook that it is about; empty if it is about none.
    var uri: String { parameters["textDocument"]?["uri"]?.text ?? "" }
  }

  enum Purpose {
    case editor(Question)
    /// The errors in the code that was edited last, and the lines of that revision where it is, if it is a cell.
    case errors(uri: String, revision: Int, lines: ClosedRange<Int>?)
    /// The first request for a notebook, which takes longer than all others.
    case warming
  }

  private var purposes: [Int: Purpose] = [:]
  private var last = 0

  mutating func add(_ purpose: Purpose) -> Int {
    last += 1
    purposes[last] = purpose
    return last
  }

  mutating func take(_ id: Int) -> Purpose? { purposes.removeValue(forKey: id) }

  /// Whether the editor waits for an answer about a notebook.
  func haveQuestion(about uri: String) -> Bool {
    purposes.values.contains { if case .editor(let question) = $0 { question.uri == uri } else { false } }
  }

  /// Marks a request of the editor as not wanted any more; returns its number at the compiler's server.
  mutating func cancel(_ id: JSONValue) -> Int? {
    for (number, purpose) in purposes {
      guard case .editor(var question) = purpose, question.id == id else { continue }
      question.isCancelled = true
      purposes[number] = .editor(question)
      return number
    }
    return nil
  }

  /// Forgets what was asked about the errors of a notebook that is closed; it may be opened again with another text.
  mutating func dropErrors(of uri: String) {
    purposes = purposes.filter { if case .errors(uri, _, _) = $0.value { false } else { true } }
  }

  /// Forgets all requests, and returns the editor's.
  mutating func removeAll() -> [Question] {
    defer { purposes = [:] }
    return purposes.sorted { $0.key < $1.key }.compactMap { entry in
      if case .editor(let question) = entry.value { question } else { nil }
    }
  }
}
