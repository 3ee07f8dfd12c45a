import Foundation
import Notebooks

/// Why a notebook could not be run at all. What goes wrong inside a cell is part of the result instead.
public enum RunError: Error, Hashable {
  /// A tool of the Swift toolchain is missing.
  case missingTool(String)
  /// A file that is built together with the runner is missing next to it.
  case missingPart(String)
  /// The compiler or linker failed, but not because of the notebook's code.
  case toolFailed(tool: String, message: String)
  /// A signal ended the compiler or linker.
  case toolDied(tool: String, message: String)
  /// The compiler or linker did not end in time.
  case toolTooSlow(tool: String, seconds: Double)
  /// The compiler or linker needed more memory than it may have.
  case toolTooLarge(tool: String, bytes: Int)
  /// The compiler or linker printed more than is read.
  case toolTooTalkative(tool: String, bytes: Int)
  /// All runs of the compiler and the linker for one notebook took too long together.
  case compilingTooSlow(seconds: Double)
  /// The cells' process could not be started.
  case hostFailed(String)
  /// A call to the system failed.
  case system(operation: String, code: Int32)
  /// The user has ended the run.
  case interrupted
}

extension RunError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missingTool(let name):
      "'\(name)' was not found: running a notebook needs a Swift toolchain on the PATH (https://swift.org/install)"
    case .missingPart(let path):
      "\(path) is missing: build the whole package with 'swift build -c release'"
    case .toolFailed(let tool, let message), .toolDied(let tool, let message): "\(tool) failed: \(message)"
    case .toolTooSlow(let tool, let seconds):
      "\(tool) took more than \(Seconds.text(seconds)) s; --compile-timeout gives it more"
    case .toolTooLarge(let tool, let bytes):
      "\(tool) needed more than \(ByteSize.text(bytes)) of memory; --compile-memory gives it more"
    case .toolTooTalkative(let tool, let bytes):
      "\(tool) printed more than \(ByteSize.text(bytes)), which is the most that is read: mend or divide the code "
        + "that it says so much about"
    case .compilingTooSlow(let seconds):
      "compiling this notebook took more than \(Seconds.text(seconds)) s in all, because its cells had to be compiled "
        + "again and again: mend those with errors first, or give the compiler more time with --compile-timeout"
    case .hostFailed(let message): "the process for the cells could not be started: \(message)"
    case .system(let operation, let code): "\(operation) failed: \(String(cString: strerror(code)))"
    case .interrupted: "interrupted"
    }
  }
}

/// Seconds as in messages: 2, 0.5.
enum Seconds {
  static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e15 ? "\(Int(seconds))" : "\(seconds)"
  }
}
