import CPlatform
import Displays
import Execution
import Foundation
import Markup
import Notebooks
import Reports
import Serving

extension FuzzTarget {
  /// What the process of cells sends: messages one after the other, with anything between them.
  static let wire = FuzzTarget(
    name: "wire", words: wireWords, seeds: Samples.messages
  ) { bytes throws(Finding) in
    try read(messages: bytes)
  }

  /// Messages with a valid frame around any content: a kind and a length, both in one byte, before the bytes of each.
  static let sentMessages = FuzzTarget(
    name: "sent-messages", words: wireWords + frames,
    seeds: Samples.payloads.map { [UInt8($0.kind.rawValue), UInt8(min($0.bytes.count, 255))] + $0.bytes }
  ) { bytes throws(Finding) in
    var rest = bytes[...]
    var framed: [UInt8] = []
    while let kind = rest.popFirst(), let length = rest.popFirst() {
      framed += Samples.message(lectern_kind(UInt32(kind)), Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    try read(messages: framed)
  }

  /// Reads messages as the runner of three items does, and checks that it can rely on each.
  private static func read(messages bytes: [UInt8]) throws(Finding) {
    var (rest, check) = (bytes[...], MessageCheck(items: 0..<3))
    var begun: [Int32: Int] = [:]
    while let message = Message.next(in: &rest, &check) {
      try Finding.unless(
        message.outputSize >= 0 && message.errorSize >= 0
          && message.outputSize.addingReportingOverflow(message.errorSize).overflow == false,
        "the sizes \(message.outputSize) and \(message.errorSize)")
      switch message.kind {
      case .begin(let item):
        try Finding.unless(
          (0..<3).contains(item) && item > begun[message.process] ?? -1, "item \(item) begins")
        begun[message.process] = item
      case .display(let display): try show(display)
      case .claim(let claim, let line, let column):
        try Finding.unless(line >= 0 && column >= 0, "a claim at \(line):\(column)")
        try show(.claim(claim))
      case .exit(let stack), .hang(let stack), .full(let stack), .address(let stack),
        .thrown(_, _, let stack), .signal(_, _, _, let stack):
        try Finding.unless(stack.count <= 256, "a stack of \(stack.count) frames")
      case .value, .read, .line, .trial, .finish, .segment, .pause: break
      }
    }
  }

  /// What a cell shows: the bytes of a display, which become a part of a page.
  static let display = FuzzTarget(
    name: "display", words: wireWords, seeds: Samples.displays.map { WireWriter.bytes(of: $0) }
  ) { bytes throws(Finding) in
    var reader = WireReader(bytes[...])
    guard let display = try? Display(from: &reader) else { return }
    let written = WireWriter.bytes(of: display)
    var again = WireReader(written[...])
    let same = try? Display(from: &again)
    try Finding.unless(
      same.map { WireWriter.bytes(of: $0) } == written, "a display isn't read as it was written")
    try show(display)
  }

  /// What a cell prints.
  static let printed = FuzzTarget(
    name: "printed",
    words: [
      "\u{1B}[", "m", ";", "1", "31", "38;5;200", "38;2;1;2;3", "K", "2J", "A", "10C", "H", "\r", "\n",
      "\r\n", "\u{8}", "\t", "\u{7}",
      "\u{1B}]8;;javascript:x\u{7}", "\u{1B}]0;", "\u{1B}\\", "\u{9B}", "<", "&", "\"", "日", "é", "\u{200D}",
      "\u{202E}", "\0", "█",
      "99999999999", "\u{1B}P", "\u{1B}(B", "?25l",
    ],
    seeds: [
      "\u{1B}[1;31mred\u{1B}[0m\n", "10%\r20%\r100%\n", "\u{1B}]8;;https://a.b\u{7}c\u{1B}]8;;\u{7}\n",
      "a\u{8}b\u{1B}[2K\u{1B}[1Ac\n",
    ]
  ) { bytes throws(Finding) in
    try check(outputs: [.standardOutput(bytes.text), .standardError(bytes.text)])
  }

  /// A drawing that somebody else has made.
  static let drawing = FuzzTarget(
    name: "drawing",
    words: [
      "<svg>", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">", "</svg>", "<g ",
      "<path d=\"", "<text>", "</text>", "<use href=\"#",
      "<image href=\"data:", "<script>", "</script>", " onload=\"", " style=\"", "fill:url(#a)", "url(",
      "<a href=\"javascript:", "<!--", "-->",
      "<![CDATA[", "]]>", "<!DOCTYPE svg", "<?xml ", "?>", "&lt;", "&#x41;", "&a;", "<style>", "</style>",
      "xlink:href=\"", "<animate ", "/>",
      ">", "\"", " id=\"a\"", " transform=\"", "<foreignObject>", "\\", "\u{1}", "<defs>", "<marker ",
      "@import", "expression(",
    ],
    seeds: [
      "<svg viewBox=\"0 0 9 9\"><g fill=\"red\"><path d=\"M0 0L1 1\"/><text x=\"1\">a&lt;b</text></g></svg>",
      "<svg><defs><linearGradient id=\"a\"><stop offset=\"1\"/></linearGradient></defs><rect style=\"fill:url(#a)\"/></svg>",
      "<?xml version=\"1.0\"?><!DOCTYPE svg><svg><style>.a{fill:red}</style><use href=\"#b\"/><image href=\"data:image/png;base64,AA==\"/></svg>",
    ]
  ) { bytes throws(Finding) in
    for place in [SafeDrawing.Place.page, .picture] {
      guard let drawing = try? SafeDrawing(bytes.text, in: place) else { continue }
      let markup = [Node.element(drawing.element)].markup
      try PageCheck.check(markup)
      // What is safe stays as it is.
      let again = try? SafeDrawing(markup, in: place)
      try Finding.unless(again.map { [Node.element($0.element)].markup } == markup, "a safe drawing changes")
    }
  }

  /// A request to the server: without the token nobody is let in, and no path leads out.
  static let request = FuzzTarget(
    name: "request",
    words: [
      "GET ", "POST ", "HEAD ", " HTTP/1.1", " HTTP/1.0", "\r\n", "\r", "\n", "Host: ", "127.0.0.1:3000",
      "localhost:3000", "Cookie: lectern-3000=",
      "; ", "Origin: http://127.0.0.1:3000", "Sec-Fetch-Site: none", "Content-Length: ",
      "Transfer-Encoding: chunked", "Connection: close", "/",
      "..", "%2e", "%2f", "%5c", "%00", "\\", "?token=", "&", "=", ":", " ", "\t", "\0", "%", "+", "é",
      "secret", "secre", "?page=", "/home/",
    ],
    seeds: [
      "GET /home/output/a.html?page=b HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nCookie: a=b; lectern-3000=secre\r\n",
      "POST /home/_lectern/run?page=output%2Fa.html HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: http://localhost:3000\r\nContent-Length: 3\r\n",
      "GET /home/?token=secre HTTP/1.0\r\nHost: 127.0.0.1:3000\r\n",
      "HEAD /a%20b/%C3%A4/ HTTP/1.1\r\nSec-Fetch-Site: same-site\r\nConnection: close",
    ]
  ) { bytes throws(Finding) in
    guard let request = try? HTTPRequest(head: bytes) else { return }
    for part in request.path {
      try Finding.unless(
        !["", ".", ".."].contains(part) && !part.contains("/") && !part.contains("\0"),
        "the path \(request.path)")
    }
    if let length = try? request.bodyLength(limit: 100) {
      try Finding.unless((0...100).contains(length), "\(length) bytes")
    }
    // A token that a fuzzer, which sees what is compared, doesn't find.
    let token = String(UInt64.random(in: .min ... .max), radix: 36)
    let isIn = { (home: String) -> Bool in
      var asked = request
      do throws(HTTPError) {
        _ = try Gate(port: 3000, home: home, token: token, proofKey: token).check(&asked)
        return true
      } catch {
        return false
      }
    }
    try Finding.unless(!isIn("home"), "somebody without the token is let in")
    try Finding.unless(!isIn(token), "somebody without the folder is let in")
  }

  private static func show(_ display: Display) throws(Finding) {
    var report = DrawingReport()
    try check(outputs: [.display(display.withSafeDrawings(&report))])
  }

  /// Checks the page of a notebook whose cell has this output.
  private static func check(outputs: [Output]) throws(Finding) {
    let notebook = Notebook.parse("# A\n\n```{swift}\nf()\n```\n", file: "n.md")
    var result = RunResult(of: notebook)
    result.cells[0].status = .succeeded
    result.cells[0].outputs = outputs
    try PageCheck.check(Report(notebook: notebook, result: result).textMarkup(), allowsScripts: true)
  }

  /// The beginnings of messages of each kind, as ``sentMessages`` has them.
  private static let frames: [[UInt8]] = (1...16).flatMap { kind in
    [8, 24, 40].map { length in [UInt8(kind), UInt8(length)] }
  }

  private static let wireWords: [[UInt8]] =
    (0...16).map { [$0, 0, 0, 0, 0, 0, 0, 0] }
    + ["\u{1E}lectern", "<b>", "\"", "<svg></svg>"].map { Array($0.utf8) }
    + [
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0xF0, 0x7F],
      [0, 0, 0x80, 0x7F, 0, 0, 0, 0],
    ]
}
