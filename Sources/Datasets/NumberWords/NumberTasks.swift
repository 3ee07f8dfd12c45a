/// A question about a number to be answered from its name.
public enum NumberQuestion: Hashable, Sendable {
  /// Is it odd? The last word tells it.
  case isOdd
  /// Is it divisible by three? Every word counts, none tells it alone.
  case isDivisibleByThree
  /// Is it above this bound? The first words tell it, once it is known how many follow.
  case isAbove(Int)

  /// The true answer.
  public func answer(for number: Int) -> Bool {
    switch self {
    case .isOdd: number % 2 == 1
    case .isDivisibleByThree: number % 3 == 0
    case .isAbove(let bound): number > bound
    }
  }
}

extension NumberWords {
  /// The names of numbers, labelled 1 where the answer to the question is yes and 0 where it is no.
  public func examples(
    _ numbers: some Sequence<Int>, asking question: NumberQuestion
  ) -> [LabeledSequence<String>] {
    numbers.map { LabeledSequence(tokens: tokens(of: $0), label: question.answer(for: $0) ? 1 : 0) }
  }

  /// The names of numbers one after the other, with a full stop behind each: the Human Numbers text.
  ///
  ///     one . two . three . …
  ///
  /// In English 1 to 9999 make 63 098 tokens over a vocabulary of 30, without the last full stop. The next word
  /// is hard to tell from the last few: one has to know where one is in counting.
  /// Source of the idea: fast.ai's data set of that name.
  public func countingTokens(_ numbers: ClosedRange<Int> = 1...9999) -> [String] {
    Array(numbers.map(tokens(of:)).joined(separator: ["."]))
  }

  /// `countingTokens` as a text with spaces.
  public func countingText(_ numbers: ClosedRange<Int> = 1...9999) -> String {
    countingTokens(numbers).joined(separator: " ")
  }
}
