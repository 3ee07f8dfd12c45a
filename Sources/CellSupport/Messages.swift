internal import CPlatform
import Displays
import Tensors

/// What the cells' process tells the runner.
enum Messages {
  static func send(_ kind: lectern_kind, _ bytes: [UInt8]) {
    lectern_send(kind.rawValue, bytes, bytes.count)
  }

  static func display(_ display: Display) {
    send(LECTERN_DISPLAY, WireWriter.bytes(of: display))
  }

  /// From its first use on, each file that a loader reads is told: the run's result depends on what is in it.
  static let tellingReads: Void = DataAccess.observe { path in
    send(LECTERN_READ, WireWriter.bytes(of: path))
  }
}

// MARK: Called by the program around the cells' code

/// An item of the program begins.
public func __lecternBegin(_ item: Int) {
  Messages.tellingReads
  Figures.restart(for: item)
  Messages.send(LECTERN_BEGIN, WireWriter.bytes(of: item))
}

/// The program has come to its end.
public func __lecternFinish() {
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

// MARK: Called by the linker's choice in place of the runtime's own function

/// Reports an error that nobody has caught, with the place of its `throw`, and ends the program.
@_silgen_name("__wrap_swift_errorInMain")
public func __lecternErrorInMain(_ error: any Error) -> Never {
  var writer = WireWriter()
  writer.write(ValueText.name(of: type(of: error)))
  writer.write(ValueText.describe(error))
  var addresses = [UInt64](repeating: 0, count: 32)
  addresses.removeLast(addresses.count - lectern_last_throw(&addresses, addresses.count))
  writer.write(addresses)
  Messages.send(LECTERN_THROWN, writer.bytes)
  exit(1)
}
