import Displays
import Foundation
import Testing

/// Whether the scripts define the operations that networks may use.
struct DemoOperationTests {
  private static func source(_ script: Demo.Operation.Script) throws -> String {
    let name =
      switch script {
      case .base: "networks.js"
      case .images: "networks-images.js"
      case .recurrent: "networks-recurrent.js"
      case .transformer: "networks-transformer.js"
      }
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Reports/Resources")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The names that a script adds to `operations`: in an object, or in a loop over a list of names.
  private static func operations(in script: String) -> Set<String> {
    var names: Set<String> = []
    var isInObject = false
    for line in script.split(separator: "\n") {
      if line.hasPrefix("const operations = {") || line.hasPrefix("Object.assign(operations, {") {
        isInObject = true
      } else if line.hasPrefix("}") {
        isInObject = false
      } else if isInObject, let name = line.prefixMatch(of: #/  (\w+)(?:[:,(]|$)/#) {
        names.insert(String(name.1))
      }
    }
    for loop in script.matches(of: #/for \(const name of \[([^\]]*)\]\)\s+operations\[name\] =/#) {
      names.formUnion(loop.1.matches(of: /"(\w+)"/).map { String($0.1) })
    }
    return names
  }

  @Test(arguments: Demo.Operation.Script.allCases)
  func `each script defines exactly its operations`(script: Demo.Operation.Script) throws {
    let expected = Demo.Operation.allCases.filter { $0.script == script }.map(\.rawValue)
    #expect(Self.operations(in: try Self.source(script)) == Set(expected))
  }
}
