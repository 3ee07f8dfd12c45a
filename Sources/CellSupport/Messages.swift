internal import CPlatform
import Displays
public import Tensors

/// What the cells' process tells the runner.
enum Messages {
  static func send(_ kind: lectern_kind, _ bytes: [UInt8]) {
    lectern_send(kind.rawValue, bytes, bytes.count)
  }

  static func display(_ display: Display) {
    send(LECTERN_DISPLAY, WireWriter.bytes(of: display))
  }

  /// The value of a line's variable, which has its number in the program.
  static func line(_ site: Int, _ summary: ValueSummary) {
    var writer = WireWriter()
    writer.write(site)
    writer.write(summary)
    send(LECTERN_LINE, writer.bytes)
  }

  /// Tells what the loops of the item have given their variables: it has come to its end.
  static func tellLoops() {
    for (site, summary) in LoopNumbers.takeAll() + LoopHistory.takeAll() { line(site, summary) }
  }

  /// From its first use on, each file that a loader reads is told: the run's result depends on what is in it.
  static let tellingReads: Void = DataAccess.observe { path in
    send(LECTERN_READ, WireWriter.bytes(of: path))
  }
}

// MARK: Called by the program around the cells' code

/// An item of the program begins.
///
/// - Returns: always `false`, which the compiler doesn't know: it then optimizes each item by itself, in time that
///   grows with the number of items and not with its square.
public func __lecternBegin(_ item: Int) -> Bool {
  Messages.tellLoops()
  Messages.tellingReads
  Figures.restart(for: item)
  Messages.send(LECTERN_BEGIN, WireWriter.bytes(of: item))
  return false
}

/// The program has come to its end.
public func __lecternFinish() {
  Messages.tellLoops()
  Messages.send(LECTERN_FINISH, [])
}

/// Shows the value of a cell's last expression.
public func __lecternShow<Value>(_ value: Value) {
  switch value {
  case is Void: break
  case let value as any Displayable: value.displays.forEach(Messages.display)
  default: Messages.display(.text(ValueText.describe(value)))
  }
}

/// A value that can't be copied can't be looked into either.
@_disfavoredOverload
public func __lecternShow<Value: ~Copyable>(_ value: borrowing Value) {
  Messages.display(.text(String(describing: Value.self)))
}

/// Puts the value of an expression into the prose.
public func __lecternValue<Value>(_ index: Int, _ value: Value) {
  var writer = WireWriter()
  writer.write(index)
  writer.write(ValueText.prose(value))
  Messages.send(LECTERN_VALUE, writer.bytes)
}

/// Tells what a line has given a variable.
public func __lecternLine<Value>(_ site: Int, _ value: Value) {
  if Value.self != Void.self { Messages.line(site, ValueSummary(of: value)) }
}

/// Takes what a line in a loop has given a variable into its history.
///
/// Compiled into the cell's own loop, where the type is known: a number then costs a call and a few comparisons.
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

/// A number in a loop, with the place of its type in ``LoopNumbers/types``.
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

/// A value that can't be copied can't be looked into either.
@_disfavoredOverload
public func __lecternLine<Value: ~Copyable & ~Escapable>(_ site: Int, _ value: borrowing Value) {}

/// A value that can't be copied can't be looked into either.
@_disfavoredOverload
public func __lecternLoop<Value: ~Copyable & ~Escapable>(_ site: Int, _ value: borrowing Value) {}

// MARK: Called by the linker's choice in place of the runtime's own function

/// Reports an error that nobody has caught, with the place of its `throw`, and ends the program.
@_silgen_name("__wrap_swift_errorInMain")
public func __lecternErrorInMain(_ error: any Error) -> Never {
  Messages.tellLoops()
  var writer = WireWriter()
  writer.write(ValueText.name(of: type(of: error)))
  writer.write(ValueText.describe(error))
  var addresses = [UInt64](repeating: 0, count: 32)
  addresses.removeLast(addresses.count - lectern_last_throw(&addresses, addresses.count))
  writer.write(addresses)
  Messages.send(LECTERN_THROWN, writer.bytes)
  exit(1)
}
