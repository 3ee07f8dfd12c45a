extension Widget: WireCodable {
  public func write(to writer: inout WireWriter) {
    switch kind {
    case .windows(let windows): writer.write(0, windows)
    case .kernels(let bench): writer.write(1, bench)
    case .gates(let gates): writer.write(2, gates)
    case .surfaces(let surfaces): writer.write(3, surfaces)
    case .bends(let bends): writer.write(4, bends)
    case .layers(let demo): writer.write(5, demo)
    case .planes(let planes): writer.write(6, planes)
    case .knobs(let knobs): writer.write(7, knobs)
    }
    writer.write(stills)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let kind: Kind =
      switch try reader.read(Int.self) {
      case 0: .windows(try reader.read())
      case 1: .kernels(try reader.read())
      case 2: .gates(try reader.read())
      case 3: .surfaces(try reader.read())
      case 4: .bends(try reader.read())
      case 5: .layers(try reader.read())
      case 6: .planes(try reader.read())
      case 7: .knobs(try reader.read())
      default: throw WireError()
      }
    self.init(kind, stills: try reader.read())
    guard !stills.isEmpty, isDrawing else { throw WireError() }
  }
}

extension Widget {
  /// Whether a network that is laid open is one that reads pictures.
  fileprivate var isDrawing: Bool {
    guard case .layers(let demo) = kind else { return true }
    guard case .drawing = demo.task else { return false }
    return demo.networks.count == 1 && demo.networks[0].layers.first?.operation == .conv2D
  }
}

extension Widget.Windows: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(choice, scenes, pool, relu, start.setting, start.place)
  }

  /// Throws where the parts don't fit each other.
  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      choice: try reader.read(), scenes: try reader.read(), pool: try reader.read(), relu: try reader.read(),
      start: Start(setting: try reader.read(), place: try reader.read()))
    guard let first = scenes.first, first.settings.indices.contains(start.setting), start.place.count == 2,
      start.place.allSatisfy({ $0 >= 0 }),
      scenes.allSatisfy({ $0.isConsistent && $0.dials == first.dials && $0.isPooled(by: pool) })
    else { throw WireError() }
  }
}

extension Widget.Windows.Scene: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, channels, kernels, settings) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      name: try reader.read(), channels: try reader.read(), kernels: try reader.read(),
      settings: try reader.read())
  }

  /// The strides and paddings to choose from.
  fileprivate var dials: [[Int]] { settings.map { [$0.stride, $0.padding] } }

  fileprivate func isPooled(by pool: Int) -> Bool {
    pool >= 0 && settings.allSatisfy { $0.pooled.count == (pool > 0 ? kernels.count : 0) }
  }

  /// Whether all sheets of a kind have one shape, and the maps that which the settings give.
  fileprivate var isConsistent: Bool {
    guard let input = Self.size(channels.map(\.numbers)), !kernels.isEmpty,
      kernels.allSatisfy({ $0.weights.count == channels.count && $0.bias.isFinite }),
      let kernel = Self.size(kernels.flatMap(\.weights))
    else { return false }
    return settings.allSatisfy { setting in
      guard setting.stride > 0, (0..<1 << 20).contains(setting.padding), setting.sums.count == kernels.count,
        let map = Self.size(setting.sums),
        setting.pooled.isEmpty || Self.size(setting.pooled) != nil
      else { return false }
      return zip(zip(input, kernel), map).allSatisfy {
        ($0.0.0 + 2 * setting.padding - $0.0.1) / setting.stride + 1 == $0.1
      }
    }
  }

  /// Rows and columns of grids of one shape; `nil` where they differ or a number is not finite.
  private static func size(_ grids: [Widget.Grid]) -> [Int]? {
    guard let rows = grids.first?.count, let columns = grids.first?.first?.count, columns > 0,
      grids.allSatisfy({ $0.count == rows && $0.allSatisfy { $0.count == columns } }),
      grids.joined().joined().allSatisfy(\.isFinite)
    else { return nil }
    return [rows, columns]
  }
}

