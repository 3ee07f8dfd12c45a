import Foundation
import TestSupport
import Testing

/// Short forms of the programs in `Tests/Faults`, which kill runs and make their writes fail.
@Suite(.serialized) struct FaultTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [
      ["kills", "--builds", "4", "--serves", "2"], ["faults", "--every", "31"],
      ["conditions", "--only", "clock", "--only", "dates"],
    ])
  func `nothing is lost to kills, to writes that fail, and to clocks`(command: [String]) throws {
    let bench = try Workbench()
    let script = Self.root.appendingPathComponent("Tests/Faults/" + command[0]).path
    let line = ([script] + command.dropFirst()).map { "'\($0)'" }.joined(separator: " ")
    let answer = try bench.shell("python3 \(line)")
    #expect(answer.code == 0, "\(answer.output)\n\(answer.error)")
  }
}
