extension [Diagnostic] {
  /// The first messages of each kind, and how many more there are: one mistake in a long file can lead to thousands.
  public var digest: [Diagnostic] {
    var kinds: [String: (count: Int, last: SourceLocation)] = [:]
    var keys: [String?] = []
    for diagnostic in self {
      guard diagnostic.severity != .note else {
        keys.append(nil)
        continue
      }
      let exact = diagnostic.kind
      // Messages that differ in words no quotation marks tell apart can't be too many either.
      let key = kinds[exact] == nil && kinds.count >= Self.mostKinds ? diagnostic.severity.rawValue : exact
      keys.append(key)
      kinds[key] = ((kinds[key]?.count ?? 0) + 1, diagnostic.location)
    }
    var seen: [String: Int] = [:]
    var isLeftOut = false
    return zip(self, keys).compactMap { diagnostic, key in
      // A note belongs to the message before it.
      guard let key, let kind = kinds[key] else { return isLeftOut ? nil : diagnostic }
      let number = (seen[key] ?? 0) + 1
      seen[key] = number
      isLeftOut = number > Self.shown && kind.count > Self.shown + 1
      guard isLeftOut else { return diagnostic }
      guard number == Self.shown + 1 else { return nil }
      return Diagnostic(
        .note, file: diagnostic.file, at: diagnostic.location,
        "\(kind.count - Self.shown) more \(diagnostic.severity.rawValue)s like this from here to line \(kind.last.line)"
      )
    }
  }

  /// The errors, each with the notes that come after it.
  public var errors: [Diagnostic] {
    var isOfError = false
    return filter { diagnostic in
      if diagnostic.severity != .note { isOfError = diagnostic.severity == .error }
      return isOfError
    }
  }

  /// How many messages of a kind are shown.
  private static let shown = 10
  private static let mostKinds = 50
}

extension Diagnostic {
  /// The message without what differs between messages of one kind: quoted words and numbers.
  fileprivate var kind: String {
    var kind = severity.rawValue + " " + file + " "
    var isQuoted = false
    var previous: Character = " "
    for character in message {
      if character == "'" {
        // An apostrophe has a letter before it.
        if isQuoted || !previous.isLetter { isQuoted.toggle() }
      } else if !isQuoted, !character.isNumber {
        kind.append(character)
      }
      previous = character
    }
    return kind
  }
}
