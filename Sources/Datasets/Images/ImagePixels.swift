import Platform

/// The pixels of an image, row by row, each with a byte for each channel.
struct ImagePixels {
  let width: Int
  let height: Int
  let bytes: [UInt8]

  static let pngMark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  static let jpegMark: [UInt8] = [0xFF, 0xD8, 0xFF]
  private static let mostPixels = 100_000_000

  private static func broken(_ file: String, _ format: String, _ found: String) -> FileError {
    FileError(file: file, place: .file, expected: "a whole \(format) image", found: found)
  }

  private static func check(_ width: Int, _ height: Int, file: String) throws(FileError) {
    let (pixels, isTooLarge) = width.multipliedReportingOverflow(by: height)
    if width < 1 || height < 1 || isTooLarge || pixels > mostPixels {
      throw FileError(
        file: file, place: .file, expected: "an image of 1 to \(mostPixels) pixels",
        found: "\(width) × \(height)")
    }
  }

  /// Reads a PNG by libpng's simplified interface, whose errors come back as text.
  init(png: [UInt8], channels: Int, file: String) throws(FileError) {
    guard let library = PNGLibrary.shared else {
      throw FileError(
        file: file, place: .file, expected: "libpng on this system, to read a PNG file",
        found: "none; install libpng16-16, or what your system calls it")
    }
    let image = UnsafeMutableRawPointer.allocate(byteCount: PNGLibrary.imageSize, alignment: 16)
    image.initializeMemory(as: UInt8.self, repeating: 0, count: PNGLibrary.imageSize)
    image.storeBytes(of: 1, toByteOffset: PNGLibrary.version, as: UInt32.self)
    defer {
      library.free(image)
      image.deallocate()
    }
    guard library.begin(image, png, png.count) != 0 else {
      throw Self.broken(file, "PNG", PNGLibrary.message(of: image))
    }
    let (width, height) = (PNGLibrary.number(of: image, at: 12), PNGLibrary.number(of: image, at: 16))
    try Self.check(width, height, file: file)
    image.storeBytes(of: channels == 3 ? 2 : 0, toByteOffset: PNGLibrary.format, as: UInt32.self)
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    let white: [UInt8] = [255, 255, 255]
    guard library.finish(image, white, &pixels, Int32(width * channels), nil) != 0 else {
      throw Self.broken(file, "PNG", PNGLibrary.message(of: image))
    }
    (self.width, self.height, bytes) = (width, height, pixels)
  }

  init(jpeg: [UInt8], channels: Int, file: String) throws(FileError) {
    guard let library = JPEGLibrary.shared, let reader = library.begin() else {
      throw FileError(
        file: file, place: .file, expected: "libturbojpeg on this system, to read a JPEG file",
        found: "none; install libturbojpeg0, or what your system calls it")
    }
    defer { _ = library.end(reader) }
    var (width, height, sampling, colors): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard library.header(reader, jpeg, UInt(jpeg.count), &width, &height, &sampling, &colors) == 0 else {
      throw Self.broken(file, "JPEG", library.message(of: reader))
    }
    try Self.check(Int(width), Int(height), file: file)
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    let format = channels == 3 ? JPEGLibrary.rgb : JPEGLibrary.gray
    // Data that break off are an error here too, though the library fills the rest with grey.
    guard library.decompress(reader, jpeg, UInt(jpeg.count), &pixels, width, 0, height, format, 0) == 0 else {
      throw Self.broken(file, "JPEG", library.message(of: reader))
    }
    (self.width, self.height, bytes) = (Int(width), Int(height), pixels)
  }
}
