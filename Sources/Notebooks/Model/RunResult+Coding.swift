public import Displays
import Foundation

// Stored results keep what cells have shown in the form in which it came from their process.

extension Display: Codable {}
extension ValueSummary: Codable {}

extension WireCodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(WireWriter.bytes(of: self)))
  }

  public init(from decoder: any Decoder) throws {
    var reader = WireReader(Array(try decoder.singleValueContainer().decode(Data.self))[...])
    self = try reader.read()
  }
}
