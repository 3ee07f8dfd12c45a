/// Why a request is refused.
package struct HTTPError: Error, Equatable {
  package var status: Int
  /// What the reader of the answer should know.
  package var reason: String

  package init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static func bad(_ reason: String) -> HTTPError { HTTPError(400, reason) }
}
