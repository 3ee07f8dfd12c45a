import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What went wrong with a file: which file, where in it, what was expected there and what was found.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A place in a file.
  public enum Place: Hashable, Sendable {
    /// The file as a whole.
    case file
    /// A line, counted from 1.
    case line(Int)
    /// A byte, counted from 0.
    case byte(Int)
  }

  /// The file's path, as it was given.
  public let file: String
  /// Where in the file.
  public let place: Place
  /// What should have been there.
  public let expected: String
  /// What was there.
  public let found: String

  /// An error at a place of a file.
  public init(file: String, place: Place, expected: String, found: String) {
    (self.file, self.place, self.expected, self.found) = (file, place, expected, found)
  }

  public var description: String {
    let position =
      switch place {
      case .file: ""
      case .line(let line): ":\(line)"
      case .byte(let byte): ", byte \(byte)"
      }
    return "\(file)\(position): expected \(expected) but found \(found)"
  }
}

/// The bytes of a file.
func readBytes(_ path: String) throws(FileError) -> [UInt8] {
  DataAccess.report(path)
  guard let file = fopen(path, "rb") else {
    throw FileError(file: path, place: .file, expected: "a readable file", found: message(errno))
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes += chunk[..<count]
    if count < chunk.count { break }
  }
  if ferror(file) != 0 {
    throw FileError(file: path, place: .byte(bytes.count), expected: "a readable file", found: message(errno))
  }
  return bytes
}

/// The text of a file.
func readText(_ path: String) throws(FileError) -> String {
  let bytes = try readBytes(path)
  if let text = String(validating: bytes, as: UTF8.self) {
    // A mark of byte order at the start is no part of the text.
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }
  throw FileError(
    file: path, place: .line(lineOfInvalidUTF8(bytes)), expected: "UTF-8", found: "bytes that are not")
}

private func lineOfInvalidUTF8(_ bytes: [UInt8]) -> Int {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
}

private func message(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
