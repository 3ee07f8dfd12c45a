import NeuralNetworks
import TestSupport
import Testing

/// Files that have more or less than a network, and parameters with several names.
struct PartialLoadingTests {
  private struct Tied: Module {
    let embedding: Linear
    let output: Linear

    init() {
      embedding = Linear(weight: [[1, 2]], bias: nil)
      output = embedding
    }
  }

  private static func linear() -> Linear { Linear(weight: [[1, 2]], bias: [3]) }

  @Test func `what both have is loaded, and the rest is reported`() throws {
    let model = Self.linear()
    let file = Safetensors(["weight": [[5, 6]], "head": [7], "body": [8]])
    let report = try model.load(file, strict: false)
    #expect(report.missing == ["bias"] && report.unexpected == ["body", "head"])
    #expect(model.weight.scalars == [5, 6] && model.bias?.value.scalars == [3])
    #expect(throws: SafetensorsError.self) { try model.load(file, strict: true) }
    #expect(throws: SafetensorsError.self) { try model.load(file) }
  }

  @Test func `another shape is an error nevertheless`() {
    let model = Self.linear()
    #expect(
      throws: SafetensorsError.mismatches(
        file: "tensors in memory", [.shape(name: "bias", expected: [1], found: [2])])
    ) { try model.load(Safetensors(["weight": [[5, 6]], "bias": [1, 2]]), strict: false) }
    #expect(model.weight.scalars == [1, 2])
  }

  @Test func `one name of a shared parameter is enough, and several must agree`() throws {
    let model = Tied()
    #expect(Safetensors(model).names == ["embedding.weight"])
    try model.load(Safetensors(["output.weight": [[3, 4]]]))
    #expect(model.embedding.weight.scalars == [3, 4])
    try model.load(Safetensors(["embedding.weight": [[5, 6]], "output.weight": [[5, 6]]]))
    #expect(model.output.weight.scalars == [5, 6])
    let error = #expect(throws: SafetensorsError.self) {
      try model.load(Safetensors(["embedding.weight": [[7, 8]], "output.weight": [[7, 9]]]))
    }
    #expect(
      error?.description
        == "tensors in memory: 1 of the tensors do not fit: output.weight differs from embedding.weight, which is the "
        + "same parameter here")
    #expect(model.output.weight.scalars == [5, 6])
  }

  @Test func `names can be changed and left out`() throws {
    let model = Self.linear()
    let file = Safetensors(["old.weight": [[5, 6]], "old.bias": [7], "head": [8]])
    try model.load(file.renamed { $0.hasPrefix("old.") ? String($0.dropFirst(4)) : nil })
    #expect(model.weight.scalars == [5, 6])
  }

  @Test func `a dictionary keeps the order and the names of its modules`() throws {
    let heads: ModuleDictionary<any Layer> = ["b": Self.linear(), "a": Sequential { Self.linear() }]
    #expect(heads.names == ["b", "a"])
    #expect(heads.namedParameters.map(\.name) == ["b.weight", "b.bias", "a.0.weight", "a.0.bias"])
    #expect(heads["a"]([[1, 1]]).scalars == [6])
    let same = ModuleDictionary([("x", Self.linear())])
    #expect(same["x"].bias?.value.scalars == [3])
  }

  @Test func `names that are missing, repeated or cut are refused`() async {
    expectMessage(
      "ModuleDictionary expects one of x but got y",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ModuleDictionary([("x", Linear(weight: [[1]], bias: nil))])["y"]
      })
    expectMessage(
      "ModuleDictionary expects different names without dots but got \"x.y\"",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = ModuleDictionary([("x.y", Linear(weight: [[1]], bias: nil))])
      })
  }
}
