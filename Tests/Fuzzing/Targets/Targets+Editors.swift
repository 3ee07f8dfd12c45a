import EditorSupport

extension FuzzTarget {
  /// What an editor sends to the language server: messages one after the other, with anything between them. They are the same
  /// in whatever pieces they come.
  static let editorMessages = FuzzTarget(
    name: "editor",
    words: [
      "Content-Length: ", "content-length:", "\r\n\r\n", "\r\n", "\n", "\r", ":", " ", "\t", "2", "4",
      "70000000",
      "-1", "99999999999999999999", "{}", "null", "[1]", "\"é\"", "Content-Type: a\r\n", "A: b\n", "{", "}",
      "\0",
    ],
    seeds: [
      "Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull",
      "Content-Type: x; charset=utf-8\r\nContent-Length: 5\r\n\r\n\"é\"x",
      "lost\nContent-Length: 2\n\n{}", "Content-Length: 70000000\r\n\r\n{}",
      String(repeating: "x", count: 5000) + "Content-Length: 2\nContent-Length: 2\r\n\r\n{}",
      String(repeating: "A: b\n", count: 1000) + "Content-Length: 2\r\n\r\n{}",
    ]
  ) { bytes throws(Finding) in
    let whole = items([bytes[...]])
    let middle = bytes.count / 2
    try Finding.unless(
      items([bytes[..<middle], bytes[middle...]]) == whole, "two halves aren't read as the whole")
    let step = max(1, bytes.count / 50)
    let pieces = stride(from: 0, to: bytes.count, by: step).map { bytes[$0..<min($0 + step, bytes.count)] }
    try Finding.unless(items(pieces) == whole, "pieces of \(step) bytes aren't read as the whole")
    for case .problem(let problem) in whole {
      try Finding.unless(problem.utf8.count < 200, "a problem of \(problem.utf8.count) bytes")
    }
  }

  private static func items(_ pieces: [ArraySlice<UInt8>]) -> [MessageReader.Item] {
    var reader = MessageReader()
    var items: [MessageReader.Item] = []
    for piece in pieces {
      reader.append(piece)
      while let item = reader.next() { items.append(item) }
    }
    return items
  }
}
