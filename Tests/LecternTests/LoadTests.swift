import Foundation
import Testing

/// A short form of Tests/ServingTests/Scripts/load.py, which says what has to hold.
struct LoadTests {
  @Test(.timeLimit(.minutes(15)))
  func `a busy server loses no edit, and bears clients that do everything wrong`() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ServingTests/Scripts/load.py").standardized.path
    let load = try Workbench().shell(
      "PYTHONDONTWRITEBYTECODE=1 python3 '\(script)' \"$LECTERN\" --connections 40 --seconds 4 --hostile 20")
    #expect(load.code == 0, "\(load.output.suffix(1000)) \(load.error.suffix(1000))")
    #expect(load.output.contains("edits, seen"))
  }
}
