internal import Tensors

/// What precedes the numbers of an IDX file.
struct IDXHeader {
  /// More bytes than any header has.
  static let longest = 4 + 4 * 255

  let type: IDXNumber
  let shape: Shape
  /// Where the numbers begin.
  let start: Int

  /// Reads the header off the first bytes of a file of `size` bytes, whose numbers must fill it.
  init(_ bytes: ArraySlice<UInt8>, of size: Int, file: String) throws(FileError) {
    func broken(at place: Int, _ expected: String, _ found: String) -> FileError {
      FileError(file: file, place: .byte(place), expected: expected, found: found)
    }
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let type = IDXNumber(rawValue: bytes[2]) else {
      let start = bytes.prefix(4).map { hexadecimal($0) }.joined(separator: " ")
      throw broken(
        at: 0, "IDX: 00 00, a type of 08 09 0b 0c 0d 0e, and the rank", start.isEmpty ? "nothing" : start)
    }
    let start = 4 + 4 * Int(bytes[3])
    guard bytes.count >= start else {
      throw broken(at: bytes.count, "\(bytes[3]) sizes of 4 bytes", "the end of the file")
    }
    let sizes = stride(from: 4, to: start, by: 4).map { Int(bigEndian(bytes[$0..<$0 + 4])) }
    var needed = type.width
    for size in sizes {
      let (product, overflow) = needed.multipliedReportingOverflow(by: size)
      if overflow { throw broken(at: 4, "sizes whose product is a number of bytes", "\(sizes)") }
      needed = product
    }
    guard size - start == needed else {
      throw broken(
        at: needed < size - start ? start + needed : size,
        "\(needed) bytes of numbers for the shape \(sizes)", "\(size - start)")
    }
    // A valid header may still be too much for a tensor: many axes of size 1, or a great size together with
    // a 0.
    guard sizes.count <= Shape.maximumRank, sizes.allSatisfy({ $0 <= Int32.max }) else {
      throw broken(at: 3, "at most \(Shape.maximumRank) axes, each below 2³¹", "\(sizes)")
    }
    (self.type, self.shape, self.start) = (type, Shape(sizes), start)
  }
}

/// The type of an IDX file's numbers.
enum IDXNumber: UInt8 {
  case byte = 0x08
  case signedByte = 0x09
  case short = 0x0b
  case int = 0x0c
  case float = 0x0d
  case double = 0x0e

  var width: Int {
    switch self {
    case .byte, .signedByte: 1
    case .short: 2
    case .int, .float: 4
    case .double: 8
    }
  }

  func number(_ bits: UInt64) -> Float {
    switch self {
    case .byte: Float(bits)
    case .signedByte: Float(Int8(truncatingIfNeeded: bits))
    case .short: Float(Int16(truncatingIfNeeded: bits))
    case .int: Float(Int32(truncatingIfNeeded: bits))
    case .float: Float(bitPattern: UInt32(bits))
    case .double: Float(Double(bitPattern: bits))
    }
  }
}

func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
