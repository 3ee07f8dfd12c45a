import NeuralNetworks
import TestSupport
import Testing

struct StatisticsTests {
  @Test func `the mean of many single-precision numbers does not drift`() {
    let tenths = [Float](repeating: 0.1, count: 20_000_000)
    #expect(tenths.mean == 0.1)
    #expect([0.91, 0.93, 0.95].mean == 0.93)
    #expect([1.0, .nan].mean.isNaN)
  }

  @Test func `the means of stretches follow each other, and the last stretch may be short`() {
    #expect([4.0, 2, 3, 1, 5].means(ofEach: 2) == [3, 2, 5])
    #expect([4.0, 2, 3, 1].dropFirst().means(ofEach: 2) == [2.5, 1])
    #expect([Float(1), 2].means(ofEach: 3) == [1.5])
    #expect([Double]().means(ofEach: 3) == [])
  }

  @Test func `the median of an even count is the mean of the middle two`() {
    #expect([3.0, 1, 2].median == 2)
    #expect([4.0, 1, 3, 2].median == 2.5)
    #expect([Float.greatestFiniteMagnitude, .greatestFiniteMagnitude].median == .greatestFiniteMagnitude)
    #expect([1.0, .nan, 2].median.isNaN)
  }

  @Test func `the sample's deviation divides by one less than the count`() {
    #expect(abs([1.0, 2, 3, 4, 5].sampleStandardDeviation - 2.5.squareRoot()) < 1e-15)
    #expect([Float](repeating: 0.1, count: 7).sampleStandardDeviation == 0)
  }

  @Test func `no numbers have no mean`() async {
    await #expect(processExitsWith: .failure) { _ = [Double]().mean }
    await #expect(processExitsWith: .failure) { _ = [1.0].sampleStandardDeviation }
  }

  @Test func `experiments with different seeds share no run`() {
    let runs = (0...40).flatMap { independentSeeds(999, from: $0) }
    #expect(Set(runs).count == runs.count)
    #expect(independentSeeds(3, from: 7) == [7001, 7002, 7003])
  }
}
