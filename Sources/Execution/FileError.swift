/// What Foundation's errors about files say, in words: their own descriptions are lists of codes.
package enum FileError {
  /// `there is no file or folder 'rain.csv'; …`, from an error's description; `nil` for other errors, and for one that only
  /// has such an error in it, since it says more.
  ///
  /// - Parameter description: as `CocoaError` describes itself, `CocoaError(code: Code(rawValue: 260), userInfo: […])`, in
  ///   one line or several, with the names of modules or without.
  package static func words(of description: some StringProtocol) -> String? {
    guard let start = description.firstRange(of: "CocoaError(")?.upperBound,
      description.firstIndex(of: "(") == description.index(before: start),
      let mark = description[start...].firstRange(of: "Code(rawValue: ")?.upperBound,
      let code = Int(description[mark...].prefix(while: \.isNumber))
    else { return nil }
    if code == damaged {
      return "the file is damaged, or its text has another encoding than the one that is asked for"
    }
    guard let path = path(in: description[mark...]) else { return nil }
    let isFolder =
      description[mark...].contains("POSIXErrorCode.EISDIR") || description[mark...].contains("code: EISDIR")
    // Of a folder that is read, the code is 260.
    if code == 4, description[mark...].contains("[\"Folder\"]") {
      return "there is no folder for the file '\(path)'"
    }
    return words(code, path, isFolder: isFolder)
  }

  /// `NSFileReadCorruptFileError`, which names no file.
  private static let damaged = 259

  private static func words(_ code: Int, _ path: String, isFolder: Bool) -> String? {
    switch code {
    case 4, 260:
      "there is no file or folder '\(path)'"
        + (path.hasPrefix("/") ? "" : "; paths begin at the notebook's folder")
    case 256 where isFolder: "'\(path)' is a folder, not a file"
    case 257: "the file '\(path)' cannot be read: the right is missing"
    case 261, 264: "the text of the file '\(path)' has another encoding than the one that is asked for"
    case 513: "the file '\(path)' cannot be written: the right is missing"
    case 516: "there already is a file '\(path)'"
    case 640: "the file '\(path)' cannot be written: no space is left"
    default: nil
    }
  }

  /// The text after `"NSFilePath": `, which is written as in Swift code.
  private static func path(in description: some StringProtocol) -> String? {
    guard let start = description.firstRange(of: "\"NSFilePath\": \"")?.upperBound else { return nil }
    var path = ""
    var isEscaped = false
    for character in description[start...] {
      if !isEscaped, character == "\"" { return path }
      isEscaped = !isEscaped && character == "\\"
      if !isEscaped { path.append(character) }
    }
    return nil
  }
}
