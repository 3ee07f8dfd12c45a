import Markup
import Notebooks

/// A failure on the page, with the id of the element that shows it.
struct FailureEntry {
  let title: String
  let id: String
}

extension PageRenderer {
  /// Why a cell or value failed: the kind, the message, and each place with its line.
  mutating func failure(_ failure: Failure, isAllowed: Bool = false) -> Node {
    let kind = failure.kind.title
    let isRepeated = failure.diagnostics.contains { failure.message.hasSuffix($0.message) }
    let isSaid = isRepeated || failure.message.isEmpty
    let parts: [[Node]] = [
      [Self.heading(kind)],
      isSaid
        ? [] : [.element("p", ["class": "message"], [.text(HTML.visible(failure.message))])],
      notebook.placed(failure.diagnostics).digest.map { diagnostic($0) }.lines,
      isAllowed ? [.element("p", ["class": "expected"], ["The notebook expects this failure."])] : [],
    ]
    let id = isAllowed ? nil : record(failure)
    return .block(
      "div",
      ["class": "failure\(isAllowed ? " allowed" : "")", "id": id, "role": "group", "aria-label": kind],
      parts)
  }

  private static func heading(_ text: String) -> Node {
    .element("p", ["class": "failure-kind"], [Icon.alert(.caution), " \(text)"])
  }

  private mutating func record(_ failure: Failure) -> String {
    let id = "failure:\(failures.count + 1)"
    let first = failure.diagnostics.first
    let place = first.map { ", \(notebook.line(of: $0.location))" } ?? ""
    let kind = failure.kind.title
    let reason = Self.excerpt(of: first?.message ?? failure.message, after: kind)
    failures.append(FailureEntry(title: kind + place + (reason.isEmpty ? "" : ": \(reason)"), id: id))
    return id
  }

  /// The beginning of a message, without the words for the kind of failure, and without a colon at its end.
  private static func excerpt(of message: String, after kind: String) -> String {
    let repeated = kind.lowercased() + ": "
    let isRepeated = message.prefix(repeated.count).lowercased() == repeated
    let reason = message.dropFirst(isRepeated ? repeated.count : 0)
    if reason.count > 100 { return reason.prefix(100) + "…" }
    return reason.hasSuffix(":") ? String(reason.dropLast()) : String(reason)
  }

  private func position(of diagnostic: Diagnostic) -> String {
    "\(diagnostic.file):\(diagnostic.location.line):\(diagnostic.location.column)"
  }

  func warning(_ diagnostic: Diagnostic) -> Node {
    .block(
      "div", ["class": "failure warning", "role": "group", "aria-label": "Warning"],
      [[self.diagnostic(diagnostic)]])
  }

  /// An error in the notebook's text, shown where it is.
  func mistake(_ diagnostic: Diagnostic) -> Node {
    .block(
      "div", ["class": "failure", "role": "group", "aria-label": "Error"], [[self.diagnostic(diagnostic)]])
  }

  /// A message with its place, the line it is about, and a caret under the column.
  func diagnostic(_ raw: Diagnostic) -> Node {
    let diagnostic = notebook.placed(raw)
    let severity = diagnostic.severity == .error ? "" : "\(diagnostic.severity.rawValue): "
    let message = severity + HTML.visible(diagnostic.message)
    var lines: [[Node]] = [
      [.element("p", ["class": "message"], [.text(message)])],
      [.element("p", ["class": "place"], [.text(position(of: diagnostic))])],
    ]
    if let excerpt = excerpts.excerpt(at: diagnostic.location, in: diagnostic.file) {
      let number = String(excerpt.number)
      let indent = String(repeating: " ", count: number.count)
      lines.append([
        .element(
          "pre",
          ["class": "excerpt", "tabindex": "0", "role": "group", "aria-label": "Line \(number)"],
          [
            .element("span", ["class": "gutter"], ["\(number) "]), "\(excerpt.line)\n",
            .element("span", ["class": "gutter"], ["\(indent) "]),
            .element("span", ["class": "caret"], [.text(excerpt.caret)]),
          ])
      ])
    }
    return .block("div", ["class": "diagnostic \(diagnostic.severity.rawValue)"], lines)
  }

