import Foundation

/// The limits of a cell's resources.
public struct Limits: Sendable {
  /// Seconds, unless the cell or the notebook gives another limit.
  public var timeout = 120.0
  /// Seconds for the compiler and for the linker.
  public var compiling = 600.0
  /// Bytes that a cell may print.
  public var output = 4 << 20
  /// Bytes of what a cell may show.
  public var displays = 64 << 20
  /// Bytes of memory that the cells' process may allocate in total, at most what the machine has.
  public var memory = min(8 << 30, Int(clamping: ProcessInfo.processInfo.physicalMemory))

  public init() {}
}
