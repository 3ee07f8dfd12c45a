import Datasets
import Tensors
import Testing

struct MNISTTests {
  /// An IDX file of bytes with these sizes.
  func idx(_ sizes: [Int], _ bytes: [UInt8]) -> TemporaryFile {
    let header: [UInt8] = [0, 0, 8, UInt8(sizes.count)]
    return TemporaryFile(header + sizes.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] } + bytes)
  }

  /// An image of 28×28 pixels without ink but at one place.
  func image(_ ink: UInt8, row: Int, column: Int) -> [UInt8] {
    (0..<784).map { $0 == 28 * row + column ? ink : 0 }
  }

  @Test func `blocks of 3×3 pixels become one, without the border`() throws {
    // Rows 2–4 are the first of the 8, rows 23–25 the last.
    let bytes =
      image(255, row: 2, column: 4) + image(51, row: 25, column: 23) + image(255, row: 1, column: 10)
    let (pictures, classes) = (idx([3, 28, 28], bytes), idx([3], [7, 0, 9]))
    let digits = try Dataset.digits(images: pictures.path, labels: classes.path)
    #expect(digits.sampleShape == [1, 8, 8] && digits.labels == [7, 0, 9])
    #expect(digits.classNames == Dataset.digits.classNames)
    /// The pixels with ink, and how much they have.
    func inked(_ index: Int) -> ([Int], Float) {
      let sample = Array(digits.sample(index))
      return (sample.indices.filter { sample[$0] != 0 }, sample.reduce(0, +))
    }
    #expect(inked(0).0 == [0] && abs(inked(0).1 - 1 / 9) < 1e-6)
    #expect(inked(1).0 == [63] && abs(inked(1).1 - 0.2 / 9) < 1e-6)
    #expect(inked(2).0.isEmpty)
  }

  @Test func `no more images are taken than there are bundled digits`() throws {
    let count = 1800
    let (pictures, classes) = (
      idx([count, 28, 28], [UInt8](repeating: 9, count: 784 * count)),
      idx([count], [UInt8](repeating: 3, count: count))
    )
    #expect(try Dataset.digits(images: pictures.path, labels: classes.path).count == Dataset.digits.count)
  }

  @Test func `other sizes and other labels are refused`() {
    let (small, classes) = (idx([1, 8, 9], [UInt8](repeating: 0, count: 72)), idx([1], [1]))
    let wrongSize = FileError(
      file: small.path, place: .byte(8), expected: "images of 28×28 pixels", found: "8×9")
    #expect(throws: wrongSize) { try Dataset.digits(images: small.path, labels: classes.path) }
    let (picture, letter) = (idx([1, 28, 28], image(1, row: 3, column: 3)), idx([1], [10]))
    let wrongLabel = FileError(
      file: letter.path, place: .file, expected: "labels from 0 to 9", found: "10, the label of image 0")
    #expect(throws: wrongLabel) { try Dataset.digits(images: picture.path, labels: letter.path) }
  }
}
