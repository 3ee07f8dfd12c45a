/// Checkpoints share memory with each other as long as it doesn't change. A chapter that changes much of it between them may
/// keep only some.
extension SegmentChain {
  /// The most memory that the program would have taken without checkpoints.
  var memoryAlone: Int { ran.map(\.peak).max() ?? 0 }

  /// What all processes may have together, as a multiple of that.
  static let mostMemory = 1.45

  /// Gives up checkpoints until the rest need no more memory than they may, those first that save the least time for their
  /// memory.
  ///
  /// - Parameter bytes: how much the processes must have grown since the last time, to be worth a measurement.
  func thinOut(ifGrownBy bytes: Int = 0) {
    guard taken > bytes else { return }
    taken = 0
    while Double(process.memory) > SegmentChain.mostMemory * Double(memoryAlone), let index = leastUseful {
      let next = ran[(index + 1)...].lazy.compactMap(\.checkpoint).first
      if let place = ran[index].checkpoint, let next { process.drop(place, before: next) }
      ran[index].checkpoint = nil
    }
  }

  /// The checkpoint, other than the last one, that saves the least time for its memory.
  private var leastUseful: Int? {
    var time = Duration.zero
    var least: (index: Int, worth: Double)?
    for (index, ran) in ran.enumerated().dropLast() {
      time += ran.duration
      guard let place = ran.checkpoint else { continue }
      let bytes = Double(ProcessMemory(of: place.process.id).own + 1 << 16)
      let worth = (time / .seconds(1)) / bytes
      if worth < least?.worth ?? .infinity { least = (index, worth) }
      time = .zero
    }
    return least?.index
  }
}
