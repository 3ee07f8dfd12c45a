import NeuralNetworks
import TestSupport
import Testing

struct PrincipalDirectionsTests {
  /// The loop of chapter 4.
  private func directionsByHand(_ x: Tensor) -> Tensor {
    let centred = x - x.mean(axis: 0, keepingDimension: true)
    var covariance = centred.transposed().matmul(centred)
    let found = (0..<2).map { _ in
      var direction = Tensor.linearSpace(from: 1, to: 2, count: x.shape[1]).expandedDimensions(axis: 1)
      for _ in 0..<200 {
        let next = covariance.matmul(direction)
        direction = next / next.norm
      }
      let size = direction.transposed().matmul(covariance).matmul(direction)
      covariance -= size * direction.matmul(direction.transposed())
      return direction
    }
    return Tensor.concatenated(found, axis: 1)
  }

  @Test func `the directions equal the loop of chapter 4, to the bit`() {
    var rng = SplitMix64(seed: 3)
    let x = Tensor.normal([60, 5], using: &rng) * Tensor([1, 4, 2, 0.5, 3])
    #expect(x.principalDirections().scalars == directionsByHand(x).scalars)
  }

  @Test func `points that spread along known axes give these axes, the widest first`() {
    // Along (3, 4)/5 by ±10, along (−4, 3)/5 by ±1, around (7, −2).
    let points: Tensor = [[13, 6], [1, -10], [6.2, -1.4], [7.8, -2.6]]
    let directions = points.principalDirections()
    let signs = directions.rows([0]).scalars.map { $0 < 0 ? Float(-1) : 1 }
    expectClose(directions * Tensor(signs), [[0.6, 0.8], [0.8, -0.6]], atol: 1e-4)
  }

  @Test func `without any spread the directions are still of length 1`() {
    let directions = Tensor.ones([4, 3]).principalDirections(1)
    #expect(abs(directions.norm - 1) < 1e-6)
  }

  @Test func `more directions than features are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Tensor.ones([4, 1]).principalDirections() }
    await #expect(processExitsWith: .failure) { _ = Tensor.ones([4]).principalDirections(1) }
  }
}
