/// Generates the anchors of headings from their text, as code hosts do: lower case, hyphens for spaces, no punctuation.
package struct HeadingSlugs {
  private var taken: Set<String>
  private var counts: [String: Int] = [:]

  /// - Parameter taken: the ids that the author has used on the page.
  init(taken: Set<String>) { self.taken = taken }

  /// An id that no other heading of the page has: the second "Data" is `data-1`.
  mutating func id(for text: String) -> String {
    let slug = Self.slug(of: text)
    var id = slug
    while !taken.insert(id).inserted {
      counts[slug, default: 0] += 1
      id = "\(slug)-\(counts[slug, default: 0])"
    }
    return id
  }

  package static func slug(of text: String) -> String {
    var slug = untrimmed(text)
    while slug.hasPrefix("-") { slug.removeFirst() }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "section" : slug
  }

  /// The anchor that a code host gives to a text, which keeps the hyphens at its ends.
  static func untrimmed(_ text: String) -> String {
    var slug = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " || scalar == "-" {
        slug.append("-")
      } else if scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
      {
        slug.unicodeScalars.append(scalar)
      }
    }
    return slug
  }
}
