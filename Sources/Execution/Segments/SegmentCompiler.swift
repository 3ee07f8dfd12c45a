import Foundation
import Notebooks

/// Compiles segments, each once for its code and for the interfaces of the segments that it imports.
final class SegmentCompiler: @unchecked Sendable {
  // Only one thread uses it at a time: that which compiles the segments of a run.
  private let runner: Runner
  private let folder: RunFolder
  private let outlines: OutlineCache
  /// What the compiler may take for the segments of a run.
  private var budget: CompileBudget
  private var known: [String: CompiledSegment] = [:]

  init(_ runner: Runner, _ folder: RunFolder, _ outlines: OutlineCache) {
    (self.runner, self.folder, self.outlines) = (runner, folder, outlines)
    budget = CompileBudget(of: runner)
  }

  /// What comes out while the segments of a program are compiled.
  enum Product {
    /// The segment that somebody waits for, by its number and without optimization: it shows its results sooner, and then is
    /// compiled as it should be.
    case preview(Int, CompiledSegment)
    /// The next segment, by its number, or `nil` if it doesn't compile by itself: then it is the last.
    case segment(Int, Result<CompiledSegment?, RunError>)
  }

  /// The compiled segments of a program, in order, as far as they compile by themselves.
  ///
  /// - Parameters:
  ///   - imports: the import declarations of the whole program.
  ///   - awaited: the segment that somebody waits for; those after it are compiled with less haste. `nil` for the last one.
  func compile(
    _ sources: [SegmentSource], imports: [String], awaited: Int?,
    _ found: @escaping @Sendable (Product) -> Void
  ) {
    budget = CompileBudget(of: runner)
    var earlier: [CompiledSegment] = []
    var counts: [String: Int] = [:]
    var preview: Background<Void>?
    defer { preview?.wait() }
    for (index, source) in sources.enumerated() {
      let hash = String(SHA256.digits(source.text).prefix(16))
      let count = counts[hash, default: 0]
      counts[hash] = count + 1
      let name = "cell_\(hash)" + (count == 0 ? "" : "_\(count)")
      let part = Part(source, name, after: earlier.filter(\.declares), imports, in: folder)
      var isAside = index > awaited ?? sources.count
      if index == awaited, known[part.key] == nil {
        // The preview is what the reader sees first.
        isAside = true
        preview = self.preview(part) { found(.preview(index, $0)) }
      }
      let result = Result { () throws(RunError) in try compiled(part, isAside: isAside) }
      found(.segment(index, result))
      preview?.stop()
      guard case .success(let compiled?) = result else { return }
      earlier.append(compiled)
    }
  }

  /// A segment with all that its module depends on.
  private struct Part: Sendable {
    let source: SegmentSource
    let module: SegmentModule
    let imports: [String]
    let key: String

    init(
      _ source: SegmentSource, _ name: String, after earlier: [CompiledSegment], _ imports: [String],
      in folder: RunFolder
    ) {
      (self.source, self.imports) = (source, imports)
      let interfaces = earlier.map { "\($0.module.name) \($0.interface)" }
      key = SHA256.digits(Array(([name] + imports + interfaces).joined(separator: "\n").utf8))
      let path = "\(folder.path)/\(key.prefix(32))"
      module = SegmentModule(
        name: name, imports: earlier.map { .init(name: $0.module.name, file: $0.module.file) },
        file: path + ".swiftmodule", library: path + ".so")
    }
  }

  private func compiled(_ part: Part, isAside: Bool) throws(RunError) -> CompiledSegment? {
    if let compiled = known[part.key] { return compiled }
    guard var compiled = try SegmentCompiler.build(part, compiler(part.module, folder, isAside: isAside)),
      let contents = FileManager.default.contents(atPath: part.module.file)
    else { return nil }
    compiled.interface = SHA256.digits(Array(contents))
    known[part.key] = compiled
    return compiled
  }

  /// Compiles a segment without optimization, beside what else is compiled.
  private func preview(
    _ part: Part, _ found: @escaping @Sendable (CompiledSegment) -> Void
  ) -> Background<Void>? {
    var module = part.module
    module.library += ".preview"
    guard let own = try? RunFolder() else { return nil }
    var compiler = compiler(module, own, isAside: false)
    compiler.isOptimizing = false
    return Background(StopButton(within: Interruption.button)) { [compiler] in
      if let compiled = try? SegmentCompiler.build(part, compiler) { found(compiled) }
    }
  }

  private func compiler(_ module: SegmentModule, _ folder: RunFolder, isAside: Bool) -> Compiler {
    Compiler(
      toolchain: runner.toolchain, installation: runner.installation, folder: folder,
      limits: runner.limits.compiling, budget: budget, packages: runner.packages, segment: module,
      isAside: isAside,
      outlines: outlines)
  }

  /// - Returns: the segment without the hash of its interface; `nil` if it doesn't compile by itself.
  private static func build(_ part: Part, _ compiler: Compiler) throws(RunError) -> CompiledSegment? {
    guard let module = compiler.segment else { return nil }
    var compiler = compiler
    compiler.unreadVariables = part.source.unreadVariables
    var program = part.source.program(imports: module.head(part.imports))
    guard case .built = try compiler.build(&program, of: part.source.part) else { return nil }
    return CompiledSegment(
      module: module, interface: "", declares: part.source.declares, sites: program.sites,
      sourceMap: program.sourceMap)
  }
}
