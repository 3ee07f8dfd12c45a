import Execution
import Foundation
import Notebooks
import Reports
import Synchronization

/// Shows the progress of a build: a line for each finished chapter, and in a terminal one below for the running ones.
final class BuildProgress: Sendable {
  private struct State {
    var done = 0
    /// The running chapters, by index.
    var running: [Int: String] = [:]
    var hasLine = false
  }

  private let chapters: [BookReport.Chapter]
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(of chapters: [BookReport.Chapter], isQuiet: Bool) {
    self.chapters = chapters
    self.isQuiet = isQuiet
  }

  func note(_ chapter: Int, _ event: Runner.Event) {
    let cells = chapters[chapter].notebook.cells.count
    let what =
      switch event {
      case .buildingPackages: "building packages"
      case .compiling: "compiling"
      case .cell(let index): "cell \(index + 1) of \(cells)"
      }
    state.withLock { state in
      state.running[chapter] = "\(name(of: chapter)) \(what)"
      show(&state)
    }
  }

  /// Reports a finished chapter: what is wrong with it, and its result.
  func finish(_ chapter: Int, isGood: Bool, _ messages: [String], _ outcome: String) {
    state.withLock { state in
      clear(&state)
      state.done += 1
      state.running[chapter] = nil
      messages.forEach { Terminal.print($0) }
      if !isQuiet {
        let mark = isGood ? "✓" : "✗"
        let count = "\(state.done)/\(chapters.count)"
        Terminal.print(
          "\(mark) \(count) \(name(of: chapter))\(outcome.isEmpty ? "" : ": \(outcome)") (\(elapsed))")
      }
      show(&state)
    }
  }

  func clear() { state.withLock { clear(&$0) } }

  /// The build's last line.
  func close(_ text: String) {
    clear()
    if !isQuiet { Terminal.print("\(text) (\(elapsed))") }
  }

  /// The chapter's file with its folder in the book.
  private func name(of chapter: Int) -> String {
    let file = chapters[chapter].notebook.file
    let folder = Path.folder(of: chapters[chapter].destination)
    return Path.joined(folder, Path.name(of: file))
  }

  private func clear(_ state: inout State) {
    if state.hasLine { Terminal.clear() }
    state.hasLine = false
  }

  private func show(_ state: inout State) {
    guard !isQuiet, Terminal.isInteractive, !state.running.isEmpty else { return }
    let width = 20
    let filled = chapters.isEmpty ? 0 : state.done * width / chapters.count
    let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
    let running = state.running.sorted { $0.key < $1.key }.map(\.value).joined(separator: " · ")
    Terminal.draw("\(bar) \(elapsed) \(running)")
    state.hasLine = true
  }

  private var elapsed: String {
    String(format: "%.1f s", (ContinuousClock.now - start) / .seconds(1))
  }
}
