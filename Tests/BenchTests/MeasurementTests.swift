import BenchmarkModels
import Testing

import bench

struct MeasurementTests {
  @Test func `a program's line is read`() {
    let text = "a warning\nmine             eager    us=46.80 weights=9472 first=2.31 last=1.98\n"
    let expected = Measurement.Numbers(time: 46.8, weights: 9472, losses: [2.31, 1.98])
    #expect(Measurement(text, name: "mine") == .numbers(expected))
    #expect(Measurement("mine ours bytes=1024 tensors=512", name: "mine").numbers?.bytes == 1024)
    #expect(Measurement("mine compile absent", name: "mine") == .absent)
    #expect(Measurement("mine jax failed: no room", name: "mine") == .failed("no room"))
  }

  @Test(arguments: [
    ("", "it printed nothing"), ("\n \n", "it printed nothing"),
    ("another eager us=1\n", "another eager us=1"),
    ("Traceback:\n  line 1\nImportError: no torch\n\n", "ImportError: no torch"),
  ])
  func `a program that prints nothing about the case has failed`(text: String, reason: String) {
    #expect(Measurement(text, name: "mine") == .failed(reason))
  }

  @Test func `a step gains by more threads what is in jobs, less what each job costs`() throws {
    let line = "mine ours us=100 work=90 span=30 jobs=4"
    let step = try #require(Measurement(line, name: "mine").numbers.flatMap(SharedStep.init))
    #expect(step.serial == 10)
    #expect(step.speedUp(handover: 0) == 2.5)
    #expect(step.speedUp(handover: 2.5e-6) == 2)
    #expect(Measurement("mine ours us=100", name: "mine").numbers.flatMap(SharedStep.init) == nil)
  }

  @Test func `an outcome compares the mean of our times with the fastest peer`() throws {
    let outcome = AgainstOutcome(
      row: try CaseRow("mine dense train odd batch=7 widths=5-2"), floor: 10,
      ours: [Self.time(40), Self.time(60)],
      peers: [("eager", Self.time(300)), ("jax", Self.time(100)), ("compile", .failed("no compiler"))])
    #expect(outcome.ratio == 2)
    #expect(outcome.verdict == .twice)
    #expect(outcome.columns == ["50.0", "300.0", "100.0", "–", "2.0", "10.0", "20 %", "twice"])
    #expect(outcome.notes == ["compile failed: no compiler"])
  }

  @Test func `a case that fails here is no success`() throws {
    let outcome = AgainstOutcome(
      row: try CaseRow("mine dense train odd batch=7 widths=5-2"), floor: 10,
      ours: [Self.time(40), .failed("it ended by signal 4")], peers: [("eager", Self.time(300))])
    #expect(outcome.verdict == nil)
    #expect(outcome.columns == ["–", "300.0", "–", "10.0", "–", "–"])
    var summary = AgainstSummary()
    summary.add(outcome)
    #expect("\(summary)".contains("below it: 0 of 1\n  not compared: mine"))
  }

  @Test func `another model and a loss that did not fall are reported`() throws {
    var (ours, peer) = (Measurement.Numbers(), Measurement.Numbers())
    (ours.time, ours.weights, ours.losses) = (1, 10, [2, 1])
    (peer.time, peer.weights, peer.losses) = (3, 11, [2, 2])
    let outcome = AgainstOutcome(
      row: try CaseRow("mine dense train odd batch=7 widths=5-2"), floor: 10, ours: [.numbers(ours)],
      peers: [("jax", .numbers(peer))])
    #expect(
      outcome.notes == [
        "jax has a model of another size: 11 weights, while ours has 10",
        "the loss of jax did not fall: 2.0 to 2.0",
      ])
  }

  @Test func `the summary has a mean for each kind of case`() throws {
    var summary = AgainstSummary()
    for (mode, times) in [("train", [100.0, 400]), ("infer", [50, 110])] {
      for time in times {
        let row = try CaseRow("\(mode)-\(Int(time)) dense \(mode) odd batch=7 widths=5-2")
        summary.add(
          AgainstOutcome(row: row, floor: 1, ours: [Self.time(100)], peers: [("jax", Self.time(time))]))
      }
    }
    #expect(
      "\(summary)" == """
        the fastest peer's time over ours, as the geometric mean:
          training: 2.0, at least 1.0, of 2 cases
          inference: 0.74, at least 0.5, of 2 cases
        twice as fast, or at 75 % of the floor where twice is below it: 1 of 4
          short: train-100, infer-110
          slower: infer-50
        """)
  }

  private static func time(_ microseconds: Double) -> Measurement {
    .numbers(Measurement.Numbers(time: microseconds))
  }
}
