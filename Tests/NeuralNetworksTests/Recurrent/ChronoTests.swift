import Foundation
import NeuralNetworks
import TestSupport
import Testing

struct ChronoTests {
  @Test func `an LSTM's forget gates hold a memory of up to the wanted steps`() throws {
    var rng = SplitMix64(seed: 4)
    let lstm = LSTM(inputs: 2, hidden: 500, layers: 2, using: &rng)
    lstm.initializeChrono(steps: 100, using: &rng)
    for cell in lstm.cells {
      let parts = try #require(cell.weights.inputBias).value.scalars
      let (input, forget) = (parts[..<500], parts[500..<1000])
      #expect(zip(input, forget).allSatisfy { $0 == -$1 })
      #expect(forget.min() ?? -1 >= 0 && forget.max() ?? 9 <= 4.596)  // ln 1 and ln 99
      // Times are drawn uniformly, so their mean is 50, give or take three standard errors of 28.3/√500.
      #expect(abs(forget.map { exp(Double($0)) }.mean - 50) < 3.8)
      #expect(parts[1000...].allSatisfy { $0 == 0 })
    }
  }

  @Test func `a GRU's update gates hold a memory of up to the wanted steps`() throws {
    var rng = SplitMix64(seed: 4)
    let gru = GRU(inputs: 2, hidden: 8, using: &rng)
    gru.initializeChrono(steps: 20, using: &rng)
    let parts = try #require(gru.cells[0].weights.inputBias).value.scalars
    #expect(parts[..<8].allSatisfy { $0 == 0 } && parts[16...].allSatisfy { $0 == 0 })
    #expect(parts[8..<16].allSatisfy { $0 > 0 && $0 <= 2.945 })  // ln 19
  }

  @Test func `a time span needs steps and a layer needs biases`() async {
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 4)
      LSTM(inputs: 2, hidden: 8, using: &rng).initializeChrono(steps: 2, using: &rng)
    }
    await #expect(processExitsWith: .failure) {
      var rng = SplitMix64(seed: 4)
      LSTM(inputs: 2, hidden: 8, bias: false, using: &rng).initializeChrono(steps: 20, using: &rng)
    }
  }
}
