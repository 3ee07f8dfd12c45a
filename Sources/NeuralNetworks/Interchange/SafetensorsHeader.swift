/// The header of a safetensors file, which says where its tensors are. It has been checked.
struct SafetensorsHeader {
  /// Where a tensor is; offsets count from the start of the data.
  struct Entry {
    let name: String
    let type: SafetensorsType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]
  let dataStart: Int
  private let file: String

  init(_ bytes: [UInt8], file: String) throws(SafetensorsError) {
    guard bytes.count >= 8 else { throw .truncatedHeader(file: file, needed: 8, available: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      let needed = length < UInt64(Int.max - 8) ? Int(length) + 8 : Int.max
      throw .truncatedHeader(file: file, needed: needed, available: bytes.count)
    }
    self.file = file
    dataStart = 8 + Int(length)
    var reader = JSONReader(bytes[8..<dataStart])
    do throws(JSONReader.Failure) {
      try reader.object { key, reader throws(JSONReader.Failure) in
        if key == "__metadata__" {
          metadata = try Self.readMetadata(&reader)
        } else {
          fields.append((key, try Fields(&reader)))
        }
      }
      try reader.end()
    } catch {
      throw .malformedHeader(file: file, byte: error.position, expected: error.expected)
    }
    try check(available: bytes.count - dataStart)
  }

  // The header's entries in their order, unchecked.
  private var fields: [(name: String, fields: Fields)] = []

  private struct Fields {
    var type = ""
    var shape: [Int] = []
    var offsets: [Int] = []

    init(_ reader: inout JSONReader) throws(JSONReader.Failure) {
      var missing: Set = ["dtype", "shape", "data_offsets"]
      let start = reader.position
      var read = self
      try reader.object { key, reader throws(JSONReader.Failure) in
        switch key {
        case "dtype": read.type = try reader.string()
        case "shape": read.shape = try reader.integers()
        case "data_offsets": read.offsets = try reader.integers()
        default: throw reader.failure("dtype, shape or data_offsets")
        }
        missing.remove(key)
      }
      self = read
      if let name = missing.sorted().first {
        throw JSONReader.Failure(position: start, expected: "a \(name)")
      }
      if offsets.count != 2 { throw JSONReader.Failure(position: start, expected: "two data_offsets") }
    }
  }

  private static func readMetadata(_ reader: inout JSONReader) throws(JSONReader.Failure) -> [String: String]
  {
    var metadata: [String: String] = [:]
    try reader.object { key, reader throws(JSONReader.Failure) in metadata[key] = try reader.string() }
    return metadata
  }

  private mutating func check(available: Int) throws(SafetensorsError) {
    var names: Set<String> = []
    for (name, fields) in fields {
      guard names.insert(name).inserted else { throw .duplicateName(file: file, tensor: name) }
      entries.append(try entry(name, fields, available: available))
    }
    // Every byte of the data must belong to exactly one tensor.
    var end = 0
    var last = ""
    for entry in entries.sorted(by: { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }) {
      if entry.begin < end { throw .overlap(file: file, first: last, second: entry.name) }
      if entry.begin > end { throw .unusedBytes(file: file, begin: end, end: entry.begin) }
      (end, last) = (entry.end, entry.name)
    }
    if end < available { throw .unusedBytes(file: file, begin: end, end: available) }
  }

  private func entry(_ name: String, _ fields: Fields, available: Int) throws(SafetensorsError) -> Entry {
    guard let type = SafetensorsType(rawValue: fields.type) else {
      throw .unknownType(file: file, tensor: name, type: fields.type)
    }
    guard fields.shape.count <= Shape.maximumRank, fields.shape.allSatisfy({ $0 <= Int32.max }) else {
      throw .unsupportedShape(file: file, tensor: name, shape: fields.shape)
    }
    // Sizes are below 2³¹ each, but the product of six may not fit.
    var bytes = type.size
    for size in fields.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      if overflow { throw .unsupportedShape(file: file, tensor: name, shape: fields.shape) }
      bytes = product
    }
    let (begin, end) = (fields.offsets[0], fields.offsets[1])
    guard begin <= end, end - begin == bytes else {
      throw .wrongOffsets(file: file, tensor: name, begin: begin, end: end, expectedBytes: bytes)
    }
    guard end <= available else {
      throw .outOfBounds(file: file, tensor: name, end: end, available: available)
    }
    return Entry(name: name, type: type, shape: fields.shape, begin: begin, end: end)
  }
}
