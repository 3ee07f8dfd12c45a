import Foundation
import Notebooks
import Reports
import Testing

/// The pages in a real browser. The scripts say what they have to pass.
@Suite(.serialized) struct BrowserTests {
  /// The package's folder.
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func folder(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The pages of a folder and of those in it, in the order of their names.
  private static func pages(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }.sorted()
      .map { folder.appendingPathComponent($0).path }
  }

  /// The pages of the fixture's book, made by the runner that was built with the tests.
  private static let fixture = Result {
    let output = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lectern-browser-\(ProcessInfo.processInfo.processIdentifier)")
    let book = folder("Tests/BrowserTests/Fixture/notebooks/book.yml").path
    let binaries = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let build = try run(
      binaries.appendingPathComponent("lectern").path, ["build", book, "--output-dir", output.path])
    try #require(build.code == 0, "\(build.text)")
    return output
  }

  @Test(.timeLimit(.minutes(30)))
  func `every page reads at all widths, in both themes, without a network and without JavaScript`() throws {
    let pages = try Self.pages(in: try Self.fixture.get()) + Self.pages(in: Self.folder("output"))
    try Self.script("pages.py", pages)
  }

  @Test(.timeLimit(.minutes(30)))
  func `every figure that moves and every table that sorts does so on every page`() throws {
    let pages = try Self.pages(in: try Self.fixture.get()) + Self.pages(in: Self.folder("output"))
    let moving = try pages.filter { page in
      let text = try String(contentsOfFile: page, encoding: .utf8)
      return text.contains("class=\"plate walk") || text.contains("sortable")
    }
    try Self.script("figures.py", moving)
  }

  @Test(.timeLimit(.minutes(30)))
  func `networks in pages compute what the engine does, on what is drawn and typed`() throws {
    let pages = try Self.pages(in: try Self.fixture.get()) + Self.pages(in: Self.folder("output"))
    let trying = try pages.filter { page in
      try String(contentsOfFile: page, encoding: .utf8).contains("class=\"plate demo")
    }
    try #require(!trying.isEmpty)
    try Self.script("demos.py", trying)
  }

  @Test(.timeLimit(.minutes(30)))
  func `a network that the reader trains takes the engine's steps, by mouse, touch and keyboard`() throws {
    let pages = try Self.pages(in: try Self.fixture.get()) + Self.pages(in: Self.folder("output"))
    let training = try pages.filter { page in
      try String(contentsOfFile: page, encoding: .utf8).contains("class=\"plate playground")
    }
    try #require(!training.isEmpty)
    try Self.script("playgrounds.py", training)
  }

  @Test(.timeLimit(.minutes(30)))
  func `pictures that the reader changes have the engine's numbers, and answer to mouse, touch and keyboard`()
    throws
  {
    let pages = try Self.pages(in: try Self.fixture.get()) + Self.pages(in: Self.folder("output"))
    let changing = try pages.filter { page in
      try String(contentsOfFile: page, encoding: .utf8).contains("class=\"plate widget")
    }
    try #require(!changing.isEmpty)
    try Self.script("widgets.py", changing)
  }

  private static let hasFirefox = ["firefox-esr", "firefox"].contains {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  @Test(.enabled(if: hasFirefox, "Firefox is not installed"), .timeLimit(.minutes(30)))
  func `Firefox breaks no formula and reports nothing on any page`() throws {
    try Self.script("firefox.py", try Self.pages(in: Self.folder("output")))
  }

  @Test(.timeLimit(.minutes(30)))
  func `a reader gets on by mouse, touch and keyboard`() throws {
    try Self.script("reading.py", [try Self.fixture.get().path])
  }

  @Test(.timeLimit(.minutes(30)))
  func `a page that is served follows its notebook, and keeps what the reader has done`() throws {
    let binaries = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    try Self.script("serving.py", [binaries.appendingPathComponent("lectern").path])
  }

  @Test(.timeLimit(.minutes(30)))
  func `a reader tries cells, exercises and parameters in a page that is served`() throws {
    let binaries = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    try Self.script("trying.py", [binaries.appendingPathComponent("lectern").path])
  }

  /// The words of scripts and drawings, in a language that is read from left to right and one from right to left.
  @Test(.timeLimit(.minutes(30)))
  func `nothing that moves in a German or an Arabic page speaks English`() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lectern-words-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let source = try String(
      contentsOf: Self.folder("Tests/BrowserTests/Fixture/words/page.md"), encoding: .utf8)
    let binaries = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    var english: [String: [String]] = [:]
    var pages: [String] = []
    for language in ["de", "ar"] {
      let words = PageWords(language: language)
      english[language] = PageWords.tables.flatMap(\.keys).filter { words[$0] != $0 }
      let notebook = scratch.appendingPathComponent("\(language).md")
      try source.replacing("LANGUAGE", with: language).write(to: notebook, atomically: true, encoding: .utf8)
      pages.append(scratch.appendingPathComponent("\(language).html").path)
      let made = try Self.run(
        binaries.appendingPathComponent("lectern").path, ["run", notebook.path, "-o", pages[pages.count - 1]])
      try #require(made.code == 0, "\(made.text)")
    }
    let file = scratch.appendingPathComponent("words.json")
    try JSONEncoder().encode(english).write(to: file)
    try Self.script("words.py", [file.path] + pages)
  }

  /// The search page of this repository's book, made without running its chapters.
  @Test(.timeLimit(.minutes(30)))
  func `the search finds what forty readers look for`() throws {
    let source = BookSource(try Book.load(Self.folder("notebooks/book.yml").path))
    let page = try #require(source.report.pages().first { $0.name == "search.html" })
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lectern-search-\(ProcessInfo.processInfo.processIdentifier).html")
    try page.html.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    try Self.script("search.py", [file.path, Self.folder("Tests/BrowserTests/Scripts/queries.txt").path])
  }

  // MARK: Programs

  /// Runs a script with the browser; its failures become issues of the test.
  private static func script(_ name: String, _ arguments: [String]) throws {
    let installed = folder(".build/browser/bin/python").path
    let python = ProcessInfo.processInfo.environment["LECTERN_BROWSER_PYTHON"] ?? installed
    try #require(
      FileManager.default.isExecutableFile(atPath: python),
      "the browser's scripts need Chromium and \(python): run .ci/setup --tests")
    let result = try run(python, [folder("Tests/BrowserTests/Scripts/\(name)").path] + arguments)
    for line in result.text.split(separator: "\n") where line.hasPrefix("FAIL: ") {
      Issue.record("\(line.dropFirst(6))")
    }
    #expect(result.code == 0, "\(result.text.suffix(2000))")
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
