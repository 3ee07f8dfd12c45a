extension MaskedSource {
  /// Where declarations at the top level, but inside `#if`, say `private` or `fileprivate`.
  ///
  /// The compiler's parse leaves out everything between `#if` and `#endif`.
  package var conditionalPrivacy: [Range<Int>] {
    var (found, depth, index): ([Range<Int>], Int, Int) = ([], 0, 0)
    while index < count {
      if self[index].isOpeningBracket {
        index = closing(of: index, limit: count)
      } else if self[index].isSwiftWord {
        let word = index..<wordEnd(from: index)
        let isDirective = index > 0 && self[index - 1] == .pound
        switch text(word) {
        case "if" where isDirective: depth += 1
        case "endif" where isDirective: depth -= 1
        case "private" where depth > 0, "fileprivate" where depth > 0:
          // `private(set)` leaves the variable itself as it is.
          let next = skipBlanks(from: word.upperBound)
          if next < count, self[next] != .parenthesis { found.append(word) }
        default: break
        }
        index = word.upperBound
      } else {
        index += 1
      }
    }
    return found
  }
}
