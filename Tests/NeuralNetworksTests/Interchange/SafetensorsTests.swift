import NeuralNetworks
import TestSupport
import Testing

struct SafetensorsTests {
  @Test func `a file of PyTorch's network gives PyTorch's outputs`() throws {
    let weights = try Safetensors(contentsOf: fixture("network"))
    #expect(weights.names == ["0.bias", "0.weight", "2.bias", "2.weight"])
    let model = network(seed: 1)
    try model.load(weights)
    let expected = (weights.metadata["output"] ?? "").split(separator: ",").compactMap { Float($0) }
    expectClose(model(waves([5, 3])), Tensor(expected, shape: [5, 2]))
  }

  @Test func `what is written is what Python writes, byte for byte`() throws {
    let weights = try Safetensors(contentsOf: fixture("network"))
    let again = try Safetensors(bytes: weights.encoded(), source: "memory")
    let draft = temporaryFile("again")
    try again.write(to: draft)
    #expect(try Safetensors(contentsOf: draft).encoded() == weights.encoded())
    #expect(try bytes(of: draft) == bytes(of: fixture("network")))
  }

  @Test func `every type of element is read`() throws {
    let file = try Safetensors(contentsOf: fixture("types"))
    #expect(file["F64"]?.scalars == [1 / 3, -.infinity, 0])
    #expect(file["F32"]?.scalars == [1 / 3, -.infinity, 0])
    #expect(file["F32"]?.scalars.last?.sign == .minus)
    #expect(file["F16"]?.scalars == [0.333251953125, 65504, 0x1p-24, .infinity])
    #expect(file["BF16"]?.scalars == [0.333984375, -0x1.C4p127, 0x1p-133])
    #expect(file["I64"]?.scalars == [-16_777_216, 1_099_511_627_776])
    #expect(file["I32"]?.scalars == [-7, 16_777_216])
    #expect(file["I16"]?.scalars == [-32768, 32767])
    #expect(file["I8"]?.scalars == [-128, 127])
    #expect(file["U8"]?.scalars == [0, 255])
    #expect(file["BOOL"]?.scalars == [1, 0])
    #expect(file["scalar"]?.shape == [])
    #expect(file["scalar"]?.scalars == [2.5])
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file.metadata == ["made by": "Python, \"json\" and struct: é", "lines": "one\ntwo"])
  }

  @Test func `numbers keep their bits on the way through a file`() throws {
    let values: [Float] = [.nan, -.infinity, -0.0, .leastNonzeroMagnitude, .pi]
    let file = Safetensors(["ä\"\\\n\u{1}😀": Tensor(values), "b": Tensor(2)], metadata: ["k\t": "v"])
    let read = try Safetensors(bytes: file.encoded(), source: "memory")
    #expect(read["ä\"\\\n\u{1}😀"]?.scalars.map(\.bitPattern) == values.map(\.bitPattern))
    #expect(read["b"]?.shape == [])
    #expect(read.metadata == ["k\t": "v"])
    #expect(file.encoded().count % 4 == 0)
  }

  @Test func `all differences between a file and a network are told at once, and nothing is changed`() throws
  {
    let model = network(seed: 1)
    let before = model.parameters.flatMap(\.value.scalars)
    var weights = try Safetensors(contentsOf: fixture("network"))
    weights.tensors["0.weight"] = .zeros([3, 4])
    weights.tensors["2.bias"] = nil
    weights.tensors["3.gain"] = .zeros([2])
    weights.tensors["1.num_batches_tracked"] = Tensor(7)
    #expect(
      throws: SafetensorsError.mismatches(
        file: fixture("network"),
        [
          .shape(name: "0.weight", expected: [4, 3], found: [3, 4]),
          .missing(name: "2.bias", shape: [2]),
          .unexpected(name: "3.gain", shape: [2]),
        ])
    ) { try model.load(weights) }
    #expect(model.parameters.flatMap(\.value.scalars) == before)
  }

  @Test func `a network saved and loaded computes the same`() throws {
    let (model, other) = (network(seed: 1), network(seed: 2))
    let file = temporaryFile("saved")
    try model.saveWeights(to: file)
    try other.loadWeights(from: file)
    #expect(other(waves([5, 3])).equals(model(waves([5, 3]))))
    #expect(throws: SafetensorsError.inaccessible(file: "nowhere/x", reason: "No such file or directory")) {
      try model.loadWeights(from: "nowhere/x")
    }
  }
}
