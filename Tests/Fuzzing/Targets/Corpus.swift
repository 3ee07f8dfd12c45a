import Foundation

/// Inputs in files: in the folder of a target, each file is one.
public enum Corpus {
  /// Inputs that once led to a finding, or that a fuzzer has found to take ways of their own.
  public static func inputs(of target: FuzzTarget) -> [[UInt8]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../Corpus/\(target.name)"
    ).standardized
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { try? Array(Data(contentsOf: folder.appending(path: $0))) }
  }
}
