/// What a machine can do at best.
package struct Machine: Equatable, Sendable {
  /// A cache, or memory.
  package struct Level: Equatable, Sendable {
    package let name: String
    /// The bytes that all threads' pieces hold together; infinite for memory.
    package let capacity: Double
    /// Bytes a second that all threads read together.
    package let bandwidth: Double

    package init(name: String, capacity: Double, bandwidth: Double) {
      (self.name, self.capacity, self.bandwidth) = (name, capacity, bandwidth)
    }
  }

  package let threads: Int
  /// Operations a second of the fastest matrix product.
  package let products: Double
  /// Operations a second of the multiply-add units, on numbers in registers.
  package let units: Double
  /// From the innermost to memory.
  package let levels: [Level]
  /// How far the usual try of `units` fell short of the best one: 0 on a quiet machine.
  package let unrest: Double

  package init(threads: Int, products: Double, units: Double, levels: [Level], unrest: Double = 0) {
    (self.threads, self.products, self.units, self.levels) = (threads, products, units, levels)
    self.unrest = unrest
  }

  /// The microseconds that the work takes at least: its operations at the speed of the fastest product, or its bytes at
  /// the speed of where they lie, whichever is longer.
  package func floor(of work: Work) -> Double {
    let moving = ([work.traffic] + work.repeated).map(seconds).reduce(0, +)
    return max(work.operations / products, moving) * 1e6
  }

  /// As if each level kept the piece of the data that has room in it, and the next one what is left.
  private func seconds(of traffic: Work.Traffic) -> Double {
    guard traffic.within > 0 else { return 0 }
    var (kept, seconds) = (0.0, 0.0)
    for level in levels {
      let here = max(0, min(level.capacity, traffic.within) - kept)
      kept += here
      seconds += traffic.bytes * here / traffic.within / level.bandwidth
    }
    return seconds
  }
}

extension Machine: CustomStringConvertible {
  package var description: String {
    let reading = levels.map { level in
      let room = level.capacity.isFinite ? " (\(Int(level.capacity / 1024)) KB)" : ""
      return "\(level.name)\(room) \(Int(level.bandwidth / 1e9)) GB/s"
    }
    var text = """
      \(threads) \(threads == 1 ? "thread" : "threads"): products \(Int(products / 1e9)) GFLOP/s of the units' \
      \(Int(units / 1e9)); reading from \(reading.joined(separator: ", "))
      """
    if unrest > 0.05 {
      text += """

        the machine is busy: tries differ by \(Int(unrest * 100)) %, so the floor may be too high and times are too long
        """
    }
    return text
  }
}
