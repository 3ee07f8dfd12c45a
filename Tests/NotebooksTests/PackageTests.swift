import Notebooks
import Testing

/// Packages in the front matter and in `book.yml`.
@Suite struct PackageTests {
  private func notebook(_ lines: String..., book: [PackageDependency] = []) -> Notebook {
    let text = (["---", "packages:"] + lines + ["---", "Text."]).joined(separator: "\n")
    return Notebook.parse(text.utf8, file: "/book/parts/n.md", bookLabels: BookLabels(packages: book))
  }

  private static let commit = String(repeating: "0a", count: 20)

  @Test func `a package is an address with one version, or a folder`() {
    let notebook = notebook(
      "  - url: https://github.com/apple/swift-algorithms.git", "    exact: 1.2.1",
      "    products: [Algorithms]",
      "  - {url: git@example.org:me/Mine, revision: \(Self.commit), products: [One, Two]}",
      "  - {path: ../../MyPackage, products: MyPackage}",
      "  - {url: ../clone, exact: 1.0.0-beta.2, products: C}")
    #expect(notebook.complaints == [])
    let packages = notebook.metadata.packages
    #expect(
      packages.map(\.source) == [
        .version("1.2.1", of: "https://github.com/apple/swift-algorithms.git"),
        .revision(Self.commit, of: "git@example.org:me/Mine"), .folder("/MyPackage"),
        .version("1.0.0-beta.2", of: "/book/clone"),
      ])
    #expect(packages.map(\.identity) == ["swift-algorithms", "mine", "mypackage", "clone"])
    #expect(packages.map(\.products) == [["Algorithms"], ["One", "Two"], ["MyPackage"], ["C"]])
    #expect(packages[1].location == SourceLocation(line: 6, column: 5))
  }

  @Test(arguments: [
    ("  x: y", "3:3: error: 'packages' must be a list of packages, not a mapping"),
    ("  - one", "3:5: error: a package must be 'url: …' or 'path: …', not 'one'"),
    ("  - {products: [A]}", "3:5: error: a package needs 'url' or 'path'"),
    ("  - {path: a, url: b, products: [A]}", "3:5: error: a package has either 'url' or 'path'"),
    ("  - {path: a}", "3:5: error: the package 'a' needs 'products', the libraries that cells import"),
    ("  - {path: a, products: []}", "3:25: error: 'products' must name the libraries that cells import"),
    (
      "  - {path: a, exact: 1.0.0, products: A}",
      "3:5: error: a package in a folder is taken as it is, without a version"
    ),
    (
      "  - {url: 'https://x.org/a', products: A}",
      "3:11: error: the package 'https://x.org/a' needs one version, 'exact: 1.2.3', or 'revision: …'"
    ),
    (
      "  - {url: b, from: 1.0.0, products: A}",
      "3:14: error: 'from' would mean other code on another day; give 'exact: 1.2.3' or 'revision: …'"
    ),
    (
      "  - {url: b, exact: 1.2, products: A}",
      "3:21: error: 'exact' must be a version of three numbers, such as 1.2.0, not '1.2'"
    ),
    (
      "  - {url: b, revision: main, products: A}",
      "3:24: error: 'revision' must be a commit's 40 digits, not 'main'"
    ),
    (
      "  - {path: a, product: A, products: A}",
      "3:15: warning: unknown key 'product'; did you mean 'products'?"
    ),
    (
      "  - {path: a/B, products: A}\n  - {path: b, products: A}",
      "4:5: error: the package 'b' is already in line 3"
    ),
  ])
  func `a mistake has its place`(lines: String, complaint: String) {
    #expect(notebook(lines).complaints.first == complaint)
  }

  @Test func `a book's packages are those of its chapters, whose own come first`() throws {
    let book = Book.parse(
      """
      chapters: [parts/n.md]
      allow-packages: true
      packages:
        - {path: lib/Shared, products: [Shared]}
        - {path: lib/Mine, products: [Mine]}
      """, file: "/book/book.yml")
    #expect(book.diagnostics.isEmpty && book.request.buildsPackages)
    let own = notebook("  - {path: mine, products: [Other]}", book: book.packages)
    #expect(
      own.metadata.packages.map(\.source) == [.folder("/book/parts/mine"), .folder("/book/lib/Shared")])
    #expect(own.metadata.packages.map(\.file) == ["/book/parts/n.md", "/book/book.yml"])
  }
}
