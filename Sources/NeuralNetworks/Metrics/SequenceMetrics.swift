private import Platform

/// The share of sequences that equal their whole reference.
public func exactMatch<Token: Equatable>(_ candidates: [[Token]], references: [[Token]]) -> Double {
  checkPairs("exactMatch", candidates.count, references.count)
  let right = zip(candidates, references).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  return references.isEmpty ? 0 : Double(right) / Double(references.count)
}

/// The least number of insertions, deletions and substitutions of tokens that turn `a` into `b`.
///
/// Computes the table of all prefixes row by row and keeps only the last row.
/// Reference: Levenshtein (1966); Wagner & Fischer (1974).
public func editDistance<A: Collection, B: Collection>(_ a: A, _ b: B) -> Int
where A.Element: Equatable, B.Element == A.Element {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let substituted = diagonal + (x == y ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}

/// BLEU of a whole corpus with one reference for each sentence, the standard form.
///
///     BLEU = min(1, e^(1 − r/c)) · (Π p_n)^(1/N),  n = 1…N
///
/// Here p_n is the share of the candidates' n-grams that occur in their reference, each at most as often as there,
/// counted over the corpus; c and r are the lengths of all candidates and of all references. There is no smoothing:
/// an order without a match makes it 0. An order that no candidate is long enough for is left out, so that
/// identical sequences always score 1.
/// Reference: Papineni et al., "BLEU: a method for automatic evaluation of machine translation" (2002).
public func corpusBLEU<Token: Hashable>(
  _ candidates: [[Token]], references: [[Token]], order: Int = 4
) -> Double {
  checkPairs("corpusBLEU", candidates.count, references.count)
  checkOrder("corpusBLEU", order)
  let candidateLength = candidates.joined().count
  guard candidateLength > 0 else { return references.joined().isEmpty ? 1 : 0 }
  var logarithms: [Double] = []
  for n in 1...order {
    var (matches, total) = (0, 0)
    for (candidate, reference) in zip(candidates, references) {
      matches += commonNGrams(candidate, reference, n)
      total += max(0, candidate.count - n + 1)
    }
    if total == 0 { break }
    if matches == 0 { return 0 }
    logarithms.append(log(Double(matches) / Double(total)))
  }
  let mean = logarithms.reduce(0, +) / Double(logarithms.count)
  let brevity = min(0, 1 - Double(references.joined().count) / Double(candidateLength))
  return exp(brevity + mean)
}

/// BLEU of one sentence, in the form of "Dive into Deep Learning", which weights long n-grams more:
///
///     e^min(0, 1 − r/c) · Π p_n^(1/2ⁿ),  n = 1…order
///
/// Orders for which the candidate is too short are left out.
public func sentenceBLEU<Token: Hashable>(_ candidate: [Token], reference: [Token], order: Int = 2) -> Double
{
  checkOrder("sentenceBLEU", order)
  guard !candidate.isEmpty else { return reference.isEmpty ? 1 : 0 }
  var score = exp(min(0, 1 - Double(reference.count) / Double(candidate.count)))
  for n in 1...min(order, candidate.count) {
    let precision = Double(commonNGrams(candidate, reference, n)) / Double(candidate.count - n + 1)
    score *= pow(precision, pow(0.5, Double(n)))
  }
  return score
}

/// The number of n-grams of the candidate that occur in the reference, each counted at most as often as there.
private func commonNGrams<Token: Hashable>(_ candidate: [Token], _ reference: [Token], _ n: Int) -> Int {
  var left = nGrams(reference, n).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  return nGrams(candidate, n).reduce(0) { matches, gram in
    guard let count = left[gram], count > 0 else { return matches }
    left[gram] = count - 1
    return matches + 1
  }
}

private func nGrams<Token>(_ tokens: [Token], _ n: Int) -> [ArraySlice<Token>] {
  tokens.count < n ? [] : (0...tokens.count - n).map { tokens[$0..<$0 + n] }
}

private func checkOrder(_ name: String, _ order: Int) {
  precondition(order > 0, "\(name) expects an order above 0 but got \(order)")
}

private func checkPairs(_ name: String, _ candidates: Int, _ references: Int) {
  precondition(
    candidates == references,
    "\(name) expects \(references) candidates, one a reference, but got \(candidates)")
}
