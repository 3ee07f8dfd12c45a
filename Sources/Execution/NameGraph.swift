import CPlatform

/// The declarations in a notebook's program, and which other declarations each of them is certain to lead to.
struct NameGraph {
  struct Declaration {
    var usr: String
    var name: String
    var offset: Int
    var item: ItemIndex
    /// Whether it is a top-level variable that gets its value where it is declared.
    var isStored = false
  }

  private let places: ProgramPlaces
  private(set) var declarations: [String: Declaration] = [:]
  /// The variables and functions that the body of a declaration uses, and where.
  private var contents: [String: [(usr: String, position: ProgramPlaces.Position)]] = [:]
  /// The types that initializers make.
  private var madeTypes: [String: String] = [:]
  /// Requirements of protocols and members that are overridden: what a call of them executes is known only in the
  /// run.
  private var dynamic: Set<String> = []

  init(_ index: NameIndex, _ places: ProgramPlaces) {
    self.places = places
    var computed: Set<String> = []
    for found in index.occurrences {
      guard let position = places.position(of: found) else { continue }
      if found.has(LECTERN_DEFINES) {
        dynamic.formUnion(found.related(LECTERN_FULFILS))
        if found.name.hasPrefix("getter:") && !found.has(LECTERN_IS_IMPLICIT) {
          computed.formUnion(found.related(LECTERN_ACCESSOR_OF))
        }
        if found.isKind(LECTERN_INITIALIZER) { madeTypes[found.usr] = found.related(LECTERN_CHILD_OF).first }
        note(found, position)
      }
      if NameGraph.isEvaluated(found) {
        for owner in found.related(LECTERN_CONTAINED_BY) {
          contents[owner, default: []].append((found.usr, position))
        }
      }
    }
    for variable in computed { declarations[variable]?.isStored = false }
  }

  private mutating func note(_ found: NameIndex.Occurrence, _ position: ProgramPlaces.Position) {
    guard declarations[found.usr] == nil else { return }
    declarations[found.usr] = Declaration(
      usr: found.usr, name: found.shortName, offset: position.offset, item: position.item,
      isStored: found.isKind(LECTERN_VARIABLE) && found.relations.isEmpty)
  }

  /// What messages call a used name. An initializer is called by its type's name.
  func name(of use: NameIndex.Occurrence) -> String {
    madeTypes[use.usr].flatMap { declarations[$0]?.name } ?? use.shortName
  }

  /// Whether a variable is used or a function called, unlike a function that is passed on.
  static func isEvaluated(_ found: NameIndex.Occurrence) -> Bool {
    found.has(LECTERN_REFERS) && (found.isKind(LECTERN_VARIABLE) || found.has(LECTERN_CALLS))
  }

  /// Whether a use is part of the top level's statements, not of a function.
  func isStatement(_ use: NameIndex.Occurrence) -> Bool {
    use.related(LECTERN_CONTAINED_BY).allSatisfy { declarations[$0]?.isStored == true }
  }

  /// The variables that a use of a name is certain to read, among those of an item that get their value where they
  /// are declared: the variable of that name, those that a function of that name always reads, and so on.
  func variables(reachedFrom usr: String, inItem item: ItemIndex) -> [Declaration] {
    var reached: [Declaration] = []
    var seen: Set<String> = []
    var waiting = [usr]
    while let usr = waiting.popLast() {
      guard seen.insert(usr).inserted, !dynamic.contains(usr), let declaration = declarations[usr],
        declaration.item == item
      else { continue }
      if declaration.isStored {
        reached.append(declaration)
      } else {
        waiting += (contents[usr] ?? []).filter { places.isAlwaysExecuted($0.position) }.map(\.usr)
      }
    }
    return reached
  }
}
