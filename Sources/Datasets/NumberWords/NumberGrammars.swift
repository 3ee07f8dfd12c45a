// Each grammar takes a number apart into groups of three digits and a group into hundreds, tens and units.
// `place` is the place of the group's units: 0, or 3 for the thousands.

enum EnglishNumbers {
  static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  static func parts(of number: Int) -> [NumberPart] {
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    var parts: [NumberPart] = []
    if thousands > 0 { parts += group(thousands, place: 3) + [NumberPart("thousand", .thousand)] }
    if rest > 0 || thousands == 0 { parts += group(rest, place: 0) }
    return parts
  }

  private static func group(_ number: Int, place: Int) -> [NumberPart] {
    let (hundreds, rest) = number.quotientAndRemainder(dividingBy: 100)
    var parts: [NumberPart] = []
    if hundreds > 0 {
      parts += [NumberPart(small[hundreds], .digit(place + 2)), NumberPart("hundred", .hundred(from: place))]
    }
    if rest > 0 || hundreds == 0 { parts += belowHundred(rest, place: place) }
    return parts
  }

  private static func belowHundred(_ number: Int, place: Int) -> [NumberPart] {
    if number < 20 {
      let meaning: NumberMeaning = number < 10 ? .digit(place) : [.digit(place), .digit(place + 1)]
      return [NumberPart(small[number], meaning, isBelowHundred: true)]
    }
    let (ten, unit) = number.quotientAndRemainder(dividingBy: 10)
    let first = NumberPart(tens[ten - 2], .digit(place + 1), isBelowHundred: true)
    return unit == 0 ? [first] : [first, NumberPart(small[unit], .digit(place), isBelowHundred: true)]
  }
}

enum GermanNumbers {
  static let small = [
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
  ]
  static let tens = [
    "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
  ]

  static func parts(of number: Int) -> [NumberPart] {
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    var parts: [NumberPart] = []
    if thousands > 0 {
      parts += group(thousands, place: 3, isLast: false) + [NumberPart("tausend", .thousand)]
    }
    if rest > 0 || thousands == 0 { parts += group(rest, place: 0, isLast: true) }
    return parts
  }

  /// - Parameter isLast: Whether nothing follows the group: only there is one *eins*, before anything it is *ein*.
  private static func group(_ number: Int, place: Int, isLast: Bool) -> [NumberPart] {
    let (hundreds, rest) = number.quotientAndRemainder(dividingBy: 100)
    var parts: [NumberPart] = []
    if hundreds > 0 {
      parts += [
        NumberPart(bound(hundreds), .digit(place + 2)), NumberPart("hundert", .hundred(from: place)),
      ]
    }
    if rest > 0 || hundreds == 0 { parts += belowHundred(rest, place: place, isLast: isLast) }
    return parts
  }

  private static func belowHundred(_ number: Int, place: Int, isLast: Bool) -> [NumberPart] {
    if number < 20 {
      let meaning: NumberMeaning = number < 10 ? .digit(place) : [.digit(place), .digit(place + 1)]
      return [NumberPart(isLast ? small[number] : bound(number), meaning)]
    }
    let (ten, unit) = number.quotientAndRemainder(dividingBy: 10)
    let last = NumberPart(tens[ten - 2], .digit(place + 1))
    return unit == 0 ? [last] : [NumberPart(bound(unit), .digit(place)), NumberPart("und", []), last]
  }

  /// The form before another part of the word.
  private static func bound(_ number: Int) -> String { number == 1 ? "ein" : small[number] }
}

enum FrenchNumbers {
  static let small = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
  ]
  static let tens = ["vingt", "trente", "quarante", "cinquante", "soixante"]

  static func parts(of number: Int) -> [NumberPart] {
    let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1000)
    var parts: [NumberPart] = []
    if thousands == 1 {
      parts.append(NumberPart("mille", [.thousand, .digit(3)]))
    } else if thousands > 1 {
      parts += group(thousands, place: 3, isLast: false) + [NumberPart("mille", .thousand)]
    }
    if rest > 0 || thousands == 0 { parts += group(rest, place: 0, isLast: true) }
    return parts
  }

  /// - Parameter isLast: Whether nothing follows the group: only there do *cent* and *vingt* take their *s*.
  private static func group(_ number: Int, place: Int, isLast: Bool) -> [NumberPart] {
    let (hundreds, rest) = number.quotientAndRemainder(dividingBy: 100)
    var parts: [NumberPart] = []
    if hundreds == 1 {
      parts.append(NumberPart("cent", [.hundred(from: place), .digit(place + 2)]))
    } else if hundreds > 1 {
      let word = rest == 0 && isLast ? "cents" : "cent"
      parts += [NumberPart(small[hundreds], .digit(place + 2)), NumberPart(word, .hundred(from: place))]
    }
    if rest > 0 || hundreds == 0 { parts += belowHundred(rest, place: place, isLast: isLast) }
    return parts
  }

  private static func belowHundred(_ number: Int, place: Int, isLast: Bool) -> [NumberPart] {
    let ten = NumberMeaning.digit(place + 1)
    func part(_ text: String, _ meaning: NumberMeaning) -> NumberPart {
      NumberPart(text, meaning, isBelowHundred: true)
    }
    switch number {
    case 80: return [part("quatre", ten), part(isLast ? "vingts" : "vingt", ten)]
    case 81...:
      return [part("quatre", ten), part("vingt", ten)] + belowTwenty(number - 80, place: place, ten)
    case 71: return [part("soixante", ten), part("et", [])] + belowTwenty(11, place: place, ten)
    case 70...: return [part("soixante", ten)] + belowTwenty(number - 60, place: place, ten)
    case 20...:
      let first = [part(tens[number / 10 - 2], ten)]
      let unit = number % 10
      if unit == 0 { return first }
      return first + (unit == 1 ? [part("et", [])] : []) + belowTwenty(unit, place: place, ten)
    default: return belowTwenty(number, place: place, ten)
    }
  }

  /// A number from 0 to 19; from 10 on it says something of the tens' digit too.
  private static func belowTwenty(_ number: Int, place: Int, _ ten: NumberMeaning) -> [NumberPart] {
    let unit = NumberMeaning.digit(place)
    func part(_ number: Int, _ meaning: NumberMeaning) -> NumberPart {
      NumberPart(small[number], meaning, isBelowHundred: true)
    }
    switch number {
    case 17...: return [part(10, ten), part(number - 10, unit)]
    case 11...: return [part(number, [ten, unit])]
    case 10: return [part(10, ten)]
    default: return [part(number, unit)]
    }
  }
}
