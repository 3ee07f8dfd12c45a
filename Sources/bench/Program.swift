import ArgumentParser
import BenchmarkModels
import Foundation

/// A program that measures one case and prints a line: `bench measure`, or the peers' script.
struct Program {
  let command: [String]

  /// This program. Each case gets its own process, so that none finds another's memory or threads.
  static let ours = Program(command: [Bundle.main.executablePath ?? CommandLine.arguments[0], "measure"])

  /// Runs it for a case.
  ///
  /// - Parameters:
  ///   - options: Further arguments.
  ///   - threads: The number of threads; by default one for each processor.
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
    help: "A peer to run: eager, compile, jax, numpy or pyarrow; all by default.")
  var peers: [String] = []

  @Option(help: "The seconds after which a program is ended.")
  var limit = 300

  /// The chosen peers that have cases of this mode.
  func names(for mode: CaseRow.Mode) -> [String] {
    let all = mode == .load ? ["numpy", "pyarrow"] : ["eager", "compile", "jax"]
    return peers.isEmpty ? all : all.filter(peers.contains)
  }

  func program(_ peer: String, of script: String) -> Program {
    Program(command: [python, script, "--peer", peer])
  }
}
