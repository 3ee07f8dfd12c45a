import ArgumentParser
import Notebooks

/// A number of bytes on the command line: 4096, 512K, 4M, 2G.
struct ByteCount: ExpressibleByArgument {
  var bytes: Int

  init?(argument: String) {
    guard let bytes = ByteSize.bytes(argument) else { return nil }
    self.bytes = bytes
  }
}
