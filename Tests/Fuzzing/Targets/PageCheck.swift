/// Reads a page's markup strictly, as bytes: each element is closed, and nothing in it loads, runs or leads elsewhere.
package struct PageCheck {
  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []

  package static func check(_ markup: String, allowsScripts: Bool = false) throws(Finding) {
    var check = PageCheck(bytes: Array(markup.utf8), allowsScripts: allowsScripts)
    try check.run()
  }

  private let allowsScripts: Bool

  private init(bytes: [UInt8], allowsScripts: Bool) {
    (self.bytes, self.allowsScripts) = (bytes, allowsScripts)
  }

  private static let void: Set<String> = ["meta", "br", "hr", "img", "input", "link", "wbr", "col"]
  private static let forbidden: Set<String> = [
    "iframe", "object", "embed", "base", "link", "meta", "form", "frame", "frameset", "applet",
    "foreignobject",
    "animate", "set", "handler",
  ]

  private mutating func run() throws(Finding) {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        try Finding.unless(isText(bytes[position]), "a control character at \(around)")
        position += 1
        continue
      }
      position += 1
      if current == UInt8(ascii: "/") { try close() } else { try tag() }
    }
    try Finding.unless(open.isEmpty, "not closed: \(open)")
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var around: String {
    String(decoding: bytes[max(0, position - 60)..<min(bytes.count, position + 60)], as: UTF8.self)
  }

  private func isText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x09 }

  private mutating func word() -> String {
    let start = position
    while let byte = current, byte.isNamePart { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func close() throws(Finding) {
    position += 1
    let name = word()
    try Finding.unless(open.popLast() == name && current == UInt8(ascii: ">"), "</\(name)> at \(around)")
    position += 1
  }

  private mutating func tag() throws(Finding) {
    let name = word()
    try Finding.unless(!name.isEmpty, "a bare < at \(around)")
    let isOurs = allowsScripts && name == "form"
    try Finding.unless(isOurs || !Self.forbidden.contains(name.lowercased()), "<\(name)> at \(around)")
    var known: Set<String> = []
    while current == UInt8(ascii: " ") {
      position += 1
      let key = word()
      try Finding.unless(!key.isEmpty && known.insert(key).inserted, "the attribute '\(key)' at \(around)")
      try attribute(key, of: name)
    }
    let isEmpty = current == UInt8(ascii: "/")
    if isEmpty { position += 1 }
    try Finding.unless(current == UInt8(ascii: ">"), "the tag <\(name) at \(around)")
    position += 1
    if isEmpty { return }
    if name == "script" || name == "style" { return try skipContents(of: name) }
    if !Self.void.contains(name) { open.append(name) }
  }

  private mutating func attribute(_ key: String, of name: String) throws(Finding) {
    try Finding.unless(!key.lowercased().hasPrefix("on"), "\(key) at \(around)")
    guard current == UInt8(ascii: "=") else { return }
    position += 1
    try Finding.unless(current == UInt8(ascii: "\""), "no quotation mark at \(around)")
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\"") {
      try Finding.unless(byte != UInt8(ascii: "<") && isText(byte), "an attribute's value at \(around)")
      position += 1
    }
    let value = String(decoding: bytes[start..<position], as: UTF8.self)
    position += 1
    if ["href", "src", "action", "formaction", "xlink:href", "poster", "background"].contains(key) {
      try Finding.unless(Self.isHarmless(value, in: name == "image" ? "src" : key), "\(key)=\(value)")
    }
    if key == "style" || key == "fill" || key == "filter" || key == "mask" {
      let outside = value.lowercased().replacing("url(#", with: "").contains("url(")
      try Finding.unless(!outside && !value.contains("\\"), "\(key)=\(value)")
    }
  }

  /// Whether a browser only shows what is at an address, or asks before it leaves the page.
  private static func isHarmless(_ address: String, in key: String) -> Bool {
    let start = address.lowercased().unicodeScalars.filter { $0.value > 0x20 }
    let schemes = key == "href" ? ["http", "https", "mailto", "tel"] : ["data"]
    let scheme = start.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    guard scheme.count < start.count, start[start.index(start.startIndex, offsetBy: scheme.count)] == ":"
    else {
      return key == "href"
    }
    let name = String(String.UnicodeScalarView(scheme))
    // Without a letter first, or with other characters, it is a path.
    let isScheme =
      name.utf8.first?.beginsScheme == true
      && name.utf8.allSatisfy { $0.isNamePart && !":_".utf8.contains($0) || "+.".utf8.contains($0) }
    guard isScheme else { return key == "href" }
    return schemes.contains(name) && (name != "data" || address.hasPrefix("data:image/"))
  }

  private mutating func skipContents(of name: String) throws(Finding) {
    try Finding.unless(allowsScripts || name == "style", "<script> at \(around)")
    let end = Array("</\(name)>".utf8)
    while position < bytes.count, !bytes[position...].starts(with: end) { position += 1 }
    try Finding.unless(position < bytes.count, "<\(name)> isn't closed")
    position += end.count
  }
}

extension UInt8 {
  fileprivate var beginsScheme: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  fileprivate var isNamePart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
