extension Display: WireCodable {
  public func write(to writer: inout WireWriter) {
    switch self {
    case .text(let text): writer.write(tag: 0, text)
    case .tensor(let tensor): writer.write(tag: 1, tensor)
    case .table(let table): writer.write(tag: 2, table)
    case .figure(let figure): writer.write(tag: 3, figure)
    case .claim(let claim): writer.write(tag: 4, claim)
    case .frames(let frames): writer.write(tag: 5, frames)
    case .steps(let steps): writer.write(tag: 6, steps)
    case .sweep(let name, let variants):
      writer.write(tag: 7, name)
      writer.write(variants)
    case .row(let displays): writer.write(tag: 8, displays)
    case .demo(let demo): writer.write(tag: 9, demo)
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
    default: throw WireError()
    }
  }
}

extension WireWriter {
  fileprivate mutating func write(tag: Int, _ value: some WireCodable) {
    write(tag)
    write(value)
  }
}

extension TensorDisplay: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(shape)
    writer.write(text)
    writer.write(figure)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(shape: try reader.read(), text: try reader.read(), figure: try reader.read())
  }
}

extension Figure: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(svg)
    writer.write(alternative)
    writer.write(data)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(svg: try reader.read(), alternative: try reader.read(), data: try reader.read())
  }
}

extension Claim: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(statement)
    writer.write(holds)
    writer.write(evidence)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(statement: try reader.read(), holds: try reader.read(), evidence: try reader.read())
  }
}

extension Frame: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(label)
    writer.write(content)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    self.init(label: try reader.read(), content: try reader.read())
  }
}

extension Table: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(columns)
    writer.write(rows)
    writer.write(caption)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let columns: [Column] = try reader.read()
    let rows: [[String]] = try reader.read()
    guard rows.allSatisfy({ $0.count == columns.count }) else { throw WireError() }
    self.init(columns: columns, rows: rows, caption: try reader.read())
  }
}

extension Table.Column: WireCodable {
  public func write(to writer: inout WireWriter) {
    writer.write(title)
    writer.write(alignment.rawValue)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let title: String = try reader.read()
    guard let alignment = Alignment(rawValue: try reader.read()) else { throw WireError() }
    self.init(title, alignment: alignment)
  }
}
