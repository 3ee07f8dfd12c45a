import BenchmarkModels

extension Work {
  /// The least work of a step of a case.
  package init(_ row: CaseRow) {
    let isTraining = row.mode == .train
    self.init(isTraining: isTraining, clips: isTraining && row.family != .dense && row.family != .cnn)
    switch row.family {
    case .dense: dense(batch: row["batch"], row.list("widths"))
    case .cnn: convolutional(row)
    case .rnn: recurrent(row, gates: 1)
    case .lstm: recurrent(row, gates: 4)
    case .gru: recurrent(row, gates: 3)
    case .seq2seq: translation(row)
    case .gpt: if row.mode == .generate { generation(row) } else { languageModel(row) }
    // A number in a table takes about eleven characters.
    case .csv: loading(row["rows"] * (row["columns"] + 1), bytesEach: 11)
    case .idx: loading(row["images"] * row["side"] * row["side"], bytesEach: 1)
    }
  }

  private mutating func dense(batch: Int, _ widths: [Int], ofData: Bool = true) {
    if ofData { data(bytes: 4 * batch * widths[0]) }
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      product(batch * inputs * outputs, ofData: ofData && index == 0)
      weights(inputs * outputs + outputs)
      results(batch * outputs)
    }
  }

  /// Only what the pooling leaves of a convolution's result has to be kept.
  private mutating func convolutional(_ row: CaseRow) {
    let (batch, planes, patch) = (row["batch"], row.list("planes"), row["kernel"] * row["kernel"])
    var side = row["side"]
    data(bytes: 4 * batch * planes[0] * side * side)
    for (index, (inputs, outputs)) in zip(planes, planes.dropFirst()).enumerated() {
      product(batch * side * side * inputs * outputs * patch, ofData: index == 0)
      weights(inputs * outputs * patch + outputs)
      side /= 2
      results(batch * side * side * outputs)
    }
    dense(batch: batch, [planes[planes.count - 1] * side * side, row["classes"]], ofData: false)
  }

  /// A word's contribution to the gates is computed once, however often it occurs.
  private mutating func recurrent(_ row: CaseRow, gates: Int) {
    let (time, inputs, hidden) = (row["time"], row["inputs"], row["hidden"])
    let tokens = row["batch"] * time
    if row.mode == .infer {
      data(bytes: 4 * tokens * inputs)
      product(tokens * gates * hidden * inputs, ofData: true)
    } else {
      let words = row["words"]
      let distinct = min(words, tokens)
      weights(words * inputs, read: distinct * inputs)
      product(distinct * gates * hidden * inputs)
      product(tokens * hidden * words)
      weights(hidden * words + words)
      results(tokens * (gates * hidden + words))
    }
    weights(gates * hidden * (inputs + 1))
    weights(gates * hidden * hidden, times: time)
    product(tokens * gates * hidden * hidden)
    results(tokens * hidden)
  }

  private mutating func translation(_ row: CaseRow) {
    let (batch, words, width, hidden) = (row["batch"], row["words"], row["width"], row["hidden"])
    let (read, written) = (batch * row["source"], batch * row["target"])
    for tokens in [read, written] { weights(words * width, read: min(words, tokens) * width) }
    // Both directions of the encoder, and the keys of its states.
    product(2 * min(words, read) * 3 * hidden * width)
    product(2 * read * 3 * hidden * hidden)
    product(read * 2 * hidden * hidden)
    weights(2 * 3 * hidden * width)
    for _ in 0..<2 { weights(3 * hidden * hidden, times: row["source"]) }
    weights(2 * hidden * hidden)
    results(read * 2 * 4 * hidden + read * hidden)
    // A word's query, its scores and its context; the cell's products with word, context and state; the logits.
    product(written * (hidden * hidden + row["source"] * (hidden + 2 * hidden)))
    product(min(words, written) * 3 * hidden * width)
    product(written * 3 * hidden * (2 * hidden + hidden))
    product(written * 3 * hidden * words)
    weights(hidden * hidden + 3 * hidden * (width + 3 * hidden), times: row["target"])
    weights(3 * hidden * words + words)
    results(written * (7 * hidden + row["source"] + words))
  }

  /// A query meets the keys up to its own position; scores need not be kept.
  private mutating func languageModel(_ row: CaseRow) {
    let (time, words, width, layers) = (row["time"], row["words"], row["width"], row["layers"])
    let tokens = row["batch"] * time
    weights(words * width, read: min(words, tokens) * width)
    weights(time * width)
    results(tokens * width)
    for _ in 0..<layers {
      product(tokens * 12 * width * width)
      product(tokens * (time + 1) * width)
      weights(12 * width * width + 13 * width)
      results(tokens * 10 * width)
    }
    product(tokens * width * words)
    weights(width * words + words + 2 * width)
    results(tokens * words)
  }

  private mutating func generation(_ row: CaseRow) {
    let (count, words, width, layers) = (row["count"], row["words"], row["width"], row["layers"])
    weights(layers * (12 * width * width + 13 * width) + width * words + words + 2 * width, times: count)
    weights(words * width + count * width, read: 2 * count * width)
    product(count * (layers * 12 * width * width + width * words))
    product(count * (count + 1) * width * layers)
    results(count * 2 * width * layers)
  }

  private mutating func loading(_ numbers: Int, bytesEach: Int) {
    data(bytes: numbers * (bytesEach + 4))
  }
}
