import Notebooks

/// A failure that stands on the page, and where.
struct FailureEntry {
  let title: String
  let id: String
}

extension PageRenderer {
  /// Why a cell or value failed: the kind, the message, and each place with its line.
  mutating func failure(_ failure: Failure, isAllowed: Bool = false) -> String {
    let kind = failure.kind.title
    let note = isAllowed ? "<p class=\"expected\">The notebook expects this failure.</p>" : ""
    let isRepeated = failure.diagnostics.contains { failure.message.hasSuffix($0.message) }
    let message =
      isRepeated || failure.message.isEmpty
      ? "" : HTML.element("p", ["class": "message"], content: HTML.escape(HTML.visible(failure.message)))
    let parts = [
      "<p class=\"failure-kind\">\(Icon.alert(.caution)) \(HTML.escape(kind))</p>", message,
      failure.diagnostics.map { diagnostic($0) }.joined(separator: "\n"), note,
    ]
    let id = isAllowed ? nil : record(failure)
    return """
      <div class="failure\(isAllowed ? " allowed" : "")"\(id.map { " id=\"\($0)\"" } ?? "") role="group" \
      aria-label="\(HTML.escape(kind))">
      \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
      </div>
      """
  }

  private mutating func record(_ failure: Failure) -> String {
    let id = "failure:\(failures.count + 1)"
    let first = failure.diagnostics.first
    let place = first.map { ", line \($0.location.line)" } ?? ""
    let message = first?.message ?? failure.message
    let reason = message.isEmpty ? "" : ": " + message.prefix(100) + (message.count > 100 ? "…" : "")
    failures.append(FailureEntry(title: failure.kind.title + place + reason, id: id))
    return id
  }

  private func place(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.file):\(diagnostic.location.line):\(diagnostic.location.column)"
  }

  func warning(_ diagnostic: Diagnostic) -> String {
    "<div class=\"failure warning\" role=\"group\" aria-label=\"Warning\">\n\(self.diagnostic(diagnostic))\n</div>"
  }

  /// An error in the notebook's text, in its place.
  func mistake(_ diagnostic: Diagnostic) -> String {
    "<div class=\"failure\" role=\"group\" aria-label=\"Error\">\n\(self.diagnostic(diagnostic))\n</div>"
  }

  /// One message with its place, the line that it is about, and a caret under the column.
  func diagnostic(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity == .error ? "" : "\(diagnostic.severity.rawValue): "
    var lines = """
      <p class="message">\(severity)\(HTML.escape(HTML.visible(diagnostic.message)))</p>
      <p class="place">\(HTML.escape(place(diagnostic)))</p>
      """
    if let excerpt = excerpts.excerpt(at: diagnostic.location) {
      let gutter = String(excerpt.number)
      let indent = String(repeating: " ", count: gutter.count)
      lines += """

        <pre class="excerpt" tabindex="0" role="group" aria-label="Line \(gutter)">\
        <span class="gutter">\(gutter) </span>\(HTML.escape(excerpt.line))
        <span class="gutter">\(indent) </span><span class="caret">\(excerpt.caret)</span></pre>
        """
    }
    return "<div class=\"diagnostic \(diagnostic.severity.rawValue)\">\n\(lines)\n</div>"
  }

  /// At the top of the page: that something has failed, and where.
  func banner() -> String {
    let failed = result.cells.count { if case .failed = $0.status { true } else { false } }
    let values = result.values.count { if case .failed = $0 { true } else { false } }
    let skipped = result.cells.count { if case .notRun = $0.status { true } else { false } }
    let broken = claims.filter { !$0.claim.holds }
    let errors = notebook.diagnostics.filter { $0.severity == .error }
    guard failed + values + broken.count + errors.count > 0 || problem != nil else { return warnings() }

    let counts = [
      problem.map { _ in "the notebook could not be run" },
      count(errors.count, "error in the notebook", "errors in the notebook"),
      count(failed, "cell failed", "cells failed"),
      count(values, "value failed", "values failed"),
      count(broken.count, "claim does not hold", "claims do not hold"),
      count(skipped, "cell was not run", "cells were not run"),
    ].compactMap(\.self).joined(separator: ", ")
    let links =
      failures.map { Self.link($0.title, to: $0.id) }
      + broken.map { Self.link($0.claim.statement, to: $0.id) }
    let list = links.isEmpty ? "" : "<ul>\n\(Self.shortened(links).joined(separator: "\n"))\n</ul>"
    let parts = [
      "<p class=\"failure-kind\">\(Icon.alert(.caution)) This run failed: \(counts).</p>", list,
      problem.map { HTML.element("p", ["class": "message"], content: HTML.escape($0)) } ?? "",
      notebook.diagnostics.map { diagnostic($0) }.joined(separator: "\n"),
    ]
    return """
      <section class="failure banner" aria-label="The run failed">
      \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
      </section>
      """
  }

  /// The summary stays one: what is beyond its eighth line is counted.
  private static func shortened(_ links: [String]) -> [String] {
    links.count <= 8 ? links : links.prefix(7) + ["<li>and \(links.count - 7) more</li>"]
  }

  private static func link(_ text: String, to id: String) -> String {
    "<li><a href=\"#\(id)\">\(HTML.escape(text))</a></li>"
  }

  private func warnings() -> String {
    notebook.diagnostics.map { warning($0) }.joined(separator: "\n")
  }

  private func count(_ number: Int, _ one: String, _ several: String) -> String? {
    number == 0 ? nil : "\(number) \(number == 1 ? one : several)"
  }
}

extension Failure.Kind {
  /// What the panel is headed.
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
