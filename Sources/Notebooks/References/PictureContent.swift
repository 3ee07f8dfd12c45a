/// What a picture's file is, by its first bytes: browsers look at them too, whatever the file is called.
enum PictureContent {
  case bitmap(mediaType: String)
  /// Markup, which is SVG if it is a picture at all.
  case markup

  /// `nil` for bytes that no browser shows as a picture.
  init?(_ bytes: [UInt8]) {
    if let type = Self.bitmapType(bytes) {
      self = .bitmap(mediaType: type)
    } else if Self.isMarkup(bytes) {
      self = .markup
    } else {
      return nil
    }
  }

  private static func bitmapType(_ bytes: [UInt8]) -> String? {
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    if bytes.starts(with: png + Array("IHDR".utf8)) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) { return "image/gif" }
    if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) { return "image/webp" }
    return isAVIF(bytes) ? "image/avif" : nil
  }

  /// Whether the first box names AVIF among the formats that can read the file.
  private static func isAVIF(_ bytes: [UInt8]) -> Bool {
    guard bytes.has("ftyp", at: 4) else { return false }
    let size = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    return stride(from: 8, to: min(size, bytes.count), by: 4).contains {
      bytes.has("avif", at: $0) || bytes.has("avis", at: $0)
    }
  }

  private static func isMarkup(_ bytes: [UInt8]) -> Bool {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return text.first { !$0.isBlank } == UInt8(ascii: "<")
  }
}
