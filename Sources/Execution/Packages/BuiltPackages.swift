import Notebooks

/// The packages that cells import from, built: one library, and what the compiler has to know of their modules.
struct BuiltPackages: Equatable, Sendable {
  /// The library that has them all.
  var library: String
  /// The folder of their modules and libraries, which cells load.
  var folder: String
  var arguments: [String]

  /// What the linker is told, so that each program and each segment loads the library.
  var linking: [String] { [library, "-rpath", folder] }
}

/// A runner that has built what the cells of a notebook import from.
struct PreparedRunner {
  var runner: Runner
  /// Why packages could not be built; nothing can run then.
  var errors: [Diagnostic] = []
}

extension Runner {
  /// Builds the packages of a notebook, unless they are built already.
  ///
  /// - Parameter onBuild: called if that takes a while.
  func prepared(for notebook: Notebook, onBuild: () -> Void = {}) throws(RunError) -> PreparedRunner {
    let packages = notebook.metadata.packages
    guard !packages.isEmpty, !notebook.program.isEmpty else { return PreparedRunner(runner: self) }
    guard let build = PackageBuild(packages, self) else {
      let problem = Diagnostic(
        .error, file: packages[0].file, at: packages[0].location,
        "packages are built in the user's cache, which can't be written or belongs to someone else; XDG_CACHE_HOME names another folder"
      )
      return PreparedRunner(runner: self, errors: [problem])
    }
    var prepared = PreparedRunner(runner: self)
    switch try build.complete(onBuild) {
    case .built(let built): prepared.runner.packages = built
    case .failed(let errors): prepared.errors = errors
    }
    return prepared
  }

  /// The files and folders of packages on this machine whose change changes what the cells of a notebook import.
  public func packageFiles(of notebook: Notebook) -> [String] {
    PackageBuild(notebook.metadata.packages, self)?.sources.flatMap(\.files) ?? []
  }
}
