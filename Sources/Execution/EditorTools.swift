import Foundation

/// What the compiler's language server needs to read the code of cells.
public struct EditorTools: Sendable {
  /// `sourcekit-lsp`, which comes with the compiler; `nil` where the toolchain doesn't have it.
  public let languageServer: String?
  /// `lectern-host`.
  public let keeper: String
  private let compiler: String
  private let options: [String]

  public init(toolchain: Toolchain, installation: Installation) {
    let server = toolchain.binary("sourcekit-lsp")
    languageServer = FileManager.default.isExecutableFile(atPath: server) ? server : nil
    keeper = installation.host
    compiler = toolchain.binary("swiftc")
    options =
      ["-module-name", "notebook", "-swift-version", "5", "-I", installation.modules]
      + installation.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
      // The cells are one file when they run, so a `private` name is seen by all of them.
      + ["-Xfrontend", "-disable-access-control"]
  }

  /// The command that compiles a notebook's code when it is given to the compiler as these files.
  public func command(files: [String]) -> [String] { [compiler] + options + files }
}
