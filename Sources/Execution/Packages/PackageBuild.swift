import Foundation
import Notebooks

/// Builds packages once, in a folder of the user's cache that belongs to them, their versions and the compiler.
///
/// Swift's package manager does it, for a package of ours that has them as its dependencies. The versions that it has chosen
/// for what they depend on themselves stay in that folder.
struct PackageBuild {
  let packages: [PackageDependency]
  let folder: String
  private let runner: Runner

  enum Outcome {
    case built(BuiltPackages)
    case failed([Diagnostic])
  }

  /// - Returns: `nil` if the user has no cache.
  init?(_ packages: [PackageDependency], _ runner: Runner) {
    guard !packages.isEmpty, let root = PackageCache.folder else { return nil }
    (self.packages, self.runner) = (packages, runner)
    let identity = ResultKey.identity(of: [runner.toolchain.frontend, runner.toolchain.packageManager])
    let text = PackageManifest(packages: packages).text + identity
    folder = "\(root)/\(SHA256.digits(Array(text.utf8)).prefix(32))"
  }

  private var state: PackageState? { PackageState.read(stateFile) }
  private var stateFile: String { folder + "/state.json" }

  /// The packages on this machine, as far as they are known.
  var sources: [PackageSources] {
    state?.sources ?? localFolders.map { PackageSources(folder: $0, nil) }
  }

  private var localFolders: [String] {
    packages.compactMap { if case .folder(let path) = $0.source { path } else { nil } }
  }

  /// What a notebook's results depend on.
  var keyParts: [ResultKey.Part] {
    let sources = sources
    let own = packages.map { package in
      let local = sources.first { .folder($0.folder) == package.source }?.fingerprint ?? ""
      return ResultKey.Part(
        name: "the package '\(package.name)'", content: "\(package.source) \(package.products) \(local)")
    }
    let others = sources.filter { !localFolders.contains($0.folder) }
    let content = PackageManagerFiles.pins(folder) + PackageState.fingerprint(of: others)
    return own + [ResultKey.Part(name: "what packages depend on", content: content)]
  }

  // MARK: Building

  /// The packages as they are now.
  ///
  /// - Parameter onBuild: called if there is something to build.
  func complete(_ onBuild: () -> Void) throws(RunError) -> Outcome {
    let missing = packages.compactMap(\.absence)
    if missing.isEmpty {
      if runner.usesStored || !runner.buildsPackages, let built = current { return .built(built) }
      if runner.takesLastPackages, let last { return .built(last) }
    }
    guard runner.buildsPackages else { return .failed(missing.isEmpty ? [refusal] : missing) }
    guard missing.isEmpty else { return .failed(mistakes(besides: missing)) }
    try makeFolder()
    let lock = try PackageCache.Lock(folder)
    defer { lock.release() }
    // Another run may have built them in the meantime, or found that they don't build.
    if runner.usesStored, let built = current { return .built(built) }
    if let errors = runner.failedPackages?.errors(of: attempt) { return .failed(errors) }
    onBuild()
    let outcome = try build()
    // What was mended meanwhile may build.
    if case .failed(let errors) = outcome, isUpToDate { runner.failedPackages?.note(errors, of: attempt) }
    return outcome
  }

  /// What is wrong where packages are missing: these, and the products that the others don't have, as far as that can be found.
  private func mistakes(besides missing: [Diagnostic]) -> [Diagnostic] {
    if let errors = runner.failedPackages?.errors(of: attempt) { return errors }
    guard (try? makeFolder()) != nil, let lock = try? PackageCache.Lock(folder) else { return missing }
    defer { lock.release() }
    guard let known = try? libraries() else { return missing }
    let found = missing + PackageFailure.unknownProducts(of: packages, known)
    let errors = packages.flatMap { package in
      found.filter { $0.file == package.file && $0.location == package.location }
    }
    runner.failedPackages?.note(errors, of: attempt)
    return errors
  }

  private func makeFolder() throws(RunError) {
    do throws(FolderCreation.Failure) {
      try FolderCreation.make(folder + "/Sources/" + PackageManifest.product)
    } catch {
      throw .system(operation: "making \(error.folder)", code: error.error.code)
    }
  }

  /// The packages as they are, at the places that name them.
  private var attempt: String {
    let places = packages.map { "\($0.file):\($0.location.line):\($0.location.column)" }
    return ([folder, PackageState.fingerprint(of: sources)] + places).joined(separator: "\n")
  }

  /// What was built, if it is up to date.
  private var current: BuiltPackages? {
    isUpToDate ? last : nil
  }

  /// What was built last, even if packages have changed since.
  private var last: BuiltPackages? {
    guard let arguments = state?.arguments, let products else { return nil }
    PackageCache.noteUse(of: stateFile)
    return built(arguments, products)
  }

  /// Whether the last build, failed or not, was one of the packages as they are.
  private var isUpToDate: Bool {
    state.map { $0.fingerprint == PackageState.fingerprint(of: $0.sources) } ?? false
  }

  /// The compiler's arguments for what was built last, even if packages have changed since; `nil` if nothing was.
  var lastArguments: [String]? { products == nil ? nil : state?.arguments }

  /// What an editor says of packages that can't be used as they are; `nil` if all is well, or if a run would not mend it.
  var hint: Diagnostic? {
    guard packages.allSatisfy({ $0.absence == nil }), current == nil else { return nil }
    let names = packages.map { "'\($0.name)'" }.joined(separator: ", ")
    let isOne = packages.count == 1
    let state =
      lastArguments == nil
      ? "\(names) \(isOne ? "is" : "are") not built yet, so cells can't be checked or completed with \(isOne ? "it" : "them")"
      : "\(names) \(isOne ? "has changed since it was" : "have changed since they were") built, so new names are unknown"
    return Diagnostic(
      .warning, file: packages[0].file, at: packages[0].location,
      state + ": run the notebook once, with --allow-packages")
  }

