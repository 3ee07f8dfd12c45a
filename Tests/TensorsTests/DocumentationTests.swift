import Foundation
import Testing

/// What is public is documented.
struct DocumentationTests {
  /// Names that a protocol documents; a type that has them need not say it again.
  private static let inherited: Set<String> = [
    "callAsFunction", "components", "parameters", "learningRate", "step", "project", "advance", "fused",
    "inputs",
    "hidden", "parts", "zeros", "prepare", "scores", "sampleCount", "samples", "tokens", "text",
    "description",
    "startIndex", "endIndex", "subscript", "makeIterator", "underestimatedCount", "next", "hash",
    "buildExpression",
    "buildBlock", "buildOptional", "buildEither", "buildArray", "+", "-", "*", "/", "+=", "-=", "*=", "/=",
    "==",
  ]
  /// Initializers that a protocol documents, by their first label.
  private static let inheritedLabels: Set<String> = [
    "parts", "arrayLiteral", "floatLiteral", "integerLiteral",
  ]

  @Test(
    "every public declaration has a doc comment",
    arguments: ["Kernels", "Tensors", "NeuralNetworks", "Datasets"])
  func documented(_ module: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let folder = root.appending(path: "Sources/\(module)")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var count = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      for (index, line) in lines.enumerated() where Self.needsComment(line) {
        count += 1
        let above = lines[..<index].last { !$0.hasPrefix("@") } ?? ""
        #expect(above.hasPrefix("///"), "\(file):\(index + 1): \(line)")
      }
    }
    #expect(count > 10)
  }

  private static func needsComment(_ line: String) -> Bool {
    let declaration =
      #/^(?:@\w+ )?public (?!import|extension)(?:\w+(?:\(set\))? )*?(?:func|var|let|init|subscript|struct|class|enum|protocol|typealias|case) ?([^\s(:<,]*)/#
    guard let match = line.firstMatch(of: declaration) else { return false }
    if let label = line.firstMatch(of: #/init\((\w+)/#) { return !inheritedLabels.contains(String(label.1)) }
    let name = line.contains("public subscript") ? "subscript" : String(match.1)
    return !inherited.contains(name)
  }
}
