import Foundation
import TestSupport
import Tensors
import Testing

/// The op table is whole: what can be recorded is checked.
struct OpCoverageTests {
  @Test func `every operation that the sources record has a row in the op table`() throws {
    let log = NameLog()
    for op in OpCase.all {
      var rng = SplitMix64(seed: 1)
      let inputs = op.inputs.map { Parameter(op.draw($0, &rng)) }
      log.watching { _ = op.run(inputs.map(\.value)) }
    }
    let names = try recordedNames()
    #expect(names.count > 50)
    #expect(names.subtracting(log.names).subtracting(["sign"]) == [], "sign has no gradient")
  }

  /// The texts that the sources give `recorded` and its like as an operation's name.
  private func recordedNames() throws -> Set<String> {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let folder = root.appending(path: "Sources/Tensors/Ops")
    var names: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for match in text.matches(
        of: #/(?:recorded|mapped|extreme|softmax|layerNormalized|normalized)\(\s*"([^"]+)"/#)
      {
        names.insert(String(match.1))
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
