import ArgumentParser
import Execution
import Foundation
import Notebooks

/// Writes a converted notebook, and the files that belong to it into a folder beside it.
///
/// A file that is there already stays as it is, unless it would not change or the user wants it replaced. All are looked at
/// before the first one is written.
struct ConvertedFiles {
  private let target: String
  private let isForced: Bool
  private let sources: [String]
  private let home: String?

  /// - Parameters:
  ///   - sources: the files that must not be overwritten in any case.
  ///   - home: the folder that no link may lead out of; `nil` if the user has named the file.
  init(_ target: String, isForced: Bool, sparing sources: [String], within home: String?) {
    (self.target, self.isForced, self.sources, self.home) = (target, isForced, sources, home)
  }

  /// The name of the folder for the files of a notebook.
  var folderName: String { Self.folderName(of: target) }

  private static func folderName(of path: String) -> String {
    let name =
      path == OutputFile.standardOutput ? "notebook.md" : URL(fileURLWithPath: path).lastPathComponent
    return (name as NSString).deletingPathExtension + "_files"
  }

  private var folder: String {
    URL(fileURLWithPath: target).deletingLastPathComponent().path + "/" + folderName
  }

  /// The files that a Markdown file has beside it. Links aren't followed: a stranger's could lead to anything of the user's.
  static func kept(beside file: String, _ bytes: [UInt8]) -> KeptOutputs {
    guard let name = JupyterMetadata(frontMatterOf: bytes)?.files, !name.utf8.contains(UInt8(ascii: "/")),
      name.utf8.first != UInt8(ascii: ".")
    else { return KeptOutputs() }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path + "/" + name
    return KeptOutputs(folder: name) { file in
      let isOwn = kind(of: folder) == S_IFDIR && kind(of: "\(folder)/\(file)") == S_IFREG
      return isOwn ? try? OrdinaryFile.read("\(folder)/\(file)", limit: 256 << 20) : nil
    }
  }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Finds out before a run what would keep the notebook from being written.
  func check() throws {
    if target == OutputFile.standardOutput { return }
    do {
      try OutputFile.check(target, sparing: sources, within: home)
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  func write(_ text: [UInt8], with files: [KeptOutputs.File]) throws {
    try check()
    if !files.isEmpty {
      if target == OutputFile.standardOutput {
        throw Terminal.failure(
          "standard output: error: this notebook has outputs or pictures, which need a folder; name a file")
      }
      try checkFolder()
    }
    try refuse(target, text)
    for file in files { try refuse("\(folder)/\(file.name)", file.bytes) }
    for file in files { try checkKind(of: "\(folder)/\(file.name)") }
    do {
      for file in files { try OutputFile.renew("\(folder)/\(file.name)", with: file.bytes) }
      try OutputFile.write(text, to: target, sparing: sources, within: home)
    } catch {
      throw Terminal.failure("\(error)")
    }
  }

  /// A file that is there and would become another.
  private func refuse(_ path: String, _ bytes: [UInt8]) throws {
    var status = stat()
    guard path != OutputFile.standardOutput, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else { return }
    if isForced { return }
    let isSame = (try? OrdinaryFile.read(path, limit: bytes.count)) == bytes
    if !isSame { throw Terminal.failure("\(path): error: this file is already there; --force overwrites it") }
  }

  // MARK: The folder

  /// The folder, and the files in it, must be no links: they could lead anywhere.
  private func checkFolder() throws {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return }
    if status.st_mode & S_IFMT != S_IFDIR { throw Terminal.failure("\(folder): error: this is not a folder") }
  }

  private func checkKind(of path: String) throws {
    if let kind = Self.kind(of: path), kind != S_IFREG {
      throw Terminal.failure("\(path): error: this is not an ordinary file, so it is not overwritten")
    }
  }
}
