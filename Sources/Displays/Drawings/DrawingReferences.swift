/// The references inside a drawing, counted so that a few lines can't expand into billions of shapes.
struct DrawingReferences {
  /// How many shapes references may draw in total.
  static let limit = 50_000

  /// The ids that elements refer to, by the ids of their enclosing elements; "" is the whole drawing.
  private var targets: [String: [String]] = [:]

  /// Records an element's reference.
  mutating func add(_ target: String, within ids: [String]) {
    for id in [""] + ids { targets[id, default: []].append(target) }
  }

  /// How many shapes all references draw; counting stops just over the limit.
  var shapeCount: Int {
    var known: [String: Int] = [:]
    return count("", &known)
  }

  private func count(_ id: String, _ known: inout [String: Int]) -> Int {
    if let count = known[id] { return count }
    known[id] = 0  // an element that refers to itself is not drawn
    var total = id.isEmpty ? 0 : 1
    for target in targets[id] ?? [] {
      total += count(target, &known)
      if total > DrawingReferences.limit { break }
    }
    known[id] = total
    return total
  }
}
