internal import Platform

/// A progress bar of training on standard error, shown only on a terminal.
package struct Progress {
  private let epochs: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private var width = 0

  init(epochs: Int) {
    self.epochs = epochs
  }

  mutating func show(_ epoch: History.Epoch) {
    guard isShown else { return }
    let line = Self.line(epoch, of: epochs)
    // Spaces overwrite the rest of a longer earlier line.
    let padding = String(repeating: " ", count: max(0, width - line.count))
    width = line.count
    StandardError.writeAtOnce("\r" + line + padding)
  }

  /// A bar and the last measurements: `[████████░░░░░░░░░░░░] epoch 4/10 · loss 0.25`.
  package static func line(_ epoch: History.Epoch, of epochs: Int) -> String {
    let filled = epochs > 0 ? barWidth * epoch.number / epochs : barWidth
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    var line = "[\(bar)] epoch \(epoch.number)/\(epochs) · loss \(epoch.loss)"
    if let metric = epoch.metric { line += " · metric \(metric)" }
    if let loss = epoch.validationLoss { line += " · validation loss \(loss)" }
    if let metric = epoch.validationMetric { line += " · validation metric \(metric)" }
    return line
  }

  private static let barWidth = 20

  func finish() {
    if isShown && width > 0 { StandardError.writeAtOnce("\n") }
  }
}
