import Foundation
public import Tensors

/// Numbers that PyTorch computed, from `Tests/Fixtures`; `generate.py` there makes them.
public enum Recorded {
  /// A tensor of a file: its shape, and its elements, where a text stands for a number that is not finite.
  public struct Numbers: Decodable, Sendable {
    public let name: String?
    let shape: [Int]
    let values: [Number]

    public var tensor: Tensor { Tensor(values.map(\.value), shape: Shape(shape)) }
    public var integers: IntTensor { IntTensor(values.map { Int($0.value) }, shape: Shape(shape)) }
  }

  struct Number: Decodable, Sendable {
    let value: Float

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        value = Float(text) ?? .nan
      } else {
        value = Float(try container.decode(Double.self))
      }
    }
  }

  /// A function's output and gradients at some inputs.
  public struct Case: Decodable, Sendable {
    public let name: String
    public let inputs: [Numbers]
    public let integers: [Numbers]
    public let output: Numbers
    public let cotangent: Numbers
    public let gradients: [Numbers]
  }

  /// A file of cases.
  public struct Cases: Decodable, Sendable {
    public let cases: [Case]
  }

  /// What the file `name`.json holds.
  public static func load<Content: Decodable>(
    _ name: String, as type: Content.Type = Content.self, from file: String = #filePath
  ) throws -> Content {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/\(name).json"))
    return try JSONDecoder().decode(Content.self, from: data)
  }
}
