/// What is wrong with a safetensors file: each case names the file, the place and what was expected there.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The file could not be read or written; `reason` is the system's.
  case inaccessible(file: String, reason: String)
  /// The file ends before the part of it that the first 8 bytes announce.
  case truncatedHeader(file: String, needed: Int, available: Int)
  /// The header is not JSON of the format; `byte` counts from the start of the file.
  case malformedHeader(file: String, byte: Int, expected: String)
  /// Two tensors have one name.
  case duplicateName(file: String, tensor: String)
  /// A type of element that cannot be read.
  case unknownType(file: String, tensor: String, type: String)
  /// More than six axes, or a size that does not fit.
  case unsupportedShape(file: String, tensor: String, shape: [Int])
  /// The number of a tensor's bytes is not that of its shape and type.
  case wrongOffsets(file: String, tensor: String, begin: Int, end: Int, expectedBytes: Int)
  /// A tensor's bytes reach beyond the file's end.
  case outOfBounds(file: String, tensor: String, end: Int, available: Int)
  /// Two tensors share bytes.
  case overlap(file: String, first: String, second: String)
  /// Bytes of the data belong to no tensor.
  case unusedBytes(file: String, begin: Int, end: Int)
  /// A whole number that is not exact as a `Float`.
  case inexactInteger(file: String, tensor: String, value: Int64)
  /// A requested tensor is missing.
  case missingTensor(file: String, tensor: String, available: [String])
  /// A tensor was requested as whole numbers, but one of its numbers is not whole.
  case notWhole(file: String, tensor: String, value: Float)
  /// The file is no checkpoint, or one without this.
  case notCheckpoint(file: String, missing: String)
  /// The checkpoint is of another optimizer, of other groups, or of a network with another number of generators.
  case otherTraining(file: String, expected: String, found: String)
  /// The tensors are not those of the network: all differences at once, sorted by name.
  case mismatches(file: String, [Mismatch])

  /// A difference between the tensors of a file and those of a network.
  public enum Mismatch: Equatable, Sendable, CustomStringConvertible {
    /// The network needs it but the file does not have it.
    case missing(name: String, shape: Shape)
    /// The file has it but the network does not need it.
    case unexpected(name: String, shape: Shape)
    /// Both have it, in different shapes.
    case shape(name: String, expected: Shape, found: Shape)
    /// The network uses one parameter under both names, but the file has different numbers for them.
    case tied(name: String, other: String)

    /// The tensor's name.
    public var name: String {
      switch self {
      case .missing(let name, _), .unexpected(let name, _), .shape(let name, _, _), .tied(let name, _): name
      }
    }

    public var description: String {
      switch self {
      case .missing(let name, let shape): "\(name) \(shape) is missing"
      case .unexpected(let name, let shape): "\(name) \(shape) is unexpected"
      case .shape(let name, let expected, let found): "\(name) is \(found), expected \(expected)"
      case .tied(let name, let other): "\(name) differs from \(other), which is the same parameter here"
      }
    }
  }

  public var description: String {
    switch self {
    case .inaccessible(let file, let reason): "\(file): \(reason)"
    case .truncatedHeader(let file, let needed, let available):
      "\(file): the header needs \(needed) bytes but the file has \(available)"
    case .malformedHeader(let file, let byte, let expected): "\(file), byte \(byte): expected \(expected)"
    case .duplicateName(let file, let tensor): "\(file): two tensors are called \(tensor)"
    case .unknownType(let file, let tensor, let type):
      "\(file), tensor \(tensor): expected one of \(SafetensorsType.allNames) but got \(type)"
    case .unsupportedShape(let file, let tensor, let shape):
      "\(file), tensor \(tensor): expected at most 6 axes of sizes below 2³¹ but got \(shape)"
    case .wrongOffsets(let file, let tensor, let begin, let end, let bytes):
      "\(file), tensor \(tensor): expected \(bytes) bytes but its offsets are [\(begin), \(end)]"
    case .outOfBounds(let file, let tensor, let end, let available):
      "\(file), tensor \(tensor): ends at byte \(end) of the data, which has \(available)"
    case .overlap(let file, let first, let second): "\(file): tensors \(first) and \(second) overlap"
    case .unusedBytes(let file, let begin, let end):
      "\(file): bytes \(begin) to \(end) of the data belong to no tensor"
    case .inexactInteger(let file, let tensor, let value):
      "\(file), tensor \(tensor): \(value) is not exact as a Float"
    case .missingTensor(let file, let tensor, let available):
      "\(file): expected a tensor \(tensor) but has \(available.isEmpty ? "none" : available.joined(separator: ", "))"
    case .notWhole(let file, let tensor, let value):
      "\(file), tensor \(tensor): expected whole numbers but got \(value)"
    case .notCheckpoint(let file, let missing): "\(file): expected a checkpoint but it has no \(missing)"
    case .otherTraining(let file, let expected, let found):
      "\(file): expected a checkpoint of \(expected) but got one of \(found)"
    case .mismatches(let file, let mismatches):
      "\(file): \(mismatches.count) of the tensors do not fit: "
        + mismatches.map(\.description).joined(separator: "; ")
    }
  }
}
