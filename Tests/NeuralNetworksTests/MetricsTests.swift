import NeuralNetworks
import Tensors
import Testing

@Suite struct MetricsTests {
  let labels = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3]
  let predictions = [0, 1, 0, 1, 1, 2, 2, 0, 1, 2]

  @Test func `a confusion matrix gives scikit-learn's numbers, also for a class never predicted`() {
    let matrix = ConfusionMatrix(predictions: predictions, labels: labels, classes: 4)
    #expect(matrix.counts == [[2, 1, 0, 0], [0, 2, 0, 0], [1, 1, 2, 0], [0, 0, 1, 0]])
    let precisions = (0..<4).map { matrix.precision(of: $0) }
    let recalls = (0..<4).map { matrix.recall(of: $0) }
    let scores = (0..<4).map { matrix.f1(of: $0) }
    #expect(close(precisions, [0.66666667, 0.5, 0.66666667, 0]))
    #expect(close(recalls, [0.66666667, 1, 0.5, 0]))
    #expect(close(scores, [0.66666667, 0.66666667, 0.57142857, 0]))
    #expect(abs(matrix.macroF1 - 0.47619048) < 1e-8 && matrix.microF1 == 0.6)
    #expect(accuracy(predictions: predictions, labels: labels) == 0.6)
  }

  @Test func `top-k counts a label among the k largest, ties to the lower class`() {
    let logits = Tensor([[0.1, 0.7, 0.2], [0.5, 0.5, 0], [0.3, 0.1, 0.6]])
    #expect(accuracy(logits: logits, labels: [1, 0, 0]) == 2.0 / 3)
    #expect(accuracy(logits: logits, labels: [1, 1, 0]) == 1.0 / 3)
    #expect(topKAccuracy(logits: logits, labels: [2, 1, 1], k: 2) == 2.0 / 3)
    #expect(topKAccuracy(logits: logits, labels: [0, 2, 1], k: 3) == 1)
  }

  @Test func `the area under the curve counts ties half`() {
    let isPositive = [false, false, true, true, false, true, true, false]
    let scores = [0.1, 0.4, 0.4, 0.8, 0.8, 0.8, 0.3, 0.2]
    #expect(abs(areaUnderROC(scores: scores, isPositive: isPositive) - 0.71875) < 1e-12)
    #expect(areaUnderROC(scores: [1, 1, 1], isPositive: [true, false, true]) == 0.5)
  }

  @Test func `R squared is scikit-learn's, down to constant targets`() {
    #expect(
      abs(rSquared(predictions: [2.5, 0, 2, 8], targets: [3, -0.5, 2, 7]) - 0.9486081370449679) < 1e-12)
    #expect(rSquared(predictions: [1, 1], targets: [0, 2]) == 0)
    #expect(rSquared(predictions: [2, 2], targets: [2, 2]) == 1)
    #expect(rSquared(predictions: [2, 3], targets: [2, 2]) == 0)
    // Their mean is not 0.1 exactly.
    #expect(rSquared(predictions: [0.2, 0.2, 0.2], targets: [0.1, 0.1, 0.1]) == 0)
    #expect(rSquared(predictions: [0.1, 0.1, 0.1], targets: [0.1, 0.1, 0.1]) == 1)
  }

  @Test func `a perplexity of C stands for C equal chances`() {
    #expect(abs(perplexity(meanLoss: 2.302585092994046) - 10) < 1e-9)
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("flaw", "lawn", 2), ("same", "same", 0),
  ])
  func `edit distances by hand`(a: String, b: String, distance: Int) {
    #expect(editDistance(a, b) == distance)
  }

  @Test func `BLEU by hand, in both forms`() {
    let cat = (candidate: words("the cat sat on the mat"), reference: words("the cat is on the mat"))
    let dog = (candidate: words("a dog barks"), reference: words("a dog barks loudly"))
    // n = 1: 8 of 9, n = 2: 3 + 2 of 7; lengths 9 and 10: exp(1 − 10/9) · √(8/9 · 5/7)
    let two = corpusBLEU(
      [cat.candidate, dog.candidate], references: [cat.reference, dog.reference], order: 2)
    #expect(abs(two - 0.713025) < 1e-6)
    #expect(corpusBLEU([cat.candidate], references: [cat.reference]) == 0, "no common 4-gram")
    // A repeated word counts at most as often as in the reference: 2 of 7.
    let clipped = corpusBLEU(
      [words("the the the the the the the")], references: [words("the cat is on the mat")], order: 1)
    #expect(abs(clipped - 2.0 / 7) < 1e-12)
    #expect(corpusBLEU([dog.candidate], references: [dog.candidate]) == 1)
    // d2l's example of brevity: a reference of six tokens, a candidate of two, every n-gram right.
    let short = sentenceBLEU(words("A B"), reference: words("A B C D E F"))
    #expect(abs(short - 0.135335) < 1e-6)
    #expect(sentenceBLEU(dog.reference, reference: dog.reference) == 1)
    // n = 1: 5/6, n = 2: 3/5: (5/6)^½ · (3/5)^¼
    #expect(abs(sentenceBLEU(cat.candidate, reference: cat.reference) - 0.803429) < 1e-6)
  }

  @Test func `exact match asks for the whole sequence`() {
    #expect(exactMatch([[1, 2], [1, 2, 3], [4]], references: [[1, 2], [1, 2], [5]]) == 1.0 / 3)
  }

  @Test func `parts of different length are refused`() async {
    await #expect(processExitsWith: .failure) { _ = accuracy(predictions: [1], labels: [1, 2]) }
    await #expect(processExitsWith: .failure) { _ = exactMatch([[1]], references: [[1], [2]]) }
    await #expect(processExitsWith: .failure) { _ = accuracy(logits: .zeros([3, 2]), labels: [0, 1]) }
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
  private func close(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-8 }
  }
}
