import Displays
import Markup
import Notebooks
private import Platform
import SVGCharts

/// Networks that run in the page: the engine's output for the first example, which shows even without a
/// script, and the data from which the script makes the rest.
extension PageRenderer {
  /// How many of the possible next tokens are shown.
  private static let nextLimit = 8
  private static let samplingLimit = 10

  mutating func demo(_ demo: Demo, in context: inout CellContext) -> Node {
    demoAssets.add(demo)
    let alternative = context.takeFigureAlternative()
    let example = demo.examples[0]
    return plate("plate demo \(Self.className(demo.task))", in: &context) { page in
      let data = page.data(of: demo)
      if case .transformer(_, let trace) = demo.task {
        return [Self.tour(of: demo, trace, page.words), "\n", data, "\n"]
      }
      let words = page.words
      let bars = Self.bars(of: demo, words)
      let content =
        switch demo.task {
        case .drawing(let canvas):
          Node.block("div", ["class": "bench"], [[Self.board(example, canvas, alternative, words)], [bars]])
        case .reading(let tokens), .writing(let tokens), .transformer(let tokens, _):
          Node.block(
            "div", ["class": "typing"],
            [[Self.line(example, demo, tokens)], [bars], [Self.known(tokens, words)]])
        case .sampling(let tokens, let choice):
          Node.block(
            "div", ["class": "typing"],
            [
              [Self.line(example, demo, tokens)], [Self.settings(choice, words)], [bars],
              [Self.known(tokens, words)],
            ])
        }
      return [content, "\n", data, "\n"]
    }
  }

  private static func className(_ task: Demo.Task) -> String {
    switch task {
    case .drawing: "drawing"
    case .reading: "reading"
    case .writing(let tokens): "writing" + (tokens.areCharacters ? " characters" : "")
    case .sampling(let tokens, _): "sampling" + (tokens.areCharacters ? " characters" : "")
    case .transformer: "transformer broad"
    }
  }

  /// The data for the script. Weights that an earlier network of the page has are not repeated.
  mutating func data(of demo: Demo) -> Node {
    var data = DemoData(demo, words: words)
    for index in data.networks.indices {
      guard let weights = data.networks[index].weights else { continue }
      if let id = weightIDs[weights] {
        (data.networks[index].weights, data.networks[index].weightsOf) = (nil, id)
      } else {
        let id = "weights:\(weightIDs.count + 1)"
        weightIDs[weights] = id
        data.networks[index].id = id
      }
    }
    return data.html()
  }

  // MARK: Pictures

  /// The example, which the script replaces with a field to draw in.
  private static func board(
    _ example: Demo.Example, _ canvas: Demo.Canvas, _ alternative: String?, _ words: PageWords
  ) -> Node {
    var paths: [(ink: Float, path: String)] = []
    for (index, ink) in example.pixels.enumerated() where ink > 0 {
      let cell = "M\(index % canvas.width) \(index / canvas.width)h1v1h-1z"
      if let known = paths.firstIndex(where: { $0.ink == ink }) {
        paths[known].path += cell
      } else {
        paths.append((ink, cell))
      }
    }
    let size = words["An example, #, in # × # grey values.", example.label, canvas.height, canvas.width]
    let svg = Node.element(
      "svg",
      [
        "class": "paper", "viewBox": "0 0 \(canvas.width) \(canvas.height)", "role": "img",
        "aria-label": alternative ?? size,
      ],
      paths.map { .element("path", ["fill-opacity": "\($0.ink)", "d": $0.path]) })
    return .element("div", ["class": "board"], [svg])
  }

  // MARK: Texts

  /// The example's tokens, each with a probability: of that token given those before it (writing demos), or
  /// of the class given the text so far (reading demos).
  private static func line(_ example: Demo.Example, _ demo: Demo, _ tokens: Demo.Tokens) -> Node {
    let texts =
      tokens.areCharacters
      ? example.label.map { String($0) } : example.label.split(separator: " ").map(String.init)
    let places = texts.indices.map { shares(of: demo, at: $0) }
    let chips = texts.enumerated().map { place, text in
      if case .reading = demo.task {
        let best = places[place].max() ?? 0
        let name = places[place].firstIndex(of: best).map { demo.outputs[$0] } ?? ""
        let chance = 1 / Double(demo.outputs.count)
        return chip(text, "\(name) \(percent(best))", (best - chance) / (1 - chance), tokens)
      }
      guard place > 0, let number = tokens.vocabulary.firstIndex(of: text) else {
        return chip(text, nil, nil, tokens)
      }
      let share = places[place - 1][number]
      return chip(text, percent(share), surprise(at: share), tokens)
    }
    return .element("p", ["class": "tokens"], tokens.areCharacters ? chips : chips.separated(by: " "))
  }

