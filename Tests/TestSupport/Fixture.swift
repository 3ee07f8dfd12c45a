import Foundation
public import Tensors

/// What PyTorch computed for one case, from a file in `Tests/Fixtures` that a script there wrote.
///
/// A tensor or an option that the case doesn't have traps: a misspelled name can't pass as a default.
public struct Fixture: Decodable, Sendable, CustomStringConvertible {
  public let name: String
  public let tensors: [String: Tensor]
  private let options: [String: Option]

  public var description: String { name }

  /// The cases of `Tests/Fixtures/<file>.json`.
  public static func load(_ file: String) throws -> [Fixture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/\(file).json"))
    return try JSONDecoder().decode(File.self, from: data).cases
  }

  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else { preconditionFailure("\(self.name) has no tensor \(name)") }
    return tensor
  }

  /// A tensor of whole numbers, such as tokens or labels.
  public func integers(_ name: String) -> IntTensor { Self.integers(self[name]) }

  /// The tensors below `prefix`, by the rest of their names.
  public func group(_ prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix(prefix + ".") {
      found[String(name.dropFirst(prefix.count + 1))] = tensor
    }
    return found
  }

  /// The tensors `prefix.0`, `prefix.1`, … in this order; there may be none.
  public func list(_ prefix: String) -> [Tensor] {
    group(prefix).indices.enumerated().map { index, _ in self["\(prefix).\(index)"] }
  }

  public static func integers(_ x: Tensor) -> IntTensor {
    IntTensor(x.scalars.map { Int($0) }, shape: x.shape)
  }

  private struct File: Decodable {
    let cases: [Fixture]
  }

  private enum Key: CodingKey {
    case name, options, tensors
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name = try container.decode(String.self, forKey: .name)
    options = try container.decode([String: Option].self, forKey: .options)
    tensors = try container.decode([String: Numbers].self, forKey: .tensors).mapValues(\.tensor)
  }
}

// MARK: Options

extension Fixture {
  public func int(_ name: String) -> Int {
    guard case .int(let value) = option(name) else { mismatch(name, "a whole number") }
    return value
  }

  public func ints(_ name: String) -> [Int] {
    guard case .ints(let value) = option(name) else { mismatch(name, "a list of whole numbers") }
    return value
  }

  public func flag(_ name: String) -> Bool {
    guard case .flag(let value) = option(name) else { mismatch(name, "true or false") }
    return value
  }

  /// An option that is one of a type's values.
  public func choice<Value: RawRepresentable<String>>(
    _ name: String, of type: Value.Type = Value.self
  ) -> Value {
    guard case .text(let text) = option(name), let value = Value(rawValue: text) else {
      mismatch(name, "a \(type)")
    }
    return value
  }

  private func option(_ name: String) -> Option {
    guard let option = options[name] else { preconditionFailure("\(self.name) has no option \(name)") }
    return option
  }

  private func mismatch(_ name: String, _ expected: String) -> Never {
    preconditionFailure("\(self.name): the option \(name) is \(option(name)), not \(expected)")
  }

  private enum Option: Decodable, Sendable {
    case flag(Bool)
    case int(Int)
    case ints([Int])
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Bool.self) {
        self = .flag(value)
      } else if let value = try? container.decode(Int.self) {
        self = .int(value)
      } else if let value = try? container.decode([Int].self) {
        self = .ints(value)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }
}

// MARK: Tensors

extension Fixture {
  private struct Numbers: Decodable {
    let shape: [Int]
    let values: [Number]

    var tensor: Tensor { Tensor(values.map(\.value), shape: Shape(shape)) }
  }

  /// A number, or the text that the scripts write for one that is not finite.
  private struct Number: Decodable {
    let value: Float

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Double.self) {
        self.value = Float(value)
        return
      }
      let text = try container.decode(String.self)
      guard let value = Float(text) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no number")
      }
      self.value = value
    }
  }
}