  /// The note at the top of the page that says what has failed, and where.
  func banner() -> [Node] {
    let broken = claims.filter { !$0.claim.holds }
    let counts = failureCounts(brokenClaims: broken.count)
    guard !counts.isEmpty else {
      return notebook.placed(notebook.diagnostics).digest.map { warning($0) }.lines
    }
    let links =
      failures.map { Self.link($0.title, to: $0.id) }
      + broken.map { Self.link($0.statement, to: $0.id) }
    let parts: [[Node]] = [
      [Self.heading("This run failed: \(counts.joined(separator: ", ")).")],
      links.isEmpty ? [] : [.block("ul", [Self.shortened(links).lines])],
      problem.map { [.element("p", ["class": "message"], .text($0))] } ?? [],
      notebook.placed(notebook.diagnostics).digest.map { diagnostic($0) }.lines,
    ]
    return [.block("section", ["class": "failure banner", "aria-label": "The run failed"], parts)]
  }

  /// What has failed, in words; empty if nothing has.
  private func failureCounts(brokenClaims: Int) -> [String] {
    let failed = result.cells.count { if case .failed = $0.status { true } else { false } }
    let values = result.values.count { if case .failed = $0 { true } else { false } }
    let skipped = result.cells.count { if case .notRun = $0.status { true } else { false } }
    let errors = notebook.diagnostics.count { $0.severity == .error }
    guard failed + values + brokenClaims + errors > 0 || problem != nil else { return [] }
    return [
      problem.map { _ in "the notebook could not be run" },
      count(errors, "error in the notebook", "errors in the notebook"),
      count(failed, "cell failed", "cells failed"),
      count(values, "value failed", "values failed"),
      count(brokenClaims, "claim does not hold", "claims do not hold"),
      count(skipped, "cell was not run", "cells were not run"),
    ].compactMap(\.self)
  }

  /// Keeps the summary short: of more than eight links, those after the seventh are only counted.
  private static func shortened(_ links: [Node]) -> [Node] {
    links.count <= 8 ? links : links.prefix(7) + [.element("li", ["and \(links.count - 7) more"])]
  }

  private static func link(_ text: String, to id: String) -> Node {
    .element("li", [.element("a", ["href": "#\(id)"], [.text(text)])])
  }

  private func count(_ number: Int, _ one: String, _ several: String) -> String? {
    number == 0 ? nil : "\(number) \(number == 1 ? one : several)"
  }
}

extension Failure.Kind {
  /// The panel's heading.
  var title: String {
    switch self {
    case .compileError: "Does not compile"
    case .thrownError: "Uncaught error"
    case .trap: "Stopped by a trap"
    case .exit(let code): "Left with exit(\(code))"
    case .signal(let name): "Ended by \(name)"
    case .timeout(let seconds): "Out of time after \(Self.plain(seconds)) s"
    case .outputLimit(let bytes): "Printed more than \(Self.size(bytes))"
    case .displayLimit(let bytes): "Showed more than \(Self.size(bytes))"
    case .lostOutput: "Output is lost"
    case .memoryLimit(let bytes): "Asked for more than \(Self.size(bytes)) of memory"
    case .claim: "Claim does not hold"
    case .missingFailure: "Did not fail as expected"
    case .malformedDrawing: "A figure cannot be shown"
    case .stubPasses: "The exercise is solved already"
    case .stubUntried: "The exercise could not be tried"
    case .missingListing: "Code that cannot be shown"
    }
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e9 ? String(Int(number)) : String(number)
  }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1024: "\(bytes) bytes"
    case ..<(1 << 20): "\(bytes >> 10) KB"
    case ..<(1 << 30): "\(bytes >> 20) MB"
    default: "\(plain((Double(bytes) / Double(1 << 30) * 10).rounded() / 10)) GB"
    }
  }
}
