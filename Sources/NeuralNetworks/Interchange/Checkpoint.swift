/// All that a training run needs to go on where it stopped: weights and buffers, the optimizer's memory, the states of
/// generators, and the number of steps.
///
///     try Checkpoint(model, optimizer, generator: rng, step: 500).write(to: "run.safetensors")
///     …
///     let checkpoint = try Checkpoint(contentsOf: "run.safetensors")
///     try checkpoint.restore(model, optimizer)
///     rng = checkpoint.generator ?? rng
///     fit(optimizer, steps: 1000, options: [.resuming(atStep: checkpoint.step)]) { step in … }
///
/// A resumed run has the same bits as one that never stopped. For that, the model and the optimizer are made in the same
/// way as before, with the same constants; the file brings what changed since: also the learning rate and the other
/// settings that may change on the way, and the streams of layers that draw, such as dropout. The file is a safetensors
/// file: the network's tensors begin with `model.`, the optimizer's, under PyTorch's names and the parameters' numbers,
/// with `optimizer.`.
public struct Checkpoint: Sendable {
  /// The number of steps that were taken.
  public let step: Int
  /// The generator that was given, in the state that it had.
  public let generator: SplitMix64?
  /// The weights and buffers, under the names of the state dictionary.
  public let weights: Safetensors
  /// What the optimizer remembers.
  public let optimizer: OptimizerState
  /// The states of the generators that belong to layers.
  private let streams: [UInt64]
  private let source: String

  /// The state of a run after `step` steps; `generator` is the one that makes its batches, if there is one.
  public init(
    _ model: some Module, _ optimizer: some Optimizer, generator: SplitMix64? = nil, step: Int = 0
  ) {
    precondition(step >= 0, "Checkpoint expects a step of 0 or more but got \(step)")
    (self.step, self.generator) = (step, generator)
    weights = Safetensors(model)
    self.optimizer = optimizer.state
    streams = model.randomStreams.map(\.generator.state)
    source = "a checkpoint in memory"
  }

  /// Sets a network and its optimizer to this state; `load(_:strict:)` of the weights alone is possible, too.
  ///
  /// If the network, the optimizer or its groups are others than those of the checkpoint, nothing is changed, and the error
  /// says what differs.
  public func restore(_ model: some Module, _ optimizer: some Optimizer) throws(SafetensorsError) {
    if let difference = self.optimizer.difference(from: optimizer) {
      throw .otherTraining(file: source, expected: difference.expected, found: difference.found)
    }
    let generators = model.randomStreams
    if generators.count != streams.count {
      throw .otherTraining(
        file: source, expected: "\(generators.count) layers that draw", found: "\(streams.count)")
    }
    try model.load(weights)
    optimizer.state = self.optimizer
    for (stream, state) in zip(generators, streams) { stream.generator = SplitMix64(seed: state) }
  }
}

// MARK: Files

extension Checkpoint {
  /// Reads a file.
  public init(contentsOf file: String) throws(SafetensorsError) {
    try self.init(Safetensors(contentsOf: file))
  }

  /// Writes a file; an old one stays intact until the new one is complete.
  public func write(to file: String) throws(SafetensorsError) {
    try encoded.write(to: file)
  }

  /// A checkpoint of named tensors, as in a file.
  public init(_ contents: Safetensors) throws(SafetensorsError) {
    source = contents.source
    let reader = MetadataReader(contents)
    step = try reader.value("step")
    if contents.metadata["generator"] != nil {
      let state: UInt64 = try reader.value("generator")
      generator = SplitMix64(seed: state)
    } else {
      generator = nil
    }
    streams = try reader.values("streams")
    weights = contents.group("model")
    let count: Int = try reader.value("optimizer.parameters")
    guard (0...1 << 20).contains(count) else {
      throw .notCheckpoint(file: source, missing: "number of parameters")
    }
    var memories: [String: [Tensor?]] = [:]
    for name in try reader.values("optimizer.memories") as [String] {
      memories[name] = (0..<count).map { contents["optimizer.\(name).\($0)"] }
    }
    let (names, numbers): ([String], [Float]) = (
      try reader.values("optimizer.settings.names"), try reader.values("optimizer.settings")
    )
    optimizer = OptimizerState(
      method: try reader.value("optimizer"), memories: memories, steps: try reader.values("optimizer.steps"),
      settings: Dictionary(zip(names, numbers)) { first, _ in first })
  }

  /// The named tensors and the metadata of a file.
  public var encoded: Safetensors {
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in weights.tensors { tensors["model.\(name)"] = tensor }
    for (name, memory) in optimizer.memories {
      for (index, tensor) in memory.enumerated() { tensors["optimizer.\(name).\(index)"] = tensor }
    }
    func list(_ values: some Sequence) -> String { values.map { "\($0)" }.joined(separator: " ") }
    let settings = optimizer.settings.sorted { $0.key < $1.key }
    var metadata = [
      "step": "\(step)", "streams": list(streams), "optimizer": optimizer.method,
      "optimizer.parameters": "\(optimizer.memories.values.first?.count ?? 0)",
      "optimizer.memories": list(optimizer.memories.keys.sorted()), "optimizer.steps": list(optimizer.steps),
      "optimizer.settings.names": list(settings.map(\.key)),
      "optimizer.settings": list(settings.map(\.value)),
    ]
    if let generator { metadata["generator"] = "\(generator.state)" }
    return Safetensors(tensors, metadata: metadata)
  }
}

/// Reads what a file's metadata says of a training run.
private struct MetadataReader {
  private let contents: Safetensors

  init(_ contents: Safetensors) { self.contents = contents }

  func value<Value: LosslessStringConvertible>(_ name: String) throws(SafetensorsError) -> Value {
    guard let value = contents.metadata[name].flatMap({ Value($0) }) else { throw missing(name) }
    return value
  }

  /// The words of a text.
  func values<Value: LosslessStringConvertible>(_ name: String) throws(SafetensorsError) -> [Value] {
    guard let text = contents.metadata[name] else { throw missing(name) }
    let words = text.split(separator: " ")
    let values = words.compactMap { Value(String($0)) }
    guard values.count == words.count else { throw missing(name) }
    return values
  }

  private func missing(_ name: String) -> SafetensorsError {
    .notCheckpoint(file: contents.source, missing: name)
  }
}
