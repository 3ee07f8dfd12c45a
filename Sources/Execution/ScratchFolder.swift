import SwiftSource

/// What pages call the folder that belongs to the cells of one run.
///
/// Its path differs in each run, and a page must not. In their cage it is the cells' home, so it has the name that a shell gives it.
package enum ScratchFolder {
  package static let name = "~"

  /// The text of bytes that cells have sent or printed, in which each path of such a folder has become its name. Bytes that
  /// aren't UTF-8 become U+FFFD.
  package static func text(_ bytes: ArraySlice<UInt8>) -> String {
    var kept: [UInt8] = []
    var rest = bytes
    while let place = firstPath(in: rest) {
      kept += rest[..<place.lowerBound]
      kept += Array(name.utf8)
      rest = rest[place.upperBound...]
    }
    return kept.isEmpty
      ? String(decoding: bytes, as: UTF8.self) : String(decoding: kept + rest, as: UTF8.self)
  }

  private static let beginning = Array("\(RunFolder.parent)/\(RunFolder.prefix)".utf8)
  private static let suffixLength = RunFolder.suffixLength
  private static let ending = Array("/\(Cage.scratch)".utf8)

  private static func firstPath(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    var rest = bytes
    while let start = rest.firstIndex(ofBytes: beginning) {
      let suffix = start + beginning.count
      let end = suffix + suffixLength + ending.count
      guard end <= bytes.endIndex else { return nil }
      if bytes[suffix..<suffix + suffixLength].allSatisfy({ $0.isLetter || $0.isDigit }),
        bytes[suffix + suffixLength..<end].elementsEqual(ending)
      {
        return start..<end
      }
      rest = bytes[suffix...]
    }
    return nil
  }
}
