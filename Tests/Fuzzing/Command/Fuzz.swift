import ArgumentParser
import Foundation
import FuzzTargets

/// Tries inputs that nobody has written, until one is read wrongly.
@main struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try the readers of files, messages and requests with changed inputs.",
    discussion: """
      Inputs are made of the targets' samples, words and corpus (Tests/Fuzzing/Corpus) by small changes; the same seed makes the \
      same inputs. An input that is read wrongly is written to the current folder. Where a target crashes or hangs, the last input is \
      in the file that the command has named at the beginning.

      Tests/Fuzzing/guided builds the same targets for libFuzzer, which follows the branches that inputs take.
      """)

  @Argument(parsing: .allUnrecognized, help: "The targets (default: all of them).")
  var targets: [String] = []

  @Option(help: "How long each target is tried.")
  var seconds = 10.0

  @Option(help: "The most inputs of each target.")
  var inputs = Int.max

  @Option(help: "The first seed.")
  var seed: UInt64 = UInt64(Date().timeIntervalSince1970)

  @Option(help: "Reads this file instead, as an input of the one target.")
  var replay: String?

  @Option(help: "Writes the samples of the one target into this folder instead.")
  var samples: String?

  @Flag(help: "List the targets.")
  var list = false

  func run() throws {
    if list { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
    if let samples { return try write(samplesTo: samples) }
    #if GUIDED
      return Guided.run(try Self.target(targets[0]), Array(targets.dropFirst()))
    #else
      try attempt()
    #endif
  }

  private var chosen: [FuzzTarget] {
    get throws { try targets.isEmpty ? FuzzTarget.all : targets.map(Self.target) }
  }

  private func write(samplesTo folder: String) throws {
    for (number, sample) in try chosen.flatMap(\.seeds).enumerated() {
      try Data(sample).write(to: URL(filePath: folder).appending(path: "sample-\(number)"))
    }
  }

  private func attempt() throws {
    let chosen = try chosen
    if let replay {
      let input = try Array(Data(contentsOf: URL(filePath: replay)))
      for target in chosen { try target.read(input) }
      return
    }
    var findings = 0
    for target in chosen where !attempt(target) { findings += 1 }
    if findings > 0 { throw ExitCode.failure }
  }

  private static func target(_ name: String) throws -> FuzzTarget {
    guard let target = FuzzTarget.named(name) else { throw ValidationError("there is no target '\(name)'") }
    return target
  }

  /// - Returns: whether all inputs were read rightly.
  private func attempt(_ target: FuzzTarget) -> Bool {
    let last = FileManager.default.temporaryDirectory.appending(
      path: "lectern-fuzz-\(target.name)-\(getpid())")
    defer { try? FileManager.default.removeItem(at: last) }
    let note = LastInput(last.path)
    var fuzzer = Fuzzer(target, corpus: Corpus.inputs(of: target), seed: seed)
    print("\(target.name): seed \(seed), last input in \(last.path)")
    let begin = ContinuousClock.now
    var (count, slowest) = (0, Duration.zero)
    while count < inputs, ContinuousClock.now - begin < .seconds(seconds) {
      let input = fuzzer.next()
      note.keep(input)
      count += 1
      let start = ContinuousClock.now
      do throws(Finding) {
        try target.read(input)
      } catch {
        let file = "finding-\(target.name)-\(seed)-\(count)"
        try? Data(input).write(to: URL(filePath: file))
        print("FAIL: \(target.name): \(error); the input is in \(file)")
        return false
      }
      slowest = max(slowest, ContinuousClock.now - start)
    }
    let rate = Double(count) / max(0.001, (ContinuousClock.now - begin) / .seconds(1))
    print(
      "\(target.name): \(count) inputs, \(Int(rate)) a second, the slowest \(slowest / .milliseconds(1)) ms")
    return true
  }
}

/// The input that is being read, in a file that survives a crash.
private final class LastInput {
  private let memory: UnsafeMutableRawPointer?
  private static let size = 1 << 16

  init(_ path: String) {
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    ftruncate(file, off_t(Self.size))
    let mapped = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    memory = mapped == MAP_FAILED ? nil : mapped
    close(file)
  }

  /// - Parameter input: is followed by zeros up to the file's end, after its length in eight bytes.
  func keep(_ input: [UInt8]) {
    guard let memory, input.count <= Self.size - 8 else { return }
    memory.storeBytes(of: UInt64(input.count).littleEndian, as: UInt64.self)
    input.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { (memory + 8).copyMemory(from: start, byteCount: bytes.count) }
    }
  }
}