extension Widget.Windows.Channel: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, numbers) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(name: try reader.read(), numbers: try reader.read())
  }
}

extension Widget.Windows.Kernel: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, bias, weights) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(name: try reader.read(), bias: try reader.read(), weights: try reader.read())
  }
}

extension Widget.Windows.Setting: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(stride, padding, sums, pooled) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      stride: try reader.read(), padding: try reader.read(), sums: try reader.read(),
      pooled: try reader.read())
  }
}

extension Widget.KernelBench: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(size, radius, kernel, drawings, filtered) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      size: try reader.read(), radius: try reader.read(), kernel: try reader.read(),
      drawings: try reader.read(), filtered: try reader.read())
    let places = drawings.joined().joined()
    guard (1...64).contains(size), radius > 0, radius.isFinite, kernel.count == 9, !drawings.isEmpty,
      drawings.joined().allSatisfy({ !$0.isEmpty }),
      places.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isFinite) }), kernel.allSatisfy(\.isFinite),
      filtered.count == size * size, filtered.allSatisfy(\.isFinite)
    else { throw WireError() }
  }
}

extension Widget.Gates: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(cell, candidates, start.f, start.i, start.o, cells, hidden)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      cell: try reader.read(), candidates: try reader.read(),
      start: Taps(f: try reader.read(), i: try reader.read(), o: try reader.read()),
      cells: try reader.read(), hidden: try reader.read())
    guard !candidates.isEmpty, cells.count == candidates.count, hidden.count == candidates.count,
      ([cell] + candidates + cells + hidden).allSatisfy(\.isFinite),
      [start.f, start.i, start.o].allSatisfy((0...1).contains)
    else { throw WireError() }
  }
}

extension Widget.Surfaces: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(rate, runners, surfaces) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(rate: try reader.read(), runners: try reader.read(), surfaces: try reader.read())
    guard rate > 0, rate.isFinite, !runners.isEmpty, !surfaces.isEmpty,
      surfaces.allSatisfy({ $0.isConsistent && $0.paths.count == runners.count })
    else { throw WireError() }
  }
}

extension Widget.Surfaces.Runner: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, rule) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(name: try reader.read(), rule: try reader.read())
  }
}

extension Widget.Surfaces.Surface: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, terms, size, start, paths) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      name: try reader.read(), terms: try reader.read(), size: try reader.read(), start: try reader.read(),
      paths: try reader.read())
  }

  fileprivate var isConsistent: Bool {
    size.count == 2 && start.count == 2 && !terms.isEmpty
      && terms.allSatisfy { $0.count == 3 && $0[0].isFinite && $0[1...].allSatisfy((0...8).contains) }
      && zip(size, start).allSatisfy { $0 > 0 && $0.isFinite && abs($1) <= $0 }
      && paths.joined().allSatisfy { $0.count == 2 && $0.allSatisfy(\.isFinite) }
  }
}

extension Widget.Bends: WireCodable {
  /// The most units that a network may have.
  private static let most = 5

  public func write(to writer: inout WireWriter) { writer.write(range, target, scenes) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(range: try reader.read(), target: try reader.read(), scenes: try reader.read())
    guard range.count == 2, (range + target).allSatisfy(\.isFinite), range[0] < range[1], target.count > 1,
      !scenes.isEmpty,
      scenes.flatMap({ [$0.start, $0.found] }).allSatisfy({
        (1...Self.most).contains($0.units.count) && $0.outputs.count == target.count
      })
    else { throw WireError() }
  }
}

extension Widget.Bends.Scene: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(name, rule, limits, start, found) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      name: try reader.read(), rule: try reader.read(), limits: try reader.read(), start: try reader.read(),
      found: try reader.read())
    guard limits.count == 3, limits.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw WireError() }
  }
}

extension Widget.Bends.Network: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(units, bias, outputs) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(units: try reader.read(), bias: try reader.read(), outputs: try reader.read())
    guard units.allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isFinite) }),
      ([bias] + outputs).allSatisfy(\.isFinite)
    else { throw WireError() }
  }
}
