import Execution
import Foundation
import Notebooks
import TestSupport
import Testing

/// Notebooks whose cells import from packages, with a package in a folder and one in a repository of the test's own.
///
/// One after the other: Swift's package managers share a cache, and one of several at once was seen to wait forever.
@Suite(.serialized) struct PackageTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try writePackage(
      "Greeting", "public func greeting() -> String { \"hello \" + String(cNumber()) }", hasC: true)
    try bench.write(notebook("greeting()"), to: "n.md")
  }

  /// A package with a library of its own name, whose code may call C.
  private func writePackage(_ name: String, _ code: String, hasC: Bool = false) throws {
    let target = hasC ? ".target(name: \"CPart\"), " : ""
    let dependencies = hasC ? "[\"CPart\"]" : "[]"
    try bench.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "\(name)", products: [.library(name: "\(name)", targets: ["\(name)"])],
        targets: [\(target).target(name: "\(name)", dependencies: \(dependencies))])
      """, to: "lib/\(name)/Package.swift")
    if hasC {
      try bench.write("int cNumber(void);\n", to: "lib/\(name)/Sources/CPart/include/part.h")
      try bench.write("int cNumber(void) { return 7; }\n", to: "lib/\(name)/Sources/CPart/part.c")
    }
    try bench.write(
      (hasC ? "import CPart\n" : "") + code + "\n", to: "lib/\(name)/Sources/\(name)/\(name).swift")
  }

  /// A command that runs the notebook as one chapter after another.
  private struct Command {
    private let notebook: Notebook
    private var runner: Runner
    private(set) var builds = 0

    init(_ bench: Workbench) throws {
      (notebook, runner) = (Notebook.read(bench.path(of: "n.md")), try Runner())
      (runner.buildsPackages, runner.failedPackages) = (true, FailedPackages())
    }

    mutating func errors() throws -> [String] {
      var count = 0
      let result = try runner.run(notebook) { if case .buildingPackages = $0 { count += 1 } }
      builds += count
      return result.diagnostics.map(\.message)
    }
  }

  private func notebook(_ code: String, package: String = "path: lib/Greeting", product: String = "Greeting")
    -> String
  {
    """
    ---
    packages:
      - \(package)
        products: [\(product)]
    ---

    ```{swift}
    import Greeting
    print(\(code))
    ```

    """
  }

  private func lectern(_ arguments: String...) throws -> (code: Int32, output: String, error: String) {
    // A cache of its own, so that nothing is built yet.
    try bench.lectern(arguments, ["XDG_CACHE_HOME": bench.path(of: "cache")])
  }

  @Test func `a package is built by leave, once, and again when it changes`() throws {
    let refused = try lectern("run", "n.md", "-o", "n.html")
    #expect(refused.code == 1)
    #expect(
      refused.error.contains("n.md:3:5: error: building 'lib/Greeting' runs its manifest and plugins"))
    #expect(refused.error.contains("--allow-packages allows it"))
    #expect(try bench.read("n.html").contains("--allow-packages"))

    #expect(try lectern("check", "--allow-packages", "n.md").code == 0)
    let run = try lectern("run", "n.md", "-o", "n.html")
    #expect(run.code == 0, "\(run.error)")
    #expect(!run.error.contains("building packages"))
    #expect(try bench.read("n.html").contains(">hello 7"))
    #expect(try lectern("run", "n.md", "-o", "n.html").error.contains("nothing to run"))
    #expect(try lectern("why", "n.md").output == "n.md: nothing has changed since the stored run\n")
    let tangled = try lectern("tangle", "n.md").output
    #expect(tangled.contains("\n// from the package lib/Greeting: Greeting\n"))

    try bench.write("int cNumber(void) { return 8; }\n", to: "lib/Greeting/Sources/CPart/part.c")
    #expect(try lectern("why", "n.md").output == "n.md: the package 'lib/Greeting' has changed\n")
    #expect(try lectern("run", "n.md", "-o", "n.html").code == 1)
    let again = try lectern("run", "n.md", "-o", "n.html", "--allow-packages")
    #expect(again.code == 0 && again.error.contains("building packages"))
    #expect(try bench.read("n.html").contains(">hello 8"))
    // A file that no target has changes nothing.
    try bench.write("Text.\n", to: "lib/Greeting/README.md")
    #expect(try lectern("run", "n.md", "-o", "n.html").error.contains("nothing to run"))
    #expect(try lectern("run", "--fresh", "n.md", "-o", "n.html").code == 0)

    #expect(try lectern("clean").code == 0)
    #expect(!bench.exists("cache/lectern/packages"))
  }

  @Test func `an editor has a package's names once it is built, and says so before`() throws {
    let (file, text) = (bench.path(of: "n.md"), notebook("greeting()"))
    let client = try EditorClient(bench, ["XDG_CACHE_HOME": bench.path(of: "cache")])
    client.begin()
    client.open(file, text)
    let before = client.diagnostics(of: file) { !$0.isEmpty }
    #expect(
      before == [
        "2:4: 'lib/Greeting' is not built yet, so cells can't be checked or completed with it: run the notebook once, "
          + "with --allow-packages"
      ])
    let run = try lectern("run", "--allow-packages", "n.md", "-o", "n.html")
    #expect(run.code == 0, "\(run.error)")
    #expect(client.diagnostics(of: file) { $0.isEmpty } == [])
    #expect(client.hover(file, 8, 8).contains("func greeting() -> String"))
    client.change(file, line: 8, from: 6, to: 16, "gree")
    #expect(client.labels(file, 8, 10).contains { $0.hasPrefix("greeting") })

    try bench.write("int cNumber(void) { return 8; }\n", to: "lib/Greeting/Sources/CPart/part.c")
    client.change(file, line: 8, from: 6, to: 10, "greeting()", version: 3)
    let changed = client.diagnostics(of: file) { $0.contains { $0.contains("has changed") } }
    #expect(
      changed.contains { $0.hasPrefix("2:4: 'lib/Greeting' has changed since it was built") }, "\(changed)")
    #expect(client.hover(file, 8, 8).contains("func greeting() -> String"))
    client.change(file, line: 8, from: 6, to: 16, "greeting(8)", version: 4)
    let wrong = client.diagnostics(of: file) { $0.contains { $0.contains("argument") } }
    #expect(
      wrong.contains { $0.contains("has changed") } && wrong.contains { $0.hasPrefix("8:") }, "\(wrong)")
  }

  @Test func `errors of a package are at the place that names it`() throws {
    // Line 8 is one of the cell's, too.
    let above = String(repeating: "\n", count: 7)
    try writePackage(
      "Greeting", above + "public func greeting() -> String { absent + \"\" }\nlet n: Int = \"\"")
    let broken = try lectern("run", "--allow-packages", "n.md", "-o", "n.html", "--quiet")
    #expect(broken.code == 1)
    let lines = broken.error.split(separator: "\n").filter { !$0.hasPrefix("[") }.map(String.init)
    #expect(lines.first == "n.md:3:5: error: the package 'lib/Greeting' does not build:")
    #expect(
      lines.contains(
        "lib/Greeting/Sources/Greeting/Greeting.swift:8:36: error: cannot find 'absent' in scope"))
    let page = try bench.read("n.html")
    #expect(page.contains("cannot find 'absent' in scope") || page.contains("cannot find &#39;absent&#39;"))
    #expect(!page.contains("<mark>"))
    #expect(try lectern("check", "--allow-packages", "n.md").code == 1)

    try writePackage("Greeting", "public func greeting() -> String { \"\" }")
    try bench.write(notebook("greeting()", product: "Greetings"), to: "n.md")
    #expect(
      try lectern("check", "--allow-packages", "n.md").error
        == "n.md:3:5: error: the package 'lib/Greeting' has no library 'Greetings'; it has 'Greeting'\n")
    try bench.write(notebook("1", package: "path: lib/None"), to: "n.md")
    #expect(
      try lectern("check", "--allow-packages", "n.md").error
        == "n.md:3:5: error: there is no package in 'lib/None': it has no Package.swift that can be read\n")
  }

  @Test func `all mistakes in the list that need no build are told at once`() throws {
    func list(_ packages: String...) -> String {
      let items = packages.map { "  - \($0)\n" }.joined()
      return "---\npackages:\n\(items)---\n\n```{swift}\nprint(1)\n```\n"
    }
    let none = "{path: lib/None, products: [None]}"
    let absence = "there is no package in 'lib/None': it has no Package.swift that can be read\n"
    try bench.write(list("{path: lib/Greeting, products: [Greetings]}", none), to: "n.md")
    #expect(
      try lectern("check", "--allow-packages", "n.md").error == """
        n.md:3:5: error: the package 'lib/Greeting' has no library 'Greetings'; it has 'Greeting'
        n.md:4:5: error: \(absence)
        """)
    // Its manifest is code, which isn't run.
    #expect(try lectern("check", "n.md").error == "n.md:4:5: error: \(absence)")
    try bench.write(list("{path: lib/Greeting}", none), to: "n.md")
    #expect(
      try lectern("check", "n.md").error == """
        n.md:3:5: error: the package 'lib/Greeting' needs 'products', the libraries that cells import
        n.md:4:5: error: \(absence)
        """)
  }

  @Test func `a command tries once to build a package, and again when that changes`() throws {
    try writePackage("Greeting", "let n: Int = \"\"")
    var command = try Command(bench)
    let first = try command.errors()
    #expect(first.first?.hasSuffix("does not build:") == true, "\(first)")
    let second = try command.errors()
    #expect(second == first && command.builds == 1)
    try writePackage("Greeting", "let number: Int = \"\"")
    _ = try command.errors()
    #expect(command.builds == 2)
  }

  @Test func `a package that changes while it is built is tried again`() throws {
    try writePackage("Greeting", "let first: Int = \"\"")
    // Its manifest does what an author may do at that time.
    let manifest = try bench.read("lib/Greeting/Package.swift")
    try bench.write(
      manifest + """

        import Foundation
        let file = Context.packageDirectory + "/Sources/Greeting/Greeting.swift"
        try? "let second: Int = \\"\\"".write(toFile: file, atomically: true, encoding: .utf8)
        """, to: "lib/Greeting/Package.swift")
    var command = try Command(bench)
    _ = try command.errors()
    #expect(try bench.read("lib/Greeting/Sources/Greeting/Greeting.swift").contains("second"))
    let second = try command.errors()
    #expect(second.first?.hasSuffix("does not build:") == true && command.builds == 2, "\(second)")
    let third = try command.errors()
    #expect(third == second && command.builds == 2)
  }

  @Test func `a module can't have the name of one of the engine's`() throws {
    try writePackage("Tensors", "public struct Matrix { public init() {} }")
    try bench.write(notebook("1", package: "path: lib/Tensors", product: "Tensors"), to: "n.md")
    let answer = try lectern("check", "--allow-packages", "n.md")
    #expect(answer.code == 1)
    #expect(
      answer.error.hasPrefix(
        "n.md:3:5: error: the package 'lib/Tensors' brings a module 'Tensors', which is the name of one of Lectern's"
      ))
  }

  @Test func `a package comes from a repository by its version or its commit`() throws {
    let git = "git -c user.name=a -c user.email=a@example.org -c commit.gpgsign=false"
    let made = try bench.shell(
      "cd lib/Greeting && git init -q && git add -A && \(git) commit -qm one && git tag 1.0.0 && git rev-parse HEAD"
    )
    #expect(made.code == 0, "\(made.error)")
    let commit = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    try bench.write("int cNumber(void) { return 9; }\n", to: "lib/Greeting/Sources/CPart/part.c")
    for version in ["exact: 1.0.0", "revision: \(commit)"] {
      try bench.write(notebook("greeting()", package: "url: lib/Greeting\n    \(version)"), to: "n.md")
      let run = try lectern("run", "--allow-packages", "n.md", "-o", "n.html")
      #expect(run.code == 0, "\(run.error)")
      #expect(try bench.read("n.html").contains(">hello 7"))
    }
    try bench.write(notebook("greeting()", package: "url: lib/Greeting\n    exact: 1.0.1"), to: "n.md")
    #expect(
      try lectern("check", "--allow-packages", "n.md").error
        == "n.md:3:5: error: the package 'lib/Greeting' has no version 1.0.1\n")
    try bench.write(
      notebook("1", package: "url: https://nowhere.invalid/Greeting\n    exact: 1.0.1"), to: "n.md")
    let away = try lectern("check", "--allow-packages", "n.md").error
    #expect(
      away.hasPrefix("n.md:3:5: error: the package 'https://nowhere.invalid/Greeting' can't be fetched: "))
    #expect(
      away.hasSuffix("without a network, 'url' can name a clone on this machine, and 'path' a folder\n"))
  }

  /// Their consent is for the packages that the notebook names.
  @Test func `settings in a notebook's repository run nothing`() throws {
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    for name in ["objects", "refs"] { try bench.write("", to: ".git/\(name)/none") }
    let made = bench.path(of: "made")
    try bench.write(
      """
      [core]
        repositoryformatversion = 0
      [protocol "ext"]
        allow = always
      [url "ext::touch \(made) "]
        insteadOf = https://nowhere.invalid/
      """, to: ".git/config")
    try bench.write(
      notebook("1", package: "url: https://nowhere.invalid/Greeting\n    exact: 1.0.1"), to: "n.md")
    let away = try lectern("check", "--allow-packages", "n.md").error
    #expect(away.contains("the package 'https://nowhere.invalid/Greeting' can't be fetched: "), "\(away)")
    #expect(!bench.exists("made"))
  }

  @Test func `a book asks for the right to build its packages`() throws {
    for name in ["a", "b"] {
      try bench.write(
        "# A\n\n```{swift}\nimport Greeting\nprint(greeting())\n```\n", to: "book/\(name).md")
    }
    try bench.write(
      "chapters: [a.md, b.md]\nallow-packages: true\npackages:\n  - {path: ../lib/Greeting, products: [Greeting]}\n",
      to: "book/book.yml")
    let refused = try lectern("build", "book")
    #expect(refused.code == 1)
    #expect(
      refused.error.contains("to build packages, outside of the cells' cage; --allow-book gives it to them"))
    for answer in [refused, try lectern("check", "book")] {
      // Once, although it is wrong in both chapters.
      let parts = answer.error.components(
        separatedBy: "book/book.yml:4:5: error: building '../lib/Greeting' runs")
      #expect(answer.code == 1 && parts.count == 2, "\(answer.error)")
    }
    #expect(try lectern("check", "--allow-book", "book/b.md").code == 0)
    #expect(try lectern("clean").code == 0)
    #expect(try lectern("check", "book", "--allow-book").code == 0)
    let built = try lectern("build", "book", "--allow-book")
    #expect(built.code == 0, "\(built.error)")
    #expect(try bench.read("book/output/a.html").contains(">hello 7"))
  }
}
