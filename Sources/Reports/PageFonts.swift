import Foundation
import SwiftSource

/// The fonts that a page embeds, so that it looks the same everywhere.
///
/// A page gets the subsets that have characters of its text, in the order of their importance, up to a limit.
/// The reader's own fonts show everything else. `Fonts/prepare.py` makes the subsets; their licences are next to it.
package enum PageFonts {
  /// The most bytes of fonts in a page.
  package static let limit = 90_000

  /// The rules that embed the fonts for this markup.
  package static func styleSheet(for markup: String) -> String {
    let contents = Contents(of: markup)
    var rules = [notice]
    var size = notice.utf8.count
    for subset in subsets where subset.isNeeded(for: contents) {
      let rule = subset.rule
      guard size + rule.utf8.count < limit else { continue }
      rules.append(rule)
      size += rule.utf8.count
    }
    return rules.map { $0 + "\n" }.joined()
  }

  /// Bitstream asks for this notice in every copy of the font.
  private static let notice = """
    /* Lectern Serif: (c) Copyright 1989-1992, Bitstream Inc., Cambridge, MA. You are hereby granted permission under all \
    Bitstream propriety rights to use, copy, modify, sublicense, sell, and redistribute the 4 Bitstream Charter (r) Type 1 \
    outline fonts for any purpose and without restriction; provided, that this notice is left intact on all copies of such \
    fonts and that Bitstream's trademark is acknowledged as shown below on all unmodified copies of the 4 Charter Type 1 \
    fonts. BITSTREAM CHARTER is a registered trademark of Bitstream Inc. Changed by Andrey Panov (2009-2012) and Michael \
    Sharpe (2013-2022). Lectern Sans, Code and Math: from fonts by Adobe (2010-2019, with Reserved Font Name 'Source') and \
    Daniel Flipo (2022), under the SIL Open Font License 1.1, http://scripts.sil.org/OFL */
    """

  private static let subsets: [Subset] = [
    Subset("Serif", PackageResources.serif_woff2),
    Subset("Sans", PackageResources.sans_woff2),
    Subset("Code", PackageResources.code_woff2),
    Subset("Serif", PackageResources.serif_italic_woff2, style: "font-style:italic;"),
    Subset("Serif", PackageResources.serif_latin_woff2, .latin),
    Subset("Math", PackageResources.math_woff2, .formulas),
    Subset("Serif", PackageResources.serif_bold_woff2, style: bold),
    Subset("Sans", PackageResources.sans_bold_woff2, style: bold),
    Subset("Sans", PackageResources.sans_latin_woff2, .latin),
    Subset("Code", PackageResources.code_latin_woff2, .latin),
    Subset("Serif", PackageResources.serif_italic_latin_woff2, .latin, style: "font-style:italic;"),
    Subset("Serif", PackageResources.serif_bold_latin_woff2, .latin, style: bold),
    Subset("Sans", PackageResources.sans_bold_latin_woff2, .latin, style: bold),
  ]

  private static let bold = "font-weight:600 900;"
}

/// Some characters of one face.
private struct Subset: Sendable {
  enum Characters {
    /// Those of English, and the signs of a technical text.
    case common
    /// Other letters of European languages.
    case latin
    /// Those of formulas.
    case formulas
  }

  let characters: Characters
  /// The `@font-face` rule.
  let rule: String

  init(_ family: String, _ file: [UInt8], _ characters: Characters = .common, style: String = "") {
    self.characters = characters
    let range = characters == .latin ? "unicode-range:U+A1-17F,U+2018-203A,U+20AC;" : ""
    let data = Data(file).base64EncodedString()
    rule = """
      @font-face{font-family:"Lectern \(family)";\(style)\(range)\
      src:url(data:font/woff2;base64,\(data)) format("woff2")}
      """
  }

  func isNeeded(for contents: Contents) -> Bool {
    switch characters {
    case .common: true
    case .latin: contents.hasLatin
    case .formulas: contents.hasFormulas
    }
  }
}

/// What a page has that not every page has.
private struct Contents {
  /// Letters of European languages that the common subsets lack.
  var hasLatin: Bool
  var hasFormulas: Bool

  init(of markup: String) {
    hasFormulas = markup.utf8.containsBytes(of: "<math")
    hasLatin = Contents.hasLatin(markup)
  }

  private static func hasLatin(_ markup: String) -> Bool {
    var place = markup.startIndex
    // Nearly all of a page is ASCII, which is fast to pass over as bytes.
    while let next = markup.utf8[place...].firstIndex(where: { $0 >= 0x80 }) {
      let scalar = markup.unicodeScalars[next]
      let isLetter =
        (0xA1...0x17F).contains(scalar.value) ? !common.contains(scalar) : otherLatin.contains(scalar)
      if isLetter { return true }
      place = markup.unicodeScalars.index(after: next)
    }
    return false
  }

  private static let common = Set("°±²³¶·¼½¾×äöüßÄÖÜé".unicodeScalars)
  /// German's quotation marks, and others.
  private static let otherLatin = Set("„‚‹›€".unicodeScalars)
}
