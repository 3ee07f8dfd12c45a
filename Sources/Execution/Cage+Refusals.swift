import CProcesses
import Foundation
import Notebooks

extension RunResult {
  /// Adds to the first failure of the cells' code which right they lacked, if one of their accesses was refused.
  mutating func explainRefusals(_ accesses: Accesses, by cage: Cage, folders: [String]) {
    let isFailed = { (cell: CellResult) in
      if case .failed(let failure) = cell.status { failure.kind.isOfCode } else { false }
    }
    guard let index = cells.firstIndex(where: isFailed), case .failed(var failure) = cells[index].status,
      let advice = cage.refusal(among: accesses, folders: folders)
    else { return }
    failure.message += advice
    if !failure.diagnostics.isEmpty { failure.diagnostics[0].message += advice }
    cells[index].status = .failed(failure)
  }
}

extension Failure.Kind {
  /// Whether the code of a cell failed while it ran.
  fileprivate var isOfCode: Bool {
    switch self {
    case .thrownError, .trap, .exit, .signal: true
    default: false
    }
  }
}

extension Cage {
  /// What was refused, and the option that allows it; `nil` if nothing was.
  fileprivate func refusal(among accesses: Accesses, folders: [String]) -> String? {
    // The system decides about a file's real place, whatever a cell calls it: `../data.csv`, or a link beside the notebook.
    func refused(_ files: some Sequence<String>, outside given: [String]) -> [String] {
      let places = given.map(Path.canonical)
      return Set(files.map(Path.destination)).sorted().filter { file in
        !places.contains { Cage.holds($0, file) }
      }
    }
    if let file = refused(accesses.changed, outside: Cage.writableByAll + writable).first {
      let place = Self.isOfFoundation(file) ? "the folder \(Path.folder(of: file))" : file
      return
        " (cells may not change \(place); --allow-write, or 'allow-write' in book.yml, gives them the right; "
        + "they may change NSTemporaryDirectory() without it)"
    }
    let all = Cage.readableByAll + Cage.writableByAll + (hasNetwork ? Cage.readableWithNetwork : [])
    let readable = folders + all + readable + writable
    let found = accesses.files.filter { FileManager.default.fileExists(atPath: $0) }
    return refused(found, outside: readable).first.map {
      " (cells may not read \($0); --allow-read, or 'allow-read' in book.yml, gives them the right)"
    }
  }

  /// Whether a file has a name that Foundation makes up: it writes a file atomically by making another one beside it.
  private static func isOfFoundation(_ file: String) -> Bool { Path.name(of: file).hasPrefix(".dat.nosync") }

  /// What the host allows every cell, and one with the network.
  private static let readableByAll = paths(lectern_readable_path)
  private static let writableByAll = paths(lectern_writable_path)
  private static let readableWithNetwork = paths(lectern_network_path)

  private static func paths(_ path: (Int) -> UnsafePointer<CChar>?) -> [String] {
    var paths: [String] = []
    while let next = path(paths.count) { paths.append(String(cString: next)) }
    return paths
  }

  package static func holds(_ folder: String, _ file: String) -> Bool {
    file == folder || Path.isInside(folder, file)
  }
}
