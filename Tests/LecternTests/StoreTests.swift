import Foundation
import Testing

/// Results of earlier runs are used exactly where a run would have the same.
struct StoreTests {
  let bench: Workbench

  init() throws {
    bench = try Workbench()
  }

  private func write(_ cells: String..., prose: String = "Text.") throws {
    let fences = cells.map { "```{swift}\n\($0)\n```\n" }.joined(separator: "\n")
    try bench.write("# T\n\n\(prose)\n\n\(fences)", to: "n.md")
  }

  /// Runs the notebook; whether its cells had to run.
  @discardableResult
  private func run(_ options: String..., file: String = "n.html") throws -> Bool {
    let answer = try bench.lectern(["run", "n.md", "-o", file] + options)
    return !answer.error.contains("nothing to run")
  }

  private func why(_ options: String...) throws -> String {
    try bench.lectern(["why", "n.md"] + options).output.replacingOccurrences(of: "n.md: ", with: "")
  }

  @Test func `what has not changed is not run again, and its page has the same bytes`() throws {
    try write("let n = 3\nprint(n)\nn", "show(Table(columns: [\"a\"], rows: [[n]]))")
    #expect(try run())
    #expect(try !run(file: "again.html"))
    #expect(try bench.read("again.html") == bench.read("n.html"))
    #expect(try why() == "nothing has changed since the stored run\n")
    #expect(try run("--fresh"))
  }

  @Test func `prose runs nothing, and values stay beside their lines`() throws {
    try write("let n = 3", "let m = n + 1\nprint(m)")
    try run()
    try write("let n = 3", "let m = n + 1\nprint(m)", prose: "Other text.\n\nAnd more of it.")
    #expect(try !run())
    try run("--fresh", file: "fresh.html")
    #expect(try bench.read("n.html") == bench.read("fresh.html"))
  }

  @Test func `a cell's limits are part of what a result depends on, the compiler's are not`() throws {
    try write("print(1)")
    #expect(try run())
    #expect(try !run("--compile-timeout", "599", "--compile-memory", "7G"))
    #expect(try run("--memory", "7G"))
    try write("//| max-page: 1M\nprint(1)")
    #expect(try run("--memory", "7G"))
    #expect(try !run("--memory", "7G"))
  }

  @Test func `with more time nothing runs again that has ended by itself, and with less it does`() throws {
    try write("print(1)")
    #expect(try run("--timeout", "100"))
    #expect(try !run("--timeout", "300"))
    #expect(try run("--timeout", "99"))
    #expect(try why() == "nothing has changed since the stored run\n")
    try write("//| error: true\nfatalError()")
    #expect(try run("--timeout", "100"))
    #expect(try !run("--timeout", "100"))
    #expect(try run("--timeout", "300"))
  }

  @Test func `a changed cell, value or parameter is run, and named`() throws {
    try write("//| label: first\nlet n = 3", "print(n)")
    try run()
    try write("//| label: first\nlet n = 4", "print(n)")
    #expect(try why() == "the cell 'first' has changed\n")
    #expect(try run())
    try write("//| label: first\nlet n = 4", "print(n)", prose: "Now `{swift} n`.")
    #expect(try why().contains("the value 'n'"))
  }

  @Test func `a result with more files than anybody looks through again isn't stored`() throws {
    func looking(_ count: Int) -> String {
      "import Foundation\nfor n in 0..<\(count) { _ = access(\"/none/\\(n)\", F_OK) }"
    }
    try write(looking(19_000))
    #expect(try run())
    #expect(try !run())
    try write(looking(21_000))
    #expect(try run())
    #expect(try run())
    #expect(try why().hasSuffix(": more than 20000 files\n"))
  }

  @Test func `a file whose name isn't UTF-8 is none that a result can depend on`() throws {
    let name: [CChar] = [0x64, -0x17, 0]
    let path = Array(bench.folder.path.utf8CString.dropLast()) + [0x2F] + name
    close(open(path, O_WRONLY | O_CREAT, 0o600))
    try write("import Foundation\nlet name: [CChar] = [0x64, -0x17, 0]\nprint(fopen(name, \"r\") != nil)")
    #expect(try run())
    #expect(try run())
    #expect(try why().hasSuffix(": a file whose name isn't UTF-8\n"))
  }

  @Test func `files whose names only bytes tell apart are told apart`() throws {
    let names = ["d\u{E9}", "de\u{301}"]
    for name in names { try bench.write("1", to: name) }
    let reading = names.map { "print(fgetc(fopen(\"\($0)\", \"r\")))" }.joined(separator: "\n")
    try write("import Foundation\n" + reading)
    #expect(try run())
    for name in names {
      try bench.write("2", to: name)
      #expect(try run())
    }
  }

