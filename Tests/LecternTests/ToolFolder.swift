import Foundation
import TestSupport

/// A folder with the toolchain's compiler, and a script or nothing in place of `sourcekit-lsp`.
struct ToolFolder {
  private let folder: TemporaryFolder
  var path: String { folder.url.path + "/usr/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "") }

  init(server: String? = nil) throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    let search = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let found = search.split(separator: ":").map { "\($0)/swiftc" }.first(
      where: files.isExecutableFile(atPath:))
    let real = URL(fileURLWithPath: found ?? "/").resolvingSymlinksInPath().deletingLastPathComponent().path
    try files.createDirectory(atPath: folder.url.path + "/usr/bin", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder.url.path + "/usr/lib", withDestinationPath: real + "/../lib")
    var scripts = ["swiftc", "swift-frontend", "ld.lld", "llvm-symbolizer"].map {
      ($0, "exec \(real)/\($0) \"$@\"")
    }
    if let server { scripts.append(("sourcekit-lsp", server.replacing("REAL", with: real))) }
    for (tool, script) in scripts {
      let file = folder.url.path + "/usr/bin/\(tool)"
      try Data("#!/bin/bash\n\(script)\n".utf8).write(to: URL(fileURLWithPath: file))
      chmod(file, 0o755)
    }
  }

  /// A stand-in for `sourcekit-lsp` that reads everything and answers each request with nothing.
  static let quietServer = #"""
    LC_ALL=C
    while IFS= read -r header; do
      length=${header//[^0-9]/}
      IFS= read -r blank
      IFS= read -r -N "$length" message
      [[ $message == '{"id": '* ]] || continue
      id=${message#'{"id": '}
      answer="{\"id\": ${id%%,*}, \"result\": null}"
      printf 'Content-Length: %d\r\n\r\n%s' ${#answer} "$answer"
    done
    """#
}
