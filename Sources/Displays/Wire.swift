/// A value that goes from a cell's process to the runner as bytes.
///
/// Numbers take eight bytes; texts and lists begin with their length. Both ends come from one build, so the format
/// has no version. The runner can't trust a cell's process, so reading checks every length.
///
/// `Codable` isn't used: its encoders need Foundation, which cells would then have to load, and its decoders would
/// not check what each `init(from:)` here checks.
public protocol WireCodable {
  func write(to writer: inout WireWriter)
  init(from reader: inout WireReader) throws(WireError)
}

/// The bytes don't encode a value of the expected type.
public struct WireError: Error, Hashable {
  public init() {}
}

public struct WireWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// The bytes of the values, in order.
  public static func bytes<each Value: WireCodable>(of values: repeat each Value) -> [UInt8] {
    var writer = WireWriter()
    writer.write(repeat each values)
    return writer.bytes
  }

  /// Appends the values in order; a type's `init(from:)` reads its fields in the same order.
  public mutating func write<each Value: WireCodable>(_ values: repeat each Value) {
    repeat (each values).write(to: &self)
  }

  fileprivate mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  fileprivate mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

public struct WireReader {
  private var rest: ArraySlice<UInt8>
  fileprivate let text: (ArraySlice<UInt8>) -> String
  private var depth = 0
  /// How deep values may be nested. Reading recurses, so damaged bytes could otherwise overflow the stack.
  private static let depthLimit = 16

  /// - Parameter text: makes texts of their bytes.
  public init(
    _ bytes: ArraySlice<UInt8>,
    text: @escaping (ArraySlice<UInt8>) -> String = { String(decoding: $0, as: UTF8.self) }
  ) {
    rest = bytes
    self.text = text
  }

  /// Reads a value that may contain others of its own type.
  public mutating func descend<Value>(
    _ read: (inout WireReader) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    guard depth < WireReader.depthLimit else { throw WireError() }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  public var isAtEnd: Bool { rest.isEmpty }

  public mutating func read<Value: WireCodable>(_ type: Value.Type = Value.self) throws(WireError) -> Value {
    try Value(from: &self)
  }

  fileprivate mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
    guard count >= 0 && count <= rest.count else { throw WireError() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  fileprivate mutating func number() throws(WireError) -> UInt64 {
    try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  fileprivate mutating func count() throws(WireError) -> Int {
    guard let count = Int(exactly: try number()), count <= rest.count else { throw WireError() }
    return count
  }
}

extension UInt64: WireCodable {
  public func write(to writer: inout WireWriter) { writer.append(self) }
  public init(from reader: inout WireReader) throws(WireError) { self = try reader.number() }
}

extension Int: WireCodable {
  public func write(to writer: inout WireWriter) { writer.append(UInt64(bitPattern: Int64(self))) }
  public init(from reader: inout WireReader) throws(WireError) {
    self = Int(Int64(bitPattern: try reader.number()))
  }
}

extension Bool: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(self ? 1 : 0) }
  public init(from reader: inout WireReader) throws(WireError) { self = try reader.number() != 0 }
}

extension Double: WireCodable {
  public func write(to writer: inout WireWriter) { writer.append(bitPattern) }
  public init(from reader: inout WireReader) throws(WireError) { self.init(bitPattern: try reader.number()) }
}

extension Float: WireCodable {
  public func write(to writer: inout WireWriter) { writer.append(UInt64(bitPattern)) }
  public init(from reader: inout WireReader) throws(WireError) {
    guard let bits = UInt32(exactly: try reader.number()) else { throw WireError() }
    self.init(bitPattern: bits)
  }
}

extension String: WireCodable {
  public func write(to writer: inout WireWriter) { writer.append(self) }
  public init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.count()
    self = reader.text(try reader.take(count))
  }
}

extension Array: WireCodable where Element: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(count)
    for element in self { element.write(to: &writer) }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self = []
    for _ in 0..<(try reader.count()) { append(try reader.read()) }
  }
}

extension Optional: WireCodable where Wrapped: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(self != nil)
    if let self { writer.write(self) }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self = try reader.read(Bool.self) ? try reader.read(Wrapped.self) : nil
  }
}
