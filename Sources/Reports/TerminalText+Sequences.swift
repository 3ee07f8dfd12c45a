extension TerminalText {
  /// Reads what follows an escape character. Anything that is not a complete sequence shows as text.
  mutating func escape(_ index: inout Int) {
    guard index + 1 < source.count else {
      index += 1
      return
    }
    switch source[index + 1] {
    case "[": sequence(&index, from: index + 2)
    case "]": command(&index)
    case "P", "X", "^", "_":
      guard let end = end(of: index + 2) else { return visible(&index) }
      index = end.next
    case "7":
      saved = (row, column)
      index += 2
    case "8":
      restore()
      index += 2
    case "c":
      reset()
      index += 2
    case "D", "E", "M", "H", "=", ">", "N", "O", "Z": index += 2
    // a choice of character sets
    case " ", "#", "%", "(", ")", "*", "+": index += 3
    default: visible(&index)
    }
  }

  /// Shows the escape character itself and goes on after it.
  private mutating func visible(_ index: inout Int) {
    source[index] = "\u{241B}"
  }

  private mutating func restore() {
    move(toRow: saved.row)
    move(to: saved.column)
  }

  /// `CSI`: parameters, and a letter that says what to do.
  mutating func sequence(_ index: inout Int, from start: Int) {
    var end = start
    while end < source.count, (0x20...0x3F).contains(source[end].value), end - start < 256 { end += 1 }
    guard end < source.count, (0x40...0x7E).contains(source[end].value) else {
      if end >= source.count {
        index = end
      } else {
        visible(&index)
      }
      return
    }
    let text = source[start..<end]
    index = end + 1
    if text.first == "?", ["h", "l"].contains(source[end]) {
      let modes = text.dropFirst().split(separator: ";").map(TerminalText.number)
      if modes.contains(where: [47, 1047, 1049].contains) { useAlternateScreen(source[end] == "h") }
      return
    }
    guard text.allSatisfy({ ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }) else { return }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).flatMap { part in
      TerminalText.parameters(
        part.split(separator: ":", omittingEmptySubsequences: false).map(TerminalText.number))
    }
    obey(source[end], numbers)
  }

  private static func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int {
    digits.reduce(0) { min(99_999, $0 * 10 + Int($1.value) - 48) }
  }

  /// A parameter in the older form, without colons: `38:2::1:2:3` becomes `38;2;1;2;3`, and a wavy underline
  /// becomes a plain one.
  private static func parameters(_ parts: [Int]) -> [Int] {
    guard parts.count > 1 else { return parts }
    switch (parts[0], parts[1]) {
    case (38, 2), (48, 2): return parts.count < 5 ? [] : parts.prefix(2) + parts.suffix(3)
    case (38, 5), (48, 5): return parts.count < 3 ? [] : parts.prefix(2) + parts.suffix(1)
    case (4, 0): return [24]
    case (4, _): return [4]
    default: return []
    }
  }

  private mutating func obey(_ letter: Unicode.Scalar, _ numbers: [Int]) {
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch letter {
    case "m": set(TerminalText.style(self.style, changedBy: numbers))
    case "A": move(toRow: row - count)
    case "B", "e": moveDown(count)
    case "C", "a": move(to: column + count)
    case "D": column = max(0, column - count)
    case "E":
      moveDown(count)
      column = 0
    case "F":
      move(toRow: row - count)
      column = 0
    case "G", "`": move(to: count - 1)
    case "H", "f": moveHome(row: count, column: max(1, numbers.count > 1 ? numbers[1] : 1))
    case "J": eraseDisplay(first)
    case "K": eraseLine(first)
    case "L": insertLines(count)
    case "M": deleteLines(count)
    case "P": deleteCharacters(count)
    case "@": insertCharacters(count)
    case "b": repeatLast(count)
    case "X": eraseCharacters(count)
    case "s": saved = (row, column)
    case "u": restore()
    default: break
    }
  }

  /// `OSC`: a window title, which a page does not have, or a link.
  private mutating func command(_ index: inout Int) {
    guard let (last, next) = end(of: index + 2) else { return visible(&index) }
    let text = String(String.UnicodeScalarView(source[(index + 2)..<last]))
    index = next
    let parts = text.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "8" else { return }
    let address = String(parts[2])
    let isWeb = ["http://", "https://", "mailto:"].contains { address.lowercased().hasPrefix($0) }
    var style = style
    style.link = isWeb ? HTML.safeDestination(address) : nil
    set(style)
  }

  /// The ends of a string without and with its terminator; `nil` if it does not end on its line.
  private func end(of start: Int) -> (last: Int, next: Int)? {
    for place in start..<max(start, min(source.count, start + 4096)) {
      switch source[place].value {
      case 0x07, 0x9C: return (place, place + 1)
      case 0x1B: return place + 1 < source.count && source[place + 1] == "\\" ? (place, place + 2) : nil
      case 0x0A: return nil
      default: break
      }
    }
    return nil
  }
}

