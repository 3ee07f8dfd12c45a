import Foundation

/// The files beside a Markdown file that keep what a Jupyter notebook had and Markdown has not: outputs, pictures.
package struct KeptOutputs {
  /// A file to write into the folder.
  package struct File: Hashable, Sendable {
    package var name: String
    package var bytes: [UInt8]
  }

  /// The folder's name.
  package var folder: String
  private let read: (String) -> [UInt8]?

  /// - Parameter read: the bytes of the file with this name in the folder.
  package init(folder: String = "", read: @escaping (String) -> [UInt8]? = { _ in nil }) {
    (self.folder, self.read) = (folder, read)
  }

  /// The bytes of a file, if the name is that of one in the folder, whatever a notebook says.
  func bytes(of name: String) -> [UInt8]? {
    let isName =
      !name.isEmpty && name.first != "."
      && name.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_.".utf8.contains($0) }
    return isName ? read(name) : nil
  }

  /// A path in the folder without it.
  func name(of path: String) -> String? { Path.rest(of: path, in: folder) }

  /// The outputs that a file keeps.
  func outputs(in path: String) -> [JSONValue] {
    guard let name = name(of: path), let bytes = bytes(of: name) else { return [] }
    var reader = JSONReader(bytes)
    guard let list = (try? reader.value())?.list else { return [] }
    return list.map { output in
      guard var members = output.object, let data = members["data"]?.object else { return output }
      members["data"] = .object(data.mapValues { restored($0) })
      return .object(members)
    }
  }

  /// Data that a file of its own has.
  func restored(_ value: JSONValue) -> JSONValue {
    guard let name = value[Self.key]?.text, let bytes = bytes(of: name) else { return value }
    if value["text"] == .truth(true) { return .text(bytes.string) }
    return .text(Data(bytes).base64EncodedString() + (value["end"]?.text ?? ""))
  }

  static let key = "lectern-file"
}

/// Takes pictures out of data, each into a file of its own.
struct PictureFiles {
  let stem: String
  private(set) var files: [KeptOutputs.File] = []

  private static let endings = [
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg",
  ]
  /// In the order in which they are preferred.
  static let types = ["image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"]

  init(stem: String) { self.stem = stem }

  /// Data by type, with names of files instead of pictures; and the picture to show.
  mutating func taken(_ bundle: JSONValue) -> (bundle: JSONValue, picture: String?) {
    guard var members = bundle.object else { return (bundle, nil) }
    var picture: String?
    for type in Self.types {
      guard let value = members[type], let file = file(type, value) else { continue }
      picture = picture ?? file.name
      members[type] = .object(file.reference)
    }
    return (.object(members), picture)
  }

  private mutating func file(_ type: String, _ value: JSONValue) -> (
    name: String, reference: [String: JSONValue]
  )? {
    guard let text = value.text, let ending = Self.endings[type] else { return nil }
    let name = "\(stem)-\(files.count + 1).\(ending)"
    var reference: [String: JSONValue] = [KeptOutputs.key: .text(name)]
    if type == "image/svg+xml" {
      files.append(.init(name: name, bytes: Array(text.utf8)))
      reference["text"] = .truth(true)
      return (name, reference)
    }
    let end = String(text.reversed().prefix { $0 == "\n" })
    // Text that would come back otherwise stays where it is.
    guard let data = Data(base64Encoded: String(text.dropLast(end.count))),
      data.base64EncodedString() + end == text
    else { return nil }
    if !end.isEmpty { reference["end"] = .text(end) }
    files.append(.init(name: name, bytes: Array(data)))
    return (name, reference)
  }
}
