import Foundation
import Notebooks

/// The results of earlier runs, kept in the user's cache, so that what has not changed need not run again.
///
/// A result is found by the hash of its key. It is used if the whole key is the same and the files that were read
/// still have the same content. A damaged entry is removed; a store that can't be written is not an error.
public struct ResultStore: Sendable {
  let folder: String
  /// The most bytes that all entries may have together. Beyond that, the least recently used ones are removed.
  var capacity = 512 << 20

  /// What is said where there is no store.
  public static let absence =
    "there is no cache that can be written, so notebooks are always run; XDG_CACHE_HOME names another folder"

  /// The store in the user's cache; `nil` if there is no cache that can be written.
  public init?() {
    guard let cache = UserCache.folder else { return nil }
    self.init(folder: cache + "/results")
  }

  public init?(folder: String) {
    let made: Void? = try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    guard made != nil, access(folder, W_OK | X_OK) == 0 else { return nil }
    self.folder = folder
  }

  /// The stored result of running the notebook, if it still holds.
  func result(_ key: ResultKey, of notebook: Notebook) -> (entry: StoredResult, result: RunResult)? {
    let path = path(of: key.digest)
    guard let entry = entry(path), entry.key == key, entry.holds(within: key.timeout),
      entry.changedFile == nil
    else { return nil }
    utimes(path, nil)
    remember(key, as: notebook)
    return entry.result(for: notebook).map { (entry, $0) }
  }

  /// - Parameter seconds: how long the run took; `nil` if only changed cells ran.
  func save(
    _ result: RunResult, _ key: ResultKey, _ accesses: Accesses, of notebook: Notebook, seconds: Double?
  ) {
    let entry = StoredResult(key, result, accesses, of: notebook, seconds: seconds)
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    guard let payload = try? encoder.encode(entry) else { return }
    let bytes = Array(payload)
    write(SHA256.hash(bytes) + bytes, to: path(of: key.digest))
    remember(key, as: notebook)
    makeRoom()
  }

  /// What is known of the notebook's last run, and whether its results still hold.
  public func state(of notebook: Notebook, with runner: Runner) -> StoredState {
    let key = ResultKey(notebook, runner)
    if let entry = entry(path(of: key.digest)), entry.key == key {
      return StoredState(entry, entry.reason(toRun: notebook, within: key.timeout))
    }
    // The last run with the same parameters tells more than one with others.
    let before = [latest(notebook, key.parameters), latest(notebook)].lazy.compactMap { file in
      FileManager.default.contents(atPath: file)
        .flatMap { self.entry(self.path(of: String(decoding: $0, as: UTF8.self))) }
    }.first
    guard let before else { return StoredState(nil, "no result of this notebook is stored") }
    return StoredState(before, key.difference(from: before.key) ?? "the stored result cannot be read")
  }

  /// What was kept about a thing that was made from results; `nil` if nothing was.
  public func note(about name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path(ofNote: name)).map { Array($0) }
  }

  /// Keeps a note about a thing that was made from results, in place of an earlier one.
  public func keep(_ note: [UInt8], about name: String) { write(note, to: path(ofNote: name)) }

  /// A name of the result under a key, with the time that its cells may take, that no other result has; `nil` if there is
  /// none.
  func name(of key: ResultKey) -> String? {
    let digest = key.digest
    guard let file = FileHandle(forReadingAtPath: path(of: digest)) else { return nil }
    defer { try? file.close() }
    return (try? file.read(upToCount: 32)).map { "\(digest)\($0.hexadecimal) \(key.timeout)" }
  }

  /// Removes all entries and returns the number of bytes that they had. A link to the store stays, and so do other
  /// programs' files in it.
  public func clean() throws -> Int {
    var size = 0
    for entry in entries() {
      try FileManager.default.removeItem(atPath: entry.path)
      size += entry.size
    }
    rmdir(folder)
    return size
  }

  // MARK: Files

  private func path(of digest: String) -> String { "\(folder)/\(digest.prefix(64))" }

  private func path(ofNote name: String) -> String {
    "\(folder)/note-\(SHA256.digits(Array(name.utf8)))"
  }

  private func remember(_ key: ResultKey, as notebook: Notebook) {
    for file in [latest(notebook), latest(notebook, key.parameters)] {
      write(Array(key.digest.utf8), to: file)
    }
  }

  /// The file that names the newest entry of a notebook, or of one with these parameters.
  private func latest(_ notebook: Notebook, _ parameters: [String] = []) -> String {
    let path = URL(fileURLWithPath: notebook.file).standardizedFileURL.path
    return "\(folder)/latest-\(SHA256.digits(Array(([path] + parameters).joined(separator: "\n").utf8)))"
  }

  private func entry(_ path: String) -> StoredResult? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let payload = data.dropFirst(32)
    guard Array(data.prefix(32)) == SHA256.hash(Array(payload)),
      let entry = try? PropertyListDecoder().decode(StoredResult.self, from: payload)
    else {
      unlink(path)
      return nil
    }
    return entry
  }

  /// The file is complete or not there at all, whatever happens in between. What a failure of power does to it, its hash shows.
  private func write(_ bytes: [UInt8], to path: String) {
    try? FileRenewal.renew(path, with: bytes, like: nil, .quick)
  }

  private func entries() -> [(path: String, size: Int, used: Int)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      var status = stat()
      guard ResultStore.isOwn(name), lstat("\(folder)/\(name)", &status) == 0 else { return nil }
      return ("\(folder)/\(name)", Int(status.st_size), status.st_mtim.tv_sec)
    }
  }

  /// Whether a file's name is one that entries have, or their files before they are complete.
  private static func isOwn(_ name: String) -> Bool {
    let kind = ["latest-", "note-"].first { name.hasPrefix($0) }
    let digest = name.dropFirst(kind?.utf8.count ?? 0)
    return name.hasPrefix(".") || digest.utf8.count == 64 && digest.allSatisfy(\.isHexDigit)
  }

  private func makeRoom() {
    var entries = entries().sorted { $0.used < $1.used }[...]
    var size = entries.reduce(0) { $0 + $1.size }
    while size > capacity, let oldest = entries.popFirst() {
      unlink(oldest.path)
      size -= oldest.size
    }
  }
}
