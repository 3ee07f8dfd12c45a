import CYaml

/// Reads YAML event by event before it is loaded, and finds what would grow without limit.
///
/// Yams expands aliases and recurses for every level. A few lines of aliases of aliases would become gigabytes.
struct YAMLLimits {
  /// What is refused, with its line and its column in characters, both from 1.
  struct Problem {
    var message: String
    var line: Int
    var column: Int

    fileprivate init(message: String, at mark: yaml_mark_t) {
      self.message = message
      (line, column) = (Int(mark.line) + 1, Int(mark.column) + 1)
    }
  }

  static let depth = 20
  static let values = 10_000

  private var open = 0
  private var count = 0

  /// The first construct that is refused. Errors in the YAML itself are reported elsewhere.
  static func problem(in text: String) -> Problem? {
    var limits = YAMLLimits()
    // The parser keeps its own address, so it must stay where it is.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { return tooDeep(parser.pointee) }
        defer { yaml_event_delete(&event) }
        if event.type == YAML_STREAM_END_EVENT { return nil }
        if let message = limits.take(event.type) { return Problem(message: message, at: event.start_mark) }
      }
    }
  }

  /// The parser reads ahead of its events, and has a limit of its own.
  private static func tooDeep(_ parser: yaml_parser_t) -> Problem? {
    guard let problem = parser.problem, String(cString: problem).hasPrefix("Maximum nesting level") else {
      return nil
    }
    return Problem(message: "more than \(depth) levels of YAML", at: parser.context_mark)
  }

  /// Counts an event; returns the problem if it exceeds a limit.
  private mutating func take(_ event: yaml_event_type_t) -> String? {
    switch event {
    case YAML_ALIAS_EVENT:
      return "an alias ('*name') cannot be used here; a text that begins with '*' needs quotes around it"
    case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
      open += 1
      count += 1
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      open -= 1
    case YAML_SCALAR_EVENT:
      count += 1
    default: break
    }
    if open > Self.depth { return "more than \(Self.depth) levels of YAML" }
    if count > Self.values { return "more than \(Self.values) values" }
    return nil
  }
}
