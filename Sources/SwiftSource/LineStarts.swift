/// Where the lines of a text begin, so that the line of a place is found without reading the text again.
package struct LineStarts {
  /// The offset of each line's first byte, counted from the text's beginning. A text without line feeds has one line.
  package let offsets: [Int]

  package init(_ text: some Collection<UInt8>) {
    var offsets = [0]
    var offset = 0
    for byte in text {
      offset += 1
      if byte == .lineFeed { offsets.append(offset) }
    }
    self.offsets = offsets
  }

  /// The number of line feeds before a place that is not before the text.
  package func line(of offset: Int) -> Int { offsets.partitioningIndex { $0 > offset } - 1 }

  /// Where the line of a place begins.
  package func start(of offset: Int) -> Int { offsets[line(of: offset)] }
}

extension RandomAccessCollection {
  /// The index of the first element that belongs to the second part of a collection, found by bisection; the end if none does.
  ///
  /// Complexity: O(log n).
  ///
  /// - Parameter belongs: whether an element belongs to the second part. All that come after such an element do too.
  package func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var (low, rest) = (startIndex, count)
    while rest > 0 {
      let half = rest / 2
      let middle = index(low, offsetBy: half)
      if belongs(self[middle]) {
        rest = half
      } else {
        low = index(after: middle)
        rest -= half + 1
      }
    }
    return low
  }
}
