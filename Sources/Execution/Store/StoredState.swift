import Foundation

/// What the store knows of a notebook's last run.
public struct StoredState: Sendable {
  /// Why the notebook would be run now, as a sentence; `nil` if the results of the last run hold.
  public let reason: String?
  /// Whether a run is stored, whose results may hold or not.
  public let isStored: Bool
  /// When the last run ended; `nil` if none is stored.
  public let ended: Date?
  /// How many seconds it took, with compiling; `nil` if none is stored, or if only changed cells ran.
  public let seconds: Double?

  init(_ entry: StoredResult?, _ reason: String?) {
    (self.reason, isStored) = (reason, entry != nil)
    (ended, seconds) = (entry?.ended, entry?.seconds)
  }
}
