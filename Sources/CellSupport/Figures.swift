/// Numbers the figures of each item of the program, so that the ids in their SVG are the same in every run.
enum Figures {
  nonisolated(unsafe) private static var item = 0
  nonisolated(unsafe) private static var count = 0

  /// Starts again at 1 for an item that begins.
  static func restart(for item: Int) {
    self.item = item
    count = 0
  }

  static func nextID() -> String {
    count += 1
    return "figure-\(item + 1)-\(count)"
  }
}
