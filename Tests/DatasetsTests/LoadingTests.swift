import Datasets
import Synchronization
import Tensors
import Testing

@Suite struct IDXTests {
  let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255]
  let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]
  /// The bytes of `labels`, packed with gzip.
  let packedLabels: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 224, 96, 100, 96, 96, 96, 98, 103, 6, 0, 100, 107, 212, 67, 10,
    0, 0, 0,
  ]

  @Test func `images and labels become a data set`() throws {
    let (pictures, classes) = (TemporaryFile(images), TemporaryFile(labels))
    let set = try Dataset.idx(images: pictures.path, labels: classes.path)
    #expect(set.sampleShape == [1, 1, 2] && set.labels == [7, 3])
    #expect(set.values == [0, 0.2, 0.4, 1])
  }

  @Test func `a packed file is unpacked`() throws {
    let file = TemporaryFile(packedLabels)
    #expect(try IDX(file: file.path) == IDX(file: TemporaryFile(labels).path))
  }

  @Test func `a packed file that breaks off says so`() {
    let file = TemporaryFile(Array(packedLabels.dropLast(9)))
    #expect(throws: FileError.self) { try IDX(file: file.path) }
  }

  @Test func `other types are read with their sign`() throws {
    let shorts: [UInt8] = [0, 0, 0x0b, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 0]
    let floats: [UInt8] = [0, 0, 0x0d, 1, 0, 0, 0, 1, 0xbf, 0x80, 0, 0]
    let doubles: [UInt8] = [0, 0, 0x0e, 1, 0, 0, 0, 1, 0x40, 0x04, 0, 0, 0, 0, 0, 0]
    let bytes: [UInt8] = [0, 0, 0x09, 1, 0, 0, 0, 3, 0xff, 0x80, 0x7f]
    #expect(try IDX(file: TemporaryFile(bytes).path).values == [-1, -128, 127])
    #expect(try IDX(file: TemporaryFile(shorts).path).values == [-2, 256])
    #expect(try IDX(file: TemporaryFile(floats).path).values == [-1])
    #expect(try IDX(file: TemporaryFile(doubles).path).values == [2.5])
  }

  @Test func `malformed files are refused with file, place, expectation and finding`() {
    let cases: [([UInt8], FileError.Place, String, String)] = [
      ([], .byte(0), "IDX: 00 00, a type of 08 09 0b 0c 0d 0e, and the rank", "nothing"),
      (
        Array("PK".utf8) + [3, 4], .byte(0), "IDX: 00 00, a type of 08 09 0b 0c 0d 0e, and the rank",
        "50 4b 03 04"
      ),
      ([0, 0, 8, 2, 0, 0, 0, 2], .byte(8), "2 sizes of 4 bytes", "the end of the file"),
      (Array(images.dropLast()), .byte(19), "4 bytes of numbers for the shape [2, 1, 2]", "3"),
      (images + [0], .byte(20), "4 bytes of numbers for the shape [2, 1, 2]", "5"),
      (
        [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), .byte(4),
        "sizes whose product is a number of bytes", "[4294967295, 4294967295, 4294967295]"
      ),
      (
        [0, 0, 8, 7] + [0, 0, 0, 1].repeated(7) + [9], .byte(3), "at most 6 axes, each below 2³¹",
        "[1, 1, 1, 1, 1, 1, 1]"
      ),
      (
        [0, 0, 8, 2] + [0, 0, 0, 0, 255, 255, 255, 255], .byte(3), "at most 6 axes, each below 2³¹",
        "[0, 4294967295]"
      ),
    ]
    for (bytes, place, expected, found) in cases {
      let file = TemporaryFile(bytes)
      #expect(throws: FileError(file: file.path, place: place, expected: expected, found: found)) {
        try IDX(file: file.path)
      }
    }
    let (pictures, classes) = (TemporaryFile(images), TemporaryFile([0, 0, 8, 1, 0, 0, 0, 1, 7]))
    #expect(
      throws: FileError(
        file: classes.path, place: .byte(3), expected: "2 labels, one an image", found: "the shape [1]")
    ) { try Dataset.idx(images: pictures.path, labels: classes.path) }
  }

  @Test(
    arguments: [
      ([0x7f, 0xc0, 0, 0], "nan"), ([0x71, 0x49, 0xf2, 0xca], "1e+30"), ([0x3f, 0, 0, 0], "0.5"),
      ([0xbf, 0x80, 0, 0], "-1.0"), ([0x4b, 0x80, 0, 0], "16777216.0"),
    ] as [([UInt8], String)])
  func `a label that is no class is refused`(bits: [UInt8], text: String) {
    let pictures = TemporaryFile(images)
    let classes = TemporaryFile([0, 0, 0x0d, 1, 0, 0, 0, 2, 0, 0, 0, 0] + bits)
    #expect(
      throws: FileError(
        file: classes.path, place: .file, expected: "labels that are whole numbers from 0 to 2²⁴ − 1",
        found: "\(text), the label of image 1")
    ) { try Dataset.idx(images: pictures.path, labels: classes.path) }
  }

  @Test func `a file of many pieces is read whole, and each byte divided exactly`() throws {
    let bytes = (0..<200_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = TemporaryFile([0, 0, 8, 1, 0, 3, 0x0d, 0x43] + bytes)
    #expect(try IDX(file: file.path).values == bytes.map { Float($0) })
    #expect(try IDX(file: file.path, dividedBy: 255).values == bytes.map { Float($0) / 255 })
  }

  @Test func `what comes through a pipe is read as well`() throws {
    #expect(try IDX(file: pathOfPipe(images)).values == [0, 51, 102, 255])
  }

  @Test func `a folder is no file`() {
    let error = #expect(throws: FileError.self) { try IDX(file: "/tmp") }
    #expect(error?.expected == "a readable file")
  }

  @Test func `a file that is not there is named, and reported to the observer`() {
    let observer = Observer()
    DataAccess.observe { observer.note($0) }
    let error = #expect(throws: FileError.self) { try IDX(file: "/nowhere/images.idx") }
    #expect(error?.description.hasPrefix("/nowhere/images.idx: expected a readable file but found ") == true)
    #expect(observer.paths.contains("/nowhere/images.idx"))
  }
}

