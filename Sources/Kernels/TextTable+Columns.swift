internal import CKernels
import Synchronization

/// Reading the columns of a table, on several threads.
extension TextTable {
  /// The numbers of some columns, row by row from `firstRow` on.
  public struct Numbers {
    /// Those of a row next to each other.
    public let values: [Float]
    /// Where the label of each row begins and ends, if one was asked for.
    public let labels: [Int]
    /// The first number that is none, by its place among `values`, which are then not all there.
    public let wrong: Int?
  }

  /// Reads columns.
  ///
  /// - Parameters:
  ///   - label: Another column, whose places are found.
  ///   - unusual: Reads what is no plain decimal number, from a range of the bytes.
  public func numbers(
    columns: [Int], label: Int?, firstRow: Int, unusual: @Sendable (Range<Int>) -> Float?
  ) -> Numbers {
    let count = rows.count - firstRow
    if count == 0 { return Numbers(values: [], labels: [], wrong: nil) }
    let wrong = Atomic(Int.max)
    var labels: [Int] = []
    let values = [Float](unsafeUninitializedCapacity: count * columns.count) { values, valueCount in
      valueCount = count * columns.count
      labels = [Int](unsafeUninitializedCapacity: label == nil ? 0 : 2 * count) { labels, labelCount in
        labelCount = label == nil ? 0 : 2 * count
        let reader = ColumnReader(
          table: self, columns: columns, label: label, firstRow: firstRow, values: values.baseAddress,
          labels: labels.baseAddress)
        Kernel.share(count, each: 8 * max(1, width)) { range in
          if let place = reader.read(range, unusual: unusual) { wrong.min(place, ordering: .relaxed) }
        }
      }
    }
    let first = wrong.load(ordering: .relaxed)
    return Numbers(values: values, labels: labels, wrong: first == .max ? nil : first)
  }
}

/// Reads rows into memory of its own.
private struct ColumnReader: @unchecked Sendable {
  let table: TextTable
  let columns: [Int]
  let label: Int?
  let firstRow: Int
  let values: UnsafeMutablePointer<Float>?
  let labels: UnsafeMutablePointer<Int>?

  private var needed: Int { max(columns.max() ?? 0, label ?? 0) + 1 }

  /// - Returns: The place of the first number that is none.
  func read(_ range: Range<Int>, unusual: (Range<Int>) -> Float?) -> Int? {
    var (row, column) = (range.lowerBound, 0)
    while true {
      guard let place = readPlain(row, column, range.upperBound) else { return nil }
      let (failedRow, failedColumn) = place.quotientAndRemainder(dividingBy: columns.count)
      let field = table.fields(row: firstRow + failedRow)[columns[failedColumn]]
      guard let number = unusual(field) else { return place }
      values?[place] = number
      (row, column) = (failedRow, failedColumn + 1)
    }
  }

  /// - Returns: The place of the first number that is not a plain decimal.
  private func readPlain(_ row: Int, _ column: Int, _ stop: Int) -> Int? {
    let place = table.withTable { text in
      table.rows.withUnsafeBufferPointer { rows in
        columns.withUnsafeBufferPointer { numbers in
          table.withEnds(of: needed) { ends in
            var wanted = ck_table_columns(
              rows: int64(rows.baseAddress.map { $0 + firstRow }), columns: int64(numbers.baseAddress),
              count: Int64(columns.count), label: Int64(label ?? -1), needed: Int64(needed))
            let labels = labels.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Int64.self) }
            return ck_table_numbers(
              text, &wanted, Int64(row), Int64(column), Int64(stop), values, labels, ends)
          }
        }
      }
    }
    return place < 0 ? nil : Int(place)
  }

  private func int64(_ numbers: UnsafePointer<Int>?) -> UnsafePointer<Int64>? {
    numbers.map { UnsafeRawPointer($0).assumingMemoryBound(to: Int64.self) }
  }
}

/// The different texts of a column.
extension TextTable {
  /// Texts numbered by their first appearance.
  public struct Distinct {
    /// The number of each text.
    public let numbers: [Int32]
    /// The range of the first text with each number.
    public let texts: [Range<Int>]
  }

  /// The rows whose labels one thread compares at a time.
  private static let chunkRows = 1 << 12

  /// Numbers the texts at `places`, a start and an end for each, chunk by chunk. Texts of different chunks have different
  /// numbers, even when they are equal.
  public func distinct(_ places: [Int]) -> [Distinct] {
    let count = places.count / 2
    let chunks = (count + Self.chunkRows - 1) / Self.chunkRows
    return [Distinct](unsafeUninitializedCapacity: chunks) { results, resultCount in
      resultCount = chunks
      guard let results = results.baseAddress else { return }
      Kernel.share(chunks, each: 4 * Self.chunkRows) { range in
        for chunk in range {
          let start = chunk * Self.chunkRows
          let texts = places[2 * start..<2 * min(start + Self.chunkRows, count)]
          (results + chunk).initialize(to: distinct(texts))
        }
      }
    }
  }

  private func distinct(_ places: ArraySlice<Int>) -> Distinct {
    let count = places.count / 2
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * Self.chunkRows) { scratch in
      guard let first = scratch.baseAddress else { return Distinct(numbers: [], texts: []) }
      var found = 0
      let numbers = [Int32](unsafeUninitializedCapacity: count) { numbers, filled in
        places.withUnsafeBufferPointer { places in
          found = withTable { table in
            Int(
              ck_table_distinct(
                table, UnsafeRawPointer(places.baseAddress)?.assumingMemoryBound(to: Int64.self),
                Int64(count),
                numbers.baseAddress, first, first + Self.chunkRows, Int64(2 * Self.chunkRows)))
          }
        }
        filled = count
      }
      let texts = (0..<found).map { index in
        let place = places.startIndex + 2 * Int(first[index])
        return places[place]..<places[place + 1]
      }
      return Distinct(numbers: numbers, texts: texts)
    }
  }
}
