import Foundation

/// A segment that runs, and what its process has sent.
///
/// Messages come through a file that a cell can write to as well. So the process must not be what a message says alone, and
/// a message that only a cell can have written is noted: the whole program then runs instead.
struct SegmentRun {
  struct Sizes {
    var output, error: Int
  }

  let number: Int
  let items: [ItemIndex]
  /// The process that was told to run it, and whether that forks one for it.
  let parent: ParkedProcess
  let isFork: Bool
  /// The sizes of the output files before it.
  let start: Sizes
  private let limits: ItemLimits
  var check: MessageCheck
  var watch: ItemWatch
  var memory: MemoryWatch
  var isLate = false
  var needsTooMuch = false
  /// Its process, once it has begun.
  private(set) var id: pid_t?
  private(set) var messages: [Message] = []
  /// How many of its items have begun.
  private var begun = 0
  /// Whether its process says that it has come to its end.
  private(set) var hasPaused = false
  /// Whether a message came that only a cell can have written.
  private(set) var isForged = false
  private let begin = ContinuousClock.now

  init(
    number: Int, items: [ItemIndex], parent: ParkedProcess, isFork: Bool, start: Sizes, limits: ItemLimits,
    memory: MemoryWatch
  ) {
    (self.number, self.items, self.parent, self.isFork) = (number, items, parent, isFork)
    (self.start, self.limits, self.memory) = (start, limits, memory)
    watch = ItemWatch(limits)
    // Of those beyond its own items it says itself that they are forged.
    check = MessageCheck(items: items[0]..<ItemIndex.max)
  }

  var age: Duration { ContinuousClock.now - begin }

  /// The item that runs.
  var item: ItemIndex { items[max(0, begun - 1)] }

  /// Takes a message if it comes from the segment's process: that begins the segment, then its items in order, and pauses.
  ///
  /// - Parameter sizes: those of now.
  mutating func take(_ message: Message, _ sizes: OutputSizes) {
    if id == nil, case .segment(let number) = message.kind, number == self.number,
      isProcess(message.process)
    {
      id = message.process
      return messages.append(message)
    }
    guard message.process == id else { return }
    var message = message
    switch message.kind {
    case .begin(let number):
      // The process counts on from the first item's number.
      guard !hasPaused, begun < items.count, number == items[0] + begun else { return isForged = true }
      message.kind = .begin(item: items[begun])
      watch.begin(items[begun], at: message, of: sizes)
      memory.begin(limit: limits[items[begun]].memory)
      begun += 1
    case .pause:
      isForged = isForged || hasPaused
      hasPaused = true
    case .segment, .finish: isForged = true
    default: if hasPaused { return }
    }
    messages.append(message)
  }

  /// Whether a process can be the segment's. It is killed if the segment fails, so a cell must not choose it.
  private func isProcess(_ id: pid_t) -> Bool {
    isFork ? ParkedProcess(id: id).parent == parent.id : id == parent.id
  }

  /// The pipe at which its process waits for the next segment, once it has come to its end: the process has said so,
  /// and waits.
  ///
  /// A cell can say so too, and even have the pipe open. The process that waits is still opening it. Now that it has a writer
  /// it goes on to read, so the writer stays until it has a command: without one the process would close the pipe, and
  /// what is written just then would be lost.
  ///
  /// - Parameter pipe: the path of the pipe.
  func waitingPipe(at pipe: String) -> WaitingPipe? {
    guard hasPaused, !isForged, let id, !ParkedProcess(id: id).hasOpen(pipe) else { return nil }
    return WaitingPipe(path: pipe)
  }
}
