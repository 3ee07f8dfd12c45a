import Foundation
import Testing

/// Public declarations are documented.
struct DocumentationTests {
  private static let modules = [
    "Kernels", "Tensors", "NeuralNetworks", "Datasets", "SVGCharts", "ModelDiagrams",
  ]

  /// Requirements of the standard library's protocols; a type that has them need not document them again.
  private static let standard: Set<String> = [
    "description", "startIndex", "endIndex", "subscript", "makeIterator", "underestimatedCount", "next",
    "hash",
    "buildExpression", "buildBlock", "buildOptional", "buildEither", "buildArray",
    "buildLimitedAvailability",
    "+", "-", "*", "/", "+=", "-=", "*=", "/=", "==",
  ]
  /// Initializers that a protocol documents, by their first label.
  private static let initializers: Set<String> = ["parts", "arrayLiteral", "floatLiteral", "integerLiteral"]

  @Test("every public declaration has a doc comment", arguments: modules)
  func documented(_ module: String) throws {
    let inherited = try Self.modules.reduce(into: Self.standard) {
      $0.formUnion(try Self.requirements(of: $1))
    }
    var count = 0
    for (file, lines) in try Sources.swiftLines(below: "Sources/\(module)") {
      for (index, line) in lines.enumerated() {
        guard let name = Self.declaredName(line), !inherited.contains(name) else { continue }
        count += 1
        let above = lines[..<index].last { !$0.hasPrefix("@") } ?? ""
        #expect(above.hasPrefix("///"), "\(file):\(index + 1): \(line)")
      }
    }
    #expect(count > 10)
  }

  /// What a line declares as public; nil if it declares nothing, or an initializer that a protocol documents.
  private static func declaredName(_ line: String) -> String? {
    let declaration =
      #/^(?:@\w+ )?public (?!import|extension)(?:\w+(?:\(set\))? )*?(?:func|var|let|init|subscript|struct|class|enum|protocol|typealias|case) ?([^\s(:<,]*)/#
    guard let match = line.firstMatch(of: declaration) else { return nil }
    if let label = line.firstMatch(of: #/init\((\w+)/#) {
      return initializers.contains(String(label.1)) ? nil : "init"
    }
    return line.contains("public subscript") ? "subscript" : String(match.1)
  }

  /// The names that a module's protocols require, and so document.
  private static func requirements(of module: String) throws -> Set<String> {
    var names: Set<String> = []
    for (_, lines) in try Sources.swiftLines(below: "Sources/\(module)") {
      var isInProtocol = false
      for line in lines {
        if line.contains(#/^(?:public |package )?protocol /#) { isInProtocol = !line.hasSuffix("}") }
        if line == "}" { isInProtocol = false }
        guard isInProtocol, let match = line.firstMatch(of: #/^(?:static |mutating )*(?:func|var) (\w+)/#)
        else {
          continue
        }
        names.insert(String(match.1))
      }
    }
    return names
  }
}
