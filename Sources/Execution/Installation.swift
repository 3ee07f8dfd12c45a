import Foundation

/// The files built together with the runner: the host, and the library and modules that cells are compiled with.
public struct Installation: Sendable {
  let host: String
  /// What cells may call, as a dynamic library.
  let library: String
  /// The folder of the Swift modules.
  let modules: String
  /// The module maps of the C modules that the Swift modules import.
  let moduleMaps: [String]

  /// The files next to the running executable.
  ///
  /// - Throws: ``RunError/missingPart(_:)`` naming what is missing.
  public init() throws(RunError) {
    let executable = URL(fileURLWithPath: CommandLine.executable)
    try self.init(folder: executable.deletingLastPathComponent().path)
  }

  public init(folder: String) throws(RunError) {
    host = folder + "/lectern-host"
    library = folder + "/libLecternCells.so"
    modules = folder + "/Modules"
    for part in [host, library, modules + "/CellSupport.swiftmodule"]
    where !FileManager.default.fileExists(atPath: part) {
      throw .missingPart(part)
    }
    moduleMaps = ["CKernels", "CPlatform"].map { "\(folder)/\($0).build/module.modulemap" }
      .filter { FileManager.default.fileExists(atPath: $0) }
  }
}
