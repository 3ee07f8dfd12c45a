/// What refers to what in a drawing, so that a few lines of it can't grow to billions of shapes.
struct DrawingReferences {
  /// How many shapes references may draw in all.
  static let limit = 50_000

  /// The ids that elements refer to, by the ids of the elements around them; "" is the whole drawing.
  private var targets: [String: [String]] = [:]

  /// Notes an element's reference.
  mutating func add(_ target: String, within ids: [String]) {
    for id in [""] + ids { targets[id, default: []].append(target) }
  }

  /// How many shapes all references draw; no more than just over the limit is counted.
  var shapeCount: Int {
    var known: [String: Int] = [:]
    return count("", &known)
  }

  private func count(_ id: String, _ known: inout [String: Int]) -> Int {
    if let count = known[id] { return count }
    known[id] = 0  // what refers to itself is not drawn
    var total = id.isEmpty ? 0 : 1
    for target in targets[id] ?? [] {
      total += count(target, &known)
      if total > DrawingReferences.limit { break }
    }
    known[id] = total
    return total
  }
}
