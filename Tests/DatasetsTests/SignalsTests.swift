import Datasets
import Tensors
import Testing

@Suite struct SignalsTests {
  @Test func `signals are as hard as intended for a line, and neighbours do not solve them`() {
    var rng = SplitMix64(seed: 42)
    let training = Signals().dataset(count: 4000, using: &rng)
    let test = Signals().dataset(count: 500, using: &rng)
    #expect(training.sampleShape == [1, 40])
    #expect(training.classCounts == [Int](repeating: 400, count: 10))
    #expect((0.24...0.40).contains(Baselines.linear(training, test)))
    #expect((0.35...0.75).contains(Baselines.nearestNeighbour(training, test)))
  }

  @Test func `without chance, a signal is its template, then silence`() {
    var rng = SplitMix64(seed: 1)
    var still = Signals()
    (still.padding, still.scaling, still.shift, still.smoothNoise, still.noise, still.tilt) = (
      12...12, 0, 1, 0, 0, 0
    )
    still.length = 24
    let signal = still.signal(0, using: &rng)
    #expect(
      zip(signal, Signals.templates[0] + [Double](repeating: 0, count: 12)).allSatisfy { abs($0 - $1) < 1e-7 }
    )
  }

  @Test func `templates differ from one another`() {
    for (index, a) in Signals.templates.enumerated() {
      for b in Signals.templates[..<index] {
        let distance = zip(a, b).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(distance > 0.05)
      }
    }
  }

  @Test func `shuffled features change the order alone, in the same way for all samples`() {
    var rng = SplitMix64(seed: 3)
    let signals = Signals().dataset(count: 60, using: &rng)
    var (first, second) = (SplitMix64(seed: 9), SplitMix64(seed: 9))
    let shuffled = signals.withShuffledFeatures(using: &first)
    #expect(shuffled.values != signals.values && shuffled.labels == signals.labels)
    #expect(shuffled == signals.withShuffledFeatures(using: &second))
    #expect((0..<60).allSatisfy { shuffled.sample($0).sorted() == signals.sample($0).sorted() })
    #expect(Baselines.nearestNeighbour(signals, signals[0..<10]) == 1)
    func distance(_ set: Dataset<Int>) -> Float {
      zip(set.sample(0), set.sample(1)).reduce(Float(0)) { $0 + abs($1.0 - $1.1) }
    }
    #expect(abs(distance(signals) - distance(shuffled)) < 1e-4)
  }

  @Test func `stroke digits look like digits, and moving them makes them hard`() {
    var rng = SplitMix64(seed: 4)
    var far = StrokeDigits()
    far.shift = 3
    let training = StrokeDigits().dataset(count: 600, using: &rng)
    let near = Baselines.nearestNeighbour(training, StrokeDigits().dataset(count: 200, using: &rng))
    let moved = Baselines.nearestNeighbour(training, far.dataset(count: 200, using: &rng))
    #expect(near >= 0.7 && moved <= near - 0.15, "\(near) and \(moved)")
    #expect(training.sampleShape == [1, 16, 16] && training.classCounts == [Int](repeating: 60, count: 10))
    #expect(training.values.allSatisfy { (0...1).contains($0) })
  }

  @Test func `a noisy sine has windows with the value after them, and its floor is the noise's variance`() {
    var rng = SplitMix64(seed: 5)
    let series = NoisySine(using: &rng)
    let windows = series.windows(length: 4, ahead: 2)
    #expect(windows.count == 995)
    #expect(Array(windows.sample(7)) == series.values[7..<11].map { Float($0) })
    #expect(windows.targets[7] == Float(series.values[12]))
    #expect(abs(series.floor - 0.04) < 1e-12)
    let clean = NoisySine(noise: 0, using: &rng)
    let error = zip(series.values, clean.values).map { ($0 - $1) * ($0 - $1) }.mean
    #expect(abs(error - series.floor) < 0.007)
  }
}
