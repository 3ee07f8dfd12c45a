import Execution
import Foundation
import TestSupport
import Testing

/// How the results of one build are kept apart from those of another.
@Suite struct BuildIdentityTests {
  @Test
  func `an engine that replaces another has an identity of its own, even with its size, time and place`()
    throws
  {
    let folder = try TemporaryFolder()
    let parts = ["lectern-host", "libLecternCells.so", "Modules/CellSupport.swiftmodule"].map {
      folder.url.appending(path: $0)
    }
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "Modules"), withIntermediateDirectories: true)
    for part in parts {
      try Data("old".utf8).write(to: part)
      try setTime(of: part)
    }
    let runner = Runner(
      toolchain: try Toolchain(), installation: try Installation(folder: folder.url.path))
    let first = runner.identity
    #expect(runner.identity == first)
    // As an archive does whose files all have one time.
    let before = try status(of: parts[1])
    repeat {
      let file = try FileHandle(forWritingTo: parts[1])
      try file.write(contentsOf: Data("new".utf8))
      try file.close()
      try setTime(of: parts[1])
    } while try status(of: parts[1]).st_ctim.tv_nsec == before.st_ctim.tv_nsec
    let after = try status(of: parts[1])
    #expect(after.st_ino == before.st_ino && after.st_size == before.st_size)
    #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec)
    #expect(runner.identity != first)
  }

  private func setTime(of file: URL) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: file.path)
  }

  private func status(of file: URL) throws -> stat {
    var status = stat()
    try #require(stat(file.path, &status) == 0)
    return status
  }
}
