import Displays
import Execution
import Notebooks
import Testing

@Suite struct OutputTests {
  @Test func `what a cell prints and shows keeps its order, also across languages`() throws {
    let result = try run(
      notebook(
        """
        print("one")
        puts("two")
        show("three")
        print("four", terminator: "")
        """,
        """
        fputs("five\\n", stderr)
        let x = 6
        x
        """))
    #expect(
      result.cells[0].outputs == [
        .standardOutput("one\ntwo\n"), .display(.text("three")), .standardOutput("four"),
      ])
    #expect(result.cells[1].outputs == [.standardError("five\n"), .display(.text("6"))])
  }

  @Test
  func `a last expression is shown unless it is an assignment, a statement, Void or ended by a semicolon`()
    throws
  {
    let result = try run(
      notebook(
        "var x = 3\nx + 1 // the sum",
        "x = 5",
        "x += 1",
        "if x == 6 { 1 } else { 2 }",
        "print(x)",
        "x;",
        "let y = 2; y\n  .description\n  .count",
        "x // first\nfunc later() {}",
        "#if os(Linux)\nx\n#endif"))
    #expect(result.cells.map(\.texts) == [["4"], [], [], [], [], [], ["1"], [], []])
    #expect(!result.cells.contains { !$0.hasSucceeded })
  }

  @Test func `the files that loaders read are told once each, also one that is not there`() throws {
    let result = try run(
      notebook(
        "let weights = try? Safetensors(contentsOf: \"absent.safetensors\")",
        "for _ in 0..<2 { _ = try? CSV(file: \"absent.csv\") }"))
    #expect(result.filesRead == ["absent.safetensors", "absent.csv"])
    #expect(try run(notebook("let x = 1")).filesRead == [])
  }

  @Test(arguments: [
    "fclose(stdout);", "close(1);", "import Foundation\ntry FileHandle.standardOutput.close()",
    "for descriptor in Int32(0)..<64 { close(descriptor) }", "dup2(open(\"/dev/null\", O_WRONLY), 1);",
    "freopen(\"/dev/null\", \"w\", stdout);",
  ])
  func `text that a cell prints to nowhere is a failure of that cell`(closing: String) throws {
    let book = notebook("print(\"one\")\n\(closing)", "print(\"two\")", "print(3)")
    let result = try run(book)
    #expect(result.cells[0].printed == "one\n" && result.cells[0].hasSucceeded)
    #expect(result.cells[1].failure?.kind == .lostOutput)
    let cell = book.cells[1]
    #expect((cell.location.line...cell.lines[0].location.line).contains(result.cells[1].place?.line ?? 0))
    #expect(result.cells[2].hasNotRun)
  }

  @Test func `a cell may lead its output elsewhere and back`() throws {
    let result = try run(
      notebook(
        "let saved = dup(1)\ndup2(open(\"/dev/null\", O_WRONLY), 1)\nprint(\"quiet\")\ndup2(saved, 1)",
        "print(\"loud\")"))
    #expect(result.cells.map(\.printed) == ["", "loud\n"])
    #expect(!result.hasFailed)
  }

  @Test func `a cell that shortens the run's own messages has not run as if nothing were`() throws {
    let cutting = """
      var name = [CChar](repeating: 0, count: 4096)
      readlink("/proc/self/fd/1", &name, 4095)
      let folder = String(cString: name).split(separator: "/").dropLast().joined(separator: "/")
      sleep(1)
      truncate("/\\(folder)/wire", 0);
      """
    let result = try run(notebook("print(\"one\")", cutting, "show(3)"))
    #expect(result.hasFailed)
  }

  @Test func `what a cell has done at the end of the program is done`() throws {
    let result = try run(
      notebook("atexit { print(\"bye\") }\nat_quick_exit {}\npthread_atfork(nil, nil, nil);", "print(2)"))
    #expect(result.cells.map(\.printed) == ["", "2\nbye\n"])
    #expect(!result.hasFailed)
  }

  @Test func `text literals of several lines keep their lines`() throws {
    let result = try run(notebook("let t = \"\"\"\n  a\n    b\n  \"\"\"\nt"))
    #expect(result.cells[0].texts == ["a\n  b"])
  }

  @Test func `bytes that are no text become replacement characters`() throws {
    let result = try run(notebook("var bytes: [UInt8] = [65, 0, 255, 66]\nwrite(1, &bytes, 4);"))
    #expect(result.cells[0].printed == "A\u{FFFD}\u{FFFD}B")
  }

  @Test func `a type of the notebook's own is shown by its description wherever that stands`() throws {
    let result = try run(
      notebook(
        "struct P { var a = 1; var name = \"x\" }\nP()",
        "struct Q { var a = 1 }\nlet q = Q()",
        "extension Q: CustomStringConvertible { var description: String { \"Q!\" } }\n[q, q]",
        "enum E { case one, two(Int) }\n[E.one, .two(3)]",
        "[\"b\": 2, \"a\": 1]",
        "let none: Int? = nil\n(none, Optional(3), \"t\")"))
    #expect(
      result.cells.map(\.texts) == [
        ["P(a: 1, name: \"x\")"], [], ["[Q!, Q!]"], ["[one, two(3)]"], ["[\"a\": 1, \"b\": 2]"],
        ["(nil, 3, \"t\")"],
      ])
  }

  @Test func `addresses of objects are not shown: they differ in each run`() throws {
    let code = """
      import Foundation
      let object = NSObject(), memory = UnsafeMutablePointer<Int>.allocate(capacity: 1)
      struct Code: CustomStringConvertible { var description: String { "0xFF00FF00FF00, 0x7f, 0x" } }
      show(object, [object], memory, ObjectIdentifier(object), ["a": OpaquePointer(memory)], Code())
      """
    let texts = try run(notebook(code)).cells[0].texts
    #expect(
      texts == [
        "<NSObject: 0x…>", "[<NSObject: 0x…>]", "0x…", "ObjectIdentifier(0x…)", "[\"a\": 0x…]",
        "0xFF00FF00FF00, 0x7f, 0x",
      ])
  }

  @Test func `a value that can't be copied does not keep the cell from compiling`() throws {
    let result = try run(
      notebook("struct Handle: ~Copyable { var number = 3 }\nlet handle = Handle()\nhandle"))
    #expect(result.cells[0].texts == ["Handle"])
  }
}
