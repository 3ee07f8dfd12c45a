import BenchmarkModels
import Testing

import bench

struct WorkTests {
  @Test func `a dense layer multiplies once forward, and in training once or twice more`() throws {
    // 7 rows: 5 · 3 and 3 · 2 multiply-adds each. The data need no gradient.
    let infer = Work(try CaseRow("x dense infer odd batch=7 widths=5-3-2"))
    #expect(infer.operations == operations(7 * (15 + 6)))
    let train = Work(try CaseRow("x dense train odd batch=7 widths=5-3-2"))
    #expect(train.operations == operations(7 * (2 * 15 + 3 * 6)))
  }

  @Test func `a dense network's bytes are its data, weights and results`() throws {
    let (data, weights, results) = (35.0, 26.0, 35.0)
    let infer = Work(try CaseRow("x dense infer odd batch=7 widths=5-3-2"))
    #expect(
      infer.traffic == Work.Traffic(bytes: 4 * (data + weights + 2 * results), within: 4 * (data + weights)))
    let train = Work(try CaseRow("x dense train odd batch=7 widths=5-3-2"))
    // Weights twice, their gradients twice, weights and two moments read and written.
    #expect(
      train.traffic
        == Work.Traffic(
          bytes: 4 * (2 * data + 10 * weights + 5 * results), within: 4 * (data + 4 * weights + results)))
  }

  @Test func `a convolution multiplies every patch`() throws {
    let row = try CaseRow("x cnn infer odd batch=2 side=6 planes=3-4 kernel=3 classes=5")
    #expect(Work(row).operations == operations(2 * 36 * 3 * 4 * 9 + 2 * 4 * 9 * 5))
  }

  @Test func `recurrent weights are read at every step`() throws {
    let work = Work(try CaseRow("x lstm infer odd batch=1 time=9 inputs=3 hidden=5"))
    #expect(work.operations == operations(9 * 4 * 5 * (3 + 5)))
    #expect(work.repeated == [Work.Traffic(bytes: 4 * 8 * 100, within: 400)])
  }

  @Test func `a word's contribution is computed once however often it occurs`() throws {
    let few = Work(try CaseRow("x rnn train odd batch=8 time=9 words=4 inputs=3 hidden=5"))
    #expect(few.operations == operations(3 * (4 * 5 * 3 + 72 * (25 + 5 * 4))))
    let many = Work(try CaseRow("x rnn train odd batch=1 time=2 words=4 inputs=3 hidden=5"))
    #expect(many.operations == operations(3 * (2 * 5 * 3 + 2 * (25 + 5 * 4))))
  }

  @Test func `a causal query meets the keys before it and its own`() throws {
    let work = Work(try CaseRow("x gpt infer odd batch=1 time=3 words=5 width=4 heads=2 layers=1"))
    // Six pairs of places, each with a score and a weighted value of 4 numbers.
    #expect(work.operations == operations(3 * 12 * 16 + 6 * 2 * 4 + 3 * 4 * 5))
    let tokens = Work(try CaseRow("x gpt generate odd count=3 words=5 width=4 heads=2 layers=1"))
    #expect(tokens.operations == work.operations)
  }

  @Test func `translation reads the source in two directions and attends at every target word`() throws {
    let row = try CaseRow("x seq2seq infer odd batch=1 source=3 target=2 words=9 width=4 hidden=5")
    let encoder = 2 * 3 * 3 * 5 * (4 + 5) + 3 * 2 * 25
    let decoder = 2 * (25 + 3 * 15 + 3 * 5 * (4 + 10 + 5) + 15 * 9)
    #expect(Work(row).operations == operations(encoder + decoder))
  }

  @Test func `all cases have work that takes time`() throws {
    let machine = Machine(
      threads: 1, products: 1e9, units: 1e9,
      levels: [Machine.Level(name: "memory", capacity: .infinity, bandwidth: 1e9)])
    for row in try CaseTable.bundled().rows { #expect(machine.floor(of: Work(row)) > 0, "\(row.name)") }
  }

  /// An addition and a multiplication each.
  private func operations(_ multiplyAdds: Int) -> Double { 2 * Double(multiplyAdds) }
}
