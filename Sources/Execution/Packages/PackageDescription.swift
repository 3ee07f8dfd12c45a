import Foundation

/// What a package's manifest says, as `swift package dump-package` prints it.
struct PackageDescription {
  /// The products that can be imported.
  var libraries: [String] = []
  private var targets: [Target] = []

  private struct Target {
    var name: String
    var path: String?
    var isPlugin: Bool
  }

  /// - Returns: `nil` if the text isn't that of a manifest.
  init?(json: [UInt8]) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else { return nil }
    for product in root["products"] as? [[String: Any]] ?? [] {
      guard let name = product["name"] as? String, let type = product["type"] as? [String: Any] else {
        continue
      }
      if type["library"] != nil { libraries.append(name) }
    }
    for target in root["targets"] as? [[String: Any]] ?? [] {
      guard let name = target["name"] as? String, let type = target["type"] as? String, type != "test" else {
        continue
      }
      targets.append(Target(name: name, path: target["path"] as? String, isPlugin: type == "plugin"))
    }
  }

  /// Where the targets' files are, in the package's folder.
  func folders(in folder: String) -> [String] {
    var found: [String] = []
    for target in targets {
      let usual = target.isPlugin ? ["Plugins"] : ["Sources", "Source", "src", "srcs"]
      let own = usual.map { "\($0)/\(target.name)" }
        .first { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
      let root = target.path ?? own ?? usual[0]
      if !found.contains(root) { found.append(root) }
    }
    return found
  }
}
