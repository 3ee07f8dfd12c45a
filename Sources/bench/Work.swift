/// The least work of a step, counted from the sizes alone: operations, and bytes that the processor has to move.
///
/// - A product counts its multiplications and additions once forward and, in training, once for each gradient: the
///   weights' and the inputs', but not the inputs' where these are data.
/// - A number counts as often as a phase of the step has to fetch or store it, if everything that one phase does with
///   it happens at once: weights are read forward and backward; their gradient is written and read; Adam reads and
///   writes the weight and both moments; clipping reads the gradient once more. A layer's result is written, read
///   forward and read backward, and its gradient is written and read.
/// - Elementwise functions are not counted, nor what a product reads repeatedly.
package struct Work: Equatable, Sendable {
  /// Bytes moved between the processor and `within` bytes of memory.
  package struct Traffic: Equatable, Sendable {
    package var bytes = 0.0
    package var within = 0.0

    package init(bytes: Double = 0, within: Double = 0) { (self.bytes, self.within) = (bytes, within) }
  }

  /// Additions and multiplications.
  package private(set) var operations = 0.0
  /// What each phase fetches and stores, within all the data that the step touches.
  package private(set) var traffic = Traffic()
  /// What one phase reads repeatedly, such as the weights of a recurrent layer, within just this data.
  package private(set) var repeated: [Traffic] = []

  private let isTraining: Bool
  private let clips: Bool

  /// No work yet, for a training step or a forward pass.
  package init(isTraining: Bool, clips: Bool = false) {
    (self.isTraining, self.clips) = (isTraining, clips)
  }

  /// A product with this number of multiply-adds.
  package mutating func product(_ multiplyAdds: Int, ofData: Bool = false) {
    operations += 2 * Double(multiplyAdds) * (isTraining ? ofData ? 2 : 3 : 1)
  }

  /// `count` weights. A forward pass reads `read` of them, by default all; it reads recurrent ones `times` times.
  package mutating func weights(_ count: Int, read: Int? = nil, times: Int = 1) {
    let bytes = 4 * Double(count)
    let once = 4 * Double(read ?? count) * (isTraining ? 2 : 1)
    traffic.bytes += once + (isTraining ? bytes * (clips ? 9 : 8) : 0)
    traffic.within += bytes * (isTraining ? 4 : 1)
    if times > 1 { repeated.append(Traffic(bytes: once * Double(times - 1), within: bytes)) }
  }

  /// The activations that one layer hands to the next. Only training keeps them.
  package mutating func results(_ count: Int) {
    let bytes = 4 * Double(count)
    traffic.bytes += bytes * (isTraining ? 5 : 2)
    if isTraining { traffic.within += bytes }
  }

  /// Input data, which training reads again for the gradient of the first weights.
  package mutating func data(bytes: Int) {
    traffic.bytes += Double(bytes) * (isTraining ? 2 : 1)
    traffic.within += Double(bytes)
  }
}
