import Foundation
import NeuralNetworks

/// A file that `Tests/Fixtures/safetensors_files.py` wrote.
func fixture(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/\(name).safetensors").path
}

func bytes(of file: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(filePath: file)))
}

/// The network of the fixture, with other weights.
func network(seed: UInt64) -> Sequential {
  var rng = SplitMix64(seed: seed)
  return Sequential {
    Linear(inputs: 3, outputs: 4, using: &rng)
    Tanh()
    Linear(inputs: 4, outputs: 2, using: &rng)
  }
}

/// cos(0.7 · i) for element i, as in the script.
func waves(_ shape: Shape) -> Tensor {
  Tensor((0..<shape.elementCount).map { Float(cos(0.7 * Double($0))) }, shape: shape)
}
