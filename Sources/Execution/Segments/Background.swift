import Foundation

/// Work on a thread of its own, with a result that can be waited for.
final class Background<Value: Sendable>: @unchecked Sendable {
  // Every access to the value holds the condition's lock.
  private let condition = NSCondition()
  private var value: Value?
  private let button: StopButton

  /// - Parameter button: ends the programs that the work waits for.
  init(_ button: StopButton, _ work: @escaping @Sendable () -> Value) {
    self.button = button
    let thread = Thread { [self] in
      let found = Interruption.$button.withValue(button) { work() }
      condition.lock()
      value = found
      condition.broadcast()
      condition.unlock()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Ends the programs that the work waits for.
  func stop() { button.press() }

  /// The result, once it is there.
  var known: Value? {
    condition.lock()
    defer { condition.unlock() }
    return value
  }

  /// Waits for the result.
  func wait() -> Value {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let value { return value }
      condition.wait()
    }
  }
}

/// What threads wait for until another one raises it.
final class Flag: @unchecked Sendable {
  // Every access to the value holds the condition's lock.
  private let condition = NSCondition()
  private var isRaised = false

  func raise() {
    condition.lock()
    isRaised = true
    condition.broadcast()
    condition.unlock()
  }

  func wait() {
    condition.lock()
    defer { condition.unlock() }
    while !isRaised { condition.wait() }
  }
}

/// Results that one thread makes in order and another one takes.
final class Shelf<Value: Sendable>: @unchecked Sendable {
  // Every access to the values holds the condition's lock.
  private let condition = NSCondition()
  private var values: [Value] = []

  func put(_ value: Value) {
    condition.lock()
    values.append(value)
    condition.broadcast()
    condition.unlock()
  }

  var count: Int {
    condition.lock()
    defer { condition.unlock() }
    return values.count
  }

  /// Waits for a value; `nil` if the user has ended the run.
  func take(_ index: Int) -> Value? {
    condition.lock()
    defer { condition.unlock() }
    while values.count <= index {
      if Interruption.hasCome { return nil }
      _ = condition.wait(until: Date(timeIntervalSinceNow: 0.005))
    }
    return values[index]
  }
}
