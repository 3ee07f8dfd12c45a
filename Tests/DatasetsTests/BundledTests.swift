import Datasets
import Tensors
import Testing

@Suite struct BundledTests {
  @Test func `irises have the means and deviations that are printed everywhere`() {
    let iris = Dataset.iris
    #expect(iris.classCounts == [50, 50, 50])
    let means = (0..<4).map { iris.column($0).mean }
    let deviations = (0..<4).map { iris.column($0).deviation }
    // From scikit-learn 1.x: load_iris().data.mean(0), .std(0)
    #expect(zip(means, [5.843333, 3.057333, 3.758, 1.199333]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(zip(deviations, [0.825301, 0.434411, 1.759404, 0.759693]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func `the two flowers that UCI has wrong are Fisher's`() {
    #expect(Array(Dataset.iris.sample(34)) == [4.9, 3.1, 1.5, 0.2])
    #expect(Array(Dataset.iris.sample(37)) == [4.9, 3.6, 1.4, 0.1])
  }

  @Test func `digits are the 1797 images that scikit-learn has`() {
    let digits = Dataset.digits
    #expect(digits.sampleShape == [1, 8, 8])
    #expect(digits.classCounts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    #expect(digits.values.reduce(0.0) { $0 + Double($1) * 16 } == 561_718)
    // Σ place · pixel over the whole set: it changes when any two pixels change places.
    let places = digits.values.enumerated().reduce(0.0) {
      $0 + Double($1.offset % 1009) * Double($1.element) * 16
    }
    #expect(places == placesOfScikitLearn)
    let first: [Float] = [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]
    #expect(digits.sample(0).prefix(16).map { $0 * 16 } == first)
  }
  private let placesOfScikitLearn = 283_139_404.0

  @Test func `digits can be distinguished, most of them by a plane`() {
    var rng = SplitMix64(seed: 1)
    let (training, test) = Dataset.digits.split(trainingFraction: 0.8, using: &rng)
    #expect((0.88...0.98).contains(Baselines.linear(training, test)))
    #expect(Baselines.nearestNeighbour(training, test) >= 0.96)
  }
}
