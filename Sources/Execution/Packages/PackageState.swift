import Foundation

/// What is known of a build, in a file beside it.
struct PackageState: Codable {
  /// The packages in folders of this machine, also those that others depend on.
  var sources: [PackageSources]
  /// Of their files, as they were built; empty if these have changed meanwhile.
  var fingerprint: String
  /// The compiler's arguments for their modules; `nil` if they could not be built.
  var arguments: [String]?

  static func fingerprint(of sources: [PackageSources]) -> String {
    sources.map(\.fingerprint).joined(separator: " ")
  }

  static func read(_ file: String) -> PackageState? {
    FileManager.default.contents(atPath: file).flatMap {
      try? JSONDecoder().decode(PackageState.self, from: $0)
    }
  }

  func write(_ file: String) {
    guard let text = try? JSONEncoder().encode(self) else { return }
    try? FileRenewal.renew(file, with: Array(text), like: nil, .quick)
  }
}

/// The packages as a build finds them.
struct BuildStart {
  private let time = FileTime.now
  private let watched: [PackageSources]
  private let fingerprint: String

  /// - Parameter known: what is known of the packages before the build.
  init(_ known: [PackageSources]) {
    (watched, fingerprint) = (known, PackageState.fingerprint(of: known))
  }

  /// The fingerprint of the packages at the build's end; empty if one of their files has changed since its start.
  ///
  /// Which files are theirs is known only now. The date says whether one that was not watched has changed.
  func fingerprint(of found: [PackageSources]) -> String {
    let now = PackageState.fingerprint(of: found)
    let unwatched = Set(found.flatMap(\.files)).subtracting(watched.flatMap(\.files))
    let haveChanged = unwatched.contains { file in FileTime.ofChange(file).map { $0 > time } ?? false }
    return haveChanged || PackageState.fingerprint(of: watched) != fingerprint ? "" : now
  }
}

/// What Swift's package manager writes of a build.
enum PackageManagerFiles {
  /// The arguments for a module that imports the packages' products, as they were for the one in our own package.
  static func arguments(_ folder: String) -> [String]? {
    guard let data = FileManager.default.contents(atPath: folder + "/description.json"),
      let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let commands = root["swiftCommands"] as? [String: [String: Any]],
      let own = commands.values.first(where: { $0["moduleName"] as? String == PackageManifest.product }),
      let all = own["otherArguments"] as? [String]
    else { return nil }
    return ["-I", folder + "/Modules"] + imports(all[...])
  }

  /// The arguments that say where modules of C and macros are.
  private static func imports(_ all: ArraySlice<String>) -> [String] {
    var (found, rest) = ([String](), all)
    while let argument = rest.popFirst() {
      switch argument {
      case "-Xcc":
        guard let value = rest.popFirst(), !["-fPIC", "-g", "-fno-omit-frame-pointer"].contains(value) else {
          continue
        }
        found += ["-Xcc", value]
      case "-I", "-F", "-load-plugin-executable", "-load-plugin-library":
        if let value = rest.popFirst() { found += [argument, value] }
      case "-Xfrontend":
        guard let option = rest.popFirst(), option.hasPrefix("-load-plugin"), rest.popFirst() == "-Xfrontend",
          let value = rest.popFirst()
        else { continue }
        found += [option, value]
      default: break
      }
    }
    return found
  }

  /// The folders of the packages on this machine, also of those that others depend on.
  static func localFolders(_ folder: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: folder + "/.build/workspace-state.json"),
      let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let object = root["object"] as? [String: Any]
    else { return [] }
    let references = (object["dependencies"] as? [[String: Any]] ?? []).compactMap {
      $0["packageRef"] as? [String: Any]
    }
    return references.filter { $0["kind"] as? String == "fileSystem" }.compactMap {
      $0["location"] as? String
    }
  }

  /// The commits of all packages that come from repositories.
  static func pins(_ folder: String) -> String {
    guard let data = FileManager.default.contents(atPath: folder + "/Package.resolved"),
      let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let pins = root["pins"] as? [[String: Any]]
    else { return "" }
    let commits = pins.map { pin in
      let state = pin["state"] as? [String: Any]
      return "\(pin["identity"] as? String ?? "") \(state?["revision"] as? String ?? "")"
    }
    return commits.sorted().joined(separator: "\n")
  }
}
