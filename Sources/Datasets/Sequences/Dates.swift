import Tensors

/// Dates as people write them, to be written as the standard does: `3 March 1987` becomes `1987-03-03`.
///
/// For encoders and decoders, and for attention, whose weights can be compared with the alignment. A character is a
/// token. The forms are the six of `Form`, and the days go from 1950-01-01 to 2049-12-31.
/// Source of the idea: the machine translation exercise of deeplearning.ai's "Sequence models".
public enum Dates {
  /// A way to write a date.
  public enum Form: CaseIterable, Sendable {
    /// `3 March 1987`
    case dayMonthYear
    /// `March 3, 1987`
    case monthDayYear
    /// `3 mar 1987`
    case short
    /// `3.3.1987`: the day comes first, always.
    case numeric
    /// `Tuesday, 3 March 1987`
    case weekday
    /// `the 3rd of March 1987`
    case ordinal
  }

  /// The months' names in order.
  public static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  /// The days' names, beginning with Sunday.
  public static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// One date. Each digit of the standard form is aligned with the tokens that name it: the year's digits with the
  /// year's, the month's with all letters of its name, the day's with the day's; hyphens with nothing.
  public static func pair(year: Int, month: Int, day: Int, form: Form) -> SequencePair<String> {
    precondition(
      (1...12).contains(month) && (1...daysIn(month: month, year: year)).contains(day)
        && (1583...9999).contains(year), "Dates expects a day of the calendar but got \(year)-\(month)-\(day)"
    )
    let parts = parts(year: year, month: month, day: day, form: form)
    var places: [Meaning: [Int]] = [:]
    var source: [String] = []
    for (text, meaning) in parts {
      places[meaning, default: []] += source.count..<source.count + text.count
      source += text.map(String.init)
    }
    let target = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    let yearPlaces = (places[.year] ?? []).map { [$0] }
    let monthPlaces = digits(of: month, in: places[.month] ?? [], isNumber: form == .numeric)
    let dayPlaces = digits(of: day, in: places[.day] ?? [], isNumber: true)
    return SequencePair(
      source: source, target: target.map(String.init),
      alignment: yearPlaces + [[]] + monthPlaces + [[]] + dayPlaces)
  }

  /// Dates drawn at random, each day of the hundred years and each form as likely as any other.
  public static func pairs(_ count: Int, using rng: inout some RandomNumberGenerator) -> [SequencePair<
    String
  >] {
    checkCount("Dates", count)
    return (0..<count).map { _ in
      let year = rng.integer(in: 1950...2049)
      var dayOfYear = rng.integer(below: daysIn(year: year))
      var month = 1
      while dayOfYear >= daysIn(month: month, year: year) {
        dayOfYear -= daysIn(month: month, year: year)
        month += 1
      }
      return pair(year: year, month: month, day: dayOfYear + 1, form: rng.element(of: Form.allCases))
    }
  }

  /// The day of the week, 0 for Sunday. Reference: Sakamoto (1992).
  public static func weekday(year: Int, month: Int, day: Int) -> Int {
    let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let year = month < 3 ? year - 1 : year
    return (year + year / 4 - year / 100 + year / 400 + shifts[month - 1] + day) % 7
  }

  private enum Meaning { case year, month, day, nothing }

  private static func parts(year: Int, month: Int, day: Int, form: Form) -> [(String, Meaning)] {
    let name = months[month - 1]
    let year = ("\(year)", Meaning.year)
    let number = ("\(day)", Meaning.day)
    switch form {
    case .dayMonthYear: return [number, (" ", .nothing), (name, .month), (" ", .nothing), year]
    case .monthDayYear: return [(name, .month), (" ", .nothing), number, (", ", .nothing), year]
    case .short:
      return [number, (" ", .nothing), (name.prefix(3).lowercased(), .month), (" ", .nothing), year]
    case .numeric: return [number, (".", .nothing), ("\(month)", .month), (".", .nothing), year]
    case .weekday:
      let weekday = weekdays[Dates.weekday(year: Int(year.0) ?? 0, month: month, day: day)]
      return [(weekday + ", ", .nothing), number, (" ", .nothing), (name, .month), (" ", .nothing), year]
    case .ordinal:
      return [
        ("the ", .nothing), number, (ending(of: day) + " of ", .nothing), (name, .month), (" ", .nothing),
        year,
      ]
    }
  }

  private static func ending(of day: Int) -> String {
    if (11...13).contains(day) { return "th" }
    return [1: "st", 2: "nd", 3: "rd"][day % 10] ?? "th"
  }

  /// The tokens that name the two digits of a month or day: a one-digit number names both, and so does a month's name.
  private static func digits(of number: Int, in places: [Int], isNumber: Bool) -> [[Int]] {
    isNumber && number >= 10 ? places.map { [$0] } : [places, places]
  }

  private static func daysIn(year: Int) -> Int {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: daysIn(year: year) - 337
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