private final class Observer: Sendable {
  private let seen = Mutex<[String]>([])
  func note(_ path: String) { seen.withLock { $0.append(path) } }
  var paths: [String] { seen.withLock { $0 } }
}

extension Array {
  fileprivate func repeated(_ count: Int) -> [Element] { (0..<count).flatMap { _ in self } }
}

@Suite struct TextLoadingTests {
  @Test func `quoted fields hold separators, quotes and line ends`() throws {
    let file = TemporaryFile("name,\"a, b\"\r\n\"say \"\"hi\"\"\",1\r\n\r\n\"two\nlines\",2\nlast,3")
    let csv = try CSV(file: file.path)
    #expect(csv.header == ["name", "a, b"])
    #expect(csv.rows == [["say \"hi\"", "1"], ["two\nlines", "2"], ["last", "3"]])
    #expect(csv.lines == [2, 4, 6])
    #expect(try csv.numbers(column: csv.column("a, b")) == [1, 2, 3])
  }

  @Test func `lines may end in CR, and a field may be empty or go without its last line end`() throws {
    let csv = try CSV(file: TemporaryFile("a,b,c\r\r1,,\"\"\r,\"x\ry\",").path)
    #expect(csv.rows == [["1", "", ""], ["", "x\ry", ""]] && csv.lines == [3, 4] && csv.rowCount == 2)
  }

  @Test func `a mark of byte order is no part of the first name, and a separator may be any character`()
    throws
  {
    let csv = try CSV(file: TemporaryFile("\u{FEFF}größe→→“\n1→\"→\"→é").path, separator: "→")
    #expect(csv.header == ["größe", "", "“"] && csv.rows == [["1", "→", "é"]])
  }

  @Test(arguments: ["", "\n\n", "a,b", "a,b\n"])
  func `a table without rows is empty`(text: String) throws {
    let csv = try CSV(file: TemporaryFile(text).path)
    #expect(csv.rows.isEmpty && csv.rowCount == 0)
    #expect(try csv.numbers(columns: [0, 1]).isEmpty)
  }

