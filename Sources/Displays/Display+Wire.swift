import Markup

extension Display: WireCodable {
  public func write(to writer: inout WireWriter) {
    switch self {
    case .text(let text): writer.write(0, text)
    case .tensor(let tensor): writer.write(1, tensor)
    case .table(let table): writer.write(2, table)
    case .figure(let figure): writer.write(3, figure)
    case .claim(let claim): writer.write(4, claim)
    case .frames(let frames): writer.write(5, frames)
    case .steps(let steps): writer.write(6, steps)
    case .sweep(let name, let variants): writer.write(7, name, variants)
    case .row(let displays): writer.write(8, displays)
    case .demo(let demo): writer.write(9, demo)
    case .playground(let playground): writer.write(10, playground)
    case .widget(let widget): writer.write(11, widget)
    }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self = try reader.descend { reader throws(WireError) in try Display.read(from: &reader) }
  }

  private static func read(from reader: inout WireReader) throws(WireError) -> Display {
    switch try reader.read(Int.self) {
    case 0: .text(try reader.read())
    case 1: .tensor(try reader.read())
    case 2: .table(try reader.read())
    case 3: .figure(try reader.read())
    case 4: .claim(try reader.read())
    case 5: .frames(try reader.read())
    case 6: .steps(try reader.read())
    case 7: .sweep(try reader.read(), try reader.read())
    case 8: .row(try reader.read())
    case 9: .demo(try reader.read())
    case 10: .playground(try reader.read())
    case 11: .widget(try reader.read())
    default: throw WireError()
    }
  }
}

extension TensorDisplay: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(shape, text, figure) }

  /// Throws where a size is negative.
  public init(from reader: inout WireReader) throws(WireError) {
    self.init(shape: try reader.read(), text: try reader.read(), figure: try reader.read())
    guard shape.allSatisfy({ $0 >= 0 }) else { throw WireError() }
  }
}

extension Figure: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(text, alternative, data) }

  /// A tree is sent as text too: the runner trusts neither, and text is shorter.
  private var text: String {
    switch drawing {
    case .unread(let text): text
    case .read(let element): element.markup
    case .refused: ""
    }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(svg: try reader.read(), alternative: try reader.read(), data: try reader.read())
  }
}

extension Claim: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(statement, holds, evidence) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(statement: try reader.read(), holds: try reader.read(), evidence: try reader.read())
  }
}

extension Frame: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(label, content, opens) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(label: try reader.read(), content: try reader.read(), opens: try reader.read())
  }
}

extension Table: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(columns, rows, caption) }

  /// Throws where a row and the columns differ in length.
  public init(from reader: inout WireReader) throws(WireError) {
    let columns: [Column] = try reader.read()
    let rows: [[String]] = try reader.read()
    guard rows.allSatisfy({ $0.count == columns.count }) else { throw WireError() }
    self.init(columns: columns, rows: rows, caption: try reader.read())
  }
}

extension Table.Column: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(title, alignment.rawValue) }

  public init(from reader: inout WireReader) throws(WireError) {
    let title: String = try reader.read()
    guard let alignment = Alignment(rawValue: try reader.read()) else { throw WireError() }
    self.init(title, alignment: alignment)
  }
}

extension ValueSummary: WireCodable {
  public func write(to writer: inout WireWriter) { writer.write(type, text, details, history) }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(
      type: try reader.read(), text: try reader.read(), details: try reader.read(),
      history: try reader.read())
  }
}
