import CPlatform
import Foundation
import Synchronization

/// The open connections, and which of them has to make room for a new one.
///
/// Whoever knows the server's address can connect, so connections of browsers that are let in must not depend on what others
/// do. Those that nobody has let in yet have a number of places of their own. When all are taken, the oldest that has said
/// nothing useful for a moment is ended; until there is one, new connections wait in the system's queue.
final class Connections: Sendable {
  private struct Stranger {
    var descriptor: Int32
    /// When its thread began to read; `nil` before that.
    var begin: ContinuousClock.Instant?
  }

  private struct State {
    /// In the order in which they were made.
    var strangers: [Stranger] = []
    var admitted: Set<Int32> = []
  }

  private let state = Mutex(State())
  private let most: Int
  private let mostStrangers: Int
  private let patience: Duration

  init(_ limits: HTTPLimits) {
    // Runs need files as well, and some systems allow a process only 256.
    let half = Int(clamping: lectern_most_files()) / 2
    most = min(limits.connections, half)
    mostStrangers = min(limits.strangers, half / 2)
    patience = .seconds(limits.patience)
  }

  /// Ends a connection if there is no place for another one.
  ///
  /// - Returns: whether there is a place now.
  func makeRoom() -> Bool {
    state.withLock { state in
      let isFull = state.strangers.count + state.admitted.count >= most
      guard isFull || state.strangers.count >= mostStrangers else { return true }
      let latest = ContinuousClock.now - patience
      // One whose thread has not come to read yet may be a browser's.
      let place = state.strangers.firstIndex { $0.begin.map { $0 < latest } ?? false }
      guard let place else { return false }
      // Its thread notices, and closes it.
      shutdown(state.strangers.remove(at: place).descriptor, Int32(SHUT_RDWR))
      return true
    }
  }

  func add(_ descriptor: Int32) {
    state.withLock { $0.strangers.append(Stranger(descriptor: descriptor)) }
  }

  /// The connection's thread begins to read.
  func begin(_ descriptor: Int32) {
    state.withLock { state in
      guard let place = state.strangers.firstIndex(where: { $0.descriptor == descriptor }) else { return }
      state.strangers[place].begin = .now
    }
  }

  /// A request of this connection was let in.
  func admit(_ descriptor: Int32) {
    state.withLock { state in
      guard let place = state.strangers.firstIndex(where: { $0.descriptor == descriptor }) else { return }
      state.strangers.remove(at: place)
      state.admitted.insert(descriptor)
    }
  }

  /// Closes the connection and frees its place.
  func remove(_ descriptor: Int32) {
    state.withLock { state in
      state.strangers.removeAll { $0.descriptor == descriptor }
      state.admitted.remove(descriptor)
      // Not later: a new connection may get the same number, and must not be ended in this one's place.
      close(descriptor)
    }
  }
}
