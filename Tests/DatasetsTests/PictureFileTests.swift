import Datasets
import Foundation
import Tensors
import TestSupport
import Testing

/// Pixels of small pictures, which were written and read by Pillow.
@Suite struct PictureFileTests {
  private static func file(_ text: String, droppingLast count: Int = 0) throws -> TemporaryFile {
    let data = try #require(Data(base64Encoded: text))
    return TemporaryFile(Array(data.dropLast(count)))
  }

  /// Red, green and blue; below them black, white and (51, 102, 153).
  private static let png = """
    iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAHElEQVR4nGP4z8DA8J+BgeE/EyMDw3+G/8ZpswA4+QYywTpoQgAAAABJRU5ErkJggg==
    """
  /// Two pixels: red that can't be seen, and black that can be seen by half.
  private static let transparent = """
    iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DAwMDA0AAACIEBgOyJBdwAAAAASUVORK5CYII=
    """
  /// 16 × 8 pixels of one colour, which are read as (199, 60, 19).
  private static let jpeg = """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggL\
    DAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAAR\
    CAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAA\
    CAn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCBgCepI//Z
    """
  /// 8 × 8 pixels of the grey 99.
  private static let grey = """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8X\
    GBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AMn//2Q==
    """

  @Test func `a PNG's colours are sheets of numbers from 0 to 1`() throws {
    let image = try Tensor(image: Self.file(Self.png).path)
    #expect(image.shape == [3, 2, 3])
    let expected: [Float] = [1, 0, 0, 0, 1, 0.2, 0, 1, 0, 0, 1, 0.4, 0, 0, 1, 0, 1, 0.6]
    #expect(image.scalars == expected)
  }

  @Test func `what is transparent is on white`() throws {
    let image = try Tensor(image: Self.file(Self.transparent).path)
    #expect(image.shape == [3, 1, 2])
    #expect(image.scalars[0] == 1 && abs(image.scalars[1] - 0.73) < 0.01)
  }

  @Test func `a JPEG is read in colour or in grey`() throws {
    let file = try Self.file(Self.jpeg)
    let image = try Tensor(image: file.path)
    #expect(image.shape == [3, 8, 16])
    #expect(image.scalars.map { Int(($0 * 255).rounded()) }[20] == 199)
    let grey = try Tensor(image: file.path, channels: 1)
    #expect(grey.shape == [1, 8, 16])
    #expect(abs(grey.scalars[0] * 255 - 97) < 1.1)
    #expect(try Tensor(image: Self.file(Self.grey).path).scalars.allSatisfy { $0 == 99.0 / 255 })
  }

  @Test(arguments: [(png, 20), (png, 60), (jpeg, 20), (jpeg, 12), (grey, 2)])
  func `an image that breaks off says so`(image: String, cut: Int) throws {
    let file = try Self.file(image, droppingLast: cut)
    #expect { try Tensor(image: file.path) } throws: {
      ($0 as? FileError)?.expected.hasPrefix("a whole") == true
    }
  }

  @Test func `a header that promises too much is refused before anything is made`() throws {
    // The width, and the sum over the header that goes with it.
    var bytes = Array(try #require(Data(base64Encoded: Self.png)))
    bytes.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    let file = TemporaryFile(bytes)
    #expect(throws: FileError.self) { try Tensor(image: file.path) }
  }

  @Test(arguments: ["", "GIF89a", "\u{FF}"])
  func `another file is no image`(text: String) {
    let file = TemporaryFile(text)
    #expect { try Tensor(image: file.path) } throws: {
      ($0 as? FileError)?.expected == "a PNG or JPEG image"
    }
  }
}
