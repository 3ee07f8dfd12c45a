import Displays

/// Numbers in lists of lists, summarized like a tensor: by sizes and range.
struct NumberGrid {
  private var numbers: [Double] = []
  /// The size at each depth; `nil` where lists differ in size.
  private var sizes: [Int?] = []
  /// How many lists there are in the outermost one.
  private var count = 0

  /// `nil` if it isn't a list of lists, or has anything but numbers in it.
  init?<Value>(_ list: [Value]) {
    guard list.collect(into: &self, depth: 0), sizes.count > 1 else { return nil }
    count = list.count
  }

  fileprivate mutating func noteSize(_ size: Int, at depth: Int) {
    if depth == sizes.count {
      sizes.append(size)
    } else if sizes[depth] != size {
      sizes[depth] = nil
    }
  }

  fileprivate mutating func add(_ numbers: [Double]) { self.numbers += numbers }

  /// "3 × 5 values, 0.1 … 0.9"
  func summary(type: String) -> ValueSummary {
    let known = sizes.compactMap(\.self)
    let size =
      known.count == sizes.count
      ? known.map(ValueSummary.grouped).joined(separator: " × ") + " values"
      : "\(ValueSummary.grouped(count)) lists, \(ValueSummary.counted(numbers.count, "value", "values"))"
    let text = [size, ValueSummary.range(of: numbers)].compactMap(\.self).joined(separator: ", ")
    let details = numbers.isEmpty ? [] : ValueSummary.details(of: numbers)
    return ValueSummary(type: type, text: text, details: details)
  }
}

private protocol NestedList {
  /// Whether all that is in it are numbers.
  func collect(into grid: inout NumberGrid, depth: Int) -> Bool
}

extension Array: NestedList {
  fileprivate func collect(into grid: inout NumberGrid, depth: Int) -> Bool {
    grid.noteSize(count, at: depth)
    if let numbers {
      grid.add(numbers)
      return true
    }
    guard Element.self is any NestedList.Type else { return false }
    for element in self {
      guard let list = element as? any NestedList, list.collect(into: &grid, depth: depth + 1)
      else { return false }
    }
    return true
  }

  /// Its elements if they are numbers.
  var numbers: [Double]? {
    if let numbers = self as? [Float] { return numbers.map(Double.init) }
    if let numbers = self as? [Double] { return numbers }
    return (self as? [Int])?.map(Double.init)
  }
}
