import ArgumentParser
import Foundation

/// A program that measures one case and says so on a line: `bench measure`, or the peers' script.
struct Program {
  let command: [String]

  /// This program. A case in a process of its own finds no memory or threads that another has left.
  static let ours = Program(command: [Bundle.main.executablePath ?? CommandLine.arguments[0], "measure"])

  /// Runs it for a case.
  ///
  /// - Parameters:
  ///   - options: What else the command says.
  ///   - threads: How many threads may work; as many as there are processors where it is left out.
  func measure(_ row: CaseRow, _ options: [String], threads: Int? = nil) -> Measurement {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + ["--case", row.line] + options
    if let threads {
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["LECTERN_THREADS": "\(threads)", "OMP_NUM_THREADS": "\(threads)"]) { $1 }
    }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    do { try process.run() } catch { return .failed("\(error)") }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationReason == .uncaughtSignal {
      let signal = process.terminationStatus
      return .failed(signal == SIGALRM ? "it took too long" : "it ended by signal \(signal)")
    }
    return Measurement(text, name: row.name)
  }
}

/// How to run the peers.
struct PeerOptions: ParsableArguments {
  @Option(help: "The Python that has torch, jax, numpy and pyarrow installed.")
  var python = "python3"

  @Option(
    name: .customLong("peer"),
    help: "A peer to run: eager, compile, jax, numpy or pyarrow; all where left out.")
  var peers: [String] = []

  @Option(help: "After how many seconds a program is ended that has not measured its case.")
  var limit = 300

  /// The peers that have cases of this kind.
  func names(for mode: CaseRow.Mode) -> [String] {
    let all = mode == .load ? ["numpy", "pyarrow"] : ["eager", "compile", "jax"]
    return peers.isEmpty ? all : all.filter(peers.contains)
  }

  func program(_ peer: String, of script: String) -> Program {
    Program(command: [python, script, "--peer", peer])
  }
}
