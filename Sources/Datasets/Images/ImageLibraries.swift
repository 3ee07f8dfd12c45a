import Platform

/// The system's libpng, which is looked for when the first PNG is read.
struct PNGLibrary: @unchecked Sendable {
  typealias Begin = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer, Int) -> Int32
  typealias Finish =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafeRawPointer?, UnsafeMutableRawPointer, Int32, UnsafeMutableRawPointer?
    ) -> Int32
  typealias Free = @convention(c) (UnsafeMutableRawPointer) -> Void

  let begin: Begin
  let finish: Finish
  let free: Free

  // The structure `png_image` of libpng 1.6: a pointer, seven numbers of 32 bits from the version on, and 64 bytes of text.
  static let imageSize = 128
  static let version = 8
  static let format = 20
  private static let text = 36

  static func number(of image: UnsafeMutableRawPointer, at place: Int) -> Int {
    Int(image.load(fromByteOffset: place, as: UInt32.self))
  }

  static func message(of image: UnsafeMutableRawPointer) -> String {
    let bytes = UnsafeRawBufferPointer(start: image + text, count: 64)
    let message = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return message.isEmpty ? "damaged data" : message
  }

  static let shared: PNGLibrary? = {
    guard let library = openLibrary(["libpng16.so.16", "libpng16.16.dylib", "libpng16.dylib"]),
      let begin = dlsym(library, "png_image_begin_read_from_memory"),
      let finish = dlsym(library, "png_image_finish_read"), let free = dlsym(library, "png_image_free")
    else { return nil }
    return PNGLibrary(
      begin: unsafeBitCast(begin, to: Begin.self), finish: unsafeBitCast(finish, to: Finish.self),
      free: unsafeBitCast(free, to: Free.self))
  }()
}

/// The system's libturbojpeg, which is looked for when the first JPEG is read.
struct JPEGLibrary: @unchecked Sendable {
  typealias Numbers = UnsafeMutablePointer<Int32>
  typealias Begin = @convention(c) () -> OpaquePointer?
  typealias Header =
    @convention(c) (
      OpaquePointer, UnsafePointer<UInt8>, UInt, Numbers, Numbers, Numbers, Numbers
    ) -> Int32
  typealias Decompress =
    @convention(c) (
      OpaquePointer, UnsafePointer<UInt8>, UInt, UnsafeMutablePointer<UInt8>, Int32, Int32, Int32, Int32,
      Int32
    ) -> Int32
  typealias Message = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
  typealias End = @convention(c) (OpaquePointer) -> Int32

  static let rgb: Int32 = 0
  static let gray: Int32 = 6

  let begin: Begin
  let header: Header
  let decompress: Decompress
  let lastMessage: Message
  let end: End

  func message(of reader: OpaquePointer) -> String {
    lastMessage(reader).map { String(cString: $0) } ?? "damaged data"
  }

  static let shared: JPEGLibrary? = {
    guard let library = openLibrary(["libturbojpeg.so.0", "libturbojpeg.0.dylib", "libturbojpeg.dylib"]),
      let begin = dlsym(library, "tjInitDecompress"), let header = dlsym(library, "tjDecompressHeader3"),
      let decompress = dlsym(library, "tjDecompress2"), let message = dlsym(library, "tjGetErrorStr2"),
      let end = dlsym(library, "tjDestroy")
    else { return nil }
    return JPEGLibrary(
      begin: unsafeBitCast(begin, to: Begin.self), header: unsafeBitCast(header, to: Header.self),
      decompress: unsafeBitCast(decompress, to: Decompress.self),
      lastMessage: unsafeBitCast(message, to: Message.self), end: unsafeBitCast(end, to: End.self))
  }()
}

/// The first of these libraries that the system has.
private func openLibrary(_ names: [String]) -> UnsafeMutableRawPointer? {
  for name in names {
    if let library = dlopen(name, RTLD_NOW) { return library }
  }
  return nil
}
