/// An exercise: a cell to complete, a check of the answer, and a solution.
///
/// The program that runs has the solution in the stub's place. A trial runs the stub with the check as well, and proves that
/// this fails.
public struct Exercise: Hashable, Sendable {
  /// What references call it: `ex-xor`.
  public var name: String
  /// Its number on the page.
  public var number: Int
  /// The cells, as indices into ``Notebook/cells``.
  public var stub: Int
  public var check: Int
  public var solution: Int
  /// Where its name is in the heading that has it.
  public var heading: SourceLocation?

  public var hasHeading: Bool { heading != nil }

  public init(
    name: String, number: Int, stub: Int, check: Int, solution: Int, heading: SourceLocation? = nil
  ) {
    (self.name, self.number, self.heading) = (name, number, heading)
    (self.stub, self.check, self.solution) = (stub, check, solution)
  }
}

/// What a cell is of an exercise.
public struct ExercisePart: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case stub, check, solution }

  public var kind: Kind
  /// The exercise's name.
  public var name: String
  /// Where the name is.
  public var location: SourceLocation

  public init(_ kind: Kind, of name: String, at location: SourceLocation) {
    (self.kind, self.name, self.location) = (kind, name, location)
  }
}

extension Notebook {
  /// The exercise that a cell belongs to.
  public func exercise(ofCell index: Int) -> Exercise? {
    guard let part = cells[index].part else { return nil }
    return exercises.first { $0.name == part.name }
  }

  /// An exercise's hints: those that its cells give, from the first to the last.
  public func hints(of exercise: Exercise) -> [[Inline]] {
    [exercise.stub, exercise.check, exercise.solution].flatMap { cells[$0].options.hints }
  }
}
