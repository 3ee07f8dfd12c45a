import CProbe
import Foundation
import Kernels

extension Machine {
  /// Measures this machine for about two seconds, with as many threads as the engine uses.
  static func measured() -> Machine {
    let threads = Kernel.threadCount
    let caches = Caches(threads: threads)
    // Half of each cache is read: the other half is left to whatever else is in it.
    var levels = caches.levels.map { cache in
      Level(
        name: "L\(cache.level)", capacity: Double(cache.bytes),
        bandwidth: reading(cache.bytes / 2, by: threads))
    }
    let outside = min(4 * (caches.levels.last?.bytes ?? 1 << 25), 1 << 30)
    levels.append(Level(name: "memory", capacity: .infinity, bandwidth: reading(outside, by: threads)))
    let units = tries { cp_arithmetic(Int64(threads), 0.05) }
    let products = Matrices.peak() * 1e9
    return Machine(
      threads: threads, products: products, units: units[units.count - 1], levels: levels,
      unrest: 1 - units[units.count / 2] / units[units.count - 1])
  }

  private static func reading(_ bytes: Int, by threads: Int) -> Double {
    best { cp_read_bandwidth(Int64(bytes / threads), Int64(threads), 0.05) }
  }

  /// The best of several tries: other programs can only make a try worse.
  static func best(_ measure: () -> Double) -> Double { tries(measure).last ?? 0 }

  private static func tries(_ measure: () -> Double) -> [Double] { (0..<7).map { _ in measure() }.sorted() }
}

/// The data caches that the system reports.
struct Caches {
  /// A level, and the bytes of it that `threads` threads have together.
  let levels: [(level: Int, bytes: Int)]

  init(threads: Int) {
    var pieces: [Int: [String: Int]] = [:]
    for processor in 0..<threads {
      for index in 0..<8 {
        let folder = "/sys/devices/system/cpu/cpu\(processor)/cache/index\(index)/"
        guard let level = Self.text(folder + "level").flatMap({ Int($0) }),
          let size = Self.text(folder + "size"),
          let bytes = Self.bytes(size), let sharers = Self.text(folder + "shared_cpu_list"),
          Self.text(folder + "type") != "Instruction"
        else { continue }
        pieces[level, default: [:]][sharers] = bytes
      }
    }
    let found = pieces.sorted { $0.key < $1.key }.map { ($0.key, $0.value.values.reduce(0, +)) }
    // Common sizes, if the system reports none.
    levels = found.isEmpty ? [(1, threads << 15), (2, threads << 19), (3, 1 << 24)] : found
  }

  private static func text(_ file: String) -> String? {
    (try? String(contentsOfFile: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// "48K" in bytes.
  private static func bytes(_ text: String) -> Int? {
    switch text.last {
    case "K": Int(text.dropLast()).map { $0 << 10 }
    case "M": Int(text.dropLast()).map { $0 << 20 }
    default: Int(text)
    }
  }
}
