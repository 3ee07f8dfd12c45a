import Datasets
import Tensors
import TestSupport
import Testing

struct TextStreamsTests {
  @Test func `each row goes on where it ended, and targets are the next tokens`() {
    let pieces = Array(TextStreams(Array(0..<23), streams: 2, length: 5))
    #expect(pieces.count == 2)
    #expect(pieces[0].inputs.scalars == [0, 1, 2, 3, 4, 11, 12, 13, 14, 15])
    #expect(pieces[0].targets.scalars == [1, 2, 3, 4, 5, 12, 13, 14, 15, 16])
    #expect(pieces[1].inputs.scalars == [5, 6, 7, 8, 9, 16, 17, 18, 19, 20])
    #expect(pieces[1].targets.scalars == [6, 7, 8, 9, 10, 17, 18, 19, 20, 21])
  }

  @Test(arguments: [(100, 3, 7), (11, 1, 10), (12, 1, 11), (64, 8, 7), (1000, 64, 4)])
  func `no token is read twice and no target lies outside of its span`(
    tokens: Int, streams: Int, length: Int
  ) {
    let cut = TextStreams(Array(0..<tokens), streams: streams, length: length)
    let read = cut.flatMap(\.inputs.scalars)
    #expect(Set(read).count == read.count)
    #expect(read.count == cut.count * streams * length)
    let span = tokens / streams
    for piece in cut {
      for (token, next) in zip(piece.inputs.scalars, piece.targets.scalars) {
        #expect(token + 1 == next && token / span == next / span)
      }
    }
    // Another piece would not fit.
    #expect((cut.count + 1) * length + 1 > span)
  }

  @Test func `a text that is too short for a piece is refused`() async {
    await #expect(processExitsWith: .failure) { _ = TextStreams(Array(0..<10), streams: 2, length: 5) }
  }

  @Test func `labelled sequences become one-hot vectors with their labels`() {
    let batch = [
      LabeledSequence(tokens: [0, 2], label: 1), LabeledSequence(tokens: [1, 1], label: 0),
    ].oneHot(classes: 3)
    #expect(batch.inputs.shape == [2, 2, 3])
    #expect(batch.inputs.scalars == [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0])
    #expect(batch.labels == [1, 0])
    let tagged = [TaggedSequence(tokens: [0, 1], tags: [1, 0])].oneHot(classes: 2)
    #expect(tagged.tags.scalars == [1, 0])
  }

  @Test func `sequences of several lengths make no batch`() async {
    await #expect(processExitsWith: .failure) {
      _ = [LabeledSequence(tokens: [0], label: 0), LabeledSequence(tokens: [0, 1], label: 0)].oneHot(
        classes: 2)
    }
  }
}
