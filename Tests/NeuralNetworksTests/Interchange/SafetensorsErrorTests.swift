import NeuralNetworks
import Testing

struct SafetensorsErrorTests {
  @Test(arguments: [
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
      SafetensorsError.wrongOffsets(file: "f", tensor: "a", begin: 0, end: 4, expectedBytes: 8)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8,
      .wrongOffsets(file: "f", tensor: "a", begin: 8, end: 0, expectedBytes: 8)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
      .outOfBounds(file: "f", tensor: "a", end: 8, available: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, .overlap(file: "f", first: "a", second: "b")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      .unusedBytes(file: "f", begin: 0, end: 4)
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8,
      .unusedBytes(file: "f", begin: 4, end: 8)
    ),
    (
      #"{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,4]}}"#, 4,
      .unknownType(file: "f", tensor: "a", type: "F8")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}"#,
      8,
      .duplicateName(file: "f", tensor: "a")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#, 4,
      .unsupportedShape(file: "f", tensor: "a", shape: [1, 1, 1, 1, 1, 1, 1])
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2000000000,2000000000,2000000000],"data_offsets":[0,4]}}"#, 4,
      .unsupportedShape(file: "f", tensor: "a", shape: [2_000_000_000, 2_000_000_000, 2_000_000_000])
    ),
    (
      #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, 4,
      .malformedHeader(file: "f", byte: 13, expected: "a shape")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}"#, 4,
      .malformedHeader(file: "f", byte: 13, expected: "two data_offsets")
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
      .malformedHeader(file: "f", byte: 37, expected: "a whole number")
    ),
    (#"{"a" 1}"#, 0, .malformedHeader(file: "f", byte: 13, expected: ":")),
    (#"[]"#, 0, .malformedHeader(file: "f", byte: 8, expected: "{")),
    (#"{} {}"#, 0, .malformedHeader(file: "f", byte: 11, expected: "the end of the header")),
    (#"{"\ud800x":1}"#, 0, .malformedHeader(file: "f", byte: 16, expected: "\\")),
  ])
  func `what is wrong with a header is told with its place`(
    header: String, dataBytes: Int, expected: SafetensorsError
  ) {
    #expect(throws: expected) { try Safetensors(bytes: file(header, dataBytes: dataBytes), source: "f") }
  }

  @Test func `a whole number that no Float is is refused`() {
    var bytes = file(#"{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#, dataBytes: 8)
    bytes[bytes.count - 8] = 1
    bytes[bytes.count - 5] = 1
    #expect(throws: SafetensorsError.inexactInteger(file: "f", tensor: "n", value: 1 << 24 + 1)) {
      try Safetensors(bytes: bytes, source: "f")
    }
  }

  @Test func `a file cut off anywhere is an error`() throws {
    let whole = try bytes(of: fixture("network"))
    for length in 0..<whole.count {
      #expect(throws: SafetensorsError.self) {
        try Safetensors(bytes: Array(whole[..<length]), source: "f")
      }
    }
    #expect(throws: SafetensorsError.truncatedHeader(file: "f", needed: 8, available: 3)) {
      try Safetensors(bytes: [1, 2, 3], source: "f")
    }
    #expect(throws: SafetensorsError.truncatedHeader(file: "f", needed: 264, available: 8)) {
      try Safetensors(bytes: [0, 1, 0, 0, 0, 0, 0, 0], source: "f")
    }
    #expect(throws: SafetensorsError.truncatedHeader(file: "f", needed: .max, available: 8)) {
      try Safetensors(bytes: Array(repeating: 255, count: 8), source: "f")
    }
  }

  @Test func `bytes changed at random never end the program`() throws {
    let whole = try bytes(of: fixture("types"))
    var rng = SplitMix64(seed: 5)
    var refused = 0
    for _ in 0..<3000 {
      var bytes = whole
      for _ in 0..<2 { bytes[Int(rng.next() % UInt64(whole.count))] = UInt8(truncatingIfNeeded: rng.next()) }
      do { _ = try Safetensors(bytes: bytes, source: "f") } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }

  private func file(_ header: String, dataBytes: Int) -> [UInt8] {
    let header = Array(header.utf8)
    return [UInt8(header.count), 0, 0, 0, 0, 0, 0, 0] + header + Array(repeating: 0, count: dataBytes)
  }
}
