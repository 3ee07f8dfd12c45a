import NeuralNetworks
import SVGCharts

/// A beam search step by step: the tree of the beginnings it considered, with their log-probabilities.
///
///     var search: [BeamStep] = []
///     let answers = beamSearch(from: start, width: 2, maximumLength: 4, end: end, observe: { search.append($0) }, step: step)
///     steps(beamSteps(search) { vocabulary[$0] })
///
/// - Parameters:
///   - best: the answer that the search has chosen; without it the likeliest of all answers.
///   - dropped: how many of the beginnings that a step drops are shown, likeliest first.
///   - name: what to call a token.
public func beamSteps(
  _ search: [BeamStep], best: [Int]? = nil, dropped: Int = 2, name: (Int) -> String
) -> [(String, BeamDiagram)] {
  let tree = BeamTree(search, best: best, dropped: dropped, name: name)
  return search.indices.map { (tree.sentence($0), tree.diagram(steps: $0 + 1, isDone: false)) } + tree.end
}

/// The tree of a search, and the sentence about each step.
private struct BeamTree {
  private let search: [BeamStep]
  private let shown: [[BeamStep.Candidate]]
  private let best: [Int]
  private let texts: [Int: String]

  init(_ search: [BeamStep], best: [Int]?, dropped: Int, name: (Int) -> String) {
    self.search = search
    shown = search.map { step in
      step.candidates.filter(\.isKept) + step.candidates.filter { !$0.isKept }.prefix(dropped)
    }
    let answers = search.flatMap(\.candidates).filter { $0.isKept && $0.isAnswer }
    self.best = best ?? answers.max { $0.logProbability < $1.logProbability }?.tokens ?? []
    let tokens = Set(search.flatMap(\.candidates).flatMap(\.tokens))
    texts = Dictionary(uniqueKeysWithValues: tokens.map { ($0, name($0)) })
  }

  private func words(_ candidate: BeamStep.Candidate) -> [String] { candidate.tokens.map { texts[$0] ?? "" } }

  /// - Parameter isDone: whether the chosen answer is known, and its path highlighted.
  func diagram(steps: Int, isDone: Bool) -> BeamDiagram {
    let nodes = shown.joined().map { candidate -> BeamDiagram.Node in
      let isBest = isDone && candidate.isKept && best.starts(with: candidate.tokens)
      let fate: BeamDiagram.Fate =
        isBest ? .best : !candidate.isKept ? .dropped : candidate.isAnswer ? .answer : .kept
      return BeamDiagram.Node(words(candidate), score: candidate.logProbability, fate: fate)
    }
    return BeamDiagram(nodes, steps: steps)
  }

  func sentence(_ index: Int) -> String {
    let candidates = search[index].candidates
    let kept = candidates.filter(\.isKept)
    let open = index == 0 ? 1 : search[index - 1].candidates.count { $0.isKept && !$0.isAnswer }
    let beginnings =
      index == 0 ? "Nothing has been said" : open == 1 ? "One beginning goes on" : "\(open) beginnings go on"
    let answers = kept.filter(\.isAnswer).map(phrase)
    return "\(beginnings): \(NumberFormat.counted(candidates.count, "candidate")). The likeliest are kept: "
      + kept.map(phrase).joined(separator: ", ") + "."
      + (answers.isEmpty ? "" : " Whole answers: " + answers.joined(separator: ", ") + ".")
  }

  /// The last picture, in which the answer is highlighted.
  var end: [(String, BeamDiagram)] {
    guard let answer = search.flatMap(\.candidates).last(where: { $0.tokens == best && $0.isKept }) else {
      return []
    }
    return [
      ("The likeliest answer that was kept is \(phrase(answer)).", diagram(steps: search.count, isDone: true))
    ]
  }

  private func phrase(_ candidate: BeamStep.Candidate) -> String {
    "`\(words(candidate).joined(separator: " "))` (\(NumberFormat.fixed(candidate.logProbability, decimals: 2)))"
  }
}
