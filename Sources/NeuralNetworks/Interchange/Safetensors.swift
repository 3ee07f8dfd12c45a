/// Named tensors that are exchanged with other programs: the contents of a safetensors file.
///
///     let weights = try Safetensors(contentsOf: "model.safetensors")
///     weights["0.weight"]
///     try model.load(weights)
///     try Safetensors(model).write(to: "model.safetensors")
///
/// Elements are `Float` here and `F32` in files that are written. `F16` and `BF16`, whose numbers are all exact as
/// `Float`, `F64`, which is rounded, and whole numbers and truth values that are exact as `Float` can be read too.
/// Source: the format's description at github.com/huggingface/safetensors.
public struct Safetensors: Sendable {
  /// The tensors, by name.
  public var tensors: [String: Tensor]
  /// The file's metadata, such as which program wrote it.
  public var metadata: [String: String]
  /// The file that it was read from, for messages.
  public let source: String

  /// Tensors of this program, to be written or loaded.
  public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.init(tensors, metadata: metadata, source: "tensors in memory")
  }

  init(_ tensors: [String: Tensor], metadata: [String: String], source: String) {
    self.tensors = tensors.mapValues { $0.detached() }
    self.metadata = metadata
    self.source = source
  }

  /// The names in alphabetical order.
  public var names: [String] { tensors.keys.sorted() }

  /// The tensor of a name, if there is one.
  public subscript(name: String) -> Tensor? { tensors[name] }

  /// Reads a file.
  public init(contentsOf file: String) throws(SafetensorsError) {
    let bytes = try FileBytes.read(file)
    try self.init(bytes: bytes, source: file)
  }

  /// Reads the bytes of a file; `source` is used as the file's name in errors.
  public init(bytes: [UInt8], source: String) throws(SafetensorsError) {
    let header = try SafetensorsHeader(bytes, file: source)
    var tensors: [String: Tensor] = [:]
    for entry in header.entries {
      let data = bytes[header.dataStart + entry.begin..<header.dataStart + entry.end]
      let elements = try entry.type.floats(data) {
        .inexactInteger(file: source, tensor: entry.name, value: $0)
      }
      tensors[entry.name] = Tensor(elements, shape: Shape(entry.shape))
    }
    self.tensors = tensors
    metadata = header.metadata
    self.source = source
  }

  /// Writes a file: the same tensors give the same bytes.
  public func write(to file: String) throws(SafetensorsError) {
    try FileBytes.write(encoded(), to: file)
  }

  /// The bytes of a file: the header's length in 8 bytes, the header, and the elements, tensors in the order of their
  /// names.
  public func encoded() -> [UInt8] {
    var offset = 0
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))"
      }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    let sorted = tensors.sorted { $0.key < $1.key }
    for (name, tensor) in sorted {
      let end = offset + 4 * tensor.elementCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(JSONText.quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      )
      offset = end
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    // Spaces let the data start at a multiple of 8 bytes, where any element may be read in place.
    while header.count % 8 != 0 { header.append(0x20) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    bytes.append(littleEndian: UInt64(header.count))
    bytes += header
    for (_, tensor) in sorted {
      for element in tensor.scalars { bytes.append(littleEndian: element.bitPattern) }
    }
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