  @Test(.timeLimit(.minutes(15))) func `a file with a thousand names is read once`() throws {
    try bench.write(String(repeating: "x", count: 50_000_000), to: "big")
    // What was changed just now is always read.
    sleep(3)
    let names = "for n in 0..<1000 { close(open(String(repeating: \"./\", count: n) + \"big\", O_RDONLY)) }"
    try write("import Foundation\n" + names)
    #expect(try run())
    #expect(try !run())
    try bench.write("y", to: "big")
    #expect(try run())
  }

  /// What the system has of the process's memory: some hundred gigabytes, in a file that claims to be empty.
  @Test(.timeLimit(.minutes(15))) func `a file without an end isn't read for what depends on it`() throws {
    let path = String(repeating: "../", count: 40) + "proc/self/pagemap"
    try write("import Foundation\nprint(open(\"\(path)\", O_RDONLY) != 0)")
    #expect(try run())
  }

  @Test func `a file that was read, or looked for, is part of what a result depends on`() throws {
    try bench.write("1", to: "data.txt")
    let reading = "import Foundation\nprint(try String(contentsOfFile: \"data.txt\", encoding: .utf8))"
    try write(reading, "print(FileManager.default.fileExists(atPath: \"later.txt\"))")
    #expect(try run())
    #expect(try !run())
    try bench.write("2", to: "data.txt")
    #expect(try why().hasSuffix("/data.txt has changed\n"))
    #expect(try run())
    #expect(try !run())
    try bench.write("", to: "later.txt")
    #expect(try why().hasSuffix("/later.txt has changed\n"))
    #expect(try run())
  }

  @Test func `a path through a folder of the system is followed to the file that it leads to`() throws {
    let file = try bench.write("1", to: "data.txt")
    try write(
      "import Foundation\nprint(try String(contentsOfFile: \"/usr/lib/../..\(file)\", encoding: .utf8))")
    #expect(try run("--trust"))
    #expect(try !run("--trust"))
    try bench.write("2", to: "data.txt")
    #expect(try run("--trust"))
  }

  @Test(arguments: [
    "let path = NSTemporaryDirectory() + String(repeating: \"/..\", count: 20) + \"FILE\"",
    "let path = NSTemporaryDirectory() + \"/link\"\nsymlink(\"FILE\", path)",
  ])
  func `a file that is reached through the run's own folder is not forgotten`(path: String) throws {
    let file = try bench.write("1", to: "data.txt")
    let place = path.replacingOccurrences(of: "FILE", with: file)
    try write("import Foundation\n\(place)\nprint(try String(contentsOfFile: path, encoding: .utf8))")
    #expect(try run())
    try bench.write("2", to: "data.txt")
    #expect(try run())
    #expect(try bench.read("n.html").contains(">2"))
  }

  @Test func `libraries that a cell loads are the compiler's, and not files that it has read`() throws {
    try write("import Foundation\nprint(Date(timeIntervalSince1970: 0))")
    try run("--trust")
    let page = try bench.read("n.html")
    #expect(!page.contains("libFoundation"))
  }

  @Test func `the folder that belongs to a run's cells has the same name on every page`() throws {
    try write(
      "import Foundation\nlet folder = NSTemporaryDirectory()\nprint(folder, folder.utf8.count > 9)",
      "folder", "claim(\"it is \\(folder)\", !folder.isEmpty)")
    try run()
    let page = try bench.read("n.html")
    #expect(page.contains("~/ true"))
    #expect(!page.contains("/lectern-run-"))
    try run("--fresh", file: "again.html")
    #expect(try bench.read("again.html") == page)
  }

