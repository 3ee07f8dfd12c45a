import Foundation

/// What a cell may take.
public struct Limits: Sendable {
  /// Seconds, where neither the cell nor the notebook says.
  public var timeout = 120.0
  /// Seconds that the compiler may take for the notebook's program, and the linker.
  public var compiling = 600.0
  /// Bytes that a cell may print.
  public var output = 4 << 20
  /// Bytes of what a cell may show.
  public var displays = 64 << 20
  /// Bytes of memory that the cells' process may ask for, all in all: never more than the machine has.
  public var memory = min(8 << 30, Int(clamping: ProcessInfo.processInfo.physicalMemory))

  public init() {}
}
