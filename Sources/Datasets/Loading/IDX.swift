internal import Kernels
public import Tensors

/// The format of MNIST and similar data: an array of numbers with its sizes in front, packed with gzip or not.
///
///     00 00 type rank | size of each axis, 4 bytes, big-endian | the numbers, row-major, big-endian
public struct IDX: Sendable, Equatable {
  /// The numbers, in the file's shape.
  public let tensor: Tensor

  /// The size of each axis.
  public var shape: [Int] { Array(tensor.shape) }
  /// The numbers, row-major; a copy is made each time.
  public var values: [Float] { tensor.scalars }

  /// Reads a file. Bytes, the usual numbers, are read and converted in one pass, on several threads.
  ///
  /// - Parameters:
  ///   - file: Its path.
  ///   - divisor: What each number is divided by: 255 makes pixels numbers from 0 to 1.
  /// - Throws: `FileError` where the file cannot be read, does not begin as the format does, breaks off, or goes on
  ///   after its end.
  public init(file: String, dividedBy divisor: Float = 1) throws(FileError) {
    let source = try OpenFile(file)
    let start = source.start(IDXHeader.longest)
    if let size = source.size, !Gzip.isPacked(start) {
      let header = try IDXHeader(start[...], of: size, file: file)
      if header.type == .byte {
        tensor = try Self.readBytes(of: source, header, divisor, file: file)
        return
      }
    }
    var bytes = try source.bytes()
    if Gzip.isPacked(bytes) { bytes = try Gzip.read(file) }
    let header = try IDXHeader(bytes[...], of: bytes.count, file: file)
    tensor = Tensor.build(header.shape) { storage in
      let numbers = bytes[header.start...]
      if header.type == .byte { return Kernel.numbers(numbers, dividedBy: divisor, into: storage) }
      for index in 0..<storage.count {
        let place = header.start + index * header.type.width
        storage[index] = header.type.number(bigEndian(bytes[place..<place + header.type.width])) / divisor
      }
    }
  }

  private static func readBytes(
    of source: OpenFile, _ header: IDXHeader, _ divisor: Float, file: String
  ) throws(FileError) -> Tensor {
    var isWhole = true
    let tensor = Tensor.build(header.shape) { storage in
      isWhole = Kernel.numbers(dividedBy: divisor, into: storage) { place, buffer in
        source.fill(buffer, from: header.start + place)
      }
    }
    guard isWhole else {
      throw FileError(
        file: file, place: .byte(header.start), expected: "a file that stays as long as it was",
        found: "one that cannot be read to its end")
    }
    return tensor
  }

  public static func == (a: IDX, b: IDX) -> Bool { a.tensor.equals(b.tensor) }
}

extension Dataset where Target == Int {
  /// Images and labels from two IDX files, as MNIST and Fashion-MNIST come: `[1, height, width]` each, with pixels
  /// from 0 to 1.
  ///
  /// - Throws: `FileError`, even where both files can be read but hold no images, no labels or different numbers of
  ///   them.
  public static func idx(images: String, labels: String) throws(FileError) -> Dataset {
    let pictures = try IDX(file: images, dividedBy: 255)
    let classes = try IDX(file: labels)
    guard pictures.shape.count == 3 else {
      throw FileError(
        file: images, place: .byte(3), expected: "images: 3 axes", found: "\(pictures.shape.count)")
    }
    guard classes.shape == [pictures.shape[0]] else {
      throw FileError(
        file: labels, place: .byte(3), expected: "\(pictures.shape[0]) labels, one an image",
        found: "the shape \(classes.shape)")
    }
    let numbers = classes.values
    // Beyond 2²⁴ a float would be another label than the file's.
    let wrong = numbers.firstIndex { Int(exactly: $0).map { !(0..<1 << 24).contains($0) } ?? true }
    if let wrong {
      throw FileError(
        file: labels, place: .file, expected: "labels that are whole numbers from 0 to 2²⁴ − 1",
        found: "\(numbers[wrong]), the label of image \(wrong)")
    }
    return Dataset(
      values: pictures.values, sampleShape: [1, pictures.shape[1], pictures.shape[2]],
      targets: numbers.map { Int($0) })
  }
}
