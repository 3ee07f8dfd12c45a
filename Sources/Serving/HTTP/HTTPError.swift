/// Why a request is refused.
struct HTTPError: Error, Equatable {
  var status: Int
  /// What the reader of the answer should know.
  var reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static func bad(_ reason: String) -> HTTPError { HTTPError(400, reason) }
}
