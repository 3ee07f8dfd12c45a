import Foundation
import Testing

/// What the manual says about schedulers, tried with those that there are.
@Suite struct SchedulerTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write("title: Mine\nchapters: [a.md, parts/b.md]\n", to: "book.yml")
    try bench.write("# A\n\n```{swift}\nprint(1)\n```\n", to: "a.md")
    try bench.write("# B\n\n[Data](d.csv)\n\n```{swift}\nprint(2)\n```\n", to: "parts/b.md")
    try bench.write("1,2", to: "parts/d.csv")
  }

  /// The fences of the manual that have a language, in order.
  private static func fences(_ language: String) throws -> [String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "notebooks/README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { program in
      ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + program)
      }
    }
  }

  private func shell(_ line: String) throws -> (code: Int32, output: String, error: String) {
    try bench.shell("export PATH=\"$(dirname $LECTERN):$PATH\"; \(line)")
  }

  private func expectBook() throws {
    let front = try bench.read("output/index.html")
    #expect(front.contains("href=\"a.html\"") && front.contains("href=\"parts/b.html\""))
    #expect(try bench.read("output/a.html").contains("rel=\"next\" href=\"parts/b.html\""))
    #expect(try bench.read("output/parts/d.csv") == "1,2")
    let build = try bench.lectern("build")
    #expect(build.code == 0 && build.error.contains("nothing to run"), "\(build.error)")
  }

  @Test(.enabled(if: SchedulerTests.has("make", "jq")))
  func `make runs the chapters, assembles the book, and does nothing for a chapter that hasn't changed`()
    throws
  {
    let rules = try #require(try Self.fences("make").first { $0.contains("lectern build") })
    try bench.write(rules + "\n", to: "Makefile")
    let first = try shell("make -j2")
    #expect(first.code == 0, "\(first.error)")
    try expectBook()
    let again = try shell("make")
    #expect(again.code == 0 && !again.output.contains("lectern run"), "\(again.output)")
    #expect(again.output.contains("lectern build"))
  }

  @Test(.enabled(if: SchedulerTests.has("parallel", "jq")))
  func `so does parallel`() throws {
    let lines = try #require(try Self.fences("sh").first { $0.contains("| parallel ") })
    let line = try #require(lines.split(separator: "\n").first)
    let answer = try shell(String(line))
    #expect(answer.code == 0, "\(answer.error)")
    try expectBook()
  }

  @Test(.enabled(if: SchedulerTests.has("jq")))
  func `each job of an array runs its own chapter, and the last one assembles the book`() throws {
    let script = try #require(try Self.fences("sh").first { $0.contains("SLURM_ARRAY_TASK_ID") })
    let start = try #require(try Self.fences("sh").first { $0.contains("sbatch") })
    try bench.write(script + "\n", to: "chapter.sh")
    // In place of the scheduler: it runs what it is given at once, an array job after job.
    try bench.write(
      """
      #!/bin/bash
      for argument; do
        case "$argument" in
          --array=*) range=${argument#--array=} ;;
          --dependency=afterok:7) after=true ;;
        esac
        last=$argument
      done
      if [ -n "${range:-}" ]; then
        for task in $(seq "${range%-*}" "${range#*-}"); do SLURM_ARRAY_TASK_ID=$task bash "$last" || exit 1; done
        echo 7
      else
        [ -n "${after:-}" ] && eval "$last"
      fi
      """, to: "bin/sbatch")
    let answer = try shell("chmod +x bin/sbatch; PATH=\"$PWD/bin:$PATH\"; set -e; \(start)")
    #expect(answer.code == 0, "\(answer.error)")
    try expectBook()
  }
}
