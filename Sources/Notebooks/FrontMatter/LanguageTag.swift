/// The tags of languages, as pages give them to browsers (BCP 47): `de`, `de-AT`, `zh-Hant`.
enum LanguageTag {
  /// Whether the text is formed as a tag, and doesn't begin with another name of a language that has a tag.
  static func isTag(_ text: String) -> Bool {
    let tag = text.lowercased()
    guard text.utf8.count <= 35, text.utf8.allSatisfy({ $0 < 0x80 }),
      tags[String(tag.prefix { $0 != "-" })] == nil
    else { return false }
    // Longer languages are allowed as well, but there are none.
    let form =
      #/
      [a-z]{2,3} (?:-[a-z]{3}){0,3}                 # the language
      (?:-[a-z]{4})?                                # its script
      (?:-(?:[a-z]{2}|[0-9]{3}))?                   # the region
      (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*      # variants
      (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*           # extensions
      (?:-x(?:-[a-z0-9]{1,8})+)?                    # for private use
    /#
    return tag.wholeMatch(of: form) != nil
  }

  /// The tag that the author may have meant by a text that is none.
  static func suggestion(for text: String) -> String? {
    // A locale is written with an underscore, and may name an encoding: `de_AT.UTF-8`.
    let parts = text.prefix { $0 != "." }.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    let name = parts[0].lowercased()
    // One typing error makes another code of a short one.
    let similar = name.count > 3 ? Suggestion.nearest(to: name, among: names) : nil
    let tag = ([tags[similar ?? name] ?? name] + parts.dropFirst().map(String.init)).joined(separator: "-")
    return tag != text && isTag(tag) ? tag : nil
  }

  /// The tags by what else their languages are called: names, codes of three letters, and codes of countries that are no
  /// language's.
  private static let tags: [String: String] = {
    let lines = """
      ar arabic العربية عربي ara
      cs czech čeština ces cze cz
      da danish dansk dan dk
      de german deutsch deu ger
      el greek ελληνικά ell gre gr
      en english eng
      es spanish español espanol castellano spa
      fa persian farsi فارسی fas per
      fi finnish suomi fin
      fr french français francais fra fre
      he hebrew עברית heb
      hi hindi हिन्दी hin
      hu hungarian magyar hun
      it italian italiano ita
      ja japanese 日本語 nihongo jpn jp
      ko korean 한국어 kor
      nl dutch nederlands nld dut
      no norwegian norsk nor
      pl polish polski pol
      pt portuguese português portugues por
      ro romanian română ron rum
      ru russian русский rus
      sv swedish svenska swe
      tr turkish türkçe turkce tur
      uk ukrainian українська ukr ua
      vi vietnamese vie
      zh chinese 中文 汉语 漢語 zhongwen zho chi cn
      """
    var tags: [String: String] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for word in words.dropFirst() { tags[word] = words[0] }
    }
    return tags
  }()

  private static let names = tags.keys.filter { $0.count > 3 }.sorted()
}
