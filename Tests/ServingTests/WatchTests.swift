import Foundation
import TestSupport
import Testing

import Serving

/// Which changes of files count.
struct WatchTests {
  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }
  private let watch = FileWatch()
  private var file: String { folder.appending(path: "a.txt").path }

  init() throws {
    temporary = try TemporaryFolder()
    try write("one", "a.txt")
    watch.watch([file, folder.appending(path: "sub/b.txt").path], programs: [])
    _ = watch.takeChange()
  }

  private func write(_ text: String, _ name: String, atomically: Bool = false) throws {
    try text.write(to: folder.appending(path: name), atomically: atomically, encoding: .utf8)
  }

  @Test func `a change of content counts once, however it is saved`() throws {
    #expect(!watch.takeChange())
    try write("two", "a.txt")
    #expect(watch.takeChange())
    #expect(!watch.takeChange())
    try write("three", "a.txt", atomically: true)
    #expect(watch.takeChange() && !watch.takeChange())
    try FileManager.default.removeItem(atPath: file)
    #expect(watch.takeChange() && !watch.takeChange())
    try write("three", "a.txt")
    #expect(watch.takeChange() && !watch.takeChange())
    // The same length, so that only the content tells.
    try write("seven", "a.txt")
    try write("eight", "a.txt")
    #expect(watch.takeChange())
  }

  @Test func `touches and equal content don't count`() throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -100)], ofItemAtPath: file)
    #expect(!watch.takeChange())
    try write("one", "a.txt", atomically: true)
    #expect(!watch.takeChange())
    try write("other", "other.txt")
    #expect(!watch.takeChange())
  }

  @Test func `a file that appears in a new folder counts`() throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "sub"), withIntermediateDirectories: true)
    #expect(!watch.takeChange())
    try write("b", "sub/b.txt")
    #expect(watch.takeChange())
  }

  @Test func `a program that is built again counts although its content is the same`() throws {
    watch.watch([], programs: [])
    watch.watch([], programs: [file])
    _ = watch.takeChange()
    try write("one", "a.txt", atomically: true)
    #expect(watch.takeChange())
  }

  @Test func `new files count as changed: they may have changed before they were watched`() {
    watch.watch([file], programs: [])
    #expect(!watch.takeChange())
    watch.watch([file, folder.appending(path: "c.txt").path], programs: [])
    #expect(watch.takeChange() && !watch.takeChange())
  }
}
