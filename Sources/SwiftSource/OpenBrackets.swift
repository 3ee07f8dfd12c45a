/// Which bracket is open at each place of a text, so that it is found without reading the text again.
package struct OpenBrackets {
  /// The places of all brackets.
  private var places: [Int] = []
  /// The innermost bracket that is open after each of them.
  private var innermost: [Int?] = []

  /// - Parameters:
  ///   - opens: whether a byte is a bracket that opens.
  ///   - closes: whether it is one that closes, of whatever kind. One that closes nothing counts for nothing.
  package init(in text: [UInt8], opens: (UInt8) -> Bool, closes: (UInt8) -> Bool) {
    var open: [Int] = []
    for (place, byte) in text.enumerated() {
      if opens(byte) {
        open.append(place)
      } else if closes(byte) {
        _ = open.popLast()
      } else {
        continue
      }
      places.append(place)
      innermost.append(open.last)
    }
  }

  /// The innermost bracket that is open before a place. Before that bracket, the one around it is.
  package func last(before place: Int) -> Int? {
    let next = places.partitioningIndex { $0 >= place }
    return next == 0 ? nil : innermost[next - 1]
  }
}
