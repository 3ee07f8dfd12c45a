/// The description of a value that is shown beside the line that made it.
public struct ValueSummary: Hashable, Sendable {
  /// Its type, with its shape if it has one: "Tensor [64, 2]", "[Float]".
  public var type: String
  /// The value in a few words: "0.031", "−1.2 … 1.3"; empty if only the type is known.
  public var text: String
  /// More about it, each item in a few words: "200 values", "mean 0.42".
  public var details: [String]
  /// A number's history in a loop, at even distances; empty if it has none.
  public var history: [Double]

  public init(type: String, text: String = "", details: [String] = [], history: [Double] = []) {
    (self.type, self.text, self.details, self.history) = (type, text, details, history)
  }
}
