/// An argument in a command that is printed to be pasted.
enum ShellWord {
  /// The text as one word of a shell, between quotes if it needs them.
  static func text(_ argument: String) -> String {
    let isPlain = argument.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789._-/+".unicodeScalars.contains($0)
    }
    return isPlain && !argument.isEmpty ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
  }
}
