import Foundation
import TestSupport
import Testing

#if os(Linux) && arch(x86_64)
  /// Every kernel as a processor without AVX and as one with AVX2 runs it, compared with the clone that was chosen here.
  ///
  /// The clone is chosen when a program is loaded, so the kernels are compiled twice more, each time for one machine
  /// alone, into programs that call all of them and print the results: `Tests/Clones`.
  @Suite struct CloneTests {
    private struct Line {
      let kernel: String
      let numbers: [Double]
    }

    private static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()

    private static func output(of program: URL, _ arguments: [String] = []) throws -> String {
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && process.terminationReason == .exit, "\(program)")
      return text
    }

    private static func run(_ program: String) throws -> [Line] {
      try output(of: folder.appendingPathComponent(program)).split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return Line(
          kernel: words.first.map { String($0) } ?? "", numbers: words.dropFirst().compactMap { Double($0) })
      }
    }

    /// A processor with AVX-512 called address 0 for such a function: the loader chose before the clone had an address.
    @Test func `no table of addresses has a function that the loader chooses`() throws {
      let library = Self.folder.appendingPathComponent("libLecternCells.so").path
      let reader = URL(fileURLWithPath: "/usr/bin/env")
      let entries = try Self.output(of: reader, ["readelf", "-rW", library]).split(separator: "\n")
      #expect(entries.contains { $0.contains("R_X86_64_IRELATIVE") })
      #expect(entries.filter { $0.contains("R_X86_64_GLOB_DAT") && $0.contains("()") } == [])
    }

    /// The middle and the highest clones multiply and add with one rounding, the lowest with two.
    private func compare(_ lines: [Line], _ chosen: [Line]) {
      #expect(lines.count > 100 && lines.map(\.kernel) == chosen.map(\.kernel))
      for (line, wanted) in zip(lines, chosen) {
        #expect(line.numbers.count == wanted.numbers.count, "\(line.kernel)")
        for (index, (a, b)) in zip(line.numbers, wanted.numbers).enumerated()
        where a != b && !(a.isNaN && b.isNaN) && !((a - b).magnitude <= 1e-5 + 1e-5 * b.magnitude) {
          Issue.record("\(line.kernel)[\(index)] is \(a), by the chosen clone \(b)")
          break
        }
      }
    }

    @Test func `the lowest clones compute what the chosen ones compute`() throws {
      let (lowest, chosen) = (try Self.run("kernels-lowest"), try Self.run("kernels-chosen"))
      compare(lowest, chosen)
      // No other clone rounds like the lowest one, so these were not the chosen ones under another name.
      if Processor.hasAVX2 { #expect(zip(lowest, chosen).contains { $0.numbers != $1.numbers }) }
    }

    @Test(.enabled(if: Processor.hasAVX2, "this processor has no AVX2"))
    func `the clones for AVX2 compute what the chosen ones compute`() throws {
      compare(try Self.run("kernels-middle"), try Self.run("kernels-chosen"))
    }

    @Test func `every kernel is called`() throws {
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let headers = tests.deletingLastPathComponent().appending(path: "Sources/CKernels/include")
      func text(of folder: URL, _ ending: String) throws -> String {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == ending }.map {
          try String(contentsOf: $0, encoding: .utf8)
        }
        .joined()
      }
      let declared = try text(of: headers, "h").matches(of: /(?m)^[a-z_0-9 ]+\*?(ck_[a-z_0-9]+)\(/).map {
        String($0.1)
      }
      let called = Set(
        try text(of: tests.appending(path: "Clones/Exercise"), "c").matches(of: /ck_[a-z_0-9]+/).map {
          String($0.0)
        })
      // Functions of memory, threads and the choice of a library are not kernels.
      let others: Set = [
        "ck_thread", "ck_pool_acquire", "ck_pool_release", "ck_pool_clear", "ck_arena_bytes",
        "ck_thread_count",
        "ck_free_threads",
        "ck_parallel", "ck_together",
        "ck_parallel_rounds", "ck_begin_tally", "ck_end_tally",
        "ck_gemm_library", "ck_uses_library", "ck_parts_of",
      ]
      #expect(declared.count > 60)
      #expect(Set(declared).subtracting(others).subtracting(called).isEmpty)
    }
  }
#endif
