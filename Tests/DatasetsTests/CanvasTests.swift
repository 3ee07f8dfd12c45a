import Datasets
import Tensors
import Testing

@Suite struct CanvasTests {
  @Test func `digits on a canvas equal the loop of chapter 3`() {
    let digits = Dataset.digits[..<50]
    var (rng, byHandRng) = (SplitMix64(seed: 5), SplitMix64(seed: 5))
    let moved = digits.onCanvas(height: 12, width: 12) {
      (2 + Int.random(in: -2...2, using: &rng), 2 + Int.random(in: -2...2, using: &rng))
    }
    var values: [Float] = []
    for index in 0..<digits.count {
      let ink = Array(digits.sample(index))
      let (down, right) = (
        Int.random(in: -2...2, using: &byHandRng), Int.random(in: -2...2, using: &byHandRng)
      )
      var canvas = [Float](repeating: 0, count: 144)
      for row in 0..<8 {
        let start = 12 * (row + 2 + down) + 2 + right
        for column in 0..<8 { canvas[start + column] = ink[8 * row + column] }
      }
      values += canvas
    }
    #expect(moved.values == values)
    #expect(moved.sampleShape == [1, 12, 12] && moved.labels == digits.labels)
    #expect(moved.classNames == digits.classNames)
    #expect(rng.next() == byHandRng.next())
  }

  @Test func `all channels move alike, on a canvas that is no square`() {
    let image = Dataset(values: [1, 2, 3, 4], sampleShape: [2, 1, 2], targets: [0])
    let moved = image.onCanvas(height: 2, width: 3) { (1, 1) }
    #expect(moved.sampleShape == [2, 2, 3])
    #expect(moved.values == [0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 3, 4])
  }

  @Test func `an image must lie on the canvas as a whole`() async {
    await #expect(processExitsWith: .failure) {
      _ = Dataset.digits[..<1].onCanvas(height: 12, width: 12) { (5, 0) }
    }
    await #expect(processExitsWith: .failure) {
      _ = Dataset.digits[..<1].onCanvas(height: 12, width: 12) { (0, -1) }
    }
    await #expect(processExitsWith: .failure) {
      _ = Dataset.iris.onCanvas(height: 12, width: 12) { (0, 0) }
    }
  }
}
