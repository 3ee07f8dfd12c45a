import Foundation
import Reports

/// What the server shows at an address: the page as it is now.
struct Posted: Sendable {
  private var document: LiveDocument
  /// The same for the same page, even after a restart of the server.
  private(set) var version: String
  private(set) var state: RunState
  /// What has changed since the version before.
  private var patch: PagePatch?
  /// Counts the changes.
  private(set) var number = 0
  /// How many browsers listen.
  var listeners = 0
  /// The event as it is sent to all of them.
  private(set) var message = ""

  init(_ document: LiveDocument, _ version: String, _ state: RunState) {
    (self.document, self.version, self.state) = (document, version, state)
    message = Self.message(event)
  }

  mutating func renew(_ document: LiveDocument, _ version: String, _ state: RunState) {
    guard self.version != version || self.state != state else { return }
    if self.version != version {
      patch = PagePatch(from: self.document, self.version, to: document)
    }
    (self.document, self.version, self.state) = (document, version, state)
    number += 1
    message = Self.message(event)
  }

  private static func message(_ event: Event) -> String {
    guard let data = try? JSONEncoder().encode(event) else { return "" }
    return "data: \(String(decoding: data, as: UTF8.self))\n\n"
  }

  var html: String { document.html(version: version, isBusy: state.item != nil) }

  /// What the page's script hears: how far the run is, which version of the page there is, and how to get to it.
  struct Event: Codable, Equatable, Sendable {
    var version: String
    var state: RunState
    var patch: PagePatch?
  }

  var event: Event { Event(version: version, state: state, patch: patch) }
}

/// The difference of two versions of a page, where only elements of its text differ.
struct PagePatch: Codable, Equatable, Sendable {
  /// The version that it changes.
  var base: String
  /// The elements that differ, with one on each side that doesn't: the page's script looks for these.
  var old: [String]
  /// What takes their place.
  var new: [String]
  /// Whether these are the text's first or last elements.
  var isAtStart: Bool
  var isAtEnd: Bool

  /// The most bytes of a patch. A larger one takes as long as the whole page.
  private static let most = 400_000

  init?(from old: LiveDocument, _ base: String, to new: LiveDocument) {
    guard old.before == new.before, old.after == new.after else { return nil }
    let (before, after) = (old.blocks, new.blocks)
    let head = max(0, zip(before, after).prefix { $0 == $1 }.count - 1)
    let ends = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed())
    let tail = max(0, ends.prefix { $0 == $1 }.count - 1)
    let removed = before[head..<before.count - tail]
    let added = after[head..<after.count - tail]
    let size = (removed + added).reduce(0) { $0 + $1.html.utf8.count }
    guard size < Self.most, (removed + added).allSatisfy(\.isElement) else { return nil }
    (self.base, self.old, self.new) = (base, removed.map(\.html), added.map(\.html))
    (isAtStart, isAtEnd) = (head == 0, tail == 0)
  }
}

/// A short name for a page's content.
enum PageVersion {
  static func of(_ html: String) -> String {
    // FNV-1a over words of eight bytes: quick, and the same in each process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let prime: UInt64 = 0x100_0000_01B3
    var html = html
    html.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index + 8 <= bytes.count {
        hash = (hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* prime
        hash ^= hash >> 32
        index += 8
      }
      while index < bytes.count {
        hash = (hash ^ UInt64(bytes[index])) &* prime
        index += 1
      }
    }
    return String(hash, radix: 36)
  }
}