  @Test(arguments: [
    (
      "import Foundation\ntry \"x\".write(toFile: \"out.txt\", atomically: false, encoding: .utf8)", "out.txt"
    ),
    ("import Glibc\nprint(socket(AF_INET, 1, 0) > 0)", "a connection"),
    (
      "import Foundation\nlet p = Process()\np.executableURL = URL(fileURLWithPath: \"/bin/true\")\ntry p.run()\np.waitUntilExit()",
      "do more"
    ),
    ("//| warning: false\nprint([1, 2, 3].shuffled())", "differs in each run"),
    ("import Foundation\nprint(Date() > .distantPast)", "differs in each run"),
    (
      "import Foundation\nprint(try String(contentsOfFile: \"/proc/uptime\", encoding: .utf8).isEmpty)",
      "/proc/uptime"
    ),
    ("let x: [Int] = []\nprint(x[0])", "failed"),
    ("import Glibc\nprint(system(\"true\"))", "do more"),
    ("import Glibc\nlet f = popen(\"cat data/x\", \"r\")\npclose(f)", "do more"),
    ("import Glibc\nprint(symlink(\"x\", \"data/l\"))", "data/l"),
    ("import Glibc\nprint(mkfifo(\"data/f\", 0o600))", "do more"),
    ("import Glibc\nprint(chmod(\"data/x\", 0o600))", "data/x"),
    ("import Glibc\nprint(truncate(\"data/x\", 0))", "data/x"),
    ("import Glibc\nprint(remove(\"data/x\"))", "data/x"),
    ("import Glibc\nprint(link(\"data/x\", \"data/y\"))", "data/y"),
    ("import Glibc\nprint(utimes(\"data/x\", nil))", "do more"),
    ("import Glibc\nprint(creat(\"data/z\", 0o600) > 0)", "data/z"),
    ("import Glibc\nlet f = freopen(\"data/z\", \"w\", stdin)\nprint(f != nil)", "data/z"),
    ("import Glibc\nvar s = statvfs()\nprint(statvfs(\"data\", &s))", "do more"),
    ("import Glibc\nvar u = utsname()\nprint(uname(&u))", "differs in each run"),
    ("import Glibc\nvar n: [CChar] = [0, 0]\nprint(getdomainname(&n, 1))", "the machine's name"),
    ("import Glibc\nvar t = timespec()\nprint(timespec_get(&t, TIME_UTC))", "differs in each run"),
    (
      "import Foundation\nprint(try String(contentsOfFile: \"/proc/self/cwd/data/x\", encoding: .utf8))",
      "/proc/self/cwd/data/x"
    ),
    (
      "import Foundation\ntry FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: \"data/x\")",
      "data/x"
    ),
  ])
  func `what depends on more than files is run each time`(code: String, reason: String) throws {
    try bench.write("old", to: "data/x")
    try write(code)
    try run("--trust")
    #expect(try why("--trust").contains(reason))
    #expect(try run("--trust"))
  }

  @Test func `what only computes is kept, with a library of matrix products too`() throws {
    try write(
      """
      var rng = SplitMix64(seed: 1)
      let a = Tensor.normal([512, 512], using: &rng)
      print(a.matmul(a).shape)
      """, "import Foundation\nprint(String(format: \"%.1f\", 1.5))",
      """
      import Dispatch
      nonisolated(unsafe) var squares = [Int](repeating: 0, count: 64)
      DispatchQueue.concurrentPerform(iterations: 64) { index in
        usleep(1000)
        squares[index] = index * index
      }
      print(squares.reduce(0, +))
      """)
    try run()
    let reason = try why()
    #expect(try !run(), "\(reason)")
  }

  /// Ways of reading `data`, a folder with the file x, which `kept` links to.
  private static let readings = [
    "print(FileManager.default.enumerator(atPath: \"data\")?.allObjects.count ?? 0)",
    "print(try FileManager.default.contentsOfDirectory(atPath: \"data\").count)",
    "print(try FileManager.default.subpathsOfDirectory(atPath: \"data\").count)",
    "var g = glob_t()\nglob(\"data/*\", 0, nil, &g)\nprint(g.gl_pathc)",
    "let d = fdopendir(open(\"data\", O_RDONLY))!\nvar n = 0\nwhile readdir(d) != nil { n += 1 }\nprint(n)",
    "chdir(\"data\")\nprint(try String(contentsOfFile: \"x\", encoding: .utf8))\nprint(access(\"y\", R_OK))",
    "print(freopen(\"data/x\", \"r\", stdin) != nil, readLine() ?? \"\")\nprint(access(\"data/y\", R_OK))",
    "var s = stat()\nprint(fstatat(AT_FDCWD, \"data/x\", &s, 0), s.st_size, access(\"data/y\", R_OK))",
    "print(try FileManager.default.destinationOfSymbolicLink(atPath: \"kept\"))",
    "print(URL(fileURLWithPath: \"kept\").resolvingSymlinksInPath().lastPathComponent)",
    "print(FileManager.default.isExecutableFile(atPath: \"data/x\"))",
  ]

  @Test(arguments: readings.indices, [0, 1])
  func `however files are read, their change is seen`(reading: Int, change: Int) throws {
    let files = FileManager.default
    try bench.write("old", to: "data/x")
    try files.createSymbolicLink(atPath: bench.path(of: "kept"), withDestinationPath: "data/x")
    try write("import Foundation\n" + StoreTests.readings[reading])
    #expect(try run())
    let reason = try why()
    #expect(try !run(), "\(reason)")
    if change == 0 {
      try bench.write("the new text", to: "data/x")
      #expect(chmod(bench.path(of: "data/x"), 0o755) == 0)
    } else {
      try bench.write("new", to: "data/y")
    }
    try files.removeItem(atPath: bench.path(of: "kept"))
    try files.createSymbolicLink(atPath: bench.path(of: "kept"), withDestinationPath: "data/./x")
    try run()
    try run("--fresh", file: "fresh.html")
    #expect(try bench.read("n.html") == bench.read("fresh.html"))
  }

