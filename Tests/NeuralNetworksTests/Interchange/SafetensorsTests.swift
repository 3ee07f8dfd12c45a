import Foundation
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
    let folder = try TemporaryFolder(), draft = folder.url.appending(path: "again.safetensors").path
    defer { withExtendedLifetime(folder) {} }
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
    let folder = try TemporaryFolder(), file = folder.url.appending(path: "saved.safetensors").path
    defer { withExtendedLifetime(folder) {} }
    try model.saveWeights(to: file)
    try other.loadWeights(from: file)
    #expect(other(waves([5, 3])).equals(model(waves([5, 3]))))
    #expect(throws: SafetensorsError.inaccessible(file: "nowhere/x", reason: "No such file or directory")) {
      try model.loadWeights(from: "nowhere/x")
    }
  }

  @Test func `groups have the rest of the names, and what is missing or not whole is told`() throws {
    let file = Safetensors([
      "weights.0.bias": [1, 2], "weightsum": Tensor(3), "x": [0.5, 1], "labels": [[2], [0]],
    ])
    #expect(file.group("weights").names == ["0.bias"])
    #expect(file.group("weight").names == [])
    #expect(try file.group("weights").tensor("0.bias").scalars == [1, 2])
    #expect(try file.integers("labels") == IntTensor([[2], [0]]))
    #expect(throws: SafetensorsError.notWhole(file: "tensors in memory", tensor: "x", value: 0.5)) {
      try file.integers("x")
    }
    let missing = #expect(throws: SafetensorsError.self) { try file.group("weights").tensor("0.weight") }
    #expect(missing?.description == "tensors in memory: expected a tensor 0.weight but has 0.bias")
  }

  @Test func `batch normalization takes the running moments of PyTorch's state dictionary`() throws {
    let norm = BatchNorm(channels: 2)
    try norm.load(
      Safetensors([
        "weight": [1, 2], "bias": [3, 4], "running_mean": [5, 6], "running_var": [7, 8],
        "num_batches_tracked": Tensor(9),
      ]))
    #expect(norm.bias.scalars == [3, 4] && norm.runningMean.scalars == [5, 6])
    #expect(norm.runningVariance.scalars == [7, 8])
  }

  @Test func `the largest difference is that of one pair of elements`() {
    #expect(Tensor([1, -4, 2]).largestDifference(from: [1, -5, 2.5]) == 1)
    #expect(Tensor([.nan, 0]).largestDifference(from: [1, 0]).isNaN)
    #expect(Tensor.zeros([0, 2]).largestDifference(from: .zeros([0, 2])) == 0)
  }

  @Test func `differences are shares of the reference's greatest element`() throws {
    #expect(Tensor([1, -4.5]).relativeDifference(from: [1, -5]) == 0.1)
    #expect(Tensor([0.25, 0]).relativeDifference(from: [0, 0]) == 0.25)
    #expect(Tensor([.nan, 0]).relativeDifference(from: [1, 0]).isNaN)
    let model = network(seed: 1)
    model(.ones([1, 3])).sum().backward()
    var found: [String: Tensor] = [:]
    for named in model.namedParameters { found[named.name] = named.parameter.gradient }
    #expect(try model.gradientDifference(from: Safetensors(found)) == 0)
    found["2.bias"] = [1, 2]
    #expect(try model.gradientDifference(from: Safetensors(found)) == 0.5)
    found["2.bias"] = [0, 0]
    model.parameters[3].gradient = [0, 0.0005]
    let greatest = found.values.map { $0.absolute().max().scalar }.max() ?? 0
    let small = try model.gradientDifference(from: Safetensors(found))
    #expect((small - 0.005 / greatest).magnitude < 1e-6, "a share of a tenth of the greatest")
    model.zeroGradients()
    #expect(try model.gradientDifference(from: Safetensors(found)) == 1)
    found["2.bias"] = Tensor(1)
    #expect(throws: SafetensorsError.self) { try model.gradientDifference(from: Safetensors(found)) }
  }
}
