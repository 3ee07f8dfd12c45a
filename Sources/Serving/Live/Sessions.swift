import Execution

/// The sessions of the notebooks whose pages are shown. Each holds processes and their memory, so there are few.
struct Sessions {
  private static let most = 3
  /// By address, the one that was used last at the end.
  private var all: [(address: String, session: SegmentSession)] = []

  /// The session of a page; begins one if there is none.
  mutating func session(of address: String) -> SegmentSession {
    let known = all.firstIndex { $0.address == address }.map { all.remove(at: $0).session }
    let session = known ?? SegmentSession()
    all.append((address, session))
    // One that is running is ended when its run is over and another one takes its place.
    if all.count > Self.most, all[0].session.end() { all.removeFirst() }
    return session
  }

  mutating func endAll() {
    for (_, session) in all { session.end() }
    all = []
  }
}
