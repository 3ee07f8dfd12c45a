/// Puts exercises together from their cells, and reports those that are not whole.
struct ExerciseReader {
  private let state: ParseState
  /// The exercises in the order of their stubs.
  private(set) var exercises: [Exercise] = []

  private typealias Part = (cell: Int, part: ExercisePart)

  /// The cells that say that they belong to an exercise, in the order of the file, by its name.
  private let parts: [String: [Part]]
  /// The names of exercises with a stub, in the order of the file.
  private let stubs: [String]

  init(state: ParseState) {
    self.state = state
    let all: [Part] = state.cells.enumerated().compactMap { index, cell in cell.part.map { (index, $0) } }
    parts = Dictionary(grouping: all, by: \.part.name)
    stubs = all.filter { $0.part.kind == .stub }.map(\.part.name)
    for part in all where part.part.kind == .stub { read(stub: part) }
    for part in all where part.part.kind != .stub { reportStray(part) }
    let known = Set(stubs)
    for (name, place) in state.exerciseHeadings where !known.contains(name) {
      report("no cell is the stub of '\(name)': it needs the line '//| exercise: \(name)'", at: place)
    }
  }

  private func report(_ message: String, at place: SourceLocation) {
    state.diagnostics.error(message, at: place)
  }

  /// The line of a cell, for a message about a part of an exercise.
  private func line(_ cell: Int, from part: Part) -> String {
    state.diagnostics.line(of: state.cells[cell].location, seenFrom: part.part.location)
  }

  private mutating func read(stub: Part) {
    let name = stub.part.name
    let own = parts[name] ?? []
    if let first = own.first(where: { $0.part.kind == .stub }), first.cell < stub.cell {
      return report(
        "the exercise '\(name)' already has a stub in \(line(first.cell, from: stub))", at: stub.part.location
      )
    }
    let later = own.filter { $0.cell > stub.cell }
    let check = later.first { $0.part.kind == .check }
    let solution = later.first { $0.part.kind == .solution }
    let isMissing = { kind in !own.contains { $0.part.kind == kind } }
    let missing = [isMissing(.check) ? "check" : nil, isMissing(.solution) ? "solution" : nil].compactMap(
      \.self)
    if !missing.isEmpty {
      report("the exercise '\(name)' has no \(missing.joined(separator: " and no "))", at: stub.part.location)
    }
    guard let check, let solution else { return }
    if check.cell != stub.cell + 1 {
      report(
        "a check must be the next cell after its stub, which is in \(line(stub.cell, from: check))",
        at: check.part.location)
    } else if solution.cell < check.cell {
      report(
        "a solution must come after the check, which is in \(line(check.cell, from: solution))",
        at: solution.part.location)
    }
    guard let entry = state.labels.entries[name], entry.kind == .exercise, let number = entry.number else {
      return report("the id '\(name)' is already taken", at: stub.part.location)
    }
    exercises.append(
      Exercise(
        name: name, number: number, stub: stub.cell, check: check.cell, solution: solution.cell,
        heading: state.exerciseHeadings[name]))
  }

  /// Reports a check or solution that belongs to no stub, comes before it, or is one too many.
  private func reportStray(_ stray: Part) {
    let (name, noun) = (stray.part.name, stray.part.kind == .check ? "check" : "solution")
    let own = parts[name] ?? []
    guard let stub = own.first(where: { $0.part.kind == .stub }) else {
      let hint = Suggestion.hint(for: name, among: stubs)
      return report("there is no exercise '\(name)'\(hint)", at: stray.part.location)
    }
    if stray.cell < stub.cell {
      return report(
        "a \(noun) must come after its stub, which is in \(line(stub.cell, from: stray))",
        at: stray.part.location)
    }
    let first = own.first { $0.part.kind == stray.part.kind && $0.cell > stub.cell }
    if let first, first.cell < stray.cell {
      report(
        "the exercise '\(name)' already has a \(noun) in \(line(first.cell, from: stray))",
        at: stray.part.location)
    }
  }

  /// The program with each exercise's trial and solution in its stub's place.
  var program: [ProgramItem] {
    let solutions = Set(exercises.map(\.solution))
    let trials = Dictionary(exercises.enumerated().map { ($1.stub, $0) }) { first, _ in first }
    return state.program.flatMap { item -> [ProgramItem] in
      guard case .cell(let cell) = item else { return [item] }
      if solutions.contains(cell) { return [] }
      guard let index = trials[cell] else { return [item] }
      return [.trial(index), .cell(exercises[index].solution)]
    }
  }
}
