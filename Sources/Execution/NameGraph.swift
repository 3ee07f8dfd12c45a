import CPlatform

/// The declarations in a notebook's program, and which other declarations each of them leads to.
struct NameGraph {
  struct Declaration {
    var usr: String
    var name: String
    var offset: Int
    var item: ItemIndex
    /// For a top-level variable that gets its value where it is declared, the kind of that value.
    var value = Value.none

    enum Value { case none, computedAtOnce, closure }
  }

  private(set) var declarations: [String: Declaration] = [:]
  /// The names used in the body or initial value of a declaration.
  private var contents: [String: [String]] = [:]
  /// The getters and setters of a variable.
  private var accessors: [String: [String]] = [:]
  /// The instance properties of each type, and all of them together. Only an initializer reaches their
  /// initial values.
  private var properties: [String: [String]] = [:]
  private var allProperties: Set<String> = []
  /// The functions that may run when a protocol's requirement or a class's member is called.
  private var versions: [String: [String]] = [:]
  /// The type that an initializer makes.
  private var madeTypes: [String: String] = [:]
  /// The type, or the extension, that a member belongs to.
  private var owners: [String: String] = [:]
  /// The extensions of a type.
  private var extensions: [String: [String]] = [:]
  /// The members of a type or an extension that can run without being named at that point: those that fulfil
  /// a protocol's requirement or override a class's member, deinitializers, and the values of property
  /// wrappers.
  private var unnamedMembers: [String: [String]] = [:]
  /// Those unnamed members that lead to variables.
  private var riskyMembers: [String: [String]] = [:]
  /// Variables whose initial value calls a function declared outside the notebook, unlike `S()` or `[S(),
  /// S()]`.
  private var usesOutsideFunctions: Set<String> = []

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
        extensions[found.usr, default: []] += found.related(LECTERN_EXTENDED_BY)
        for owner in found.related(LECTERN_CONTAINED_BY) { contents[owner, default: []].append(found.usr) }
      }
    }
    for variable in computed { declarations[variable]?.value = .none }
    for found in index.occurrences where isOutsideCall(found) {
      usesOutsideFunctions.formUnion(found.related(LECTERN_CONTAINED_BY))
    }
    riskyMembers = unnamedMembers.mapValues { members in
      members.filter { !variables(reachedFrom: $0, inItem: nil).isEmpty }
    }.filter { !$0.value.isEmpty }
  }

  /// Whether an unknown function is called, which may call any member of the values passed to it.
  private func isOutsideCall(_ found: NameIndex.Occurrence) -> Bool {
    found.has(LECTERN_CALLS) && declarations[found.usr] == nil && madeTypes[found.usr] == nil
      && !found.name.hasSuffix("Literal:)")
  }

  private mutating func noteParts(_ found: NameIndex.Occurrence) {
    for variable in found.related(LECTERN_ACCESSOR_OF) { accessors[variable, default: []].append(found.usr) }
    for general in found.related(LECTERN_FULFILS) { versions[general, default: []].append(found.usr) }
    for type in found.related(LECTERN_CHILD_OF) {
      owners[found.usr] = type
      if NameGraph.mayRunUnnamed(found) { unnamedMembers[type, default: []].append(found.usr) }
      if found.isKind(LECTERN_PROPERTY) {
        properties[type, default: []].append(found.usr)
        allProperties.insert(found.usr)
      }
      if found.isKind(LECTERN_INITIALIZER) { madeTypes[found.usr] = type }
    }
  }

  private static func mayRunUnnamed(_ member: NameIndex.Occurrence) -> Bool {
    !member.related(LECTERN_FULFILS).isEmpty || member.isKind(LECTERN_DEINITIALIZER)
      || ["wrappedValue", "projectedValue"].contains(member.name)
  }

  private mutating func note(_ found: NameIndex.Occurrence, _ places: ProgramPlaces) {
    guard declarations[found.usr] == nil, let position = places.position(of: found) else { return }
    var declaration = Declaration(
      usr: found.usr, name: found.shortName, offset: position.offset, item: position.item)
    if found.isKind(LECTERN_VARIABLE) && found.relations.isEmpty {
      declaration.value = places.hasClosure(asValueAt: position.offset) ? .closure : .computedAtOnce
    }
    declarations[found.usr] = declaration
  }

  /// What messages call a used name. An initializer is called by its type's name.
  func name(of use: NameIndex.Occurrence) -> String {
    madeTypes[use.usr].flatMap { declarations[$0]?.name } ?? use.shortName
  }

  /// Whether a use runs when the program reaches it, rather than when the function or closure around it is
  /// called.
  func isStatement(_ use: NameIndex.Occurrence) -> Bool {
    use.related(LECTERN_CONTAINED_BY).allSatisfy { declarations[$0]?.value == .computedAtOnce }
  }

  /// The variables that get their value where they are declared and that a use of a name leads to: the
  /// variable of that name, those that a function of that name reads, and so on.
  ///
  /// - Parameter item: The only item to search; `nil` for all items.
  func variables(reachedFrom usr: String, inItem item: ItemIndex?) -> [Declaration] {
    var reached: [Declaration] = []
    var seen: Set<String> = []
    var waiting = [usr]
    while let usr = waiting.popLast() {
      guard seen.insert(usr).inserted else { continue }
      if let declaration = declarations[usr] {
        if let item, declaration.item != item { continue }
        if declaration.value != .none { reached.append(declaration) }
        if declaration.value == .computedAtOnce { continue }
      }
      if !allProperties.contains(usr) { waiting += contents[usr] ?? [] }
      waiting += (accessors[usr] ?? []) + (versions[usr] ?? [])
      if let type = madeTypes[usr] { waiting += (properties[type] ?? []).flatMap { contents[$0] ?? [] } }
    }
    return reached
  }

  /// The variables that a statement may lead to through its values, even though it names neither the
  /// variables nor a function that reads them: `print(s)` reads everything that the description of `s` reads.
  ///
  /// A statement that only makes a value, such as `let s = S()`, leads to none.
  func variables(reachedByValuesOf use: NameIndex.Occurrence) -> [Declaration] {
    let variables = use.related(LECTERN_CONTAINED_BY)
    // The heads of types and extensions run nothing.
    let isHead = !(use.related(LECTERN_BASE_OF) + use.related(LECTERN_EXTENDED_BY)).isEmpty
    let isCalling = variables.isEmpty || !usesOutsideFunctions.isDisjoint(with: variables)
    guard !riskyMembers.isEmpty, !isHead, isCalling else { return [] }
    return riskyMembers(ofValuesFrom: use.usr).flatMap { self.variables(reachedFrom: $0, inItem: nil) }
  }

  /// The `riskyMembers` of all types that a name's values, or the values inside them, may have.
  private func riskyMembers(ofValuesFrom usr: String) -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    var waiting = [usr]
    while let usr = waiting.popLast() {
      guard seen.insert(usr).inserted else { continue }
      result += riskyMembers[usr] ?? []
      waiting += (contents[usr] ?? []) + (accessors[usr] ?? []) + (versions[usr] ?? [])
      waiting +=
        (properties[usr] ?? []) + (extensions[usr] ?? []) + [owners[usr], madeTypes[usr]].compactMap(\.self)
    }
    return result
  }
}