  @Test func `code that asks for its caller's line is run where that has moved`() throws {
    func place(_ prose: String) throws {
      try bench.write(
        "```{swift}\nfunc here(_ line: Int = #line) -> Int { line }\n```\n\n\(prose)\n\n```{swift}\nprint(here())\n```\n",
        to: "n.md")
    }
    try place("Text.")
    try run()
    try place("Text.\n\nMore.")
    #expect(try run())
  }

  @Test func `a result is not kept where a file has changed under the cells`() throws {
    try bench.write("1", to: "data.txt")
    let reading = "text = (try? String(contentsOfFile: \"data.txt\", encoding: .utf8)) ?? text"
    try write("import Foundation\nvar text = \"\"\nfor _ in 0..<200 { \(reading) }\nprint(text.isEmpty)")
    let started = try bench.start(["run", "n.md", "-o", "n.html"])
    while started.process.isRunning {
      try bench.write("1", to: "data.txt")
      usleep(10_000)
    }
    #expect(try why().contains("has changed while its cells ran"))
    #expect(try run())
    #expect(try !run())
  }

  @Test func `code that asks for its line is run where it has moved`() throws {
    try write("print(#line)")
    try run()
    try write("print(#line)", prose: "Text.\n\nMore text.")
    #expect(try run())
    #expect(try bench.read("n.html").contains("8"))
  }

  @Test func `a failure that is allowed is told at its new lines`() throws {
    let failing = "//| error: true\nlet x: [Int] = []\nprint(x[0])"
    try write(failing)
    try run()
    #expect(try !run())
    try write(failing, prose: "Text.\n\nMore text.")
    try run()
    try run("--fresh", file: "fresh.html")
    #expect(try bench.read("n.html") == bench.read("fresh.html"))
  }

  @Test func `a damaged store is noticed and made anew, and cleaning empties it`() throws {
    let cache = bench.folder.path + "/cache"
    func lectern(_ arguments: String...) throws -> String {
      let answer = try bench.lectern(arguments, ["XDG_CACHE_HOME": cache])
      return answer.error + answer.output
    }
    try write("print(3)")
    _ = try lectern("run", "n.md", "-o", "n.html")
    let store = cache + "/lectern/results"
    let entries = try FileManager.default.contentsOfDirectory(atPath: store).filter { $0.utf8.count == 64 }
    #expect(entries.count == 1)
    for damage in [Data(), Data("x".utf8), Data(repeating: 7, count: 4000)] {
      try damage.write(to: URL(fileURLWithPath: store + "/" + entries[0]))
      #expect(try !lectern("run", "n.md", "-o", "n.html").contains("nothing to run"))
      #expect(try lectern("run", "n.md", "-o", "n.html").contains("nothing to run"))
    }
    #expect(try lectern("clean").hasPrefix("freed"))
    #expect(try lectern("why", "n.md").contains("no result of this notebook is stored"))
  }

  @Test func `cleaning empties a store behind a link, and nothing else`() throws {
    let files = FileManager.default
    for name in ["cache/lectern", "far"] {
      try files.createDirectory(atPath: bench.folder.path + "/" + name, withIntermediateDirectories: true)
    }
    try files.createSymbolicLink(
      atPath: bench.folder.path + "/cache/lectern/results", withDestinationPath: bench.folder.path + "/far")
    try bench.write("mine", to: "far/notes.txt")
    try write("print(4)")
    let place = ["XDG_CACHE_HOME": bench.folder.path + "/cache"]
    #expect(try bench.lectern(["run", "n.md", "-o", "n.html"], place).code == 0)
    #expect(try files.contentsOfDirectory(atPath: bench.folder.path + "/far").count == 3)
    #expect(try bench.lectern(["clean"], place).output == "freed 1 MB\n")
    #expect(try files.contentsOfDirectory(atPath: bench.folder.path + "/far") == ["notes.txt"])
    #expect(bench.exists("cache/lectern/results"))
  }

  @Test func `a run verifies that its results do not depend on order or threads`() throws {
    try write("let words = Set([\"a\", \"b\", \"c\", \"d\", \"e\"])", "print(words.sorted())")
    let same = try bench.lectern("verify", "n.md")
    #expect(same.code == 0 && !same.error.contains("Warning") && !same.output.contains("Warning"))
    try write("let words = Set((0..<50).map(String.init))", "print(words.joined())")
    let answer = try bench.lectern("verify", "n.md")
    #expect(answer.code == 1 && answer.error.contains("n.md:9:1: error: what is computed here differs"))
  }
}