  /// How surprising a token is, from 0 for a certain one to 1 for a probability of 0.01 or less.
  private static func surprise(at share: Double) -> Double { min(1, -log(share) / log(100)) }

  /// The words that the network knows.
  private static func known(_ tokens: Demo.Tokens, _ words: PageWords) -> Node {
    let all = tokens.vocabulary.filter { !$0.hasPrefix("<") }
    let title =
      tokens.areCharacters
      ? words["The # characters that it knows", all.count]
      : words["The # words and signs that it knows", all.count]
    let list = all.map { visible($0) }.sorted().joined(separator: " ")
    return .element(
      "details", ["class": "known"],
      [.element("summary", [.text(title)]), .element("p", [.text(list)])])
  }

  private static func chip(_ text: String, _ note: String?, _ tint: Double?, _ tokens: Demo.Tokens) -> Node {
    let small = tokens.areCharacters ? nil : note.map { Node.element("small", [.text($0)]) }
    return .element(
      "span",
      [
        "class": "token", "style": tint.map { "--tint: \(Int((100 * $0).rounded()))%" }, "title": note,
      ], .text(text) + (small.map { [$0] } ?? []))
  }

  // MARK: Probabilities

  /// The probabilities of the first example's outputs: all classes, or the likeliest tokens.
  private static func bars(of demo: Demo, _ words: PageWords) -> Node {
    var shares = demo.networks.indices.map { self.shares(of: demo, network: $0) }
    var order = Array(demo.outputs.indices)
    var title = "class"
    var heads = demo.networks.count > 1 ? demo.networks.map { words[$0.name] } : [words["probability"]]
    switch demo.task {
    case .drawing, .reading: break
    case .writing, .transformer: (order, title) = (likeliest(shares[0], nextLimit), "next")
    case .sampling(_, let choice):
      (order, title) = (likeliest(shares[0], samplingLimit), "next")
      shares.append(choice.shares.map { Double($0) })
      heads = [words["the model’s"], words["as chosen"]]
    }
    let header = ([words[title]] + heads).map { Node.element("th", ["scope": "col"], [.text($0)]) }
    let rows = order.map { index in
      let cells = shares.map { cell($0[index], isBest: $0[index] == $0.max()) }
      let name = Node.element("th", ["scope": "row"], [.text(visible(demo.outputs[index]))])
      return Node.element("tr", [name] + cells)
    }
    return .element(
      "table", ["class": "bars"],
      [.element("thead", [.element("tr", header)]), "\n", .block("tbody", [rows.lines])])
  }

  private static func likeliest(_ shares: [Double], _ count: Int) -> [Int] {
    Array(shares.indices.sorted { (-shares[$0], $0) < (-shares[$1], $1) }.prefix(count))
  }

  private static func cell(_ share: Double, isBest: Bool) -> Node {
    let width = (1000 * share).rounded() / 10
    return .element(
      "td", ["class": isBest ? "best" : nil],
      [
        .element("span", ["class": "bar"], [.element("span", ["style": "width: \(width)%"])]), " ",
        .element("span", ["class": "share"], [.text(percent(share))]),
      ])
  }

  /// The softmax of the first example's logits at a position, by default the last one.
  static func shares(of demo: Demo, network: Int = 0, at place: Int? = nil) -> [Double] {
    let logits = demo.examples[0].logits[network]
    let count = demo.outputs.count
    let start = place.map { $0 * count } ?? logits.count - count
    guard start + count <= logits.count else { return demo.outputs.map { _ in 0 } }
    let row = logits[start..<start + count].map { Double($0) }
    let powers = row.map { exp($0 - (row.max() ?? 0)) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// A token in visible characters.
  static func visible(_ token: String) -> String {
    switch token {
    case " ": "␣"
    case "\n": "⏎"
    default: token
    }
  }

  /// The same text as the script's `asPercent`.
  static func percent(_ share: Double) -> String { NumberFormat.percent(share, decimals: 1) }
}
