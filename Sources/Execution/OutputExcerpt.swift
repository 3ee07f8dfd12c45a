import Notebooks

/// What is kept of an item's output that exceeds a limit: the first lines, the last ones before the limit was reached, and
/// between them a line that says how much is left out.
///
/// It depends on nothing but the output up to the limit, so that each run keeps the same.
struct OutputExcerpt {
  static let head = 48 << 10
  static let tail = 16 << 10

  private let outputs: [Output]
  /// The bytes of each output: of its text, or of the message that showed it.
  private let sizes: [Int]

  /// - Parameter displaySizes: the bytes of the displays among the outputs, in order.
  init(_ outputs: [Output], displaySizes: [Int]) {
    var outputs = outputs
    // The limit may have been reached within a line.
    if let last = outputs.last, let text = last.text, !text.utf8.isEmpty,
      let end = text.utf8.lastIndex(of: UInt8(ascii: "\n"))
    {
      outputs[outputs.count - 1] = last.with(String(text[...end]))
    }
    self.outputs = outputs
    var displays = displaySizes[...]
    sizes = outputs.map { $0.text?.utf8.count ?? displays.popFirst() ?? 0 }
  }

  var kept: [Output] {
    let size = sizes.reduce(0, +)
    guard size > Self.head + Self.tail else { return outputs }
    let begin = beginning()
    let end = ending(from: begin.next)
    let (bytes, lines, shown) = leftOut(begin, end)
    let display = shown == 0 ? "" : " and \(shown) of the things shown"
    let note = "[… \(bytes) bytes in \(lines) lines\(display) are left out here …]\n"
    let isError = outputs[min(begin.next, outputs.count - 1)].isError
    let isBroken = begin.kept.last?.text.map { !$0.hasSuffix("\n") } ?? false
    let text = (isBroken ? "\n" : "") + note
    return joined(begin.kept + [isError ? .standardError(text) : .standardOutput(text)] + end.kept)
  }

  /// The outputs at the start, the index of the first one that is left out in part or as a whole, and how many of its bytes
  /// are kept.
  private func beginning() -> (kept: [Output], next: Int, bytes: Int) {
    var left = Self.head
    for (index, output) in outputs.enumerated() {
      if sizes[index] <= left {
        left -= sizes[index]
        continue
      }
      guard let text = output.text else { return (Array(outputs[..<index]), index, 0) }
      let part = Self.firstLines(of: text, bytes: left)
      let kept = part.isEmpty ? [] : [output.with(part)]
      return (outputs[..<index] + kept, index, part.utf8.count)
    }
    return (outputs, outputs.count, 0)
  }

  private func ending(from next: Int) -> (kept: [Output], first: Int, bytes: Int) {
    var left = Self.tail
    for index in outputs.indices.reversed() {
      if sizes[index] <= left && index > next {
        left -= sizes[index]
        continue
      }
      guard let text = outputs[index].text else { return (Array(outputs[(index + 1)...]), index, 0) }
      let part = Self.lastLines(of: text, bytes: left)
      let kept = part.isEmpty ? [] : [outputs[index].with(part)]
      return (kept + outputs[(index + 1)...], index, part.utf8.count)
    }
    return ([], 0, 0)
  }

  private func leftOut(
    _ begin: (kept: [Output], next: Int, bytes: Int), _ end: (kept: [Output], first: Int, bytes: Int)
  ) -> (bytes: Int, lines: Int, shown: Int) {
    var (bytes, lines, shown) = (0, 0, 0)
    for index in begin.next...max(begin.next, end.first) where index < outputs.count {
      guard let text = outputs[index].text else {
        shown += 1
        continue
      }
      let from = index == begin.next ? begin.bytes : 0
      let to = text.utf8.count - (index == end.first ? end.bytes : 0)
      let part = text.utf8.dropFirst(from).prefix(max(0, to - from))
      bytes += part.count
      lines += part.count { $0 == UInt8(ascii: "\n") }
    }
    return (bytes, lines, shown)
  }

  private func joined(_ outputs: [Output]) -> [Output] {
    outputs.reduce(into: []) { joined, output in
      guard let text = output.text, let last = joined.last, let before = last.text,
        last.isError == output.isError
      else { return joined.append(output) }
      joined[joined.count - 1] = last.with(before + text)
    }
  }

  // MARK: Lines

  /// The whole lines among a text's first bytes; part of a line if the first one is longer.
  private static func firstLines(of text: String, bytes: Int) -> String {
    let window = text.utf8.prefix(bytes)
    if let last = window.lastIndex(of: UInt8(ascii: "\n")) { return String(text[...last]) }
    // A character must not be cut in two.
    var end = window.endIndex
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }

  private static func lastLines(of text: String, bytes: Int) -> String {
    let window = text.utf8.suffix(bytes)
    if let first = window.firstIndex(of: UInt8(ascii: "\n")), text.utf8.index(after: first) < text.endIndex {
      return String(text[text.utf8.index(after: first)...])
    }
    var start = window.startIndex
    while start < text.endIndex, start.samePosition(in: text.unicodeScalars) == nil {
      start = text.utf8.index(after: start)
    }
    return String(text[start...])
  }
}

extension Output {
  fileprivate var text: String? {
    switch self {
    case .standardOutput(let text), .standardError(let text): text
    case .display: nil
    }
  }

  fileprivate func with(_ text: String) -> Output {
    isError ? .standardError(text) : .standardOutput(text)
  }
}
