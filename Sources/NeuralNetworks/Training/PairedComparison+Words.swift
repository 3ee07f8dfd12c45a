extension PairedComparison {
  /// The verdict on the first model in words for a table or a sentence: `better`, `worse`, `as good as` or `not shown`, and
  /// `better, within the margin` where a difference is certain and too small to matter.
  public var words: String {
    let words =
      switch verdict {
      case .better: "better"
      case .worse: "worse"
      case .equivalent: "as good as"
      case .notShown: "not shown"
      }
    return isNegligible && verdict != .equivalent ? words + ", within the margin" : words
  }

  /// The answer to “Is the first model better?”: `Yes`, `No, it is worse`, or `5 runs do not show it`.
  public var answer: String {
    said(better: "Yes", worse: "No, it is worse", otherwise: "\(difference.count) runs do not show it")
  }

  /// One of three texts: for a sentence that says what the measurements show, whatever that will be.
  ///
  ///     "It is \(comparison.said(better: "faster", worse: "slower", otherwise: "not shown to be faster"))."
  ///
  /// - Parameter otherwise: The text where no difference is shown, and where equality is.
  public func said(better: String, worse: String, otherwise: String) -> String {
    switch verdict {
    case .better: better
    case .worse: worse
    case .equivalent, .notShown: otherwise
    }
  }
}
