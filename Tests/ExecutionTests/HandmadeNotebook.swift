import Displays
import Execution
import Foundation
import Notebooks

/// Notebooks made without the parser. The first cell's fence is on line 3, the others' two lines below the previous cell.
func notebook(_ codes: String..., options: [Int: CellOptions] = [:]) -> Notebook {
  notebook(codes, options: options)
}

func notebook(_ codes: [String], options: [Int: CellOptions] = [:]) -> Notebook {
  handmade(codes, file: NSTemporaryDirectory() + "/test.md", from: 3, options: options)
}

/// - Parameter first: the line of the first cell's fence.
func handmade(_ codes: [String], file: String, from first: Int, options: [Int: CellOptions] = [:]) -> Notebook
{
  var result = Notebook(file: file)
  var line = first
  for (index, code) in codes.enumerated() {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let code = lines.enumerated().map {
      Cell.Line(text: String($1), location: SourceLocation(line: line + 1 + $0, column: 1))
    }
    result.cells.append(
      Cell(
        lines: code, options: options[index] ?? CellOptions(), location: SourceLocation(line: line, column: 1)
      ))
    result.program.append(.cell(index))
    line += lines.count + 3
  }
  return result
}

extension CellOptions {
  static func allowing(_ policy: ErrorPolicy) -> CellOptions {
    var options = CellOptions()
    options.error = policy
    return options
  }
}

func run(
  _ notebook: Notebook, timeout: Double = 60, memory: Int = 2 << 30, cage: Cage? = Cage()
) throws -> RunResult {
  var runner = try Runner()
  runner.limits.timeout = timeout
  runner.limits.memory = memory
  runner.cage = cage
  return try runner.run(notebook)
}

extension CellResult {
  var printed: String {
    outputs.reduce(into: "") { if case .standardOutput(let text) = $1 { $0 += text } }
  }

  var shown: [Display] {
    outputs.compactMap { if case .display(let display) = $0 { display } else { nil } }
  }

  var texts: [String] {
    shown.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  var failure: Failure? {
    switch status {
    case .failed(let failure), .failedAsAllowed(let failure): failure
    default: nil
    }
  }

  /// The place in the failure's first diagnostic.
  var place: SourceLocation? { failure?.diagnostics.first?.location }

  var hasSucceeded: Bool { if case .succeeded = status { true } else { false } }
  var hasNotRun: Bool { if case .notRun = status { true } else { false } }
}
