import Notebooks

extension CellOptions.ErrorPolicy {
  /// The status of a cell with this policy that has failed.
  func status(of failure: Failure, at location: SourceLocation, in file: String) -> CellResult.Status {
    switch self {
    case .forbidden: return .failed(failure)
    case .allowed: return .failedAsAllowed(failure)
    case .demanded(let text):
      if failure.message.contains(text) || failure.diagnostics.contains(where: { $0.message.contains(text) })
      {
        return .failedAsAllowed(failure)
      }
      let message = "the cell should fail with \"\(text)\", but it failed with: \(failure.message)"
      let diagnostic = Diagnostic(.error, file: file, at: location, message)
      return .failed(
        Failure(kind: .missingFailure, message: message, diagnostics: [diagnostic] + failure.diagnostics))
    }
  }
}
