import Foundation
import TestSupport
import Testing

/// Which files are written, and which stay unchanged.
@Suite struct FileSafetyTests {
  private let bench: Workbench
  private static let text = "# T\n\n```{swift}\nlet t = try? CSV(file: \"data.csv\")\nprint(1)\n```\n"

  init() throws {
    bench = try Workbench()
    try bench.write(Self.text, to: "notebooks/a.md")
    try bench.write("chapters:\n  - a.md\n", to: "notebooks/book.yml")
    try bench.write("x,y\n1,2\n", to: "notebooks/data.csv")
  }

  /// A file that a killed run hasn't finished.
  private static let left = ".lectern-0123456789abcdef"

  private func path(_ name: String) -> String { bench.folder.appendingPathComponent(name).path }

  private func status(_ name: String) throws -> stat {
    var result = stat()
    try #require(lstat(path(name), &result) == 0)
    return result
  }

  @Test(arguments: [
    "notebooks/a.md", "./notebooks/../notebooks/a.md", "link.html", "hard.html", "folder/a.md",
    "notebooks/book.yml", "notebooks/data.csv", "chain.html",
  ])
  func `no page takes the place of what it is made from, by whatever name`(output: String) throws {
    let files = FileManager.default
    try files.createSymbolicLink(atPath: path("link.html"), withDestinationPath: "notebooks/a.md")
    try files.createSymbolicLink(atPath: path("chain.html"), withDestinationPath: "link.html")
    try files.linkItem(atPath: path("notebooks/a.md"), toPath: path("hard.html"))
    try files.createSymbolicLink(atPath: path("folder"), withDestinationPath: "notebooks")
    let answer = try bench.lectern("run", "notebooks/a.md", "-o", output)
    #expect(answer.code == 1)
    #expect(answer.error.contains("\(output): error: cannot be written: it would overwrite"))
    #expect(try bench.read("notebooks/a.md") == Self.text)
    #expect(try bench.read("notebooks/book.yml") == "chapters:\n  - a.md\n")
    #expect(try bench.read("notebooks/data.csv") == "x,y\n1,2\n")
  }

  @Test func `a sweep says before its runs that its table would take the notebook's place`() throws {
    try bench.write("---\nparams:\n  seed: 1\n---\n\n```{swift}\nprint(seed)\n```\n", to: "s.md")
    let answer = try bench.lectern("sweep", "s.md", "-P", "seed:1,2", "-r", "n: seed", "-o", "s.md")
    #expect(answer.code == 1 && answer.error.contains("s.md: error: cannot be written: it would"))
    #expect(!answer.error.contains("seed 1"), "\(answer.error)")
  }

  @Test func `no page takes the place of a file that its cells have read by themselves`() throws {
    let reading = "let t = try String(contentsOfFile: \"b.html\", encoding: .utf8)\nprint(t.count)"
    try bench.write("```{swift}\nimport Foundation\n\(reading)\n```\n", to: "b.md")
    try bench.write("data", to: "b.html")
    for _ in 0..<2 {
      let answer = try bench.lectern("run", "b.md")
      #expect(
        answer.code == 1 && answer.error.contains("b.html: error: cannot be written: it would"))
      #expect(try bench.read("b.html") == "data")
    }
    let looking = "print(FileManager.default.fileExists(atPath: \"c.html\"))"
    try bench.write("```{swift}\nimport Foundation\n\(looking)\n```\n", to: "c.md")
    for _ in 0..<2 { #expect(try bench.lectern("run", "c.md").code == 0) }
  }

  @Test func `a build writes no page over a chapter`() throws {
    try FileManager.default.createDirectory(atPath: path("output"), withIntermediateDirectories: true)
    try FileManager.default.linkItem(atPath: path("notebooks/a.md"), toPath: path("output/a.html"))
    let answer = try bench.lectern("build")
    #expect(answer.code == 1 && answer.error.contains("output/a.html: "))
    #expect(try bench.read("notebooks/a.md") == Self.text)
  }

