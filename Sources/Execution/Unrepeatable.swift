import CPlatform
import Notebooks

/// Warns about code whose values can differ between runs: unseeded random numbers, the clock, arguments and
/// the environment.
struct Unrepeatable {
  let index: NameIndex
  let places: ProgramPlaces

  /// A warning at each use, in the order of the index.
  func diagnostics(file: String) -> [CompilerDiagnostic] {
    var result: [CompilerDiagnostic] = []
    var previous: NameIndex.Occurrence?
    for found in index.occurrences where found.has(LECTERN_REFERS) && !found.isAccessor {
      // An initializer comes right after its type, at the same place.
      let isMade = found.isKind(LECTERN_INITIALIZER) && previous.map { found.isAtPlace(of: $0) } == true
      let name = isMade ? previous?.shortName ?? found.shortName : found.shortName
      previous = found
      guard let reason = Unrepeatable.reason(found), let position = places.position(of: found),
        let location = places.location(atOffset: position.offset)
      else { continue }
      let diagnostic = Diagnostic(.warning, file: file, at: location, "'\(name)' \(reason)")
      if result.last?.diagnostic.location != location {
        result.append(
          CompilerDiagnostic(item: position.item, diagnostic: diagnostic, isUnrepeatable: true))
      }
    }
    return result
  }

  private static let randomness =
    "draws from an unseeded generator, so it differs in each run: pass 'using: &rng', with 'var rng = "
    + "SplitMix64(seed: 1)'"
  private static let clock = "reads the clock, so it differs in each run"
  private static let identity = "differs in each run"
  private static let address = "is the address of memory, so it differs in each run"
  private static let process =
    "depends on how and where the notebook is run: use a parameter of the front matter instead"

  private static func reason(_ found: NameIndex.Occurrence) -> String? {
    if found.usr.hasPrefix("c:@F@") { return cFunctions[found.usr.dropFirst(5).prefix { $0 != "#" }.string] }
    if isOfStandardLibrary(found.usr) && unseeded.contains(found.name) { return randomness }
    if isAddressAsNumber(found.usr) { return address }
    return symbols.first { found.usr.hasPrefix($0.usr) }?.reason
  }

  /// Mangled names of the standard library's types and extensions have no module name, which would begin with
  /// a digit.
  private static func isOfStandardLibrary(_ usr: String) -> Bool {
    guard usr.hasPrefix("s:S") || usr.hasPrefix("s:s") else { return false }
    return !usr.contains { $0 == "E" } || usr.contains("sE") || usr.contains("rlE") || usr.contains("PsE")
  }

  /// Whether it makes a number of an object's or a pointer's address. Their hash values are such numbers too, but the
  /// compiler makes them itself, and has no use of them in its index.
  private static func isAddressAsNumber(_ usr: String) -> Bool {
    ["s:Si10bitPattern", "s:Su10bitPattern"].contains { usr.hasPrefix($0) }
      && ["SO_tcfc", "_PointerRzlufc", "OpaquePointerVSg_tcfc"].contains { usr.hasSuffix($0) }
  }

  private static let unseeded: Set<String> = [
    "random()", "random(in:)", "shuffle()", "shuffled()", "randomElement()", "SystemRandomNumberGenerator",
  ]

  private static let cFunctions = [
    "arc4random": randomness, "arc4random_uniform": randomness, "arc4random_buf": randomness,
    "getrandom": randomness, "getentropy": randomness,
    "time": clock, "clock": clock, "clock_gettime": clock, "gettimeofday": clock, "times": clock,
    "timespec_get": clock, "getrusage": clock, "ftime": clock, "mkstemp": identity, "mkdtemp": identity,
    "getpid": identity, "getppid": identity, "pthread_self": identity, "getlogin": process, "uname": process,
    "getenv": process, "secure_getenv": process,
    "gethostname": process, "getcwd": process,
  ]

  private static let symbols: [(usr: String, reason: String)] =
    [
      "s:20FoundationEssentials4DateVACycfc", "s:20FoundationEssentials4DateV3now",
      "s:20FoundationEssentials4DateV20timeIntervalSinceNow", "s:10Foundation6NSDateCACycfc",
      "s:20FoundationEssentials4DateV026timeIntervalSinceReferenceC0SdvpZ",
      "s:12_Concurrency15ContinuousClockV3now", "s:12_Concurrency15SuspendingClockV3now",
      "s:12_Concurrency15ContinuousClockV7InstantV3now", "s:12_Concurrency15SuspendingClockV7InstantV3now",
      "s:12_Concurrency5ClockPAAE7measure", "s:8Dispatch0A4TimeV3now", "s:8Dispatch0A8WallTimeV3now",
      "s:20FoundationEssentials11ProcessInfoC12systemUptime", "s:10Foundation24CFAbsoluteTimeGetCurrent",
    ].map { ($0, clock) }
    + [
      "s:20FoundationEssentials4UUIDVACycfc", "s:10Foundation6NSUUIDCACycfc",
      "s:20FoundationEssentials11ProcessInfoC17processIdentifier",
      "s:20FoundationEssentials11ProcessInfoC20globallyUniqueString", "s:10Foundation6ThreadC7current",
    ].map { ($0, identity) }
    + [
      "s:s11CommandLineO9arguments", "s:s11CommandLineO4argc", "s:s11CommandLineO10unsafeArgv",
      "s:20FoundationEssentials11ProcessInfoC9arguments",
      "s:20FoundationEssentials11ProcessInfoC11environment",
      "s:20FoundationEssentials11FileManagerC20currentDirectoryPath",
      "s:20FoundationEssentials11ProcessInfoC8hostName", "s:10Foundation4HostC7current",
      "s:20FoundationEssentials11ProcessInfoC8userName",
      "s:20FoundationEssentials11ProcessInfoC12fullUserName",
      "s:20FoundationEssentials11ProcessInfoC22operatingSystemVersion",
      "s:20FoundationEssentials11ProcessInfoC28operatingSystemVersionString",
      "s:20FoundationEssentials11ProcessInfoC14physicalMemory",
      "s:20FoundationEssentials11FileManagerC27homeDirectoryForCurrentUser",
      "s:20FoundationEssentials3URLV13homeDirectory", "s:20FoundationEssentials3URLV16currentDirectory",
      "s:10Foundation10NSUserName", "s:10Foundation14NSFullUserName", "s:10Foundation15NSHomeDirectory",
    ].map { ($0, process) }
}

extension Substring {
  fileprivate var string: String { String(self) }
}
