/// The element types that can be read, under the format's names.
enum SafetensorsType: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint8 = "U8"
  case bool = "BOOL"

  static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The number of bytes of an element.
  var size: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// The elements as `Float`; throws the error that `inexact` returns for a whole number that is not exact.
  func floats(
    _ data: ArraySlice<UInt8>, inexact: (Int64) -> SafetensorsError
  ) throws(SafetensorsError) -> [Float] {
    var floats: [Float] = []
    floats.reserveCapacity(data.count / size)
    for start in stride(from: data.startIndex, to: data.endIndex, by: size) {
      let bits = data[start..<start + size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let value = float(bits)
      if let integer = integer(bits), Int64(exactly: value) != integer { throw inexact(integer) }
      floats.append(value)
    }
    return floats
  }

  private func float(_ bits: UInt64) -> Float {
    switch self {
    case .float64: Float(Double(bitPattern: bits))
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    case .float16: halfPrecision(UInt16(truncatingIfNeeded: bits))
    // A brain float is the upper half of a Float.
    case .bfloat16: Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16)
    default: Float(integer(bits) ?? 0)
    }
  }

  private func integer(_ bits: UInt64) -> Int64? {
    switch self {
    case .int64: Int64(bitPattern: bits)
    case .int32: Int64(Int32(truncatingIfNeeded: bits))
    case .int16: Int64(Int16(truncatingIfNeeded: bits))
    case .int8: Int64(Int8(truncatingIfNeeded: bits))
    case .uint8, .bool: Int64(bits)
    default: nil
    }
  }

  /// 1 bit of sign, 5 of exponent, 10 of fraction.
  private func halfPrecision(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF)
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 0x1F: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 25, significand: fraction + 1024)
    }
  }
}
