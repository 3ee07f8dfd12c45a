import Markup
private import Platform

extension TerminalText {
  /// The lines as nodes, without invisible characters at their ends.
  var content: [[Node]] {
    let rules = styles.map { $0.rules }
    return lines.map { cells in
      // blanks at a line's end are invisible
      let line = cells.prefix(cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? 0)
      var result: [Node] = []
      var start = 0
      while start < line.count {
        var end = start + 1
        while end < line.count, line[end].style == line[start].style { end += 1 }
        let style = styles[Int(line[start].style)]
        let text = Node.text(text(of: line[start..<end]))
        let span = rules[Int(line[start].style)].map { .element("span", ["style": $0], [text]) } ?? text
        result.append(style.link.map { .element("a", ["href": $0], [span]) } ?? span)
        start = end
      }
      return result
    }
  }

  func text(of cells: ArraySlice<Cell>) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in cells where cell.count > 0 {
      guard cell.start != .max else {
        scalars.append(" ")
        continue
      }
      for scalar in source[Int(cell.start)..<(Int(cell.start) + Int(cell.count))] {
        // a control character without meaning for terminals shows as its Unicode picture
        let isControl = scalar.value < 0x20
        scalars.append(isControl ? Unicode.Scalar(0x2400 + scalar.value) ?? scalar : scalar)
      }
    }
    return String(scalars)
  }
}

extension TerminalText.Style {
  /// The style of a span; `nil` if the text looks like the page's.
  fileprivate var rules: String? {
    var rules = colors
    if isBold { rules.append("font-weight:700") }
    if isItalic { rules.append("font-style:italic") }
    let lines = [isUnderlined ? "underline" : nil, isStruck ? "line-through" : nil].compactMap(\.self)
    if !lines.isEmpty { rules.append("text-decoration:" + lines.joined(separator: " ")) }
    return rules.isEmpty ? nil : rules.joined(separator: ";")
  }

  /// Readable colours: on the text's own background, or on the page's paper in either theme.
  private var colors: [String] {
    let (text, ground) = isInverse ? (background.tone, foreground.tone) : (foreground.tone, background.tone)
    if let ground {
      let wish = text ?? (ground.luminance > 0.18 ? .black : .white)
      return ["background:\(ground.css)", "color:\(wish.readable(on: ground).css)"]
    }
    if isInverse {
      let color = text.map { $0.readable(on: .ink, or: .darkInk) } ?? "var(--paper)"
      return ["background:var(--ink)", "color:\(color)"]
    }
    if let text { return ["color:\(text.readable(on: .paper, or: .darkPaper))"] }
    return isDim ? ["color:var(--muted)"] : []
  }
}

extension TerminalText.Style.Color {
  fileprivate var tone: Tone? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    return Tone(red, green, blue)
  }
}

/// A colour, for computing its contrast with a background.
struct Tone: Hashable {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (Double(red), Double(green), Double(blue))
  }

  /// A colour of the page's palette, "#rrggbb".
  private init(_ name: String, _ theme: KeyPath<Palette, String>, else other: Tone) {
    let text = Palette.page.first { $0.name == name }?[keyPath: theme] ?? ""
    guard let number = Int(text.dropFirst(), radix: 16) else {
      self = other
      return
    }
    self.init(UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
  }

  static let black = Tone(0, 0, 0)
  static let white = Tone(255, 255, 255)
  static let paper = Tone("paper", \.light, else: .white)
  static let darkPaper = Tone("paper", \.dark, else: .black)
  static let ink = Tone("ink", \.light, else: .black)
  static let darkInk = Tone("ink", \.dark, else: .white)

  /// The relative luminance, from 0 to 1 (WCAG 2).
  var luminance: Double {
    func linear(_ value: Double) -> Double {
      let share = value / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// WCAG's contrast ratio, from 1 to 21.
  func contrast(with other: Tone) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The nearest colour towards black or white that is readable on a background (a contrast of 4.5 or more).
  func readable(on ground: Tone) -> Tone {
    let end: Tone = Tone.black.contrast(with: ground) > Tone.white.contrast(with: ground) ? .black : .white
    var tone = self
    for step in 1...20 where tone.contrast(with: ground) < 4.6 {
      let share = Double(step) / 20
      tone.red = (red + (end.red - red) * share).rounded()
      tone.green = (green + (end.green - green) * share).rounded()
      tone.blue = (blue + (end.blue - blue) * share).rounded()
    }
    return tone
  }

  /// The same for the backgrounds of the light and the dark theme.
  func readable(on light: Tone, or dark: Tone) -> String {
    "light-dark(\(readable(on: light).css),\(readable(on: dark).css))"
  }

  var css: String {
    func hex(_ value: Double) -> String {
      let text = String(Int(value), radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    return "#\(hex(red))\(hex(green))\(hex(blue))"
  }
}
