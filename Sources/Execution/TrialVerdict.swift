import CPlatform
import Notebooks

/// What the trial of an exercise shows: the stub must fail its check, within the time of a trial.
struct TrialVerdict {
  /// How the stub fails its check, if it does.
  private(set) var stubFailure: StubFailure?
  /// What is wrong with the exercise.
  private(set) var failure: Failure?

  init(_ outcome: Int, _ words: String, of exercise: Exercise, in notebook: Notebook) {
    switch lectern_outcome(UInt32(clamping: outcome)) {
    case LECTERN_REFUTED: stubFailure = .claim(words)
    case LECTERN_THREW: stubFailure = .error(words)
    case LECTERN_DIED: stubFailure = .stopped(FatalMessage(in: words)?.message)
    case LECTERN_PASSED:
      let (place, message) =
        words == "0"
        ? (exercise.check, "this check claims nothing, so any code passes it")
        : (exercise.stub, "this stub passes its check, which must tell it from an answer")
      failure = Self.failure(.stubPasses, message, atCell: place, in: notebook)
    case LECTERN_LATE:
      let seconds = notebook.timeout(of: exercise)
      let message =
        "the check of this stub takes more than \(Seconds.text(seconds)) s; a 'timeout' in the check would give it more"
      failure = Self.failure(.timeout(seconds: seconds), message, atCell: exercise.stub, in: notebook)
    default:
      let message = "this stub could not be tried: there are too many processes, or too little memory"
      failure = Self.failure(.stubUntried, message, atCell: exercise.stub, in: notebook)
    }
  }

  private static func failure(
    _ kind: Failure.Kind, _ message: String, atCell cell: Int, in notebook: Notebook
  )
    -> Failure
  {
    let place = notebook.start(ofCell: cell)
    let diagnostic = Diagnostic(.error, file: notebook.file, at: place, message)
    return Failure(kind: kind, message: message, diagnostics: [diagnostic])
  }
}

extension Notebook {
  /// The seconds that the trial of an exercise may take. It is short, because a stub ought to fail at once.
  func timeout(of exercise: Exercise) -> Double { cells[exercise.check].options.timeout ?? 10 }

  func isTrial(_ item: ItemIndex) -> Bool { if case .trial = program[item] { true } else { false } }

  /// Whether an exercise is tried: not if the notebook's cells do not run.
  func isEvaluated(_ exercise: Exercise) -> Bool {
    [exercise.stub, exercise.check, exercise.solution].allSatisfy { cells[$0].options.eval != false }
  }
}

extension NotebookRun {
  /// The errors of a trial that doesn't compile, with a note that says what a trial consists of. Errors that the
  /// program has as well are left out: the stub didn't cause them.
  func ofTrial(_ found: [Diagnostic], _ index: Int, besides others: [CompilerDiagnostic]) -> [Diagnostic] {
    let exercise = notebook.exercises[index]
    let check = notebook.program.firstIndex(of: .cell(exercise.check))
    if others.contains(where: { $0.item == check && $0.isError }) { return [] }
    let own = found.filter { found in !others.contains { $0.diagnostic == found } }
    guard own.contains(where: { $0.severity == .error }) else { return [] }
    let place = notebook.start(ofCell: exercise.stub)
    return own + [
      Diagnostic(
        .note, file: notebook.file, at: place,
        "this stub is compiled inside of a 'do' block, with its check and the names of the cells above")
    ]
  }
}
