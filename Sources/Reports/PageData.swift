import Foundation
import Markup
import Notebooks

/// Data for a page's scripts: JSON, with long lists of numbers as bytes in base64.
enum PageData {
  /// The element that holds the data. Browsers don't run it, and no text in it can end it.
  static func html(of data: some Encodable) -> Node {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding fails only for numbers that are not finite, and the wire lets none through.
    let json = (try? encoder.encode(data)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return .element("script", ["type": "application/json", "class": "demo-data"], [.raw(inert(json))])
  }

  /// JSON that is safe inside an element: without a `<`, it can't contain the end tag.
  static func inert(_ json: String) -> String {
    var text: [UInt8] = []
    var place = json.startIndex
    // Nearly all of it is base64, which needs no look at its characters.
    while let end = json.utf8[place...].firstIndex(where: {
      !(0x20..<0x7F).contains($0) || $0 == UInt8(ascii: "<")
    }) {
      text += json.utf8[place..<end]
      let scalar = json.unicodeScalars[end]
      text += (scalar == "<" || !Escaper.isAllowed(scalar) ? JSONValue.escape(scalar) : String(scalar)).utf8
      place = json.unicodeScalars.index(after: end)
    }
    return String(decoding: text + json.utf8[place...], as: UTF8.self)
  }

  /// 32-bit floats, little-endian.
  static func base64(_ numbers: [Float]) -> String {
    var bytes = Data(capacity: 4 * numbers.count)
    for number in numbers {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes.base64EncodedString()
  }
}
