public import Tensors

extension Tensor {
  /// The pixels of a PNG or JPEG file, `[channels, height, width]`, from 0 (black) to 1.
  ///
  ///     let photograph = try Tensor(image: "cat.jpg")              // [3, height, width]: red, green, blue
  ///     let digit = try Tensor(image: "seven.png", channels: 1)    // [1, height, width]: grey
  ///
  /// The system's libpng and libturbojpeg read them. What is transparent is on white. Numbers of 16 bits are rounded to 8, and
  /// grey has each format's own weights of the three colours. How a camera was held is not read.
  ///
  /// - Parameters:
  ///   - file: Its path.
  ///   - channels: 3 for red, green and blue, 1 for grey.
  /// - Throws: `FileError` where the file cannot be read, is neither a PNG nor a JPEG, is damaged, has more than 100 million
  ///   pixels, or where the system lacks the library for it.
  /// - Precondition: `channels` is 1 or 3.
  public init(image file: String, channels: Int = 3) throws(FileError) {
    precondition(channels == 1 || channels == 3, "Tensor(image:) expects 1 or 3 channels but got \(channels)")
    let bytes = try readBytes(file)
    let picture: ImagePixels
    if bytes.starts(with: ImagePixels.pngMark) {
      picture = try ImagePixels(png: bytes, channels: channels, file: file)
    } else if bytes.starts(with: ImagePixels.jpegMark) {
      picture = try ImagePixels(jpeg: bytes, channels: channels, file: file)
    } else {
      let start = bytes.prefix(4).map { hexadecimal($0) }.joined(separator: " ")
      throw FileError(
        file: file, place: .byte(0), expected: "a PNG or JPEG image", found: start.isEmpty ? "nothing" : start
      )
    }
    let (width, count) = (picture.width, picture.width * picture.height)
    self = Tensor.build([channels, picture.height, width]) { storage in
      for channel in 0..<channels {
        for pixel in 0..<count {
          storage[channel * count + pixel] = Float(picture.bytes[pixel * channels + channel]) / 255
        }
      }
    }
  }
}
