import Foundation
import TestSupport
import Tensors
import Testing

/// The op table is complete: every recorded operation is checked.
struct OpCoverageTests {
  @Test func `every operation that the sources record has a row in the op table`() throws {
    let log = NameLog()
    for op in OpCase.all {
      var rng = SplitMix64(seed: 1)
      let inputs = op.inputs.map { Parameter(op.draw($0, &rng)) }
      log.watching { _ = op.run(inputs.map(\.value)) }
    }
    let names = try operationNames()
    #expect(names.count > 50)
    #expect(names.subtracting(log.names).subtracting(Self.withoutGradient) == [])
  }

  private static let withoutGradient: Set<String> = [
    "sign", "isLess", "isGreater", "isEqual", "argmax", "argmin",
    // Only gradients use it.
    "masked",
  ]

  /// Functions whose first argument is a text but no operation's name. A missing one fails the test, while a list of
  /// the functions that do take a name would let the operations of a new one escape.
  private static let takingOtherTexts: Set<String> = [
    "preconditionFailure", "checkRange", "channelLayout", "checkMask", "reduced", "einsum", "hasPrefix",
    "contains", "Character",
  ]

  /// The texts that come first in a call: operations pass their names on like this.
  private func operationNames() throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let folder = root.appending(path: "Sources/Tensors/Ops")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var names: Set<String> = []
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(of: #/(\w+)\(\s*"([^"]+)"/#)
      where !Self.takingOtherTexts.contains(String(match.1)) {
        names.insert(String(match.2))
      }
    }
    return names
  }
}

private final class NameLog: RecordingObserver {
  private(set) var names: Set<String> = []

  func recorded(_ result: Tensor, from inputs: [Tensor], multiplyAdds: Int) {
    if let node = result.node { names.insert("\(node.name)") }
  }
}
