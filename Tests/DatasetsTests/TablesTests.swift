import Datasets
import Tensors
import Testing

@Suite struct TablesTests {
  @Test func `without noise, moons lie on their two half circles`() {
    var rng = SplitMix64(seed: 1)
    let moons = Dataset.moons(count: 101, noise: 0, using: &rng)
    #expect(moons.classCounts == [51, 50])
    for (index, label) in moons.labels.enumerated() {
      let (x, y) = (moons.column(0)[index], moons.column(1)[index])
      let (dx, dy) = label == 0 ? (x, y) : (1 - x, 0.5 - y)
      #expect(abs(dx * dx + dy * dy - 1) < 1e-5 && dy > -1e-5)
    }
  }

  @Test func `moons and circles need a curve`() {
    var rng = SplitMix64(seed: 2)
    let moons = (Dataset.moons(count: 400, using: &rng), Dataset.moons(count: 400, using: &rng))
    #expect((0.83...0.93).contains(Baselines.linear(moons.0, moons.1)))
    #expect(Baselines.nearestNeighbour(moons.0, moons.1) >= 0.99)
    let circles = (Dataset.circles(count: 400, using: &rng), Dataset.circles(count: 400, using: &rng))
    #expect((0.35...0.67).contains(Baselines.linear(circles.0, circles.1)))
    #expect(Baselines.nearestNeighbour(circles.0, circles.1) >= 0.99)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a line gets about half of a spiral, a neighbour nearly all`(seed: UInt64) {
    var rng = SplitMix64(seed: seed)
    let spiral = Dataset.spirals(using: &rng)
    #expect(spiral.classCounts == [100, 100, 100])
    #expect((0.33...0.55).contains(Baselines.linear(spiral, spiral)))
    let fresh = Dataset.spirals(using: &rng)
    #expect(Baselines.nearestNeighbour(spiral, fresh) >= 0.95)
  }

  @Test func `no line gets more than three of the exclusive or's rows`() {
    #expect(Dataset.xor.labels == [0, 1, 1, 0])
    var best = 0
    for step in 0..<5000 {
      var rng = SplitMix64(seed: UInt64(step))
      let (a, b, c) = (rng.normal(), rng.normal(), rng.normal())
      let right = (0..<4).filter { row in
        let x = Dataset.xor.sample(row).map { Double($0) }
        return (a * x[0] + b * x[1] + c > 0) == (Dataset.xor.labels[row] == 1)
      }
      best = max(best, right.count)
    }
    #expect(best == 3)
  }

  @Test func `noisy exclusive or fills its four corners evenly`() {
    var rng = SplitMix64(seed: 2)
    let set = Dataset.xor(count: 400, noise: 0.1, using: &rng)
    #expect(set.classCounts == [200, 200])
    #expect(abs(set.column(0).mean - 0.5) < 0.02)
    let corner = (0..<400).filter { set.column(0)[$0] < 0.5 && set.column(1)[$0] < 0.5 }
    #expect(abs(corner.count - 100) <= 1 && corner.allSatisfy { set.labels[$0] == 0 })
  }

  @Test func `two blobs overlap by the closed form`() {
    var rng = SplitMix64(seed: 4)
    let blobs = Dataset.blobs(count: 20_000, around: [(-1, 0), (1, 0)], using: &rng)
    let errors = (0..<blobs.count).filter { (blobs.column(0)[$0] > 0) != (blobs.labels[$0] == 1) }
    // ½ erfc(1/√2) = 0.15866; four standard errors of 20,000 draws are 0.0103.
    #expect(abs(Double(errors.count) / 20_000 - 0.15866) < 0.0103)
    #expect(Dataset.blobs(count: 30, using: &rng).classCounts == [10, 10, 10])
  }

  @Test func `a linear set follows its weights`() {
    var rng = SplitMix64(seed: 5)
    let set = Dataset.linear(count: 1000, noise: 0.01, using: &rng)
    let residuals = (0..<1000).map { index in
      let x = set.sample(index).map { Double($0) }
      return Double(set.targets[index]) - (2 * x[0] - 3.4 * x[1] + 4.2)
    }
    #expect(abs(residuals.mean) < 0.0013)
    #expect(abs(residuals.deviation - 0.01) < 0.001)
    let sparse = Dataset.sparseLinear(count: 500, features: 6, relevant: 2, noise: 0, using: &rng)
    #expect(
      (0..<500).allSatisfy { index in
        let x = Array(sparse.sample(index))
        return abs(sparse.targets[index] - (x[0] - x[1])) < 1e-5
      })
  }

  @Test func `curves pass through the points of their equations`() {
    var rng = SplitMix64(seed: 5)
    let squiggle = Dataset.squiggle(count: 5, using: &rng)
    #expect(squiggle.column(0) == [0, 0.25, 0.5, 0.75, 1])
    #expect(zip(squiggle.targets, [0, 0.5, 1, 0.5, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
    // u = 0.996 at x = 1: sin(0.996) · exp(−0.996²/32) = 0.839300 · 0.969476
    #expect(abs(Curves.gabor(1, offset: 0, frequency: 16.6) - 0.813683) < 1e-5)
    #expect(abs(Curves.bent(1) - 2.682942) < 1e-6)
    #expect(Dataset.gabor(using: &rng).column(0).first == -15)
    let bent = Dataset.bentCurve(using: &rng)
    #expect(bent.column(0) == bent.column(0).sorted() && bent.count == 50)
  }

  @Test func `noise has no better class than chance, and modular addition is a Latin square`() {
    var rng = SplitMix64(seed: 6)
    let noise = (
      Dataset.pureNoise(count: 2000, features: 5, using: &rng),
      Dataset.pureNoise(count: 2000, features: 5, using: &rng)
    )
    #expect(abs(Baselines.linear(noise.0, noise.1) - 0.5) < 0.045)
    let table = Dataset.modularAddition(modulus: 31)
    #expect(table.classCounts == [Int](repeating: 31, count: 31))
    let sample = Array(table.sample(31 * 30 + 2))
    #expect(sample.indices.filter { sample[$0] == 1 } == [30, 33] && table.labels[31 * 30 + 2] == 1)
  }

  @Test func `a seed names the same points on every machine`() {
    var rng = SplitMix64(seed: 42)
    let first = Dataset.moons(count: 4, noise: 0.1, using: &rng)
    #expect(first.labels == [1, 0, 1, 0])
    let expected: [Float] = [
      2.060557, 0.403662, -1.060188, -0.154236, -0.145151, 0.693751, 1.049295, -0.128108,
    ]
    #expect(zip(first.values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