  /// The folder of what was built.
  private var products: String? {
    let path = folder + "/.build/release"
    return access(path + "/" + PackageBuild.library, R_OK) == 0 ? Path.canonical(path) : nil
  }

  private func built(_ arguments: [String], _ products: String) -> BuiltPackages {
    BuiltPackages(library: "\(products)/\(PackageBuild.library)", folder: products, arguments: arguments)
  }

  private static var library: String {
    #if os(macOS)
      "lib\(PackageManifest.product).dylib"
    #else
      "lib\(PackageManifest.product).so"
    #endif
  }

  private func build() throws(RunError) -> Outcome {
    let start = BuildStart(sources)
    try write(PackageManifest(packages: packages).text, to: "Package.swift")
    try write(
      "// Imports nothing: what is built with it is for cells.\n",
      to: "Sources/\(PackageManifest.product)/\(PackageManifest.product).swift")
    let output = try packageManager("swift-build", ["-c", "release", "--product", PackageManifest.product])
    if Interruption.hasCome { throw .interrupted }
    let sources = try sourcesNow()
    var state = PackageState(sources: sources, fingerprint: start.fingerprint(of: sources))
    defer { state.write(stateFile) }
    guard output.code == 0, let products, let arguments = PackageManagerFiles.arguments(products) else {
      let failure = PackageFailure(packages, folder, output)
      return .failed(try failure.diagnostics(try libraries(), problem: problem))
    }
    let clashes = PackageClash.diagnostics(of: packages, products: products, runner.installation)
    guard clashes.isEmpty else { return .failed(clashes) }
    state.arguments = arguments
    PackageCache.removeUnused(except: folder)
    return .built(built(arguments, products))
  }

  /// The packages on this machine and their files, after a build.
  private func sourcesNow() throws(RunError) -> [PackageSources] {
    let found = PackageManagerFiles.localFolders(folder)
    let all = localFolders + found.filter { !localFolders.contains($0) }
    var sources: [PackageSources] = []
    for path in all { sources.append(PackageSources(folder: path, try description(of: path))) }
    return sources
  }

  /// The library products of each package that could be fetched.
  private func libraries() throws(RunError) -> [String: [String]] {
    var libraries: [String: [String]] = [:]
    for package in packages where package.absence == nil {
      let path = if case .folder(let path) = package.source { path } else { checkout(of: package) }
      if let path, let description = try description(of: path) {
        libraries[package.identity] = description.libraries
      }
    }
    return libraries
  }

  private func checkout(of package: PackageDependency) -> String? {
    let checkouts = folder + "/.build/checkouts"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkouts)) ?? []
    return names.first { $0.lowercased() == package.identity }.map { "\(checkouts)/\($0)" }
  }

  private func description(of path: String) throws(RunError) -> PackageDescription? {
    let output = try packageManager("swift-package", ["dump-package"], in: path)
    return output.code == 0 ? PackageDescription(json: output.output) : nil
  }

  /// - Parameter path: the package's folder, which stays as it is; without one, our own package.
  private func packageManager(
    _ name: String, _ arguments: [String], in path: String? = nil
  ) throws(RunError) -> Subprocess.Output {
    let build = path == nil ? "/.build" : "/.manifests"
    let manager = PackageManager(
      in: runner.toolchain.binaries, seconds: max(runner.limits.compiling.seconds, PackageManager.seconds),
      keptBy: runner.installation.host, temporary: folder + "/temporary")
    return try manager.run(
      name, ["--package-path", path ?? folder, "--scratch-path", folder + build] + arguments)
  }

  /// Why git can't reach a repository, in its own words; Swift's package manager doesn't pass them on.
  private func problem(of address: String) throws(RunError) -> String? {
    // Not in the notebook's folder, nor in one above the cache: a stranger's repository can have settings there by which git runs
    // any program.
    let settings = [
      "GIT_TERMINAL_PROMPT=0", "GIT_CEILING_DIRECTORIES=\(Path.canonical(Path.folder(of: folder)))",
    ]
    let answer = try Subprocess.run(
      "/usr/bin/env", settings + ["git", "-C", folder, "ls-remote", "--", address], as: "git",
      limits: ToolLimits(seconds: 60, memory: nil))
    guard answer.code != 0 else { return nil }
    let lines = answer.failure.split(separator: "\n")
    return String(lines.first { $0.hasPrefix("fatal: ") }?.dropFirst(7) ?? lines.first ?? "")
  }

  /// Writes a file unless it has this text already, so that nothing is built again because of it.
  private func write(_ text: String, to name: String) throws(RunError) {
    let path = "\(folder)/\(name)"
    let bytes = Array(text.utf8)
    if FileManager.default.contents(atPath: path).map(Array.init) == bytes { return }
    do {
      try FileRenewal.renew(path, with: bytes, like: nil, .quick)
    } catch {
      throw .system(operation: "writing \(path)", code: error.code)
    }
  }

  private var refusal: Diagnostic {
    let names = packages.map { "'\($0.name)'" }.joined(separator: ", ")
    return packages[0].error(
      "building \(names) runs \(packages.count == 1 ? "its manifest" : "their manifests") and plugins with all "
        + "that you may do, outside of the cells' cage; --allow-packages allows it")
  }
}
