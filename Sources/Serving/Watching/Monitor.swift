import Foundation

/// A value that several threads share, and can wait for.
final class Monitor<Value: Sendable>: @unchecked Sendable {
  // Every access to the value holds the condition's lock.
  private let condition = NSCondition()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    condition.lock()
    defer { condition.unlock() }
    return try body(&value)
  }

  /// Changes the value and wakes the threads that wait.
  func change<Result>(_ body: (inout Value) -> Result) -> Result {
    condition.lock()
    defer { condition.unlock() }
    defer { condition.broadcast() }
    return body(&value)
  }

  /// Waits until the body finds what it looks for; `nil` if that takes too long.
  func wait<Result>(seconds: Double, for body: (inout Value) -> Result?) -> Result? {
    condition.lock()
    defer { condition.unlock() }
    let end = Date(timeIntervalSinceNow: seconds)
    while true {
      if let result = body(&value) { return result }
      guard condition.wait(until: end) else { return body(&value) }
    }
  }
}
