import Foundation

/// The parts of a Swift toolchain that compile and link a notebook's program.
public struct Toolchain: Sendable {
  let frontend: String
  let linker: String
  /// Resolves and builds packages.
  var packageManager: String { binary("swift-package") }
  /// The folder of its programs.
  let binaries: String
  /// Finds lines for addresses; without it a trap's line isn't known.
  let symbolizer: String
  /// Reads the index of names that the compiler writes.
  let index: String
  /// Registers the program's types and conformances with the runtime.
  let startObject: String
  /// The folder of the libraries that cells load.
  let libraries: String
  /// The folder of the macros that come with Swift, such as `@Observable`.
  var macros: String { libraries + "/swift/host/plugins" }

  /// The toolchain of the first `swiftc` on the PATH.
  ///
  /// - Throws: ``RunError/missingTool(_:)`` naming what is missing.
  public init() throws(RunError) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let found = path.split(separator: ":").lazy.map { "\($0)/swiftc" }.first(where: Toolchain.isExecutable)
    guard let found else { throw .missingTool("swiftc") }
    let resolved = URL(fileURLWithPath: found).resolvingSymlinksInPath().deletingLastPathComponent().path
    let holdsFrontend = Toolchain.isExecutable(resolved + "/swift-frontend")
    // A version manager's `swiftc` is outside the toolchain that it starts, so it is asked for that toolchain.
    try self.init(binaries: holdsFrontend ? resolved : Toolchain.binaries(behind: found))
  }

  private init(binaries: String) throws(RunError) {
    self.binaries = binaries
    frontend = binaries + "/swift-frontend"
    libraries = URL(fileURLWithPath: binaries + "/../lib").standardizedFileURL.path
    linker = binaries + "/ld.lld"
    symbolizer = binaries + "/llvm-symbolizer"
    #if os(macOS)
      index = binaries + "/../lib/libIndexStore.dylib"
    #else
      index = binaries + "/../lib/libIndexStore.so"
    #endif
    startObject = binaries + "/../lib/swift/linux/\(Toolchain.architecture)/swiftrt.o"
    for tool in [frontend, linker] where !Toolchain.isExecutable(tool) { throw .missingTool(tool) }
    guard FileManager.default.fileExists(atPath: startObject) else { throw .missingTool(startObject) }
  }

  /// The folder of the toolchain that a `swiftc` belongs to.
  private static func binaries(behind compiler: String) throws(RunError) -> String {
    struct Information: Decodable {
      struct Paths: Decodable { var runtimeResourcePath: String }
      var paths: Paths
    }
    let answer = try Subprocess.run(
      compiler, ["-print-target-info"], as: "swiftc -print-target-info",
      limits: ToolLimits(seconds: 60, memory: nil))
    guard let information = try? JSONDecoder().decode(Information.self, from: Data(answer.output)) else {
      throw .missingTool("swift-frontend")
    }
    return information.paths.runtimeResourcePath + "/../../bin"
  }

  func binary(_ name: String) -> String { "\(binaries)/\(name)" }

  private static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  private static var architecture: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }
}
