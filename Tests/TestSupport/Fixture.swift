public import Tensors

import Foundation

/// What PyTorch computed for one case, from a file in `Tests/Fixtures` that a script beside it wrote.
public struct Fixture: Sendable, CustomStringConvertible {
  public let name: String
  public let tensors: [String: Tensor]
  private let options: [String: Option]

  public var description: String { name }

  /// The cases of `Tests/Fixtures/<file>.json`.
  public static func load(_ file: String) throws -> [Fixture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/\(file).json"))
    return try JSONDecoder().decode(File.self, from: data).cases.map { raw in
      Fixture(
        name: raw.name, tensors: raw.tensors.mapValues { Tensor($0.values, shape: Shape($0.shape)) },
        options: raw.options)
    }
  }

  /// A tensor that every case of the file has.
  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else { preconditionFailure("\(self.name) has no tensor \(name)") }
    return tensor
  }

  /// The tensors below `prefix`, by the rest of their names.
  public func group(_ prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix(prefix + ".") {
      found[String(name.dropFirst(prefix.count + 1))] = tensor
    }
    return found
  }

  public func int(_ name: String) -> Int { if case .int(let value) = options[name] { value } else { 0 } }
  public func ints(_ name: String) -> [Int] { if case .ints(let value) = options[name] { value } else { [] } }
  public func text(_ name: String) -> String {
    if case .text(let value) = options[name] { value } else { "" }
  }
  public func flag(_ name: String) -> Bool {
    if case .flag(let value) = options[name] { value } else { false }
  }

  private struct File: Decodable {
    let cases: [Raw]
  }

  private struct Raw: Decodable {
    let name: String
    let options: [String: Option]
    let tensors: [String: RawTensor]
  }

  private struct RawTensor: Decodable {
    let shape: [Int]
    let values: [Float]
  }

  private enum Option: Decodable, Sendable {
    case flag(Bool)
    case int(Int)
    case ints([Int])
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Bool.self) {
        self = .flag(value)
      } else if let value = try? container.decode(Int.self) {
        self = .int(value)
      } else if let value = try? container.decode([Int].self) {
        self = .ints(value)
      } else if let value = try? container.decode(String.self) {
        self = .text(value)
      } else {
        self = .other
      }
    }
  }
}

/// ⟨w, y⟩ over all outputs, with the weights that the fixture scripts use: cos(0.7 · i) for element i.
public func weighted(_ outputs: Tensor...) -> Tensor { weighted(outputs) }

/// ⟨w, y⟩ over all outputs, with the weights that the fixture scripts use.
public func weighted(_ outputs: [Tensor]) -> Tensor {
  var total = Tensor(0)
  for output in outputs {
    let weights = (0..<output.elementCount).map { Float(cos(0.7 * Double($0))) }
    total = total + (output * Tensor(weights, shape: output.shape)).sum()
  }
  return total
}
