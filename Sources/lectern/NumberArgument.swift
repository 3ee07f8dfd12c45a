import ArgumentParser
import Notebooks

/// Numbers on the command line. What is wrong with one is said after the option and what was given.
enum NumberArgument {
  /// A number of bytes: 4096, 512K, 4M, 2G.
  static func bytes(_ text: String) throws -> Int {
    guard let bytes = ByteSize.bytes(text) else {
      throw ValidationError("it must be a number of bytes, such as 4096, 512K, 4M or 2G")
    }
    return bytes
  }

  static func seconds(_ text: String) throws -> Double {
    guard let seconds = Double(text), seconds > 0, seconds < 1e9 else {
      throw ValidationError("it must be a positive number of seconds")
    }
    return seconds
  }

  /// How many things are done at a time.
  static func jobs(_ text: String) throws -> Int {
    guard let jobs = Int(text), (1...64).contains(jobs) else {
      throw ValidationError("it must be a whole number from 1 to 64")
    }
    return jobs
  }

  static func port(_ text: String) throws -> UInt16 {
    guard let port = UInt16(text), port > 0 else {
      throw ValidationError("it must be a whole number from 1 to 65535")
    }
    return port
  }
}
