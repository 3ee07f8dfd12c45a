import Foundation
import Notebooks
import SwiftSource

/// The outlines of a notebook's items, each parsed once for its text.
///
/// An outline that is put together from them lacks what isn't in an item: imports and parameters before the first one, and
/// the statements that we insert.
final class OutlineCache: @unchecked Sendable {
  // Every access to the outlines holds the lock.
  private let lock = NSLock()
  private var known: [ArraySlice<UInt8>: Outline] = [:]
  private var isUsed: Set<ArraySlice<UInt8>> = []

  /// The outline of a program without inserted calls; `nil` if its items don't parse, each by itself.
  func outline(of program: Program, _ compiler: Compiler) throws(RunError) -> Outline? {
    let texts = program.spans.map { program.text[$0.bytes] }
    try parse(texts.filter { find($0) == nil }, program.file, compiler)
    var parts: [(outline: Outline, start: Int)] = []
    for text in texts {
      guard let outline = find(text) else { return nil }
      parts.append((outline, text.startIndex))
    }
    return Outline(parts)
  }

  /// Forgets the texts that nobody has asked for since the last time.
  func forgetUnused() {
    lock.lock()
    defer { lock.unlock() }
    known = known.filter { isUsed.contains($0.key) }
    isUsed = []
  }

  private func find(_ text: ArraySlice<UInt8>) -> Outline? {
    lock.lock()
    defer { lock.unlock() }
    isUsed.insert(text)
    return known[text]
  }

  /// Parses texts together, with a declaration of ours between them.
  private func parse(_ texts: [ArraySlice<UInt8>], _ file: FileName, _ compiler: Compiler) throws(RunError) {
    if texts.isEmpty { return }
    var program: [UInt8] = []
    var separators: Set<Int> = []
    var starts: [Int] = []
    func separate() {
      program += file.ofProgram.directive(line: 1).utf8
      separators.insert(program.count)
      program += "typealias __lectern\(separators.count) = Void;\n".utf8
    }
    for text in texts {
      separate()
      program += file.directive(line: 1).utf8
      starts.append(program.count)
      program += text + [.lineFeed]
    }
    separate()
    guard let outline = try compiler.parse(program).outline,
      separators.isSubset(of: outline.items.map(\.start))
    else { return }
    lock.lock()
    defer { lock.unlock() }
    for (text, start) in zip(texts, starts) {
      known[ArraySlice(Array(text))] = outline.part(start..<start + text.count)
    }
  }
}
