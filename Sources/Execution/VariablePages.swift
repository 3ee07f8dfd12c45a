import CPlatform
import Foundation
import Notebooks

/// The memory of a program's top-level variables: in pages that can't be touched before their variables exist.
///
/// In Swift's script mode, code can reach a variable before the statement that declares it, and then reads zeros: through a
/// function, a description, a deinitializer, an override in a later cell. With this layout such an access is a fault of the
/// process, whatever led to it. A variable begins to exist when it gets its first value, in its statement or after it,
/// so that what computes this value can't read the variable either. An object file defines the variables' symbols
/// again, and the linker takes its definitions instead of the compiler's.
struct VariablePages {
  /// A place in the memory, in bytes from its beginning.
  typealias Offset = Int

  struct Variable {
    var symbol: String
    var name: String
    var item: ItemIndex
    /// When its statement begins: the item's number and the step in it, as `__lecternDeclare` has them.
    var moment: Int
    var place: SourceLocation
    var size: Int
    var offset = 0
  }

  /// In the order of their statements.
  private(set) var variables: [Variable] = []
  /// Where the pages of the last variable end.
  private var end: Offset = 0
  /// Whether other libraries use the variables.
  private let isShared: Bool

  /// Lays out the variables of a compiled program. Private variables stay where the compiler puts them: their symbols
  /// can't be defined again. Only those are left private that would not compile otherwise.
  init(
    _ program: Program, _ index: NameIndex, _ places: ProgramPlaces, _ object: ObjectFile,
    isShared: Bool = false
  ) {
    self.isShared = isShared
    var sizes = object.zeroedVariables
    for found in index.occurrences {
      guard
        found.has(LECTERN_DEFINES), found.isKind(LECTERN_VARIABLE), found.usr.hasPrefix("s:"),
        let size = sizes.removeValue(forKey: "$s" + found.usr.dropFirst(2)),
        let position = places.position(of: found), let place = places.location(atOffset: position.offset)
      else { continue }
      let moment = position.item << 32 | program.step(at: position)
      variables.append(
        Variable(
          symbol: "$s" + found.usr.dropFirst(2), name: found.shortName, item: position.item, moment: moment,
          place: place, size: size))
    }
    variables.sort { ($0.moment, $0.place) < ($1.moment, $1.place) }
    layOut()
  }

  /// Gives each variable pages of its own.
  private mutating func layOut() {
    let page = sysconf(Int32(_SC_PAGESIZE))
    for index in variables.indices {
      variables[index].offset = end
      end = (end + variables[index].size).rounded(up: page)
    }
  }

  /// The variable at a place of the memory.
  func variable(at offset: Offset) -> Variable? { variables.last { $0.offset <= offset } }

  /// The object file for the linker.
  ///
  /// - Parameter machine: for which processor, as in the header of ELF files.
  func objectFile(machine: ArraySlice<UInt8>) -> [UInt8] {
    var file = ObjectFileWriter(
      machine: machine, zeros: end, alignment: sysconf(Int32(_SC_PAGESIZE)),
      constants: [variables.count] + variables.flatMap { [$0.moment, $0.offset] } + [end])
    file.define("lectern_variables", .zeros, at: 0, .everywhere)
    file.define("lectern_moments", .constants, at: 0, .everywhere)
    for variable in variables {
      file.define(
        variable.symbol, .zeros, at: variable.offset, size: variable.size,
        isShared ? .protected : .hidden)
    }
    return file.bytes
  }
}

extension Int {
  fileprivate func rounded(up unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