// MARK: - Looks

extension TerminalText {
  private static func style(_ old: Style, changedBy numbers: [Int]) -> Style {
    var style = old
    var index = 0
    while index < max(1, numbers.count) {
      let number = index < numbers.count ? numbers[index] : 0
      switch number {
      case 38, 48:
        let (color, used) = extended(numbers, index + 1)
        if let color { if number == 38 { style.foreground = color } else { style.background = color } }
        index += used
      case 30...37: style.foreground = basic(number - 30)
      case 40...47: style.background = basic(number - 40)
      case 90...97: style.foreground = basic(number - 82)
      case 100...107: style.background = basic(number - 92)
      case 39: style.foreground = .page
      case 49: style.background = .page
      default: set(number, in: &style)
      }
      index += 1
    }
    return style
  }

  private static func set(_ number: Int, in style: inout Style) {
    switch number {
    case 0: style = Style(link: style.link)
    case 1: style.isBold = true
    case 2: style.isDim = true
    case 3: style.isItalic = true
    case 4, 21: style.isUnderlined = true
    case 7: style.isInverse = true
    case 9: style.isStruck = true
    case 22: (style.isBold, style.isDim) = (false, false)
    case 23: style.isItalic = false
    case 24: style.isUnderlined = false
    case 27: style.isInverse = false
    case 29: style.isStruck = false
    default: break
    }
  }

  /// A colour, one of 256 or any RGB colour, and how many numbers encode it.
  private static func extended(_ numbers: [Int], _ start: Int) -> (Style.Color?, Int) {
    guard start < numbers.count else { return (nil, 0) }
    if numbers[start] == 5, start + 1 < numbers.count {
      return (indexed(numbers[start + 1]), 2)
    }
    if numbers[start] == 2, start + 3 < numbers.count {
      let parts = numbers[(start + 1)...(start + 3)].map { UInt8(min(255, $0)) }
      return (.rgb(parts[0], parts[1], parts[2]), 4)
    }
    return (nil, numbers.count - start)
  }

  private static func indexed(_ number: Int) -> Style.Color? {
    switch number {
    case 0..<16: return basic(number)
    case 16..<232:
      let levels = [0, 95, 135, 175, 215, 255].map { UInt8($0) }
      let place = number - 16
      return .rgb(levels[place / 36], levels[place / 6 % 6], levels[place % 6])
    case 232..<256:
      let grey = UInt8(8 + 10 * (number - 232))
      return .rgb(grey, grey, grey)
    default: return nil
    }
  }

  private static func basic(_ number: Int) -> Style.Color {
    let palette: [(UInt8, UInt8, UInt8)] = [
      (0, 0, 0), (205, 49, 49), (13, 160, 90), (190, 150, 10), (36, 114, 200), (188, 63, 188), (17, 150, 190),
      (200, 200, 200), (102, 102, 102), (241, 76, 76), (35, 190, 120), (220, 200, 60), (59, 142, 234),
      (214, 112, 214), (41, 184, 219), (245, 245, 245),
    ]
    let (red, green, blue) = palette[number]
    return .rgb(red, green, blue)
  }
}
