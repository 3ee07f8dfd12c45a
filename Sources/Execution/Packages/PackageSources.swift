import Foundation
import Notebooks
import Synchronization

/// The files of a package in a folder that decide what it becomes: its manifest, and what its targets are made from.
struct PackageSources: Codable, Equatable {
  /// The package's folder.
  var folder: String
  /// Files and folders in it, by relative paths.
  var roots: [String]

  /// - Parameter manifest: what the package says of itself, if that is known.
  init(folder: String, _ manifest: PackageDescription?) {
    self.folder = folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    let manifests = names.filter { $0 == "Package.swift" || $0.hasPrefix("Package@swift-") }
    roots =
      ["Package.swift"] + manifests.filter { $0 != "Package.swift" }
      + (manifest?.folders(in: folder) ?? ["Sources"])
  }

  /// All files and folders, as absolute paths. Hidden ones, such as what was built from them, are left out.
  var files: [String] {
    roots.flatMap { root in
      let path = root == "." ? folder : "\(folder)/\(root)"
      let below = FileManager.default.enumerator(atPath: path)
      var found = [path]
      while let name = below?.nextObject() as? String {
        if Path.name(of: name).hasPrefix(".") {
          below?.skipDescendants()
        } else {
          found.append("\(path)/\(name)")
        }
      }
      return found
    }
  }

  /// Differs if the content of a file does, or if there are others.
  var fingerprint: String {
    let states = Set(files).sorted().map { "\($0) \(PackageSources.content(of: $0))" }
    return SHA256.digits(Array(states.joined(separator: "\n").utf8))
  }

  private static let known = Mutex<[String: (status: String, content: String)]>([:])

  /// What a file has in it, read again only if it was touched.
  private static func content(of file: String) -> String {
    guard let status = FileState.status(of: file) else { return "missing" }
    if let known = known.withLock({ $0[file] }), known.status == status { return known.content }
    let content = FileState.content(of: file) ?? "missing"
    known.withLock { $0[file] = (status, content) }
    return content
  }
}
