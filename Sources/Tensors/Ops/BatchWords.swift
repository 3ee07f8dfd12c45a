/// The rows of a table that a batch of words reads, where these are much fewer than the table has.
struct BatchWords {
  /// The rows, in ascending order; nil if the batch reads most of the table.
  let rows: [Int32]?
  /// For each place its word's row: among `rows`, or in the table.
  let places: [Int32]

  /// The rows that `words` read of a table of `count` rows.
  init(_ words: [Int32], of count: Int) {
    let reads = Self.reads(words, of: count)
    let read = reads.reduce(0) { $0 + ($1 ? 1 : 0) }
    guard 4 * read <= 3 * count else {
      (rows, places) = (nil, words)
      return
    }
    var positions = [Int32](repeating: 0, count: count)
    var rows: [Int32] = []
    rows.reserveCapacity(read)
    for row in 0..<count where reads[row] {
      positions[row] = Int32(rows.count)
      rows.append(Int32(row))
    }
    self.rows = rows
    places = words.map { positions[Int($0)] }
  }

  /// Whether each row of a table is read.
  private static func reads(_ words: [Int32], of count: Int) -> [Bool] {
    var reads = [Bool](repeating: false, count: count)
    for word in words { reads[Int(word)] = true }
    return reads
  }

  /// Whether words occur so often that multiplying each once, instead of once for each place, pays for the look-up.
  static func repeatOften(_ words: [Int32], of count: Int) -> Bool {
    if words.count > count { return true }
    // A few hundred multiplications take less than going through the table.
    guard words.count >= 256 else { return false }
    return 4 * reads(words, of: count).reduce(0) { $0 + ($1 ? 1 : 0) } <= 3 * words.count
  }
}
