import ModelDiagrams
import NeuralNetworks
import SVGCharts
import Tensors
import TestSupport
import Testing

@Suite struct MatrixPictureTests {
  private static let table = LookupDiagram(
    [[0.2, 1, 0], [0.5, 0, 3], [0.7, 2, -1], [0, 1, 1]], rows: ["sun", "dog", "cat", "moon"])

  @Test func `the product of a one-hot row and a table is the word's own row`() {
    for (row, step) in Self.table.walk.enumerated() {
      #expect(step.0 == Self.table.rows[row] && step.1.chosen == row)
      #expect(step.1.found == Self.table.table[row])
      #expect(step.1.oneHot.reduce(0, +) == 1 && step.1.oneHot[row] == 1)
    }
    #expect(LookupDiagram(Tensor([[1, 2], [3, 4]]), rows: ["a", "b"], chosen: 1).found == [3, 4])
  }

  @Test(arguments: [680.0, 350, 240])
  func `a lookup shows all words, all shapes and the chosen row twice, and no text on another`(width: Double)
  {
    for (_, picture) in Self.table.walk {
      let boxes = picture.textBoxes(width: width)
      let texts = boxes.texts.map(\.text)
      #expect(misplaced(boxes).isEmpty)
      #expect(Set(texts).isSuperset(of: picture.rows + ["1 × 4", "4 × 3", "1 × 3", "×"]))
      #expect(texts.count { $0.contains(".") } == 15)
    }
    #expect(Self.table.textBoxes(width: 680).frame.height < Self.table.textBoxes(width: 350).frame.height)
    #expect(Self.table.textBoxes(width: 350).frame.width <= 350)
  }

  @Test func `a lookup says its product in words and in its table`() {
    let cat = Self.table.walk[2].1
    #expect(
      cat.alternative
        == "The one-hot row of cat, 0, 0, 1, 0, times a table of 4 rows and 3 columns: out comes the "
        + "table's row of cat, 0.7, 2, −1.")
    #expect(cat.dataTable.rows.last == ["the product", "", "0.7", "2", "-1"])
    #expect(cat.dataTable.rows[2] == ["cat", "1", "0.7", "2", "-1"])
  }

  private static let layer = LayerDiagram(
    inputs: [[1, -2], [3, 0]], weights: [[2, 1], [0, -1], [-1, 1]], bias: [1, 0, -2])

  @Test func `a layer's picture computes what the layer does, and says how`() {
    #expect(Self.layer.outputs == [[1, 2, -5], [7, 0, -5]])
    let layer = Linear(weight: [[2, 1], [0, -1], [-1, 1]], bias: [1, 0, -2])
    #expect(LayerDiagram(layer, input: [[1, -2], [3, 0]]) == Self.layer)
    #expect(LayerDiagram(Linear(weight: [[2, 1]], bias: nil), input: [[1, -2]]).outputs == [[0]])
    let steps = Self.layer.walk
    #expect(steps.count == 6 && steps[1].1.chosen == MatrixDiagram.Cell(row: 0, column: 1))
    #expect(steps[0].0 == "Row 1, column 1: 2 · 1 + 1 · (−2) + 1 = 1.")
    #expect(steps[2].0 == "Row 1, column 3: −1 · 1 + 1 · (−2) + (−2) = −5.")
    #expect(steps[0].1.alternative.hasSuffix("column 1 of the result: 2 · 1 + 1 · (−2) + 1 = 1."))
    #expect(Self.layer.dataTable.rows.last == ["2", "3", "0", "7", "0", "-5"])
  }

  @Test(arguments: [680.0, 350])
  func `a layer's four grids have their shapes, in a row or in lines`(width: Double) {
    for (_, picture) in Self.layer.walk {
      let boxes = picture.textBoxes(width: width)
      let texts = boxes.texts.map(\.text)
      #expect(misplaced(boxes).isEmpty && boxes.frame.width <= width + 0.01)
      #expect(["X", "W", "b", "Z", "·", "+", "="].allSatisfy(texts.contains))
      #expect(texts.filter { $0.contains("×") }.sorted() == ["1 × 3", "2 × 2", "2 × 3", "2 × 3"])
    }
    #expect(Self.layer.textBoxes(width: 350).frame.height > Self.layer.textBoxes(width: 680).frame.height)
  }

  private static func folds(_ place: FoldDiagram.Place) -> FoldDiagram {
    FoldDiagram(parts: [12, 12, 12, 12, 11], step: "choose columns", place: place)
  }

  @Test(arguments: [680.0, 350])
  func `each round has one judge, and its texts keep apart`(width: Double) {
    for picture in [FoldDiagram(parts: [3, 3]), Self.folds(.beforeSplit), Self.folds(.inRounds)] {
      let boxes = picture.textBoxes(width: width)
      let texts = boxes.texts.map(\.text)
      #expect(misplaced(boxes).isEmpty && boxes.frame.width <= width + 0.01)
      #expect(texts.count { $0 == "judge" } == picture.parts.count)
      #expect(texts.count { $0 == "learn" } == picture.parts.count * (picture.parts.count - 1))
      #expect(texts.contains("split") == (picture.step != nil))
    }
  }

  @Test func `a leak is a wire from the judge only where the step is before the split`() {
    let (leaky, honest) = (Self.folds(.beforeSplit), Self.folds(.inRounds))
    #expect(leaky.textBoxes().texts.contains { $0.text == "leak" })
    #expect(!honest.textBoxes().texts.contains { $0.text == "leak" })
    #expect(leaky.textBoxes().texts.count { $0.text == "choose columns" } == 1)
    #expect(honest.textBoxes().texts.count { $0.text == "choose columns" } == 5)
    #expect(leaky.svg().contains("stroke-width=\"3\"") && !honest.svg().contains("stroke-width=\"3\""))
    #expect(leaky.alternative.hasSuffix("That is a leak.") && !honest.alternative.contains("leak"))
    #expect(honest.dataTable.rows.last == ["5", "48", "11"])
  }

  @Test func `cells that do not count are dashed, and told`() {
    let cells = [MatrixDiagram.Cell(row: 0, column: 1), MatrixDiagram.Cell(row: 1, column: 1)]
    let plain = MatrixDiagram(texts: [["a", "<pad>"], ["b", "<pad>"]])
    let dashed = plain.dashing(cells)
    func frames(_ matrix: MatrixDiagram) -> Int {
      matrix.svg().matches(of: /d="([^"]*)"[^>]*stroke-dasharray="3 2"/).reduce(0) {
        $0 + $1.1.count { $0 == "M" }
      }
    }
    #expect(frames(plain) == 0 && frames(dashed) == 2)
    #expect(
      dashed.alternative.hasSuffix("2 cells are dashed and don't count.")
        && !plain.alternative.contains("dashed"))
  }

  @Test func `tables and folds that cannot be drawn are refused`() async {
    await #expect(processExitsWith: .failure) { _ = LookupDiagram([[1], [2, 3]], rows: ["a", "b"]) }
    await #expect(processExitsWith: .failure) { _ = LookupDiagram([[1.0]], rows: ["a"], chosen: 1) }
    await #expect(processExitsWith: .failure) { _ = FoldDiagram(parts: [12]) }
    await #expect(processExitsWith: .failure) {
      _ = LayerDiagram(inputs: [[1]], weights: [[2]], bias: [1, 2])
    }
  }
}
