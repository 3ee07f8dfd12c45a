/// What a step cannot do without, counted from the sizes alone: operations, and bytes that the processor has to move.
///
/// - A product counts its multiplications and additions once forward and, in training, once for each gradient: the
///   weights' and the inputs', but not the inputs' where these are data.
/// - A number counts as often as a phase of the step has to fetch or store it, if everything that one phase does with
///   it happens at once: weights are read forward and backward; their gradient is written and read; Adam reads and
///   writes the weight and both moments; clipping reads the gradient once more. A layer's result is written, read
///   forward and read backward, and its gradient is written and read.
/// - What elementwise functions compute is not counted, nor what a product reads again and again.
package struct Work: Equatable, Sendable {
  /// Bytes moved between the processor and a piece of memory of so many bytes.
  package struct Traffic: Equatable, Sendable {
    package var bytes = 0.0
    package var within = 0.0

    package init(bytes: Double = 0, within: Double = 0) { (self.bytes, self.within) = (bytes, within) }
  }

  /// Additions and multiplications.
  package private(set) var operations = 0.0
  /// What each phase fetches and stores, within everything that the step touches.
  package private(set) var traffic = Traffic()
  /// What one phase reads again and again, such as the weights of a recurrent layer: within what is read alone.
  package private(set) var repeated: [Traffic] = []

  private let isTraining: Bool
  private let clips: Bool

  /// Work of nothing yet, in a training step or in a forward pass.
  package init(isTraining: Bool, clips: Bool = false) {
    (self.isTraining, self.clips) = (isTraining, clips)
  }

  /// A product of so many multiply-adds.
  package mutating func product(_ multiplyAdds: Int, ofData: Bool = false) {
    operations += 2 * Double(multiplyAdds) * (isTraining ? ofData ? 2 : 3 : 1)
  }

  /// Weights, of which a forward pass reads `read` (all where it is left out), and all of them `times` times.
  package mutating func weights(_ count: Int, read: Int? = nil, times: Int = 1) {
    let bytes = 4 * Double(count)
    let once = 4 * Double(read ?? count) * (isTraining ? 2 : 1)
    traffic.bytes += once + (isTraining ? bytes * (clips ? 9 : 8) : 0)
    traffic.within += bytes * (isTraining ? 4 : 1)
    if times > 1 { repeated.append(Traffic(bytes: once * Double(times - 1), within: bytes)) }
  }

  /// The numbers that one layer hands to the next. Only training keeps them.
  package mutating func results(_ count: Int) {
    let bytes = 4 * Double(count)
    traffic.bytes += bytes * (isTraining ? 5 : 2)
    if isTraining { traffic.within += bytes }
  }

  /// Input that is read, once more for the gradient of the first weights.
  package mutating func data(bytes: Int) {
    traffic.bytes += Double(bytes) * (isTraining ? 2 : 1)
    traffic.within += Double(bytes)
  }
}
