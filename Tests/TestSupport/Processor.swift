import Foundation

/// The features of the processor that Linux lists.
public enum Processor {
  private static let flags: Set<Substring> = {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return Set(text.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? [])
  }()

  /// Whether it has all of these features.
  public static func has(_ names: Substring...) -> Bool { flags.isSuperset(of: names) }

  /// Whether it runs code for x86-64-v3: AVX2, multiply-add, and the features that came with them.
  public static var hasAVX2: Bool { has("avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe") }
}
