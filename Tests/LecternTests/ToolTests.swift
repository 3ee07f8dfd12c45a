import Foundation
import TestSupport
import Testing

/// A toolchain in which some tools are scripts.
private struct Tools {
  private let folder: TemporaryFolder
  private var binaries: URL { folder.url.appendingPathComponent("usr/bin") }
  /// The `PATH` with these tools.
  var path: String { binaries.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "") }

  private static let real: String = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let found = path.split(separator: ":").map { "\($0)/swiftc" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    return URL(fileURLWithPath: found ?? "/").resolvingSymlinksInPath().deletingLastPathComponent().path
  }()

  /// - Parameter scripts: the code of each tool; `REAL` is the folder of the real tools.
  init(_ scripts: [String: String]) throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(at: binaries, withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: folder.url.path + "/usr/lib", withDestinationPath: Self.real + "/../lib")
    for tool in ["swiftc", "swift-frontend", "ld.lld", "llvm-symbolizer"] {
      let script = scripts[tool] ?? "exec REAL/\(tool) \"$@\""
      let file = binaries.appendingPathComponent(tool)
      try Data("#!/bin/bash\n\(script.replacing("REAL", with: Self.real))\n".utf8).write(to: file)
      chmod(file.path, 0o755)
    }
  }
}

/// Tools that crash, hang or find their files damaged.
@Suite struct ToolTests {
  private let bench: Workbench
  private static let text =
    "# T\n\n```{swift}\nprint(1)\n```\n\n```{swift}\nprint([1][1 + Int(getpid() / getpid())])\n```\n"

  init() throws {
    bench = try Workbench()
    try bench.write(Self.text, to: "notebooks/a.md")
    try bench.write("chapters:\n  - a.md\n", to: "notebooks/book.yml")
  }

  @Test(arguments: ["swift-frontend", "ld.lld"], ["kill -9 $$", "kill -SEGV $$", "exit 3"])
  func `a tool that dies without a word is a failure that says so`(tool: String, script: String) throws {
    let tools = try Tools([tool: script])
    let reason = script == "exit 3" ? "code 3" : script.contains("SEGV") ? "SIGSEGV" : "SIGKILL"
    // Nothing is linked for a check.
    let checks = tool == "ld.lld" ? [] : [["check"], ["check", "notebooks/a.md"]]
    for command in checks + [["run", "notebooks/a.md"], ["build"]] {
      let answer = try bench.lectern(command, ["PATH": tools.path])
      #expect(answer.code == 1, "\(command)")
      #expect(answer.error.contains("it ended with \(reason)"), "\(command): \(answer.error)")
    }
  }

  @Test func `a compiler that dies of one cell's code fails that cell`() throws {
    try bench.write(
      "```{swift}\nprint(1)\n```\n\n```{swift}\n\nlet deadly = 2\n```\n\n```{swift}\nprint(3)\n```\n",
      to: "d.md")
    let script = """
      case "$*" in *-dump-parse*) ;; *) grep -q deadly "$3" && kill -ABRT $$ ;; esac
      exec REAL/swift-frontend "$@"
      """
    let tools = try Tools(["swift-frontend": script])
    let answer = try bench.lectern(["run", "d.md", "-o", "-"], ["PATH": tools.path])
    #expect(answer.code == 1 && answer.error.contains("d.md:7:1: error: the Swift compiler failed"))
    #expect(answer.output.contains("SIGABRT"))
  }

  @Test(arguments: [800, 3000, 20_000])
  func `code that is nested too deep for the parser fails its cell`(count: Int) throws {
    let chain = "let a = \"a\"" + String(repeating: ".lowercased()", count: count)
    try bench.write("```{swift}\nprint(1)\n```\n\n```{swift}\n\(chain)\n```\n", to: "deep.md")
    let answer = try bench.lectern("check", "deep.md")
    #expect(answer.code == 1 && answer.error.contains("deep.md:6:1: error: "))
    #expect(try bench.lectern("run", "deep.md", "-o", "x.html").code == 1 && bench.exists("x.html"))
  }

