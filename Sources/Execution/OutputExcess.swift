/// What a cell may produce too much of.
enum OutputLimit { case printed, shown }

/// The bytes that all items up to a moment have printed and shown.
struct OutputSizes: Equatable {
  var printed = 0
  var shown = 0

  init(printed: Int = 0, shown: Int = 0) {
    (self.printed, self.shown) = (printed, shown)
  }

  init(at message: Message) {
    self.init(printed: message.outputSize + message.errorSize, shown: message.wireSize)
  }

  func excess(since begin: OutputSizes, _ limits: Limits) -> OutputLimit? {
    if printed - begin.printed > limits.output { return .printed }
    return shown - begin.shown > limits.displays ? .shown : nil
  }
}

/// The first item that has printed or shown more than allowed. It is found by the sizes in the messages, so it doesn't
/// depend on when the runner looked.
struct OutputExcess {
  var limit: OutputLimit
  /// The number of messages without those of later items.
  var end: Int

  /// - Parameters:
  ///   - messages: the messages of the cells' process.
  ///   - printed: the bytes that were printed up to the end.
  ///   - shown: the bytes of all messages up to the end.
  init?(in messages: [Message], printed: Int, shown: Int, _ limits: ItemLimits) {
    var begin: (sizes: OutputSizes, limits: Limits)?
    for (index, message) in messages.enumerated() where message.isBegin || message.isFinish {
      let sizes = OutputSizes(at: message)
      if let begin, let limit = sizes.excess(since: begin.sizes, begin.limits) {
        self.init(limit: limit, end: index)
        return
      }
      if message.isFinish { return nil }
      if let item = message.begun { begin = (sizes, limits[item]) }
    }
    let end = OutputSizes(printed: printed, shown: shown)
    guard let begin, let limit = end.excess(since: begin.sizes, begin.limits) else { return nil }
    self.init(limit: limit, end: messages.count)
  }

  private init(limit: OutputLimit, end: Int) {
    (self.limit, self.end) = (limit, end)
  }
}

extension Message {
  var isBegin: Bool { if case .begin = kind { true } else { false } }
  /// The item that begins.
  var begun: ItemIndex? { if case .begin(let item) = kind { item } else { nil } }
  var isAddress: Bool { if case .address = kind { true } else { false } }
  var isFinish: Bool { if case .finish = kind { true } else { false } }
}
