import Displays
import Markup

/// A claim on the page, with its statement as a printer would set it and the id of the element that shows it.
struct LedgerEntry {
  let claim: Claim
  let statement: String
  let id: String
}

extension PageRenderer {
  /// Records the claim for the ledger.
  ///
  /// - Returns: what is shown of it.
  mutating func record(_ claim: Claim) -> LedgerEntry {
    let entry = LedgerEntry(
      claim: claim, statement: typography.typeset(claim.statement), id: claimAnchors.id(for: claim.statement))
    claims.append(entry)
    return entry
  }

  /// The claim where it was made: a check mark or a cross, the statement, and the evidence.
  mutating func claim(_ claim: Claim) -> Node {
    let evidence = claim.evidence.map { Node.element("span", ["class": "evidence"], [.text($0)]) }
    let entry = record(claim)
    return .element(
      "p", ["class": "claim \(Self.className(claim))", "id": entry.id],
      [
        verdict(claim.holds), " ", .element("span", ["class": "statement"], [.text(entry.statement)]),
      ] + (evidence.map { [" ", $0] } ?? []))
  }

  /// All claims on the page, so that a reader sees at a glance what was checked.
  func ledger() -> [Node] {
    guard !claims.isEmpty else { return [] }
    let heads: [[Node]] = [
      [.element("span", ["class": "unseen"], .text(words["Verdict"]))], .text(words["Claim"]),
      .text(words["Evidence"]),
    ]
    let header = heads.map { Node.element("th", ["scope": "col"], $0) }
    let table = Node.element(
      "table",
      [
        "\n", .element("thead", [.element("tr", header)]), "\n",
        .block("tbody", claims.map { [row($0)] }), "\n",
      ])
    return [
      .block(
        "section", ["class": "ledger", "aria-labelledby": "ledger:title"],
        [
          [.element("h2", ["id": "ledger:title"], .text(words["What this page claims"]))],
          [.element("p", [.text(ledgerSummary)])],
          [
            .element(
              "div",
              ["class": "scroll", "tabindex": "0", "role": "group", "aria-labelledby": "ledger:title"],
              [table])
          ],
        ])
    ]
  }

  private var ledgerSummary: String {
    let holding = claims.count { $0.claim.holds }
    guard holding == claims.count else {
      return words["# of the # claims of this page hold.", holding, claims.count]
    }
    return holding == 1
      ? words["The one claim of this page was checked when it was made, and it holds."]
      : words["All # claims of this page were checked when it was made, and they hold.", holding]
  }

  private func row(_ entry: LedgerEntry) -> Node {
    .element(
      "tr", ["class": Self.className(entry.claim)],
      [
        .element("td", [verdict(entry.claim.holds)]),
        .element("td", [.element("a", ["href": "#\(entry.id)"], [.text(entry.statement)])]),
        .element("td", ["class": "evidence"], .text(entry.claim.evidence ?? "")),
      ])
  }

  private static func className(_ claim: Claim) -> String { claim.holds ? "holds" : "fails" }

  private func verdict(_ holds: Bool) -> Node {
    .element(
      "span", ["class": "verdict"],
      [
        holds ? Icon.check : Icon.cross,
        .element("span", ["class": "unseen"], .text(words[holds ? "Holds" : "Does not hold"])),
      ])
  }
}
