import Datasets
import Foundation
import NeuralNetworks
import Tensors

extension FuzzTarget {
  /// A file of images or labels, packed or not.
  static let idx = FuzzTarget(
    name: "idx",
    words: [
      [0, 0, 8, 1], [0, 0, 0x0D, 2], [0, 0, 0, 1], [0xFF, 0xFF, 0xFF, 0xFF], [0x1F, 0x8B, 8], [0x7F, 0xC0],
    ],
    seeds: Samples.idx
  ) { bytes throws(Finding) in
    try InputFile.with(bytes) { file throws(Finding) in
      guard let data = try? IDX(file: file, dividedBy: 255) else { return }
      let count = data.shape.reduce(1, *)
      try Finding.unless(data.values.count == count, "\(data.values.count) numbers of shape \(data.shape)")
      try Finding.unless(count <= bytes.count * 1100, "\(count) numbers of \(bytes.count) bytes")
    }
  }

  /// A picture, whose pixels the system's libraries read.
  static let image = FuzzTarget(
    name: "image",
    words: [
      Array("IHDR".utf8), Array("IDAT".utf8), Array("PLTE".utf8), Array("tRNS".utf8), Array("IEND".utf8),
      [0xFF, 0xC0],
      [0xFF, 0xC2], [0xFF, 0xC4], [0xFF, 0xDA], [0xFF, 0xDB], [0xFF, 0xDD], [0xFF, 0xD9], [0, 0, 0, 1],
    ],
    seeds: Samples.images
  ) { bytes throws(Finding) in
    try InputFile.with(bytes) { file throws(Finding) in
      for channels in [1, 3] {
        guard let image = try? Tensor(image: file, channels: channels) else { continue }
        try Finding.unless(image.shape[0] == channels, "\(image.shape)")
        try Finding.unless(image.scalars.allSatisfy { (0...1).contains($0) }, "numbers beyond 0 to 1")
      }
    }
  }

  /// A table of text.
  static let csv = FuzzTarget(
    name: "csv",
    words: [
      ",", ";", "\"", "\"\"", "\n", "\r", "\r\n", "1", "-2.5e3", "1e400", "nan", "inf", "0x1p3", " ", "\t",
      "é", "\u{FEFF}", "\0", "a", "+", ".",
      "1e", "--1", "99999999999999999999", "\u{2028}", "１",
    ],
    seeds: [
      "a,b\n1,2\n3,4\n", "\"a\",\"b\"\"c\"\r\n\"1\r\n2\",3\r\n", "x\n\n1\n", "1,2,a\n3,4,b\n5,6,a\n", "",
    ]
  ) { bytes throws(Finding) in
    try InputFile.with(bytes) { file throws(Finding) in
      for hasHeader in [true, false] {
        guard let table = try? CSV(file: file, hasHeader: hasHeader) else { return }
        let rows = table.rows
        let width = rows.first?.count ?? table.header.count
        try Finding.unless(
          rows.count == table.rowCount && table.lines.count == rows.count, "\(rows.count) rows")
        try Finding.unless(rows.allSatisfy { $0.count == width }, "rows of different widths")
        guard width > 0, !rows.isEmpty else { continue }
        _ = try? table.dataset(features: [0], label: width - 1)
        guard let numbers = try? table.numbers(column: width - 1) else { continue }
        let texts = rows.map { Float($0[width - 1].trimmingCharacters(in: .whitespacesAndNewlines)) }
        let isSame = zip(numbers, texts).allSatisfy { $0 == $1 || $0.isNaN && $1?.isNaN ?? false }
        try Finding.unless(isSame && numbers.count == texts.count, "\(numbers) for \(texts)")
      }
    }
  }

  /// The weights of a network.
  static let safetensors = FuzzTarget(
    name: "safetensors",
    words: [
      "{", "}", "[", "]", "\"", ":", ",", "\"dtype\":\"F32\"", "\"shape\":[", "\"data_offsets\":[0,",
      "\"__metadata__\":{", "F16", "BF16", "F64", "I64",
      "BOOL", "U8", "0", "4", "9223372036854775807", "-1", "1e3", "\\u", "\\ud800", "\\\"", " ",
      "\u{2}\0\0\0\0\0\0\0", "é", "null",
    ].map { Array($0.utf8) },
    seeds: [
      file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 8),
      file(
        #"{"__metadata__":{"k":"v\n\u00e9"},"b":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"c":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}"#,
        12),
      file(#"{"d":{"dtype":"BOOL","shape":[0,3],"data_offsets":[0,0]}}   "#, 0), file("{}", 0),
    ]
  ) { bytes throws(Finding) in
    guard let weights = try? Safetensors(bytes: bytes, source: "a") else { return }
    for (name, tensor) in weights.tensors {
      let elements = tensor.shape.reduce(1, *)
      try Finding.unless(
        tensor.scalars.count == elements && elements <= bytes.count, "\(name) has \(tensor.shape)")
    }
    let again = try? Safetensors(bytes: weights.encoded(), source: "a")
    try Finding.unless(
      again?.names == weights.names && again?.metadata == weights.metadata, "other names after writing")
    for (name, tensor) in weights.tensors {
      let bits = [tensor.scalars, again?[name]?.scalars ?? []].map { $0.map { $0.isNaN ? 0 : $0.bitPattern } }
      try Finding.unless(bits[0] == bits[1], "other numbers after writing")
    }
  }

  private static func file(_ header: String, _ data: Int) -> [UInt8] {
    [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + (0..<data).map { UInt8($0 * 17 % 256) }
  }
}

/// Input as a file in memory.
private enum InputFile {
  static func with(_ bytes: [UInt8], _ body: (String) throws(Finding) -> Void) throws(Finding) {
    let path = "\(folder)/lectern-fuzz-\(getpid())-\(UInt64.random(in: .min ... .max))"
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    defer { unlink(path) }
    try body(path)
  }

  private static let folder =
    FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
}
