import CPlatform
import Notebooks

/// The limits of a program's items. Some cells have their own.
struct ItemLimits: Sendable {
  let usual: Limits
  private var own: [ItemIndex: Limits] = [:]

  init(of notebook: Notebook, _ usual: Limits) {
    self.usual = usual
    for (item, part) in notebook.program.enumerated() {
      switch part {
      case .cell(let index): own[item] = usual.changed(by: notebook.cells[index].options)
      case .value: break
      case .trial(let index):
        // The trial ends its own process sooner.
        own[item] = usual
        own[item]?.timeout = notebook.timeout(of: notebook.exercises[index]) + 10
      }
    }
  }

  subscript(item: ItemIndex) -> Limits { own[item] ?? usual }

  /// The limits of the item that a message begins; the usual ones without such a message.
  func limits(since begin: Message?) -> Limits {
    switch begin?.kind {
    case .begin(let item)?: self[item]
    default: usual
    }
  }

  /// What the cells' process reads of them, for the items that have limits of their own. It doesn't keep to that of what is
  /// shown by itself: the runner finds what exceeds it.
  ///
  /// - Parameter first: the number from which the process counts the items; without it they have those of the program.
  func records(of items: [ItemIndex], from first: ItemIndex? = nil) -> [UInt8] {
    items.enumerated().flatMap { position, item -> [UInt8] in
      let limits = self[item]
      guard limits.output < usual.output || limits.memory < usual.memory else { return [] }
      let record = lectern_item_limits(
        item: UInt64(first.map { $0 + position } ?? item), output: UInt64(limits.output),
        memory: UInt64(limits.memory))
      return withUnsafeBytes(of: record) { Array($0) }
    }
  }
}

extension Limits {
  /// With what a cell asks for: any time, but no more memory and no more to print or show than the run allows.
  fileprivate func changed(by options: CellOptions) -> Limits {
    var limits = self
    limits.timeout = options.timeout ?? timeout
    limits.output = min(output, options.maxOutput ?? output)
    limits.displays = min(displays, options.maxPage ?? displays)
    limits.memory = min(memory, options.memory ?? memory)
    return limits
  }
}
