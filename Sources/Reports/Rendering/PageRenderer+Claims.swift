import Displays

/// A claim that stands on the page, and where.
struct LedgerEntry {
  let claim: Claim
  let id: String
}

extension PageRenderer {
  /// Notes the claim for the ledger; the id of its place.
  mutating func record(_ claim: Claim) -> String {
    let id = "claim:\(claims.count + 1)"
    claims.append(LedgerEntry(claim: claim, id: id))
    return id
  }

  /// The claim in its place: a check mark or a cross, the statement, and what it rests on.
  mutating func claim(_ claim: Claim) -> String {
    let evidence = claim.evidence.map {
      HTML.element("span", ["class": "evidence"], content: HTML.escape($0))
    }
    return """
      <p class="claim \(claim.holds ? "holds" : "fails")" id="\(record(claim))">\(verdict(claim.holds)) \
      <span class="statement">\(HTML.escape(claim.statement))</span>\(evidence.map { " " + $0 } ?? "")</p>
      """
  }

  /// All claims of the page, so that a reader sees at once what was checked.
  func ledger() -> String {
    guard !claims.isEmpty else { return "" }
    let holding = claims.count { $0.claim.holds }
    let summary =
      holding == claims.count
      ? (holding == 1
        ? "The one claim of this page was checked when it was made, and it holds."
        : "All \(holding) claims of this page were checked when it was made, and they hold.")
      : "\(holding) of the \(claims.count) claims of this page hold."
    let rows = claims.map { entry in
      """
      <tr class="\(entry.claim.holds ? "holds" : "fails")"><td>\(verdict(entry.claim.holds))</td>\
      <td><a href="#\(entry.id)">\(HTML.escape(entry.claim.statement))</a></td>\
      <td class="evidence">\(HTML.escape(entry.claim.evidence ?? ""))</td></tr>
      """
    }
    return """
      <section class="ledger" aria-labelledby="ledger:title">
      <h2 id="ledger:title">What this page claims</h2>
      <p>\(summary)</p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="ledger:title"><table>
      <thead><tr><th scope="col"><span class="unseen">Verdict</span></th><th scope="col">Claim</th>\
      <th scope="col">Evidence</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      </section>
      """
  }

  private func verdict(_ holds: Bool) -> String {
    """
    <span class="verdict">\(holds ? Icon.check : Icon.cross)\
    <span class="unseen">\(holds ? "Holds" : "Does not hold")</span></span>
    """
  }
}
