import Foundation
import Notebooks
import Testing

/// What `lectern lsp` does with messages that are none, and without the compiler's server.
@Suite(.serialized) struct LanguageServerFaultTests {
  private let bench: Workbench
  private let file: String
  private static let text = "# T\n\n```{swift}\n//| ecko: false\nlet number = 1\n```\n"

  init() throws {
    bench = try Workbench()
    file = bench.path(of: "t.md")
  }

  private func code(_ answer: JSONValue) -> Int? { answer["error"]?["code"]?.integer }

  @Test func `requests that can't be answered get the protocol's errors`() throws {
    let client = try EditorClient(bench)
    #expect(code(client.ask("textDocument/hover")) == -32002)
    client.begin()
    #expect(code(client.ask("initialize")) == -32600)
    #expect(code(client.ask("textDocument/noSuchThing")) == -32601)
    #expect(code(client.ask("textDocument/hover")) == -32602)
    client.note("$/noSuchNote", .null)
    client.send(["id": 77])
    #expect(code(client.first { $0["id"] == 77 } ?? .null) == -32600)
    #expect(client.ask("shutdown")["result"] == .null)
    #expect(code(client.ask("textDocument/hover")) == -32600)
    client.note("exit", .null)
    #expect(client.end() == 0)
  }

  @Test func `a server that is killed leaves no program behind`() throws {
    let client = try EditorClient(bench)
    client.begin()
    _ = client.ask("nothing")
    let programs = client.kill()
    #expect(!programs.isEmpty)
    func isRunning(_ program: String) -> Bool { access(program + "/exe", R_OK) == 0 }
    for _ in 0..<200 where programs.contains(where: isRunning) { usleep(50_000) }
    #expect(!programs.contains(where: isRunning))
  }

  @Test func `an editor that leaves without a word is a failure`() throws {
    #expect(try bench.shell("$LECTERN lsp < /dev/null").code == 1)
    let client = try EditorClient(bench)
    client.begin()
    client.note("exit", .null)
    #expect(client.end() == 1)
  }

  @Test(arguments: [
    "Content-Length: 3\r\n\r\n{\"a", "Content-Length: 2\r\n\r\n\u{7F}\u{7F}", "Hello!\r\n",
    "Content-Type: x\r\n\r\n",
    "Content-Length: many\r\n\r\n", "Content-Length: -5\r\n\r\n", "\r\n\r\n",
    String(repeating: "x", count: 100_000),
    "Content-Length: 99999999999999999999\r\n\r\n",
    "Content-Length: 400\r\n\r\n" + String(repeating: "[", count: 400),
  ])
  func `what is no message is said to be none, and the next message is answered`(bytes: String) throws {
    let client = try EditorClient(bench)
    client.begin()
    client.send(bytes + (bytes.hasSuffix("\n") || bytes.hasPrefix("Content") ? "" : "\r\n\r\n"))
    let answer = client.first { $0["id"] == .null }
    #expect(code(answer ?? .null) == -32700)
    #expect(code(client.ask("nothing")) == -32601)
  }

  @Test func `a message of any size comes whole or in pieces`() throws {
    let client = try EditorClient(bench)
    client.begin()
    client.open(file, "# T\n\n" + String(repeating: "Wörter und 🙂. ", count: 200_000))
    #expect(client.diagnostics(of: file) { _ in true } == [])
    let text = #"{"id":"é","method":"nothing"}"#
    for byte in "Content-Type: x\r\ncontent-length:  \(text.utf8.count)\r\n\r\n" {
      client.send(String(byte))
      usleep(500)
    }
    client.send(text)
    #expect(code(client.first { $0["id"] == "é" } ?? .null) == -32601)
    client.send("Content-Length: \(70 << 20)\r\n\r\n" + String(repeating: " ", count: 70 << 20))
    #expect(code(client.first { $0["id"] == .null } ?? .null) == -32700)
    #expect(code(client.ask("nothing")) == -32601)
  }

  @Test(arguments: [
    #"{"start":{"line":4,"character":9},"end":{"line":4,"character":4}}"#,
    #"{"start":{"line":900,"character":0},"end":{"line":901,"character":0}}"#,
    #"{"start":{"line":4,"character":4000},"end":{"line":4,"character":4001}}"#,
    #"{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}}"#, #""everywhere""#,
  ])
  func `a change at an impossible place doesn't end the server`(range: String) throws {
    let client = try EditorClient(bench)
    client.begin()
    client.open(file, Self.text)
    client.send(
      """
      {"method":"textDocument/didChange","params":{"textDocument":{"uri":"\(EditorClient.uri(file))","version":2},\
      "contentChanges":[{"range":\(range),"text":"x"}]}}
      """.framed)
    _ = client.hover(file, 4, 5)
    #expect(code(client.ask("nothing")) == -32601)
  }

  @Test func `without sourcekit-lsp mistakes are reported, and its absence is said once`() throws {
    let tools = try ToolFolder()
    let client = try EditorClient(bench, ["PATH": tools.path])
    client.begin()
    client.open(file, Self.text)
    let found = client.diagnostics(of: file) { !$0.isEmpty }
    #expect(found.first?.hasPrefix("3:4: unknown option 'ecko'") == true, "\(found)")
    #expect(client.ask("hover", file, 4, 5) == .null)
    #expect(client.said.count == 1 && client.said.first?.contains("sourcekit-lsp") == true, "\(client.said)")
    client.change(file, line: 3, from: 4, to: 8, "echo")
    client.change(file, line: 4, from: 4, to: 10, "number: String", version: 3)
    let compiled = client.diagnostics(of: file) { $0.contains { $0.hasPrefix("4:") } }
    #expect(compiled.count == 1 && compiled.first?.hasPrefix("4:21: ") == true, "\(compiled)")
  }

  @Test func `a sourcekit-lsp that is killed is started again, which is said once`() throws {
    let numbers = bench.path(of: "numbers")
    let tools = try ToolFolder(server: "echo $$ >> \(numbers); exec REAL/sourcekit-lsp")
    let client = try EditorClient(bench, ["PATH": tools.path])
    client.begin()
    client.open(file, Self.text)
    for time in 1...2 {
      #expect(client.hover(file, 4, 5).contains("let number: Int"), "\(time)")
      let last = try bench.read("numbers").split(separator: "\n").compactMap { pid_t($0) }
      #expect(last.count == time)
      kill(try #require(last.last), SIGKILL)
    }
    #expect(client.hover(file, 4, 5).contains("let number: Int"))
    #expect(
      client.said.count == 1 && client.said.first?.contains("was started again") == true, "\(client.said)")
  }

  @Test func `a sourcekit-lsp that always dies is given up`() throws {
    let tools = try ToolFolder(server: "exit 3")
    let client = try EditorClient(bench, ["PATH": tools.path])
    client.begin()
    client.open(file, Self.text)
    let message = client.first { $0["params"]?["message"]?.text?.contains("five times") == true }
    #expect(message?["params"]?["type"] == 1)
    #expect(client.ask("hover", file, 4, 5) == .null)
    #expect(client.diagnostics(of: file) { !$0.isEmpty }.count == 1)
  }
}

extension String {
  fileprivate var framed: String { "Content-Length: \(utf8.count)\r\n\r\n\(self)" }
}
