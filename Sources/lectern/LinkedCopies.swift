import Foundation
import Notebooks

/// Copies the files that a chapter links to, so that the folder of the pages is whole wherever it is put.
struct LinkedCopies {
  /// Why a file could not be copied, as a whole message.
  struct Failure: Error, CustomStringConvertible { var description: String }

  /// The folder of the pages.
  let folder: String
  /// The files that no copy may overwrite.
  let sources: [String]
  /// The folder that no link may lead the copies out of.
  let home: String?

  /// Writes the copies that aren't there yet, or that differ from their files.
  ///
  /// - Returns: a hash of each copy, by its name in the folder.
  @discardableResult
  func write(for notebook: Notebook) throws(Failure) -> [String: String] {
    var hashes: [String: String] = [:]
    for file in notebook.linkedFiles { hashes[file.place] = try write(file, for: notebook) }
    return hashes
  }

  private func write(_ file: LinkedFile, for notebook: Notebook) throws(Failure) -> String {
    let bytes: [UInt8]
    do {
      bytes = try OrdinaryFile.read(file.source, limit: LinkedFile.limit, for: notebook.file)
    } catch {
      throw Failure(description: "\(file.source): error: \(error.explanation)")
    }
    let path = Path.joined(folder, file.place)
    if (try? OrdinaryFile.read(path, limit: bytes.count)) != bytes {
      do {
        try OutputFile.write(bytes, to: path, sparing: sources, within: home)
      } catch {
        throw Failure(
          description: "\(path): error: the copy of \(file.source) cannot be written: \(error.reason)")
      }
    }
    return SHA256.digits(bytes)
  }
}
