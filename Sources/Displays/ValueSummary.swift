/// What is told of a value beside the line that made it: never the value itself.
public struct ValueSummary: Hashable, Sendable {
  /// Its type, with its shape where it has one: "Tensor [64, 2]", "[Float]".
  public var type: String
  /// The value in a few words: "0.031", "−1.2 … 1.3"; empty where there is nothing to tell but the type.
  public var text: String
  /// What else there is to tell, each in a few words: "200 values", "mean 0.42".
  public var details: [String]
  /// A number's history in a loop, at even distances; empty where it has none.
  public var history: [Double]

  public init(type: String, text: String = "", details: [String] = [], history: [Double] = []) {
    (self.type, self.text, self.details, self.history) = (type, text, details, history)
  }
}
