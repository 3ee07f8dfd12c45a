import Execution
import Testing

@Suite struct WatchedTimeTests {
  @Test func `time counts while somebody watches, and not while the machine sleeps`() {
    let start = ContinuousClock.now
    var time = WatchedTime(limit: 2, from: start)
    // Closed for an hour after the first moment, then opened.
    let moments = [0.5, 3600, 3600.4, 3601.3].map { start + .seconds($0) }
    #expect(moments.map { time.isOver(at: $0) } == [false, false, false, true])
  }
}
