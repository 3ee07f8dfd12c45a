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
func readBytes(_ path: String) throws(FileError) -> [UInt8] { try OpenFile(path).bytes() }

/// The text of a file.
func readText(_ path: String) throws(FileError) -> String {
  let bytes = try readUTF8(path)
  return String(decoding: bytes, as: UTF8.self)
}

/// The bytes of a text, without a mark of byte order at the start, which is no part of it, and followed by zeros.
func readUTF8(_ path: String, padding: Int = 0) throws(FileError) -> [UInt8] {
  let (bytes, isASCII) = try OpenFile(path).bytes(padding: padding)
  if isASCII { return bytes }
  let text = bytes[..<(bytes.count - padding)]
  guard String(validating: text, as: UTF8.self) != nil else {
    throw FileError(
      file: path, place: .line(lineOfInvalidUTF8(text)), expected: "UTF-8", found: "bytes that are not")
  }
  return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
}

private func lineOfInvalidUTF8(_ bytes: ArraySlice<UInt8>) -> Int {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  return 1 + (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0)
}