  @Test func `any bytes are a table or an error`() throws {
    var rng = SplitMix64(seed: 3)
    let alphabet = Array("a1,\"\r\n é".utf8) + [0, 255]
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...40, using: &rng)).map { _ in
        alphabet.randomElement(using: &rng) ?? 0
      }
      let file = TemporaryFile(bytes)
      guard let csv = try? CSV(file: file.path, hasHeader: false) else { continue }
      #expect(csv.rows.allSatisfy { $0.count == csv.rows[0].count }, "\(bytes)")
      #expect(csv.lines == csv.lines.sorted() && csv.lines.count == csv.rowCount, "\(bytes)")
    }
  }

  @Test func `a table written is the table read`() throws {
    var rng = SplitMix64(seed: 4)
    let parts = ["", "plain", "a,b", "\"", "two\nlines", "\r\n", " é ", "1.5"]
    let rows = (0..<50).map { _ in (0..<3).map { _ in parts.randomElement(using: &rng) ?? "" } }
    let text = rows.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
    let csv = try CSV(file: TemporaryFile(text.joined(separator: "\r\n")).path, hasHeader: false)
    #expect(csv.rows == rows)
  }

  @Test func `a table becomes a data set`() throws {
    let file = TemporaryFile("x,y,kind\n1, 2.5,b\n3,4,a\n5,6,b\n")
    let set = try CSV(file: file.path).dataset(features: [0, 1], label: 2)
    #expect(set.values == [1, 2.5, 3, 4, 5, 6] && set.labels == [0, 1, 0])
    #expect(set.classNames == ["b", "a"] && set.featureNames == ["x", "y"])
    let digits = TemporaryFile("0,16,7\n1,2,3\n")
    let optical = try CSV(file: digits.path, hasHeader: false).dataset(features: [0, 1], label: 2)
    #expect(optical.labels == [1, 0] && optical.classNames == ["3", "7"] && optical.featureNames.isEmpty)
  }

  @Test(arguments: [
    ("a,b\n1,2\n3\n", 3, "2 fields, as in the first row", "1"),
    ("a,b\n1,\"open\n2,3\n", 2, "a closing quote", "the end of the file"),
    ("a,b\n\"x\"y,1\n", 2, "a separator after the closing quote", "“y”"),
  ])
  func `malformed tables are refused at their line`(text: String, line: Int, expected: String, found: String)
  {
    let file = TemporaryFile(text)
    #expect(throws: FileError(file: file.path, place: .line(line), expected: expected, found: found)) {
      try CSV(file: file.path)
    }
  }

  @Test func `a field that is no number is named with its line`() throws {
    let file = TemporaryFile("a,b\n1,2\n3,four\n")
    let csv = try CSV(file: file.path)
    #expect(
      throws: FileError(
        file: file.path, place: .line(3), expected: "a number in field 2", found: "“four”")
    ) { try csv.numbers(column: 1) }
    #expect(
      throws: FileError(file: file.path, place: .line(1), expected: "a column “c”", found: "a, b")
    ) { try csv.column("c") }
  }

  @Test(arguments: ["2\u{0}", "2\u{0}99", "\u{0}", "1e3\u{0}"])
  func `a byte of 0 in a field is no end of a number`(field: String) throws {
    for rest in ["\n", ",1.5\n"] {
      let csv = try CSV(file: TemporaryFile("\(field)\(rest)").path, hasHeader: false)
      #expect(throws: FileError.self) { try csv.numbers(column: 0) }
    }
  }

  @Test func `pairs, lines and texts`() throws {
    let file = TemporaryFile("\u{FEFF}go.\tva !\tby someone\n\nhello\tsalut\n")
    let pairs = try TextFile.pairs(file.path)
    #expect(pairs.map(\.source) == ["go.", "hello"] && pairs.map(\.target) == ["va !", "salut"])
    #expect(try TextFile.lines(TemporaryFile("a\r\nb\n\n").path) == ["a", "b"])
    let broken = TemporaryFile("a\tb\nno tab\n")
    #expect(
      throws: FileError(
        file: broken.path, place: .line(2), expected: "two parts with a tab between them", found: "“no tab”")
    ) { try TextFile.pairs(broken.path) }
    let latin = TemporaryFile([0x61, 0x0a, 0xe9, 0x0a])
    #expect(
      throws: FileError(file: latin.path, place: .line(2), expected: "UTF-8", found: "bytes that are not")
    ) { try TextFile.read(latin.path) }
  }
}
