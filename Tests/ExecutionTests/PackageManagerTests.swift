import Execution
import Foundation
import Platform
import TestSupport
import Testing

/// A package manager that doesn't come to an end.
struct PackageManagerTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.url.path }

  init() throws { temporary = try TemporaryFolder() }

  /// Writes a `swift-build` that notes each of its runs, and hangs in the first ones, as does a process of its own group that it
  /// has started.
  private func writeTool(hanging count: Int, also command: String = "true") throws {
    let text = """
      #!/bin/bash
      cd "$(dirname "$0")"
      echo run >> runs
      \(command)
      if [ $(wc -l < runs) -le \(count) ]; then
        setsid sleep 300 & echo $! >> children
        wait
      fi
      echo "built $1"
      """
    let path = folder + "/swift-build"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private var children: [pid_t] {
    let text = (try? String(contentsOfFile: folder + "/children", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { pid_t($0) }
  }

  @Test func `what one leaves among its temporary files is removed`() throws {
    try writeTool(hanging: 0, also: "echo $TMPDIR; touch $TMPDIR/left")
    let own = folder + "/temporary"
    for _ in 0..<2 {
      let output = try PackageManager(in: folder, seconds: 60, temporary: own).run("swift-build", ["it"])
      #expect(output.code == 0 && String(decoding: output.output, as: UTF8.self) == "\(own)\nbuilt it\n")
      #expect(!FileManager.default.fileExists(atPath: own))
    }
  }

  @Test func `one that hangs once is run again, and what it had started is ended`() throws {
    try writeTool(hanging: 1)
    let output = try PackageManager(in: folder, seconds: 2).run("swift-build", ["it"])
    #expect(output.code == 0 && String(decoding: output.output, as: UTF8.self) == "built it\n")
    #expect(children.count == 1)
    for child in children { #expect(hasEnded(child)) }
  }

  @Test func `one that hangs twice is an error that says how long it took`() throws {
    try writeTool(hanging: 2)
    #expect(throws: RunError.toolTooSlow(tool: "Swift's package manager", seconds: 2)) {
      _ = try PackageManager(in: folder, seconds: 2).run("swift-build", ["it"])
    }
    #expect(children.count == 2)
    for child in children { #expect(hasEnded(child)) }
  }

  /// Whether a process has ended, or does so soon: a killed one may wait for its parent.
  private func hasEnded(_ process: pid_t) -> Bool {
    for _ in 0..<50 {
      let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
      if text.isEmpty || text.contains(") Z ") { return true }
      usleep(100_000)
    }
    return false
  }
}
