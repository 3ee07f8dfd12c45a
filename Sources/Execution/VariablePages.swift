import CPlatform
import Foundation
import Notebooks

/// The memory of a program's top-level variables: in pages that can't be touched before their variables exist.
///
/// In Swift's script mode, code can reach a variable before the statement that declares it, and then reads zeros: through a
/// function, a description, a deinitializer, an override in a later cell. With this layout such an access is a fault of the
/// process, whatever led to it. An object file defines the variables' symbols again, and the linker takes its
/// definitions instead of the compiler's.
struct VariablePages {
  /// A place in the memory, in bytes from its beginning.
  typealias Offset = Int

  struct Variable {
    var symbol: String
    var name: String
    var item: ItemIndex
    /// When it begins to exist: the item's number and the step in it, as `__lecternDeclare` has them.
    var moment: Int
    var place: SourceLocation
    var size: Int
    var offset = 0
  }

  /// In the order in which they begin to exist.
  private(set) var variables: [Variable] = []
  /// For each moment, where the pages of its variables end.
  private var ends: [(moment: Int, offset: Offset)] = []

  /// Lays out the variables of a compiled program. Private variables stay where the compiler puts them: their symbols
  /// can't be defined again.
  init(_ program: Program, _ index: NameIndex, _ places: ProgramPlaces, _ object: ObjectFile) {
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

  private mutating func layOut() {
    let page = sysconf(Int32(_SC_PAGESIZE))
    var end = 0
    for index in variables.indices {
      if let last = ends.last, last.moment != variables[index].moment {
        end = end.rounded(up: page)
        ends[ends.count - 1].offset = end
      }
      if ends.last?.moment != variables[index].moment { ends.append((variables[index].moment, end)) }
      // No Swift type has a greater alignment.
      variables[index].offset = end.rounded(up: 16)
      end = variables[index].offset + variables[index].size
    }
    if !ends.isEmpty { ends[ends.count - 1].offset = end.rounded(up: page) }
  }

  /// The variable at a place of the memory.
  func variable(at offset: Offset) -> Variable? { variables.last { $0.offset <= offset } }

  /// The object file for the linker.
  ///
  /// - Parameter machine: for which processor, as in the header of ELF files.
  func objectFile(machine: ArraySlice<UInt8>) -> [UInt8] {
    var file = ObjectFileWriter(
      machine: machine, zeros: ends.last?.offset ?? 0, alignment: sysconf(Int32(_SC_PAGESIZE)),
      constants: [ends.count] + ends.flatMap { [$0.moment, $0.offset] })
    file.define("lectern_variables", .zeros, at: 0, isHidden: false)
    file.define("lectern_moments", .constants, at: 0, isHidden: false)
    for variable in variables {
      file.define(variable.symbol, .zeros, at: variable.offset, size: variable.size)
    }
    return file.bytes
  }
}

extension Int {
  fileprivate func rounded(up unit: Int) -> Int { (self + unit - 1) / unit * unit }
}