  @Test func `the compiler ends with a runner that is killed`() throws {
    let tools = try Tools(["swift-frontend": "echo $$ > \"$PLACE\"; exec sleep 600"])
    let place = bench.folder.path + "/id"
    let started = try bench.start(["check", "notebooks/a.md"], ["PATH": tools.path, "PLACE": place])
    for _ in 0..<400 where (try? bench.read("id"))?.hasSuffix("\n") != true { usleep(50_000) }
    let id = try #require(Int32(try bench.read("id").trimmingCharacters(in: .newlines)))
    kill(started.process.processIdentifier, SIGKILL)
    started.process.waitUntilExit()
    for _ in 0..<100 where kill(id, 0) == 0 { usleep(50_000) }
    #expect(kill(id, 0) != 0)
  }

  @Test func `a symbolizer that dies is told beside the failure`() throws {
    let tools = try Tools(["llvm-symbolizer": "kill -9 $$"])
    let answer = try bench.lectern(["run", "notebooks/a.md"], ["PATH": tools.path])
    #expect(answer.code == 1 && answer.error.contains("a.md:8:1: error: Fatal error"))
    #expect(answer.error.contains("the symbolizer failed: it ended with SIGKILL"))
  }

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [("sleep 1001.25", 1), ("(sleep 1002.25 &); exit 0", 2), ("exec sleep 1003.25", 3)])
  func `compiling has a time limit, which ends all that the compiler started`(script: String, number: Int)
    throws
  {
    let tools = try Tools(["swift-frontend": script])
    let answer = try bench.lectern(
      ["check", "notebooks/a.md", "--compile-timeout", "0.5"], ["PATH": tools.path])
    #expect(
      answer.code == 1 && answer.error.contains("took more than 0.5 s; --compile-timeout gives it more"))
    #expect(try bench.shell("pgrep -f 'sleep 100\(number)[.]25'").output == "")
    #expect(try bench.lectern("check", "notebooks/a.md", "--compile-timeout", "0").code == 64)
  }

  /// A compiler that has a weakness for one cell. Where it puts its limit of memory is in `PLACE`.
  private func weak(_ weakness: String) throws -> Tools {
    try bench.write(
      "```{swift}\nprint(\"so\", \"far\")\n```\n\n```{swift}\n\nlet deadly = 2\n```\n\n```{swift}\nprint(3)\n```\n",
      to: "d.md")
    let script = """
      ulimit -v > "$PLACE"
      case "$*" in *-dump-parse*) ;; *) if grep -q deadly "$3"; then \(weakness); fi ;; esac
      exec REAL/swift-frontend "$@"
      """
    return try Tools(["swift-frontend": script])
  }

  @Test func `code for which the compiler needs too much memory fails its cell`() throws {
    let tools = try weak("echo 'LLVM ERROR: out of memory' >&2; kill -ABRT $$")
    let environment = ["PATH": tools.path, "PLACE": bench.folder.path + "/limit"]
    let answer = try bench.lectern(["run", "d.md", "-o", "d.html", "--compile-memory", "3G"], environment)
    let expected =
      "d.md:7:1: error: with this code, the Swift compiler needed more than 3G of memory; --compile-memory gives it more"
    #expect(answer.code == 1 && answer.error.contains(expected), "\(answer.error)")
    #expect(try bench.read("d.html").contains("so far"))
    #expect(try bench.read("limit") == "\(3 << 20)\n")
  }

  @Test(.timeLimit(.minutes(15)))
  func `code for which the compiler needs too much time fails its cell`() throws {
    let tools = try weak("exec sleep 600")
    let environment = ["PATH": tools.path, "PLACE": "/dev/null"]
    let answer = try bench.lectern(["run", "d.md", "-o", "d.html", "--compile-timeout", "12"], environment)
    let expected =
      "d.md:7:1: error: with this code, the Swift compiler took more than 12 s; --compile-timeout gives it more"
    #expect(answer.code == 1 && answer.error.contains(expected), "\(answer.error)")
    #expect(try bench.read("d.html").contains("so far"))
  }

  @Test(arguments: [
    ["HOME": "/proc/nowhere"], ["HOME": ""], ["XDG_CACHE_HOME": ""], ["XDG_CACHE_HOME": "relative"],
    ["XDG_CACHE_HOME": "/dev/null"], ["XDG_CACHE_HOME": "", "HOME": "/proc"],
  ])
  func `no folder for the cache stops no run`(environment: [String: String]) throws {
    #expect(try bench.lectern(["check", "notebooks/a.md"], environment).code == 0)
    #expect(!bench.exists("relative"))
  }

  @Test(arguments: [
    ["run", "notebooks/a.md"], ["build"], ["sweep", "s.md", "-P", "n:1,2"], ["convert", "notebooks/a.md"],
  ])
  func `without a cache, a command says once that it runs everything each time`(command: [String]) throws {
    try bench.write("chapters: [a.md, b.md]\n", to: "notebooks/book.yml")
    try bench.write("# B\n\n```{swift}\nprint(2)\n```\n", to: "notebooks/b.md")
    try bench.write("---\nparams:\n  n: 1\n---\n\n```{swift}\nprint(n)\n```\n", to: "s.md")
    let place = ["XDG_CACHE_HOME": "/dev/null"]
    let answer = try bench.lectern(command + ["--quiet"], place)
    let reason = "there is no cache that can be written, so notebooks are always run"
    #expect(answer.error.contains("lectern: warning: \(reason); "), "\(answer.error)")
    #expect(answer.error.components(separatedBy: reason).count == 2, "\(answer.error)")
    #expect(try bench.lectern(["why", "notebooks/a.md"], place).output.hasPrefix(reason))
    #expect(try !bench.lectern(command + ["--quiet"]).error.contains(reason))
  }

  @Test(arguments: ["truncate -s 1000", "truncate -s 0", "cp /bin/ls"])
  func `a damaged module cache is made anew`(damage: String) throws {
    let cache = ["XDG_CACHE_HOME": bench.folder.path + "/cache"]
    try bench.write("```{swift}\nimport Foundation\nprint(1)\n```\n", to: "f.md")
    #expect(try bench.lectern(["check", "f.md"], cache).code == 0)
    _ = try bench.shell("find cache -name '*.pcm' | while read f; do \(damage) $f; done")
    let answer = try bench.lectern(["check", "f.md"], cache)
    #expect(answer.code == 0, "\(answer.error)")
    #expect(try bench.lectern(["check", "f.md"], cache).code == 0)
    #expect(try bench.lectern(["run", "f.md", "-o", "x.html"], cache).code == 0)
    let modules = try bench.shell("find cache -name '*.pcm' -size +4k | wc -l; ls cache/lectern").output
    #expect(!modules.hasPrefix("0") && modules.hasSuffix("modules\nresults\n"))
  }

  @Test func `a full folder for temporary files is told`() throws {
    try bench.write("```{swift}\nfor i in 0..<200000 { print(\"line\", i) }\n```\n", to: "full.md")
    try FileManager.default.createDirectory(
      at: bench.folder.appendingPathComponent("small"), withIntermediateDirectories: false)
    func run(_ size: String) throws -> (code: Int32, output: String, error: String)? {
      let inside =
        "mount -t tmpfs -o size=\(size) none small && echo mounted >&2 && TMPDIR=$PWD/small "
        + "\"$LECTERN\" run full.md -o full.html"
      let answer = try bench.shell("unshare -m bash -c '\(inside)'")
      return answer.error.contains("mounted") ? answer : nil
    }
    // Only a superuser may mount.
    guard let printing = try run("400k") else { return }
    #expect(printing.code == 1)
    #expect(printing.error.contains("full.md:2:23: error: what the cell printed or showed could not be kept"))
    #expect(try bench.read("full.html").contains("Output is lost"))
    let compiling = try #require(try run("16k"))
    #expect(compiling.code == 1 && compiling.error.contains("error: "))
    #expect(try bench.read("full.html").contains("the notebook could not be run"))
  }
}
