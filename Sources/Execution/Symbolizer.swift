import Foundation

/// Finds the lines of a program for addresses in it.
struct Symbolizer {
  let toolchain: Toolchain
  /// The program as a library.
  let library: String
  /// The program that ends the symbolizer with this process.
  let keeper: String
  /// The time that is left to the notebook's tools. Each cell can have it called some twenty times.
  let budget: CompileBudget

  /// The seconds that it may take.
  private static let timeout = 60.0

  struct Frame {
    var function: String
    var file: String
    var line: Int
    var column: Int
  }

  /// The frames at the addresses, innermost first, including those of inlined functions. If the symbolizer fails, its
  /// problem is returned with the frames it found. Without a symbolizer there are no frames.
  func frames(at addresses: [UInt64]) throws(RunError) -> (frames: [Frame], problem: String?) {
    guard !addresses.isEmpty else { return ([], nil) }
    let places = addresses.map { "0x" + String($0, radix: 16) }
    let arguments = ["--obj=\(library)", "--inlines", "--functions=linkage"] + places
    do {
      let answer = try budget.run(within: ToolLimits(seconds: Symbolizer.timeout)) {
        (limits: ToolLimits, time: inout WatchedTime) throws(RunError) -> Subprocess.Output in
        try Subprocess.run(
          toolchain.symbolizer, arguments, as: "the symbolizer", limits: limits, within: &time,
          keptBy: keeper, isAside: false)
      }
      let frames = frames(in: String(decoding: answer.output, as: UTF8.self))
      return (frames, answer.code == 0 ? nil : answer.failure)
    } catch .system(_, ENOENT) {
      return ([], nil)
    } catch {
      if error == .interrupted { throw error }
      return ([], "\(error)")
    }
  }

  /// Each frame has two lines, its function and its place.
  private func frames(in text: String) -> [Frame] {
    let lines = text.split(separator: "\n")
    return stride(from: 0, to: lines.count - 1, by: 2).compactMap { index in
      let place = lines[index + 1].split(separator: ":")
      guard place.count >= 3, let line = Int(place[place.count - 2]), let column = Int(place[place.count - 1])
      else {
        return nil
      }
      let file = place.dropLast(2).joined(separator: ":")
      return Frame(function: String(lines[index]), file: file, line: line, column: column)
    }
  }
}
