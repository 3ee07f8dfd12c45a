/// The format of MNIST and its like: an array of numbers with its sizes in front, packed with gzip or not.
///
///     00 00 type rank | size of each axis, 4 bytes, big-endian | the numbers, row-major, big-endian
public struct IDX: Sendable, Equatable {
  /// The size of each axis.
  public let shape: [Int]
  /// The numbers, row-major.
  public let values: [Float]

  /// Reads a file.
  ///
  /// - Throws: `FileError` where the file cannot be read, does not begin as the format does, breaks off, or goes on
  ///   behind its end.
  public init(file: String) throws(FileError) {
    var bytes = try readBytes(file)
    if Gzip.isPacked(bytes) { bytes = try Gzip.read(file) }
    func broken(at place: Int, _ expected: String, _ found: String) -> FileError {
      FileError(file: file, place: .byte(place), expected: expected, found: found)
    }
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, let type = NumberType(rawValue: bytes[2]) else {
      let start = bytes.prefix(4).map { hexadecimal($0) }.joined(separator: " ")
      throw broken(
        at: 0, "IDX: 00 00, a type of 08 09 0b 0c 0d 0e, and the rank", start.isEmpty ? "nothing" : start)
    }
    let start = 4 + 4 * Int(bytes[3])
    guard bytes.count >= start else {
      throw broken(at: bytes.count, "\(bytes[3]) sizes of 4 bytes", "the end of the file")
    }
    let shape = stride(from: 4, to: start, by: 4).map { Int(bigEndian(bytes[$0..<$0 + 4])) }
    var needed = type.width
    for size in shape {
      let (product, overflow) = needed.multipliedReportingOverflow(by: size)
      if overflow { throw broken(at: 4, "sizes whose product is a number of bytes", "\(shape)") }
      needed = product
    }
    guard bytes.count - start == needed else {
      throw broken(
        at: min(bytes.count, start + needed), "\(needed) bytes of numbers for the shape \(shape)",
        "\(bytes.count - start)")
    }
    self.shape = shape
    values =
      type == .byte
      ? bytes[start...].map { Float($0) }
      : stride(from: start, to: bytes.count, by: type.width).map {
        type.number(bigEndian(bytes[$0..<$0 + type.width]))
      }
  }

  private enum NumberType: UInt8 {
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
}

extension Dataset where Target == Int {
  /// Images and labels from two IDX files, as MNIST and Fashion-MNIST come: `[1, height, width]` each, with pixels
  /// from 0 to 1.
  ///
  /// - Throws: `FileError` also where one file does not hold images, the other not labels, or not as many.
  public static func idx(images: String, labels: String) throws(FileError) -> Dataset {
    let pictures = try IDX(file: images)
    let classes = try IDX(file: labels)
    guard pictures.shape.count == 3 else {
      throw FileError(
        file: images, place: .byte(3), expected: "images: 3 axes", found: "\(pictures.shape.count)")
    }
    guard classes.shape == [pictures.shape[0]] else {
      throw FileError(
        file: labels, place: .byte(3), expected: "\(pictures.shape[0]) labels, one an image",
        found: "the shape \(classes.shape)")
    }
    return Dataset(
      values: pictures.values.map { $0 / 255 }, sampleShape: [1, pictures.shape[1], pictures.shape[2]],
      targets: classes.values.map { Int($0) })
  }
}

private func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
