import Execution
import Foundation
import Notebooks
import Testing

/// After any edit, a session gives what a run from nothing gives.
///
/// `SEGMENT_EDITS=500 swift test -c release --filter RandomEditTests` tries more of them.
@Suite(.serialized) struct RandomEditTests {
  private static let edits = ProcessInfo.processInfo.environment["SEGMENT_EDITS"].flatMap { Int($0) } ?? 30

  @Test func `a run after random edits is a run from nothing`() throws {
    let runner = try Runner()
    let sessions = [SegmentSession(spacing: .zero), SegmentSession()]
    var random = Random(state: 7)
    var editor = try Editor(&random)
    var reused = 0
    for number in 1...Self.edits {
      if number % 25 == 0 { editor = try Editor(&random) }
      let edit = editor.edit(&random)
      let book = editor.notebook
      var changed = runner
      changed.parameters = ["rate": .integer(editor.rate)]
      let session = sessions[number % 2]
      let recent = try session.execute(book, with: changed)
      let (found, expected) = (try encoded(recent.result), try encoded(changed.run(book)))
      try #require(
        found == expected,
        "edit \(number), \(edit):\n\(editor.cells.joined(separator: "\n---\n"))")
      if case .segments(let all, let executed) = session.effort, executed < all { reused += 1 }
    }
    #expect(reused * 5 > Self.edits)
  }
}

/// A notebook in the hands of an author who makes every kind of change.
private struct Editor {
  private(set) var cells: [String]
  private(set) var rate = 3
  private var prose = 0
  private var hidden: Set<Int> = []
  private var before: [[String]] = []
  private let folder: URL

  private static let books = [
    [
      "var n = 1\nfunc twice(_ x: Int) -> Int { 2 * x }", "n += rate\nprint(n)",
      "let table = (0..<4).map { twice($0) + n }\ntable", "for i in 0..<3 { n += i }",
      "struct P: Equatable { var x = 1; var y = 2 }\nvar p = P()", "p.x += n\nprint(p)",
      "print(p == P(), table)",
    ],
    [
      "var rng = SplitMix64(seed: 4)\nlet a = Tensor.normal([3, 4], using: &rng)",
      "let b = a.matmul(a.transposed()) * Float(rate)", "b", "let m = b.mean()\nprint(m)",
      "let net = Linear(inputs: 4, outputs: 2, using: &rng)", "net(a)", "claim(m.scalar < 100, \"small\")",
    ],
    [
      "import Foundation\nlet text = (try? String(contentsOfFile: \"data.txt\", encoding: .utf8)) ?? \"\"",
      "let words = text.split(separator: \" \")\nwords.count", "var counts: [String: Int] = [:]",
      "for word in words { counts[String(word), default: 0] += 1 }",
      "counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\\.key)", "print(rate)",
    ],
  ]

  private static let additions = [
    "print(\"more\")", "let extra = 5\nextra", "extension Int { var half: Int { self / 2 } }\nprint(9.half)",
    "func twice(_ x: String) -> String { x + x }\ntwice(\"a\")", "struct Later {}\nprint(Later())",
    "var log: [Int] = []\nlet note = { (k: Int) in log.append(k) }\nnote(2)\nlog", "[3, 1, 2].sorted()",
    "class K { deinit { print(\"gone\") } }\nvar k: K? = K()\nk = nil", "print(rate * 2)",
    "protocol Named { var name: String { get } }\nextension Int: Named { var name: String { \"i\" } }",
    "let unused: Int\nunused = 2\nprint(unused)", "guard rate > 0 else { fatalError() }\nprint(rate)",
  ]

  private static let faults = [
    "let wrong: Int = \"a\"", "let empty: [Int] = []\nprint(empty[rate])", "missing(1)", "print(",
    "struct E: Error {}\nthrow E()",
    "claim(rate < 0, \"never\")",
  ]

  init(_ random: inout Random) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("edits-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    cells = random.pick(Self.books)
    write("one two two")
  }

  private func write(_ text: String) {
    try? Data(text.utf8).write(to: folder.appendingPathComponent("data.txt"))
  }

  var notebook: Notebook {
    var book = handmade(cells, file: folder.path + "/test.md", from: 9 + prose)
    book.metadata.parameters = [
      Parameter(name: "rate", value: .integer(3), location: SourceLocation(line: 2, column: 3))
    ]
    for index in hidden where index < book.cells.count { book.cells[index].options.echo = false }
    return book
  }

  /// Makes a change, and says which.
  mutating func edit(_ random: inout Random) -> String {
    let place = random.below(cells.count)
    let old = cells
    defer { if cells != old { before.append(old) } }
    switch random.below(12) {
    case 0, 1, 2:
      let digits = cells[place].indices.filter { cells[place][$0].isNumber }
      guard let digit = digits.isEmpty ? nil : random.pick(digits) else { return "nothing" }
      cells[place].replaceSubrange(digit...digit, with: "\(1 + random.below(8))")
      return "change of cell \(place)"
    case 3:
      cells.insert(random.pick(Self.additions), at: random.below(cells.count + 1))
      return "addition"
    case 4:
      if cells.count > 2 { cells.remove(at: place) }
      return "removal of cell \(place)"
    case 5:
      cells.swapAt(place, random.below(cells.count))
      return "move of cell \(place)"
    case 6, 7:
      if let last = before.popLast() { (cells, before) = (last, before) }
      return "undo"
    case 8:
      cells.insert(random.pick(Self.faults), at: random.below(cells.count + 1))
      return "a fault"
    case 9:
      write(random.pick(["one", "two one", "three three one two"]))
      return "other data"
    case 10:
      rate = 1 + random.below(5)
      return "other parameter"
    default:
      prose = random.below(20)
      if random.below(2) == 0 { hidden.formSymmetricDifference([place]) }
      return "prose and options"
    }
  }
}

private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
