extension Demo: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(task, networks, outputs, examples) }

  /// Throws where the examples don't fit the networks and outputs.
  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      task: try reader.read(), networks: try reader.read(), outputs: try reader.read(),
      examples: try reader.read())
    guard !networks.isEmpty, !examples.isEmpty, !outputs.isEmpty, examples.allSatisfy(fits) else {
      throw WireError()
    }
  }

  private func fits(_ example: Example) -> Bool {
    if case .drawing(let canvas) = task {
      let (count, overflows) = canvas.height.multipliedReportingOverflow(by: canvas.width)
      guard !overflows, canvas.height > 0, canvas.width > 0, example.pixels.count == count else {
        return false
      }
    }
    return example.logits.count == networks.count
      && example.logits.allSatisfy { !$0.isEmpty && $0.count.isMultiple(of: outputs.count) }
      && (example.logits + [example.pixels]).joined().allSatisfy(\.isFinite) && fitsTask(example)
  }

  /// Whether the engine's results have the sizes of the first example and the network.
  private func fitsTask(_ example: Example) -> Bool {
    switch task {
    case .drawing: return true
    // The page shows by how much the likeliest class exceeds chance.
    case .reading: return outputs.count > 1
    case .writing(let tokens): return tokens.vocabulary.count <= outputs.count
    case .sampling(let tokens, let choice):
      return choice.shares.count == outputs.count && choice.topK > 0
        && tokens.vocabulary.count <= outputs.count
        && choice.shares.map(Double.init).allSatisfy(\.isFinite)
        && [choice.temperature, choice.topP].allSatisfy { (0...100).contains($0) }
    case .transformer(_, let trace):
      let blocks = networks.first?.layers.filter { $0.operation == .causalBlock } ?? []
      return networks.count == 1 && !blocks.isEmpty && trace.blocks.count == blocks.count
        && trace.fits(places: examples[0].logits[0].count / outputs.count)
        && examples[0].label.count == trace.vectors.count
        && zip(trace.blocks, blocks).allSatisfy {
          !$0.weights.isEmpty && Double($0.weights.count) == $1.settings["heads"]
        }
    }
  }
}

extension Demo.Trace {
  fileprivate func fits(places: Int) -> Bool {
    func fits(_ strips: [[Float]]) -> Bool {
      strips.count == places && strips.allSatisfy { $0.count == strips[0].count && $0.allSatisfy(\.isFinite) }
    }
    return (1...Demo.Trace.places).contains(places) && fits(vectors)
      && blocks.allSatisfy { block in
        fits(block.attended) && fits(block.left)
          && block.weights.allSatisfy { head in
            head.count == places
              && head.enumerated().allSatisfy { $1.count == $0 + 1 && $1.allSatisfy(\.isFinite) }
          }
      }
  }
}

extension Demo.Task: WireCodable {
  public func write(to writer: inout WireWriter) {
    switch self {
    case .drawing(let canvas): writer.write(0, canvas)
    case .reading(let tokens): writer.write(1, tokens)
    case .writing(let tokens): writer.write(2, tokens)
    case .sampling(let tokens, let choice): writer.write(3, tokens, choice)
    case .transformer(let tokens, let trace): writer.write(4, tokens, trace)
    }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.read(Int.self) {
    case 0: self = .drawing(try reader.read())
    case 1: self = .reading(try reader.read())
    case 2: self = .writing(try reader.read())
    case 3: self = .sampling(try reader.read(), try reader.read())
    case 4: self = .transformer(try reader.read(), try reader.read())
    default: throw WireError()
    }
  }
}

extension Demo.Canvas: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(
      height, width, inkHeight, inkWidth, ink, xRange.lowerBound, xRange.upperBound, yRange.lowerBound,
      yRange.upperBound)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      height: try reader.read(), width: try reader.read(), inkHeight: try reader.finite(),
      inkWidth: try reader.finite(), ink: try reader.finite(), xRange: try reader.finiteRange(),
      yRange: try reader.finiteRange())
  }
}

extension Demo.Tokens: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(vocabulary, areCharacters, limit) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(vocabulary: try reader.read(), areCharacters: try reader.read(), limit: try reader.read())
  }
}

extension Demo.Choice: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(temperature, topK, topP, shares) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      temperature: try reader.finite(), topK: try reader.read(), topP: try reader.finite(),
      shares: try reader.read())
  }
}

extension Demo.Trace: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(vectors, blocks) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(vectors: try reader.read(), blocks: try reader.read())
  }
}

extension Demo.Trace.Block: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(weights, attended, left) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(weights: try reader.read(), attended: try reader.read(), left: try reader.read())
  }
}

extension Demo.Network: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, layers) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(name: try reader.read(), layers: try reader.read())
  }
}

extension Demo.Layer: WireCodable {
  public func write(to writer: inout WireWriter) {
    let keys = settings.keys.sorted()
    writer.write(operation.rawValue, keys, keys.compactMap { settings[$0] }, weights)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let operation = Demo.Operation(rawValue: try reader.read())
    let keys: [String] = try reader.read()
    let values: [Double] = try reader.read()
    // The page writes some of them as whole numbers.
    guard let operation, keys.count == values.count, values.allSatisfy({ abs($0) < 1e9 }) else {
      throw WireError()
    }
    self.init(
      operation, Dictionary(zip(keys, values)) { first, _ in first }, weights: try reader.read())
  }
}

extension Demo.Example: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(label, pixels, logits) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(label: try reader.read(), pixels: try reader.read(), logits: try reader.read())
  }
}

extension WireReader {
  fileprivate mutating func finite() throws(WireError) -> Double {
    let number: Double = try read()
    guard number.isFinite else { throw WireError() }
    return number
  }

  fileprivate mutating func finiteRange() throws(WireError) -> ClosedRange<Double> {
    let (lower, upper) = (try finite(), try finite())
    guard lower <= upper else { throw WireError() }
    return lower...upper
  }
}
