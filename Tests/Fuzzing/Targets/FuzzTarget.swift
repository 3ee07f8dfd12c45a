/// A reader of input that somebody else has written, and what has to hold for whatever it reads.
public struct FuzzTarget: Sendable {
  public var name: String
  /// Pieces of which inputs are made, in addition to single bytes.
  public var words: [[UInt8]]
  /// Inputs to begin with.
  public var seeds: [[UInt8]]
  /// Reads the input and checks what was made of it.
  public var read: @Sendable ([UInt8]) throws(Finding) -> Void

  init(
    name: String, words: [[UInt8]], seeds: [[UInt8]],
    read: @escaping @Sendable ([UInt8]) throws(Finding) -> Void
  ) {
    (self.name, self.words, self.seeds, self.read) = (name, words, seeds, read)
  }

  init(
    name: String, words: [String], seeds: [String],
    read: @escaping @Sendable ([UInt8]) throws(Finding) -> Void
  ) {
    self.init(
      name: name, words: words.map { Array($0.utf8) }, seeds: seeds.map { Array($0.utf8) }, read: read)
  }

  public static let all: [FuzzTarget] =
    [
      .markdown, .frontMatter, .options, .tex, .swiftSource, .outline, .book, .bibliography, .worksInJSON,
      .references,
      .request, .editorMessages, .wire, .sentMessages, .display,
      .printed, .drawing, .idx, .image, .csv, .safetensors, .jupyter, .jupyterFromMarkdown,
    ]

  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What does not hold.
public struct Finding: Error, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }

  /// Ends the reading unless something holds.
  static func unless(_ holds: Bool, _ message: @autoclosure () -> String) throws(Finding) {
    if !holds { throw Finding(message()) }
  }
}

extension [UInt8] {
  /// As text, with what is no UTF-8 replaced.
  var text: String { String(decoding: self, as: UTF8.self) }
}
