import Execution
import Foundation
import TestSupport
import Testing

/// A cage without all of its rules is none, so nothing runs in it.
@Suite(.enabled(if: Cage.problem == nil)) struct CageRulesTests {
  /// What the host says of cells, and the code with which it or their process ends.
  private struct Answer {
    var code: Int32
    var said: String
  }

  private static let tools = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Starts the host with a program that doesn't exist.
  ///
  /// - Parameters:
  ///   - rules: each is ended by a zero; `nil` for no file.
  ///   - way: its last arguments.
  ///   - starter: a program that starts it; `nil` for none.
  private func start(_ rules: String?, _ way: String..., by starter: [String] = []) throws -> Answer {
    let folder = try TemporaryFolder()
    let path = folder.url.path
    for name in ["wire", "output", "error"] { try Data().write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
    if let rules { try Data(rules.utf8).write(to: URL(fileURLWithPath: path + "/cage")) }
    let (host, input, output) = (Process(), Pipe(), Pipe())
    let library = Self.tools.appendingPathComponent("libLecternCells.so").path
    let program = Self.tools.appendingPathComponent("lectern-host").path
    let words = starter + [program, path, library, "main", "0", path, "4096"] + way
    host.executableURL = URL(fileURLWithPath: words[0])
    host.arguments = Array(words.dropFirst())
    (host.standardInput, host.standardOutput, host.standardError) = (input, output, FileHandle.nullDevice)
    try host.run()
    signal(SIGPIPE, SIG_IGN)
    try? input.fileHandleForWriting.write(contentsOf: Data("/no/such/program.so\n".utf8))
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
      separator: "\n")
    host.waitUntilExit()
    let status = lines.count > 1 ? (Int32(lines[1]) ?? -1) >> 8 : host.terminationStatus
    return Answer(code: status, said: try String(contentsOfFile: path + "/error", encoding: .utf8))
  }

  private static let whole = "r/usr/share\0w/tmp/lectern-nowhere\0n\0.\0"

  @Test func `with its rules the program begins, and without a cage it needs none`() throws {
    for answer in [try start(Self.whole, "caged"), try start(".\0", "caged"), try start(nil, "free")] {
      #expect(answer.said.contains("/no/such/program.so"), "\(answer)")
    }
  }

  /// Dispatch's threads block all signals, and what they start inherits that.
  @Test func `whatever signals are blocked at its start, the host hears of the cells' end`() throws {
    let blocking = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let answer = try start(nil, "free", by: ["/usr/bin/env", "python3", "-c", blocking])
    #expect(answer.said.contains("/no/such/program.so"), "\(answer)")
  }

  @Test func `rules that are missing, or of which a part is missing, let nothing run`() throws {
    let missing = try start(nil, "caged")
    #expect(missing.said == "the cells cannot be confined: No such file or directory\n")
    let parts = (0..<Self.whole.utf8.count).map { String(Self.whole.prefix($0)) }
    for rules in parts + ["x/usr\0.\0", Self.whole + "r/etc\0", "r/usr\0.\0.\0"] {
      let answer = try start(rules, "caged")
      #expect(
        answer.code == 127
          && answer.said == "the cells cannot be confined: the list of what they may reach is incomplete\n",
        "\(rules.debugDescription): \(answer)")
    }
  }

  /// Has the system report a process's calls to it, and starts a program.
  private static let listener = """
    import ctypes, platform, struct, subprocess, sys
    system = ctypes.CDLL(None)
    system.prctl(38, 1, 0, 0, 0)
    allow = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000))
    steps = ctypes.create_string_buffer(struct.pack("HP", 1, ctypes.addressof(allow)))
    number = 317 if platform.machine() == "x86_64" else 277
    assert system.syscall(number, 1, 8, steps) >= 0
    subprocess.run(sys.argv[1:], check=True)
    """

  @Test func `where nobody can count the cells' processes nothing runs in the cage`() throws {
    let listener = ["/usr/bin/env", "python3", "-c", Self.listener]
    let caged = try start(".\0", "caged", by: listener)
    #expect(
      caged.said
        == "the cells' processes cannot be counted: another program is told of the calls already\n",
      "\(caged)")
    #expect(caged.code == 127)
    let free = try start(nil, "free", by: listener)
    #expect(free.said.contains("/no/such/program.so"), "\(free)")
  }

  @Test(arguments: [[], [""], ["maybe"], ["caged", "free"]])
  func `whether there is a cage has to be said`(way: [String]) throws {
    let answer = way.isEmpty ? try start(Self.whole) : try start(Self.whole, way.joined(separator: " "))
    #expect(answer.code == 64 && answer.said.isEmpty, "\(answer)")
  }

  @Test func `a link in the place of a file that cells may read lets nothing run`() throws {
    let folder = try TemporaryFolder()
    let link = folder.url.path + "/link"
    symlink("/etc", link)
    for path in [link, link + "/passwd"] {
      let answer = try start("r\(path)\0.\0", "caged")
      #expect(
        answer.said
          == "the cells cannot be confined: a file or folder that they may reach has become a link\n"
      )
    }
  }

  @Test func `rules of any length are read to their end`() throws {
    let folder = try TemporaryFolder()
    let secret = folder.url.path + "/secret"
    try "treasure".write(toFile: secret, atomically: true, encoding: .utf8)
    var cage = Cage()
    // More than 2 MiB.
    cage.readable = (0..<30_000).map { "/nowhere/\($0)/" + String(repeating: "x", count: 60) } + [secret]
    let book = folder.url.path + "/book"
    try FileManager.default.createDirectory(atPath: book, withIntermediateDirectories: true)
    let code = """
      import Foundation
      for path in ["\(secret)", "/etc/passwd", "/"] {
        print((try? String(contentsOfFile: path, encoding: .utf8)) ?? "nothing")
      }
      print((try? FileManager.default.contentsOfDirectory(atPath: "/"))?.count ?? 0)
      """
    let result = try run(handmade([code], file: book + "/n.md", from: 3), cage: cage)
    #expect(
      result.cells[0].printed == "treasure\nnothing\nnothing\n0\n",
      "\(String(describing: result.cells[0].failure))")
  }

  @Test(arguments: [(1 << 30, "4294967296"), (0, "unlimited")])
  func `a tool whose memory is limited writes no file without end`(memory: Int, most: String) throws {
    let tool = Process()
    let output = Pipe()
    tool.executableURL = Self.tools.appendingPathComponent("lectern-host")
    tool.arguments = ["--keep", "\(getpid())", "\(memory)", "/bin/cat", "/proc/self/limits"]
    tool.standardOutput = output
    try tool.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    tool.waitUntilExit()
    let size = text.split(separator: "\n").first { $0.hasPrefix("Max file size") }
    #expect(size?.split(separator: " ")[3] == Substring(most), "\(text)")
  }

  @Test func `a path with a zero in it is not read as two rules`() throws {
    var cage = Cage()
    cage.readable = ["/usr\0n", "/usr\0r/etc"]
    cage.writable = ["/usr\0r/etc"]
    let result = try run(
      notebook(
        """
        import Foundation
        print(open("/etc/passwd", O_RDONLY), socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        """), cage: cage)
    #expect(result.cells[0].printed == "-1 -1\n")
  }
}
