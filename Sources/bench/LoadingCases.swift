import Datasets
import Foundation
import NeuralNetworks

/// Reading data from files, which are made first.
extension Case {
  static let loading = [loadCSV, loadIDX]

  /// 5,000 rows of ten numbers and a label, as text; what comes of it is a tensor of each.
  static let loadCSV = Case(name: "load-csv") {
    let file = temporary("bench.csv")
    var rng = SplitMix64(seed: 0)
    let header = (0..<10).map { "x\($0)" }.joined(separator: ",") + ",label\n"
    let rows = (0..<5000).map { row in
      (0..<10).map { _ in "\(Float(rng.normal()))" }.joined(separator: ",") + ",\(row % 3)\n"
    }
    write(Data((header + rows.joined()).utf8), to: file)
    return {
      let table = try? CSV(file: file).dataset(features: Array(0..<10), label: 10)
      _ = table.map { ($0.features, IntTensor($0.labels)) }
    }
  }

  /// 5,000 images of 28 × 28 bytes, as numbers from 0 to 1.
  static let loadIDX = Case(name: "load-idx") {
    let file = temporary("bench.idx")
    var bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0x13, 0x88, 0, 0, 0, 28, 0, 0, 0, 28]
    bytes += (0..<5000 * 784).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    write(Data(bytes), to: file)
    return { _ = try? IDX(file: file, dividedBy: 255).tensor }
  }

  private static func temporary(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("lectern-\(name)").path
  }

  private static func write(_ data: Data, to file: String) {
    precondition(FileManager.default.createFile(atPath: file, contents: data), "\(file) cannot be written")
  }
}
