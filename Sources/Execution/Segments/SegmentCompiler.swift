import Foundation
import Notebooks

/// Compiles segments, each once for its code and for the interfaces of the segments that it imports.
final class SegmentCompiler: @unchecked Sendable {
  // Only one thread uses it at a time: that which compiles the segments of a run.
  private let runner: Runner
  private let folder: RunFolder
  private let outlines: OutlineCache
  private var known: [String: CompiledSegment] = [:]

  init(_ runner: Runner, _ folder: RunFolder, _ outlines: OutlineCache) {
    (self.runner, self.folder, self.outlines) = (runner, folder, outlines)
  }

  /// The compiled segments of a program, in order, as far as they compile by themselves.
  ///
  /// - Parameters:
  ///   - imports: the import declarations of the whole program.
  ///   - awaited: the last segment that somebody waits for; those after it are compiled with less haste.
  ///   - found: called with each one, and with `nil` instead of one that doesn't compile.
  func compile(
    _ sources: [SegmentSource], imports: [String], awaited: Int, _ found: (CompiledSegment?) -> Void
  ) throws(RunError) {
    var earlier: [CompiledSegment] = []
    var counts: [String: Int] = [:]
    for (index, source) in sources.enumerated() {
      let hash = String(SegmentCompiler.hash(source.text).prefix(16))
      let count = counts[hash, default: 0]
      counts[hash] = count + 1
      let name = "cell_\(hash)" + (count == 0 ? "" : "_\(count)")
      guard
        let compiled = try compile(
          source, name, after: earlier.filter(\.declares), imports, isAside: index > awaited)
      else { return found(nil) }
      earlier.append(compiled)
      found(compiled)
    }
  }

  private func compile(
    _ source: SegmentSource, _ name: String, after earlier: [CompiledSegment], _ imports: [String],
    isAside: Bool
  ) throws(RunError) -> CompiledSegment? {
    let interfaces = earlier.map { "\($0.module.name) \($0.interface)" }
    let key = SegmentCompiler.hash(Array(([name] + imports + interfaces).joined(separator: "\n").utf8))
    if let compiled = known[key] { return compiled }
    let path = "\(folder.path)/\(key.prefix(32))"
    let module = SegmentModule(
      name: name, imports: earlier.map { .init(name: $0.module.name, file: $0.module.file) },
      file: path + ".swiftmodule", library: path + ".so")
    var program = source.program(imports: module.head(imports))
    let compiler = Compiler(
      toolchain: runner.toolchain, installation: runner.installation, folder: folder,
      timeout: runner.limits.compiling, packages: runner.packages, segment: module,
      unreadVariables: source.unreadVariables,
      isAside: isAside, outlines: outlines)
    guard case .built = try compiler.build(&program, of: source.part),
      let contents = FileManager.default.contents(atPath: module.file)
    else { return nil }
    let compiled = CompiledSegment(
      module: module, interface: SegmentCompiler.hash(Array(contents)), declares: source.declares,
      sites: program.sites, sourceMap: program.sourceMap)
    known[key] = compiled
    return compiled
  }

  static func hash(_ bytes: [UInt8]) -> String { ResultKey.hexadecimal(SHA256.hash(bytes)) }
}
