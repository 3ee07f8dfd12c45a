import Foundation
import Notebooks

/// What the compiler's language server needs to read the code of cells.
public struct EditorTools: Sendable {
  /// `sourcekit-lsp`, which comes with the compiler; `nil` where the toolchain doesn't have it.
  public let languageServer: String?
  /// `lectern-host`.
  public let keeper: String
  private let compiler: String
  private let options: [String]
  private let runner: Runner

  public init(toolchain: Toolchain, installation: Installation) {
    runner = Runner(toolchain: toolchain, installation: installation)
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
  ///
  /// - Parameter packages: the arguments of ``Packages``.
  public func command(files: [String], packages: [String] = []) -> [String] {
    [compiler] + packages + options + files
  }

  /// What is known of the packages that a notebook's cells import from.
  public struct Packages: Equatable, Sendable {
    /// What the compiler has to know of their modules, as they were built last.
    public var arguments: [String] = []
    /// Says what the author has to do because they aren't built, or not as they are now.
    public var hint: Diagnostic?
  }

  /// Looks in the user's cache for a notebook's packages. Nothing is built: that runs code of theirs.
  public func packages(of notebook: Notebook) -> Packages {
    guard let build = PackageBuild(notebook.metadata.packages, runner) else { return Packages() }
    return Packages(arguments: build.lastArguments ?? [], hint: build.hint)
  }
}
