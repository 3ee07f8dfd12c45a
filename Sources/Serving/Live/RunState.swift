/// How far the results on a page have come.
struct RunState: Codable, Equatable, Sendable {
  enum Phase: String, Codable, Sendable {
    /// All results are those of the notebook as it is, or say why there are none.
    case done
    /// Another notebook runs first.
    case waiting
    case compiling, running
    /// The reader has stopped the run.
    case stopped
  }

  var phase = Phase.done
  /// The first item of the program whose results are not there yet; `nil` when there are no more to come.
  var item: Int?
  /// What runs now: "cell 3 of 12: Training".
  var text = ""
  /// The share of cells that have run.
  var share = 0.0
  /// What is wrong with the book, apart from this page.
  var problem: String?
}

/// What the server shows at an address: the page as it is now.
struct Posted: Sendable {
  var html: [UInt8]
  /// The same for the same page, even after a restart of the server.
  var version: String
  var state: RunState
  /// Counts the changes.
  var number = 0
  /// How many browsers listen.
  var listeners = 0

  /// What the page's script hears: how far the run is, and which version of the page there is.
  var event: Event { Event(version: version, state: state) }

  struct Event: Codable, Equatable, Sendable {
    var version: String
    var state: RunState
  }
}

/// A short name for a page's content.
enum PageVersion {
  static func of(_ html: [UInt8]) -> String {
    // FNV-1a over words of eight bytes: quick, and the same in each process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let prime: UInt64 = 0x100_0000_01B3
    html.withUnsafeBytes { bytes in
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

  /// The page with its version at the beginning of its head, for the page's script.
  static func added(_ version: String, to html: [UInt8]) -> [UInt8] {
    let mark = Array("<head>\n".utf8)
    let places = html.indices.prefix(2000).dropLast(mark.count)
    guard let place = places.first(where: { html[$0..<$0 + mark.count].elementsEqual(mark) }) else {
      return html
    }
    let line = "<meta name=\"lectern-version\" content=\"\(version)\">\n"
    return html[..<(place + mark.count)] + Array(line.utf8) + html[(place + mark.count)...]
  }
}
