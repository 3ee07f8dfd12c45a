import Foundation

/// A folder of the run's own, which goes with it.
final class RunFolder {
  let path: String

  init() throws(RunError) {
    var template = Array((NSTemporaryDirectory() + "/lectern-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw .system(operation: "mkdtemp", code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ bytes: [UInt8], to name: String) throws(RunError) -> String {
    let file = "\(path)/\(name)"
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else {
      throw .system(operation: "writing \(name)", code: errno)
    }
    return file
  }
}
