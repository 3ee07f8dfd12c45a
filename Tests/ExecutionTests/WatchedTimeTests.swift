import Execution
import Testing

@Suite struct WatchedTimeTests {
  @Test func `time counts while somebody watches, and not while the machine sleeps`() {
    let start = ContinuousClock.now
    var time = WatchedTime(limit: 2, from: start)
    #expect(!time.isOver(at: start + .seconds(0.5)))
    // Closed for an hour, then opened.
    #expect(!time.isOver(at: start + .seconds(3600)))
    #expect(!time.isOver(at: start + .seconds(3600.4)))
    #expect(time.isOver(at: start + .seconds(3601.3)))
  }
}
