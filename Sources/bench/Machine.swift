/// The best that a machine can do.
package struct Machine: Equatable, Sendable {
  /// A cache, or memory.
  package struct Level: Equatable, Sendable {
    package let name: String
    /// The bytes that all threads' pieces hold together; infinite for memory.
    package let capacity: Double
    /// Bytes per second that all threads read together.
    package let bandwidth: Double

    package init(name: String, capacity: Double, bandwidth: Double) {
      (self.name, self.capacity, self.bandwidth) = (name, capacity, bandwidth)
    }
  }

  package let threads: Int
  /// Operations per second in the fastest matrix product.
  package let products: Double
  /// Operations per second of the multiply-add units, with operands in registers.
  package let units: Double
  /// From the innermost cache to memory.
  package let levels: [Level]
  /// How far the median try of `units` fell short of the best: 0 on a quiet machine.
  package let unrest: Double

  package init(threads: Int, products: Double, units: Double, levels: [Level], unrest: Double = 0) {
    (self.threads, self.products, self.units, self.levels) = (threads, products, units, levels)
    self.unrest = unrest
  }

  /// The least microseconds that the work can take: its operations at the speed of the fastest product or its bytes at
  /// the bandwidth of their level, whichever is longer.
  package func floor(of work: Work) -> Double {
    let moving = ([work.traffic] + work.repeated).map(seconds).reduce(0, +)
    return max(work.operations / products, moving) * 1e6
  }

  /// As if each level kept as much of the data as fits, and the next level the rest.
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