  @Test func `a link stays, and what it leads to is renewed with its permissions`() throws {
    try bench.write("old", to: "page.html")
    chmod(path("page.html"), 0o640)
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "page.html")
    try FileManager.default.createSymbolicLink(atPath: path("new"), withDestinationPath: "other.html")
    for name in ["link", "new"] {
      #expect(try bench.lectern("run", "notebooks/a.md", "-o", name).code == 0)
      #expect(try status(name).st_mode & S_IFMT == S_IFLNK)
    }
    #expect(try bench.read("page.html").contains("<html") && bench.read("other.html").contains("<html"))
    #expect(try status("page.html").st_mode & 0o7777 == 0o640)
  }

  @Test func `a link that came with a book leads no page out of it, unless the user names the place`() throws
  {
    let files = FileManager.default
    let outside = try TemporaryFolder().url.path
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: outside) }
    try bench.write("# Title\n", to: "notebooks/a.md")
    for name in ["output/a.html", "output/index.html", "notebooks/a.ipynb", "b.html"] {
      try files.createDirectory(atPath: path("output"), withIntermediateDirectories: true)
      try files.createSymbolicLink(atPath: path(name), withDestinationPath: outside + "/new")
    }
    try bench.write("# Title\n", to: "b.md")
    let commands = [["run", "notebooks/a.md"], ["build"], ["convert", "notebooks/a.md"], ["run", "b.md"]]
    for command in commands {
      let answer = try bench.lectern(command)
      #expect(answer.code == 1, "\(command)")
      #expect(answer.error.contains("cannot be written: links lead from here to"), "\(answer.error)")
    }
    try files.removeItem(atPath: path("output"))
    try files.createSymbolicLink(atPath: path("output"), withDestinationPath: outside)
    #expect(try bench.lectern("build").code == 1)
    #expect(try files.contentsOfDirectory(atPath: outside).isEmpty)
    // The way up from a link's folder is not the way back.
    try files.removeItem(atPath: path("output"))
    try files.createDirectory(atPath: outside + "/in", withIntermediateDirectories: true)
    try files.createDirectory(atPath: path("output"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("aside"), withDestinationPath: outside + "/in")
    try files.createSymbolicLink(atPath: path("output/a.html"), withDestinationPath: "../aside/../a.html")
    #expect(try bench.lectern("build").code == 1)
    #expect(try files.contentsOfDirectory(atPath: outside) == ["in"])
    try files.removeItem(atPath: path("output"))
    try files.createSymbolicLink(atPath: path("output"), withDestinationPath: outside)
    // Who names the place means it, and links within the book are the author's business.
    #expect(try bench.lectern("build", "--output-dir", "output").code == 0)
    #expect(try files.contentsOfDirectory(atPath: outside).contains("a.html"))
    try files.removeItem(atPath: path("output"))
    try files.createDirectory(atPath: path("pages/new"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("output"), withDestinationPath: "pages/new")
    #expect(try bench.lectern("build").code == 0)
    #expect(bench.exists("pages/new/a.html"))
  }

  /// For Swift, a slash is one character together with what combines with it, as this sign before it does.
  @Test func `a link that came with a book leads nothing out of it by a name that combines with its slash`()
    throws
  {
    let files = FileManager.default
    let outside = try TemporaryFolder().url.path
    try files.createDirectory(atPath: outside, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: outside) }
    try bench.write("# Title\n\n[x](b\u{600}/x.txt)\n", to: "notebooks/a.md")
    try bench.write("# Title\n", to: "notebooks/b\u{600}/x.md")
    try bench.write("a stranger's", to: "notebooks/b\u{600}/x.txt")
    try bench.write("chapters:\n  - a.md\n  - b\u{600}/x.md\n", to: "notebooks/book.yml")
    try files.createDirectory(atPath: path("output"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("output/b\u{600}"), withDestinationPath: outside)
    let answer = try bench.lectern("build")
    #expect(answer.code == 1)
    #expect(answer.error.contains("links lead from here to"), "\(answer.error)")
    #expect(try files.contentsOfDirectory(atPath: outside).isEmpty)
    try files.removeItem(atPath: path("output"))
    #expect(try bench.lectern("build").code == 0)
    #expect(bench.exists("output/b\u{600}/x.html") && bench.exists("output/b\u{600}/x.txt"))
  }

  @Test func `pipes and devices are written into`() throws {
    mkfifo(path("pipe"), 0o600)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/bin/sh")
    reader.arguments = ["-c", "cat pipe > got"]
    reader.currentDirectoryURL = bench.folder
    try reader.run()
    #expect(try bench.lectern("run", "notebooks/a.md", "-o", "pipe").code == 0)
    reader.waitUntilExit()
    #expect(try bench.read("got").hasSuffix("</html>\n"))
    #expect(try status("pipe").st_mode & S_IFMT == S_IFIFO)
    #expect(try bench.lectern("run", "notebooks/a.md", "-o", "/dev/stdout").output.contains("<html"))
    #expect(try bench.lectern("run", "notebooks/a.md", "-o", "/dev/null").code == 0)
    let full = try bench.lectern("run", "notebooks/a.md", "-o", "/dev/full")
    #expect(full.code == 1 && full.error.contains("/dev/full: error: cannot be written: No space"))
    var device = stat()
    #expect(stat("/dev/null", &device) == 0 && device.st_mode & S_IFMT == S_IFCHR)
  }

  @Test(arguments: [
    ["run", "notebooks/a.md", "-o", "-"], ["tangle", "notebooks/a.md"], ["list"], ["list", "--json"],
    ["--version"], ["--help"], ["run", "--help"],
  ])
  func `a result that cannot be written is a failure that says so`(arguments: [String]) throws {
    for target in ["> /dev/full", ">&-"] {
      let answer = try bench.shell("\"$LECTERN\" \(arguments.joined(separator: " ")) \(target)")
      #expect(answer.code == 1)
      #expect(answer.error.contains("standard output: error: "))
    }
  }

  @Test func `a page larger than files may be is a failure that says so, and leaves the old page`() throws {
    try bench.write("# Prose only\n", to: "notebooks/prose.md")
    try bench.write("old", to: "page.html")
    let answer = try bench.shell("ulimit -f 40; \"$LECTERN\" run notebooks/prose.md -o page.html")
    #expect(
      answer.code == 1 && answer.error.contains("cannot be written: File too large"), "\(answer)")
    #expect(try bench.read("page.html") == "old")
  }

  @Test(arguments: [
    (["run", "notebooks/a.md"], "a.html"), (["convert", "--no-run", "notebooks/a.md"], "a.ipynb"),
    (["sweep", "s.md", "-P", "seed:1,2"], "t.csv"),
  ])
  func `whatever a command can't write, it says so in the same words`(command: [String], name: String) throws
  {
    try bench.write("---\nparams:\n  seed: 1\n---\n\n```{swift}\nprint(seed)\n```\n", to: "s.md")
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: "/dev/full")
    let full = try bench.lectern(command + ["-o", name, "--quiet"])
    let start = "\(name): error: cannot be written: "
    #expect(full.code == 1 && full.error.hasSuffix(start + "No space left on device\n"), "\(full)")
    let folder = try bench.lectern(command + ["-o", "notebooks/a.md/\(name)", "--quiet"])
    #expect(folder.code == 1 && folder.error.hasSuffix("\(start)Not a directory\n"), "\(folder)")
  }

  @Test(arguments: [(["new"], "x.md"), (["new", "--book"], "b/book.yml")])
  func `where a folder can't be made, its name is told`(command: [String], file: String) throws {
    let name = file == "x.md" ? file : "b"
    let answer = try bench.lectern(command + ["notebooks/a.md/\(name)"])
    let reason = "cannot be written: the folder 'notebooks/a.md' cannot be made: Not a directory"
    #expect(answer.code == 1 && answer.error == "notebooks/a.md/\(file): error: \(reason)\n", "\(answer)")
  }

  @Test func `a build names the page that it can't write`() throws {
    let answer = try bench.lectern("build", "--output-dir", "notebooks/a.md", "--quiet")
    let message = "notebooks/a.md/a.html: error: cannot be written: Not a directory\n"
    #expect(answer.code == 1 && answer.error.hasSuffix(message), "\(answer)")
  }

  @Test func `a new notebook is written whole or not at all`() throws {
    #expect(try bench.lectern("new", "far/away/x.md").code == 0)
    let before = try bench.read("far/away/x.md")
    let again = try bench.lectern("new", "far/away/x.md")
    #expect(again.code == 1 && again.error == "far/away/x.md: error: there already is such a file\n")
    #expect(try bench.read("far/away/x.md") == before)
    try FileManager.default.createSymbolicLink(atPath: path("dangling.md"), withDestinationPath: "nowhere")
    #expect(try bench.lectern("new", "dangling.md").code == 1)
    #expect(try bench.lectern("new", "notebooks/a.md/x.md").code == 1)
  }

  @Test func `what a killed run leaves is swept also by a run that finds all results stored`() throws {
    let temporary = try TemporaryFolder()
    let place = ["TMPDIR": temporary.url.path, "XDG_CACHE_HOME": path("cache")]
    #expect(try bench.lectern(["run", "notebooks/a.md"], place).code == 0)
    let files = FileManager.default
    // What a run has left, and folders that somebody has made.
    for (name, mode) in [
      ("lectern-run-AbC123", 0o700), ("lectern-run-DeF456", 0o755), ("lectern-backup", 0o700),
    ] {
      let folder = temporary.url.appendingPathComponent(name)
      try files.createDirectory(
        at: folder.appendingPathComponent("scratch"), withIntermediateDirectories: true)
      try files.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path)
    }
    try bench.write("half", to: "cache/lectern/results/\(Self.left)")
    try bench.write("mine", to: "cache/lectern/results/.lectern-notes")
    try bench.write("x", to: "cache/lectern/modules-damaged-999999999/x.pcm")
    let answer = try bench.lectern(["run", "notebooks/a.md"], place)
    #expect(answer.code == 0 && answer.error.contains("nothing to run"))
    let kept = try files.contentsOfDirectory(atPath: temporary.url.path)
    #expect(kept.sorted() == ["lectern-backup", "lectern-run-DeF456"])
    #expect(!bench.exists("cache/lectern/results/\(Self.left)"))
    #expect(bench.exists("cache/lectern/results/.lectern-notes"))
    #expect(!bench.exists("cache/lectern/modules-damaged-999999999"))
  }

  @Test func `what a killed run leaves the next one sweeps, and a living run keeps its own`() throws {
    let temporary = try TemporaryFolder()
    let place = ["TMPDIR": temporary.url.path]
    func left() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporary.url.path) }
    for name in ["b.md", "c.md"] {
      try bench.write("```{swift}\nfclose(fopen(\"\(name).on\", \"w\")); while true {}\n```\n", to: name)
    }
    let killed = try bench.start(["run", "b.md", "--trust"], place)
    let living = try bench.start(["run", "c.md", "--trust"], place)
    for _ in 0..<600 where !bench.exists("b.md.on") || !bench.exists("c.md.on") { usleep(50_000) }
    kill(killed.process.processIdentifier, SIGKILL)
    killed.process.waitUntilExit()
    #expect(try left().count == 2)
    try bench.write("", to: "output.html")
    try FileManager.default.createDirectory(
      atPath: path(".lectern-someones"), withIntermediateDirectories: false)
    try bench.write("half", to: Self.left)
    try bench.write("mine", to: ".lectern-notes")
    #expect(try bench.lectern(["run", "notebooks/a.md", "-o", "x.html"], place).code == 0)
    #expect(try left().count == 1 && living.process.isRunning)
    #expect(bench.exists("x.html") && !bench.exists(Self.left) && bench.exists(".lectern-notes"))
    kill(living.process.processIdentifier, SIGTERM)
    living.process.waitUntilExit()
    #expect(try left() == [])
  }
}
