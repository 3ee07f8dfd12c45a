internal import CPlatform
import Displays
public import Tensors

/// What the cells' process sends to the runner.
enum Messages {
  static func send<each Value: WireCodable>(_ kind: lectern_kind, _ values: repeat each Value) {
    let bytes = WireWriter.bytes(of: repeat each values)
    lectern_send(kind.rawValue, bytes, bytes.count)
  }

  static func display(_ display: Display) {
    send(LECTERN_DISPLAY, display)
  }

  /// The value of a line's variable; the program numbers the places where variables get values.
  static func line(_ site: Int, _ summary: ValueSummary) {
    send(LECTERN_LINE, site, summary)
  }

  /// Sends what loops have assigned to their variables since the last call, at the end of each item.
  static func sendLoopHistories() {
    for (site, summary) in LoopNumbers.takeAll() + LoopHistory.takeAll() { line(site, summary) }
  }

  /// Its first use makes loaders report every file that they read: the result of the run depends on their contents.
  static let reportFileReads: Void = DataAccess.observe { path in send(LECTERN_READ, path) }
}

// MARK: Called by the program around the cells' code

/// Reports that an item of the program begins.
///
/// - Parameter item: its number in the program, or in the segment that the program has come to.
/// - Returns: always `false`. The compiler doesn't know that, so it optimizes each item by itself: its time then grows
///   with the number of items instead of with the number's square.
public func __lecternBegin(_ item: Int) -> Bool {
  Messages.sendLoopHistories()
  Messages.reportFileReads
  let number = Int(lectern_first_item()) + item
  Figures.restart(for: number)
  Messages.send(LECTERN_BEGIN, number)
  lectern_declare_variables(moment(item, 0))
  return false
}

/// Lets the variables of a cell's statement exist as soon as it gives them values.
///
/// - Parameter step: counts such statements of the cell, from 1. Those without a call belong to the previous step.
public func __lecternDeclare(_ item: Int, _ step: Int) {
  lectern_declare_variables(moment(item, step))
}

private func moment(_ item: Int, _ step: Int) -> UInt64 { UInt64(item) << 32 | UInt64(step) }

/// Reports that the next item begins, if there is one, for a call that ends an item.
@_transparent
public func __lecternGo(to next: Int?) {
  if let next { while __lecternBegin(next) {} }
}

/// Reports that the program has come to its end.
public func __lecternFinish() {
  Messages.sendLoopHistories()
  Messages.send(LECTERN_FINISH)
}

/// Reports that a segment of the program has come to its end.
public func __lecternPause() {
  Messages.sendLoopHistories()
  Messages.send(LECTERN_PAUSE)
}

/// Shows the value of a cell's last expression.
///
/// - Parameters:
///   - noted: the call that notes the value of the line before, where there is one.
///   - next: the item that begins after it; `nil` if that reports its beginning itself.
@_transparent
public func __lecternShow<Value>(after noted: Void = (), _ value: Value, next: Int? = nil) {
  __lecternShown(value)
  __lecternGo(to: next)
}

/// Shows a value: charts, tables and tensors as what they are, anything else as text.
public func __lecternShown<Value>(_ value: Value) {
  switch value {
  case is Void: break
  case let value as any Displayable: value.displays.forEach(Messages.display)
  default: Messages.display(.text(ValueText.describe(value)))
  }
}

/// A value that can't be copied can't be inspected either.
@_disfavoredOverload
@_transparent
public func __lecternShow<Value: ~Copyable>(
  after noted: Void = (), _ value: borrowing Value, next: Int? = nil
) {
  __lecternShowType(Value.self)
  __lecternGo(to: next)
}

/// Shows the type of a value that can't be copied.
public func __lecternShowType<Value: ~Copyable>(_ type: Value.Type) {
  Messages.display(.text(String(describing: type)))
}

/// Puts the value of an inline expression into the prose.
@_transparent
public func __lecternValue<Value>(_ index: Int, _ value: Value, next: Int? = nil) {
  __lecternPut(index, value)
  __lecternGo(to: next)
}

/// Sends the value of an inline expression as text.
public func __lecternPut<Value>(_ index: Int, _ value: Value) {
  Messages.send(LECTERN_VALUE, index, ValueText.prose(value))
}

/// Sends the value that a line assigned to its variable.
@_transparent
public func __lecternLine<Value>(_ site: Int, _ value: Value, next: Int? = nil) {
  __lecternSend(site, value)
  __lecternGo(to: next)
}

/// Sends what the page shows of a variable's value.
public func __lecternSend<Value>(_ site: Int, _ value: Value) {
  if Value.self != Void.self { Messages.line(site, ValueSummary(of: value)) }
}

/// Adds the value that a line in a loop assigned to its variable to the variable's history.
///
/// Inlined into the cell's own loop, where the type is known: a number then costs a call and a few comparisons.
@inlinable
public func __lecternLoop<Value>(_ site: Int, _ value: Value) {
  if Value.self == Float.self, let number = value as? Float {
    __lecternNumber(site, Double(number), 0)
  } else if Value.self == Double.self, let number = value as? Double {
    __lecternNumber(site, number, 1)
  } else if Value.self == Int.self, let number = value as? Int {
    __lecternNumber(site, Double(number), 2)
  } else if Value.self == Tensor.self, let tensor = value as? Tensor {
    __lecternTensor(site, tensor)
  } else {
    __lecternOther(site, value)
  }
}

/// A number in a loop; `type` is the index of its type in ``LoopNumbers/types``.
public func __lecternNumber(_ site: Int, _ number: Double, _ type: Int) {
  LoopNumbers.add(number, type, at: site)
}

/// A tensor in a loop; one of a single element counts as a number.
public func __lecternTensor(_ site: Int, _ tensor: Tensor) {
  if tensor.elementCount == 1 {
    LoopNumbers.add(Double(tensor.scalar), 3, at: site)
  } else {
    LoopHistory.of(site).add(tensor)
  }
}

/// Anything else in a loop.
public func __lecternOther<Value>(_ site: Int, _ value: Value) {
  LoopHistory.of(site).add(value)
}

/// A value that can't be copied can't be inspected either.
@_disfavoredOverload
@_transparent
public func __lecternLine<Value: ~Copyable & ~Escapable>(
  _ site: Int, _ value: borrowing Value, next: Int? = nil
) {
  __lecternGo(to: next)
}

/// A value that can't be copied can't be inspected either.
@_disfavoredOverload
public func __lecternLoop<Value: ~Copyable & ~Escapable>(_ site: Int, _ value: borrowing Value) {}

// MARK: Linked in place of the runtime's own function

/// Reports an error that nothing caught, with the place of its `throw`, and ends the program.
@_silgen_name("__wrap_swift_errorInMain")
public func __lecternErrorInMain(_ error: any Error) -> Never {
  Messages.sendLoopHistories()
  let (type, text) = (ValueText.name(of: type(of: error)), ValueText.describe(error))
  if StubTrial.isRunning { StubTrial.end(LECTERN_THREW, text.hasPrefix(type) ? text : "\(type): \(text)") }
  var addresses = [UInt64](repeating: 0, count: 32)
  addresses.removeLast(addresses.count - lectern_last_throw(&addresses, addresses.count))
  Messages.send(LECTERN_THROWN, type, text, addresses)
  exit(1)
}
