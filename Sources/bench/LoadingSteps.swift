import BenchmarkModels
import Datasets
import Foundation
import NeuralNetworks

/// Reading data from files that are written first.
extension Step {
  /// Text with numbers and one of three labels, read into a tensor of each.
  static func readingTable(_ row: CaseRow) -> Step {
    let (rows, columns) = (row["rows"], row["columns"])
    let file = TemporaryFile("\(row.name).csv")
    var rng = SplitMix64(seed: 0)
    let header = (0..<columns).map { "x\($0)" }.joined(separator: ",") + ",label\n"
    let lines = (0..<rows).map { row in
      (0..<columns).map { _ in "\(Float(rng.normal()))" }.joined(separator: ",") + ",\(row % 3)\n"
    }
    file.write(Data((header + lines.joined()).utf8))
    return Step {
      let table = try? CSV(file: file.path).dataset(features: Array(0..<columns), label: columns)
      guard let table else { preconditionFailure("\(file.path) cannot be read") }
      _ = (table.features, IntTensor(table.labels))
    }
  }

  /// Square images of bytes, read as numbers from 0 to 1.
  static func readingImages(_ row: CaseRow) -> Step {
    let (images, side) = (row["images"], row["side"])
    let file = TemporaryFile("\(row.name).idx")
    var bytes: [UInt8] = [0, 0, 8, 3]
    for size in [images, side, side] {
      bytes += withUnsafeBytes(of: UInt32(size).bigEndian) { Array($0) }
    }
    bytes += (0..<images * side * side).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    file.write(Data(bytes))
    return Step {
      guard (try? IDX(file: file.path, dividedBy: 255).tensor) != nil else {
        preconditionFailure("\(file.path) cannot be read")
      }
    }
  }
}

/// A file that is deleted with the last reference to it.
private final class TemporaryFile {
  let path: String

  init(_ name: String) {
    let process = ProcessInfo.processInfo.processIdentifier
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("lectern-bench-\(process)-\(name)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ data: Data) {
    precondition(FileManager.default.createFile(atPath: path, contents: data), "\(path) cannot be written")
  }
}
