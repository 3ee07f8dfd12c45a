import CPlatform

/// Which items of a program depend on which others: on those that declare what they use, and on those that may change
/// it.
struct NeededItems {
  /// The item that declares a name.
  private var declared: [String: ItemIndex] = [:]
  /// The names that an item uses.
  private var used: [ItemIndex: Set<String>] = [:]
  /// The items that use a variable, and so may change what is in it, or that extend a type.
  private var changing: [String: Set<ItemIndex>] = [:]

  init(_ index: NameIndex, _ places: ProgramPlaces) {
    var variables: Set<String> = []
    for found in index.occurrences {
      guard let item = places.position(of: found)?.item else { continue }
      if found.has(LECTERN_DEFINES) {
        declared[found.usr] = declared[found.usr] ?? item
        if found.isKind(LECTERN_VARIABLE) { variables.insert(found.usr) }
      }
      if found.has(LECTERN_REFERS) { used[item, default: []].insert(found.usr) }
    }
    for found in index.occurrences where found.has(LECTERN_REFERS) {
      let isExtended = !found.related(LECTERN_EXTENDED_BY).isEmpty
      guard variables.contains(found.usr) || isExtended, let item = places.position(of: found)?.item else {
        continue
      }
      changing[found.usr, default: []].insert(item)
    }
  }

  /// The given items and all that they need, directly or through others.
  func all(for items: Set<ItemIndex>) -> Set<ItemIndex> {
    var needed: Set<ItemIndex> = []
    var waiting = Array(items)
    while let item = waiting.popLast() {
      guard needed.insert(item).inserted else { continue }
      for name in used[item] ?? [] {
        waiting += [declared[name]].compactMap(\.self) + (changing[name] ?? [])
      }
    }
    return needed
  }
}
