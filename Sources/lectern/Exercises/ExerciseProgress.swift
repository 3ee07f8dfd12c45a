import Notebooks

/// Which exercises are solved, and how many hints were given: a text file beside the answers, one line each.
struct ExerciseProgress {
  private let file: String
  private var solved: Set<String> = []
  private var hints: [String: Int] = [:]

  init(folder: String) {
    file = folder + "/progress"
    let bytes = (try? OrdinaryFile.read(file, limit: 8 << 20)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2 else { continue }
      let key = String(words[0])
      if let count = Int(words[1]) { hints[key] = count } else { solved.insert(key) }
    }
  }

  func isSolved(_ exercise: BookExercise) -> Bool { solved.contains(exercise.key) }

  mutating func note(_ exercise: BookExercise, isSolved: Bool) throws(OutputFile.Refusal) {
    if isSolved { solved.insert(exercise.key) } else { solved.remove(exercise.key) }
    try save()
  }

  /// The next hint; `nil` if there is none left.
  mutating func nextHint(of exercise: BookExercise) throws(OutputFile.Refusal) -> (number: Int, text: String)?
  {
    let given = hints[exercise.key] ?? 0
    guard exercise.hints.indices.contains(given) else { return nil }
    hints[exercise.key] = given + 1
    try save()
    return (given + 1, exercise.hints[given])
  }

  private func save() throws(OutputFile.Refusal) {
    let lines =
      solved.sorted().map { "\($0) solved" }
      + hints.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    try OutputFile.renew(file, with: Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}
