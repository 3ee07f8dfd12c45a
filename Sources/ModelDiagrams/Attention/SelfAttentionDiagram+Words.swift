import SVGCharts

extension SelfAttentionDiagram {
  /// All products in their order, with a sentence for each that computes with its numbers: the steps of a walk.
  ///
  /// With a mask, `walk.suffix(3)` begins where it matters.
  public var walk: [(String, SelfAttentionDiagram)] {
    Part.allCases.map { (sentence(of: $0), showing($0)) }
  }

  private var name: String { "*\(tokens[followed])*" }

  private func sentence(of part: Part) -> String {
    switch part {
    case .sentence:
      return
        "**The sentence.** A row for each token, with \(input[0].count) numbers: $X$ is \(shape(input)). The ring follows "
        + "\(name) from product to product."
    case .queries:
      return
        "**Queries: what a token asks for.** $Q = X W_Q$, a product of \(shape(input)) and \(shape(learned.queries)), is "
        + "\(shape(queries)). Each number is a row times a column. The first of \(name): "
        + "\(product(input[followed], learned.queries.map { $0[0] }, queries[followed][0]))."
    case .keys:
      return "**Keys: what a token is found by.** The same $X$, times another matrix: $K = X W_K$."
    case .values:
      return "**Values: what a token hands over.** $X$ once more: $V = X W_V$."
    case .scores: return isCausal ? maskSentence : scoreSentence
    case .weights: return weightSentence
    case .output:
      return
        "**The output.** The weights, \(shape(weights)), times $V$, \(shape(values)), is \(shape(output)): each row is a mean of "
        + "the values, mixed by its token's weights. The bars show what \(name) takes from each."
    }
  }

  private var scoreSentence: String {
    let (q, k, root) = (queries[followed], keys[favourite], "\\sqrt{\(queries[0].count)}")
    return
      "**Scores: every query meets every key.** $Q K^T$ is \(shape(scores)), and each number is divided by $\(root)$. "
      + "\(name) and *\(tokens[favourite])*: \(product(q, k, scores[followed][favourite], dividedBy: root))."
  }

  private var maskSentence: String {
    "**The mask.** If a text is written token by token, none may look ahead. The scores above the diagonal become $-\\infty$."
  }

  private var weightSentence: String {
    let share = Self.formula(weights[followed][favourite])
    let start =
      isCausal
      ? "**Weights behind the mask.** What was $-\\infty$ gets exactly 0, and the first token can look only at itself. "
      : "**Weights: a softmax for each row.** They are positive, and each row sums to 1. "
    return start + "\(name) gives *\(tokens[favourite])* $\(share)$."
  }

  /// "a · b + c · d = sum", and the sum divided if there is something to divide by. A line can break at each sign.
  private func product(_ a: [Double], _ b: [Double], _ sum: Double, dividedBy root: String? = nil) -> String {
    func factor(_ number: Double) -> String {
      number < 0 ? "(\(Self.formula(number)))" : Self.formula(number)
    }
    let terms = zip(a, b).map { "\(factor($0)) \\cdot \(factor($1))" }
    let left = terms.joined(separator: " + ")
    guard let root else { return "$\(left) = \(Self.formula(sum))$" }
    let whole = Self.formula(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 })
    return "$\(left) = \(whole)$, and $\(whole) / \(root) = \(Self.formula(sum))$"
  }

  private func shape(_ matrix: [[Double]]) -> String { "$\(matrix.count) \\times \(matrix[0].count)$" }

  /// A number with two decimals as TeX writes it.
  private static func formula(_ number: Double) -> String {
    NumberFormat.fixed(number, decimals: 2).replacing("−", with: "-")
  }

  // MARK: Without the picture

  public var headline: String { title ?? "Self-attention" }

  public var alternative: String {
    let (count, width) = (tokens.count, queries[0].count)
    return (title.map { $0 + ". " } ?? "")
      + "Self-attention of \(NumberFormat.counted(count, "token")). X, \(count) by \(input[0].count), "
      + "times three learned matrices gives queries and keys, "
      + "\(count) by \(width), and values, \(count) by \(values[0].count). Queries times keys, divided by the root of \(width), "
      + "are \(count) by \(count) scores\(isCausal ? ", masked above the diagonal" : ""). Their softmax, row by row, are "
      + "weights, and these times the values the output. Shown: \(part). \(tokens[followed]) looks most at "
      + "\(tokens[favourite]), with a weight of \(NumberFormat.fixed(weights[followed][favourite], decimals: 2))."
  }

  public var dataTable: ChartTable {
    let parts = [
      ("X", input), ("W_Q", learned.queries), ("W_K", learned.keys), ("W_V", learned.values), ("Q", queries),
      ("K", keys),
      ("V", values), ("scores", scores), ("weights", weights), ("output", output),
    ]
    let width = parts.map { $0.1[0].count }.max() ?? 0
    return ChartTable(
      columns: ["matrix", "row"] + (1...width).map { "\($0)" },
      isNumeric: [false, false] + (0..<width).map { _ in true },
      rows: parts.flatMap { name, matrix in
        matrix.enumerated().map { row, numbers in
          let isLearned = name.hasPrefix("W")
          let cells =
            numbers.map(NumberFormat.machine) + [String](repeating: "", count: width - numbers.count)
          return [name, isLearned ? "\(row + 1)" : tokens[row]] + cells
        }
      })
  }

  public func drawing(width: Double, height: Double?) -> SVGDrawing {
    SelfAttentionDrawing(self, width: width).drawing
  }
}
