import CPlatform

/// What a notebook's program declares, and which declarations each of them leads to.
struct NameGraph {
  struct Declaration {
    var usr: String
    var name: String
    var offset: Int
    var step: Int
    /// Whether it is a variable of the top level that gets a value where it is declared, and what it gets.
    var value = Value.none

    enum Value { case none, computedAtOnce, closure }
  }

  private(set) var declarations: [String: Declaration] = [:]
  /// What the body or initial value of a declaration names.
  private var contents: [String: [String]] = [:]
  /// The getters and setters of a variable.
  private var accessors: [String: [String]] = [:]
  /// The properties of a type's instances, and all of them: their initial values are only reached by an initializer.
  private var properties: [String: [String]] = [:]
  private var allProperties: Set<String> = []
  /// What may run where a protocol's requirement or a class's member is called.
  private var versions: [String: [String]] = [:]
  /// The type that an initializer makes.
  private var madeTypes: [String: String] = [:]

  init(_ index: NameIndex, _ places: ProgramPlaces) {
    var computed: Set<String> = []
    for found in index.occurrences {
      if found.has(LECTERN_DEFINES) {
        noteParts(found)
        if found.name.hasPrefix("getter:") && !found.has(LECTERN_IS_IMPLICIT) {
          computed.formUnion(found.related(LECTERN_ACCESSOR_OF))
        }
        note(found, places)
      }
      if found.has(LECTERN_REFERS) {
        for owner in found.related(LECTERN_CONTAINED_BY) { contents[owner, default: []].append(found.usr) }
      }
    }
    for variable in computed { declarations[variable]?.value = .none }
  }

  private mutating func noteParts(_ found: NameIndex.Occurrence) {
    for variable in found.related(LECTERN_ACCESSOR_OF) { accessors[variable, default: []].append(found.usr) }
    for general in found.related(LECTERN_FULFILS) { versions[general, default: []].append(found.usr) }
    for type in found.related(LECTERN_CHILD_OF) {
      if found.isKind(LECTERN_PROPERTY) {
        properties[type, default: []].append(found.usr)
        allProperties.insert(found.usr)
      }
      if found.isKind(LECTERN_INITIALIZER) { madeTypes[found.usr] = type }
    }
  }

  private mutating func note(_ found: NameIndex.Occurrence, _ places: ProgramPlaces) {
    guard declarations[found.usr] == nil, let position = places.position(of: found) else { return }
    var declaration = Declaration(
      usr: found.usr, name: found.shortName, offset: position.offset, step: position.step)
    if found.isKind(LECTERN_VARIABLE) && found.relations.isEmpty {
      declaration.value = places.hasClosure(asValueAt: position.offset) ? .closure : .computedAtOnce
    }
    declarations[found.usr] = declaration
  }

  /// What a message calls a used name: an initializer by its type.
  func name(of use: NameIndex.Occurrence) -> String {
    madeTypes[use.usr].flatMap { declarations[$0]?.name } ?? use.shortName
  }

  /// Whether a use runs when the program comes by, rather than when the function or closure around it is called.
  func isStatement(_ use: NameIndex.Occurrence) -> Bool {
    use.related(LECTERN_CONTAINED_BY).allSatisfy { declarations[$0]?.value == .computedAtOnce }
  }

  /// The variables of a step that get a value where they are declared and that a use of a name leads to: the name's own, those
  /// that a function of that name reads, and so on.
  func variables(reachedFrom usr: String, inStep step: Int) -> [Declaration] {
    var reached: [Declaration] = []
    var seen: Set<String> = []
    var waiting = [usr]
    while let usr = waiting.popLast() {
      guard seen.insert(usr).inserted else { continue }
      if let declaration = declarations[usr] {
        guard declaration.step == step else { continue }
        if declaration.value != .none { reached.append(declaration) }
        if declaration.value == .computedAtOnce { continue }
      }
      if !allProperties.contains(usr) { waiting += contents[usr] ?? [] }
      waiting += (accessors[usr] ?? []) + (versions[usr] ?? [])
      if let type = madeTypes[usr] { waiting += (properties[type] ?? []).flatMap { contents[$0] ?? [] } }
    }
    return reached
  }
}
