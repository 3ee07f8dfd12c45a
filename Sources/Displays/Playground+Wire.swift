extension Playground: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(start, sets, record, still) }

  /// Throws where the parts don't fit each other.
  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      start: try reader.read(), sets: try reader.read(), record: try reader.read(), still: try reader.read())
    guard sets.contains(where: { $0.points == start.points }),
      record.first.count == weightCount, record.last.count == weightCount,
      (record.first + record.last + record.losses).allSatisfy(\.isFinite)
    else { throw WireError() }
  }
}

extension Playground.Settings: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(
      points.rawValue, layers, activation.rawValue, optimizer.rawValue, learningRate, weightDecay, seed)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let points = Playground.Points(rawValue: try reader.read())
    let layers: [Int] = try reader.read()
    let activation = Playground.Activation(rawValue: try reader.read())
    let optimizer = Playground.Optimizer(rawValue: try reader.read())
    let (learningRate, weightDecay): (Double, Double) = (try reader.read(), try reader.read())
    guard let points, let activation, let optimizer, layers.count <= Playground.depthLimit,
      layers.allSatisfy((1...Playground.widthLimit).contains),
      Playground.learningRates.contains(learningRate), Playground.weightDecays.contains(weightDecay)
    else { throw WireError() }
    self.init(
      points: points, layers: layers, activation: activation, optimizer: optimizer,
      learningRate: learningRate, weightDecay: weightDecay, seed: try reader.read())
  }
}

extension Playground.PointSet: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(points.rawValue, known, later) }

  public init(from reader: inout WireReader) throws(WireError) {
    guard let points = Playground.Points(rawValue: try reader.read()) else { throw WireError() }
    self.init(points: points, known: try reader.read(), later: try reader.read())
  }
}

extension Playground.Sample: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(coordinates, labels) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(coordinates: try reader.read(), labels: try reader.read())
    guard !labels.isEmpty, coordinates.count == 2 * labels.count, labels.allSatisfy((0...1).contains),
      coordinates.allSatisfy(\.isFinite)
    else { throw WireError() }
  }
}

extension Playground.Record: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(first, last, losses) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(first: try reader.read(), last: try reader.read(), losses: try reader.read())
  }
}
