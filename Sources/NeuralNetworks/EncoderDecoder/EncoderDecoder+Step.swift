extension EncoderDecoder {
  /// One word of one target through the decoder and its attention in one operation, with the bits that the layers give;
  /// nil where the operation lacks something. See `GRUCell.attending`.
  package func fusedStep(_ words: IntTensor, _ memory: Memory, from state: HiddenState) -> Step? {
    guard words.shape == [1, 1], !Recording.isOn, let attention, let cell = decoder.cells.first else {
      return nil
    }
    let step = cell.attendingReader(
      target(words), attention, prepared: memory.keys, values: memory.states, mask: memory.mask, state,
      readsContext: false)
    guard let (outputs, weights) = step else { return nil }
    let hidden = outputs.slice(axis: -1, 0..<cell.hidden)
    return Step(logits: output(outputs), weights: weights, state: HiddenState(hidden: hidden))
  }
}
