import Foundation
import Testing

/// `.ci/install` and `.ci/release`, with the products that the tests were built with.
@Suite struct InstallTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private func script(_ name: String, _ rest: String) throws -> (code: Int32, output: String, error: String) {
    try bench.shell("LECTERN_BUILD=$(dirname \"$LECTERN\") bash \(Self.repository)/.ci/\(name) \(rest)")
  }

  @Test func `an installed command runs from anywhere, without the sources`() throws {
    let answer = try script("install", "--prefix \"$PWD/p\"")
    #expect(answer.code == 0, "\(answer.error)")
    let maps = try bench.shell("grep -rl \(Self.repository) p --include=*.modulemap")
    #expect(maps.output.isEmpty, "\(maps.output)")
    #expect(try bench.shell("mkdir far && cd far && ../p/bin/lectern new one.md").code == 0)
    let run = try bench.shell("cd far && XDG_CACHE_HOME=$PWD/cache ../p/bin/lectern run one.md")
    #expect(run.code == 0, "\(run.error)")
    #expect(bench.exists("far/one.html"))
    let manual = try bench.shell("cd far && ../p/bin/lectern manual --path")
    let documents = manual.output.split(separator: "\n").map(String.init)
    #expect(
      documents.map { URL(fileURLWithPath: $0).lastPathComponent } == [
        "README.md", "README.md", "SECURITY.md", "index.html",
      ])
    #expect(
      documents.allSatisfy {
        $0.contains("/p/lib/lectern/doc/") && FileManager.default.fileExists(atPath: $0)
      })
    #expect(bench.exists("p/lib/lectern/doc/.editors/vscode/package.json"))
    #expect(bench.exists("p/lib/lectern/doc/output/reference/tensors.html"))
    #expect(
      try bench.shell("cd far && ../p/bin/lectern manual 'many runs'").output.hasPrefix("## Many runs\n"))
    let again = try script("install", "--prefix \"$PWD/p\"")
    #expect(again.code == 0, "\(again.error)")
    #expect(try bench.shell("ls -A p/lib").output == "lectern\n")
    #expect(try script("install", "--uninstall --prefix \"$PWD/p\"").code == 0)
    #expect(!bench.exists("p/lib/lectern") && !bench.exists("p/bin/lectern"))
  }

  @Test func `an installation replaces and removes nothing that is another's`() throws {
    try bench.write("mine", to: "p/lib/lectern/notes.txt")
    try bench.write("mine", to: "q/bin/lectern")
    for rest in ["", "--uninstall "] {
      for prefix in ["p", "q"] {
        let answer = try script("install", "\(rest)--prefix \"$PWD/\(prefix)\"")
        #expect(answer.code == 1 && answer.error.contains("error: this"), "\(answer)")
      }
    }
    #expect(try bench.read("p/lib/lectern/notes.txt") == "mine")
    #expect(try bench.read("q/bin/lectern") == "mine")
    #expect(!bench.exists("q/lib"))
  }

  @Test func `an archive has the same bytes twice, and its command runs where it is unpacked`() throws {
    for folder in ["a", "b"] {
      let answer = try script("release", "\"$(mkdir -p \(folder) && cd \(folder) && pwd)\"")
      #expect(answer.code == 0, "\(answer.error)")
    }
    let same = try bench.shell(
      "cmp a/*.tar.xz b/*.tar.xz && mkdir c && tar -xJf a/*.tar.xz -C c --strip-components 1")
    #expect(same.code == 0, "\(same.error)")
    #expect(bench.exists("c/lib/lectern/THIRD-PARTY-NOTICES.md") && bench.exists("c/README.md"))
    #expect(try bench.shell("c/bin/lectern new one.md").code == 0)
    let run = try bench.shell("XDG_CACHE_HOME=$PWD/cache c/bin/lectern run one.md")
    #expect(run.code == 0, "\(run.error)")
  }
}
