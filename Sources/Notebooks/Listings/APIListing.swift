import SwiftSource

/// What Swift files declare for their users, which the page shows as a reference.
public struct APIListing: Sendable {
  /// The files' paths as the notebook gives them, relative to its folder.
  public var sources: [String]
  public var entries: [APIEntry]
  /// Whether each call should have an example on the page.
  public var needsExamples: Bool
  /// Where the fence is.
  public var location: SourceLocation

  /// The files, as listings.
  var listings: [Listing] {
    sources.map {
      Listing(file: ListingReader.shownPath($0), source: $0, language: "swift", location: location)
    }
  }
}

/// A declaration in a reference.
public struct APIEntry: Sendable {
  /// Its name with its types and labels: `Tensor.softmax(axis:)`.
  public var title: String
  /// Its anchor: the title, with a number if the page has others with the same title.
  public var id: String
  /// The text of its documentation comment, or of what a protocol of the standard library asks of it.
  package var comment: String
  /// Its documentation, parsed whenever it is asked for: most readers of a notebook want its calls' names.
  public var documentation: [Block] { DocumentationComment.blocks(comment) }
  var isDocumented: Bool { !comment.isEmpty }
  package var declaration: PublicDeclaration

  /// The first paragraph of the documentation without markup.
  package var summary: String {
    declaration.comment.split(separator: "\n\n").first.map {
      $0.split(separator: "\n").joined(separator: " ")
    } ?? ""
  }
}

extension Notebook {
  /// The declarations that the page documents, in order.
  package var apiEntries: [APIEntry] { apiListings.flatMap(\.entries) }

  var apiListings: [APIListing] {
    blocks.compactMap { if case .api(let api) = $0 { api } else { nil } }
  }

  /// What the cells of the page call that are shown.
  package var callSites: Set<CallSite> {
    cells.filter { $0.options.include ?? true }.reduce(into: []) { $0.formUnion(CallSite.all(in: $1.code)) }
  }

  /// A warning for each documented call that no cell of the page makes.
  var missingExamples: [Diagnostic] {
    let listings = apiListings.filter(\.needsExamples)
    guard !listings.isEmpty else { return [] }
    let calls = CallNames(callSites)
    return listings.flatMap { listing in
      listing.entries.filter { $0.declaration.needsExample && !calls.contain($0.declaration) }.map { entry in
        Diagnostic(
          .warning, file: file, at: listing.location,
          "no cell of this page has an example of '\(entry.title)'")
      }
    }
  }
}

/// Calls by their names.
package struct CallNames {
  private let calls: [String: [CallSite]]
  /// Calls of values: their names say nothing.
  private let values: [CallSite]

  package init(_ sites: Set<CallSite>) {
    calls = Dictionary(grouping: sites, by: \.name)
    values = sites.filter { $0.labels != nil && $0.name.first?.isLowercase == true }
  }

  /// Whether one of them may be a call of the declaration.
  package func contain(_ declaration: PublicDeclaration) -> Bool {
    if declaration.name == "callAsFunction" { return values.contains { declaration.isCalled(by: $0) } }
    var names = [declaration.name]
    if declaration.kind == .initializer { names.append(declaration.path.dropLast().last ?? "") }
    return names.contains { calls[$0]?.contains { declaration.isCalled(by: $0) } ?? false }
  }
}

extension PublicDeclaration {
  /// Whether somebody who reads about it wants to see it called: the compiler calls what protocols and literals require.
  package var needsExample: Bool {
    switch kind {
    case .function, .subscript:
      return !isOperator || name != "==" ? !Self.called.contains(name) && !name.hasPrefix("build") : false
    case .initializer:
      return !Self.literals.contains(parameters?.first?.label ?? "")
    case .type, .alias, .property, .case: return false
    }
  }

  private static let called: Set<String> = ["hash", "makeIterator", "next", "encode"]
  private static let literals: Set<String> = [
    "arrayLiteral", "dictionaryLiteral", "floatLiteral", "integerLiteral", "stringLiteral", "booleanLiteral",
    "wrappedValue", "from",
  ]
}
