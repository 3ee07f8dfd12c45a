import Foundation

/// The limits of a cell's resources.
public struct Limits: Sendable {
  /// Seconds, unless the cell or the notebook gives another limit.
  public var timeout = 120.0
  /// What the compiler and the linker may take.
  public var compiling = ToolLimits()
  /// Bytes that a cell may print.
  public var output = 4 << 20
  /// Bytes of what a cell may show.
  public var displays = 64 << 20
  /// Bytes of memory that the processes of a notebook's cells may have together, at most what the machine has.
  public var memory = Limits.usualMemory

  public init() {}

  package static let usualMemory = min(8 << 30, Int(clamping: ProcessInfo.processInfo.physicalMemory))
}

/// The limits of a program of the toolchain, each time that it runs.
public struct ToolLimits: Sendable {
  public var seconds: Double
  /// Bytes of memory that it may allocate; `nil` for all that there is.
  public var memory: Int?
  /// Bytes that it may print to standard output. The compiler's outline of 100,000 lines of code has 105 MB.
  package static let output = 128 << 20
  /// Bytes that it may print to standard error.
  package static let messages = 32 << 20

  package init(seconds: Double = 600, memory: Int? = Limits.usualMemory) {
    (self.seconds, self.memory) = (seconds, memory)
  }
}
