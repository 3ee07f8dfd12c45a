/// What a book asks for its cells, as `book.yml` says it:
///
///     allow-read: [../data, /srv/corpora]
///     allow-write: ../results
///     allow-net: true
///     allow-packages: true
///     timeout: 300
///     memory: 16G
///     max-output: 8M
///     max-page: 128M
///
/// A book may be a stranger's, so what it asks for isn't what it gets: that is up to the user.
public struct BookRequest: Sendable {
  /// A file or folder, relative to the list's folder.
  public struct Place: Sendable {
    public var path: String
    public var location: SourceLocation
  }

  /// What cells shall also read.
  public var readable: [Place] = []
  /// What they shall also change.
  public var writable: [Place] = []
  public var hasNetwork = false
  /// Whether packages are to be built, whose manifests and plugins run outside of the cells' cage.
  public var buildsPackages = false
  /// The seconds that a cell may take.
  public var timeout: Double?
  /// The bytes of memory that the cells may take.
  public var memory: Int?
  /// The bytes that a cell may print.
  public var output: Int?
  /// The bytes of what a cell may show.
  public var displays: Int?

  public init() {}
}

/// Reads what a book asks for.
struct BookRequestReader {
  static let keys = [
    "allow-read", "allow-write", "allow-net", "allow-packages", "timeout", "memory", "max-output", "max-page",
  ]

  let diagnostics: Diagnostics

  func read(_ entry: YAMLValue.Entry, into request: inout BookRequest) {
    switch entry.key {
    case "allow-read": request.readable = places(entry)
    case "allow-write": request.writable = places(entry)
    case "allow-net": request.hasNetwork = truth(entry) ?? false
    case "allow-packages": request.buildsPackages = truth(entry) ?? false
    case "timeout": request.timeout = seconds(entry)
    case "memory": request.memory = bytes(entry)
    case "max-output": request.output = bytes(entry)
    default: request.displays = bytes(entry)
    }
  }

  private func places(_ entry: YAMLValue.Entry) -> [BookRequest.Place] {
    let values = if case .sequence(let values) = entry.value.kind { values } else { [entry.value] }
    return values.compactMap { value in
      guard let path = value.text, !value.isNull, !path.isEmpty else {
        report("must name files or folders", entry.key, value)
        return nil
      }
      return BookRequest.Place(path: path, location: value.location)
    }
  }

  private func truth(_ entry: YAMLValue.Entry) -> Bool? {
    if let truth = entry.value.truth { return truth }
    report("must be true or false", entry.key, entry.value)
    return nil
  }

  private func seconds(_ entry: YAMLValue.Entry) -> Double? {
    if let number = entry.value.number, number > 0, number < 1e9 { return number }
    report("must be a positive number of seconds", entry.key, entry.value)
    return nil
  }

  private func bytes(_ entry: YAMLValue.Entry) -> Int? {
    if let bytes = entry.value.text.flatMap(ByteSize.bytes) { return bytes }
    report("must be a number of bytes, such as 4096, 512K, 4M or 2G", entry.key, entry.value)
    return nil
  }

  private func report(_ demand: String, _ key: String, _ value: YAMLValue) {
    diagnostics.error("'\(key)' \(demand), not \(value.kindName)", at: value.location)
  }
}
