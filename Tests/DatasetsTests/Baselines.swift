import Datasets

/// The simplest learners, which show how hard a generated data set is.
enum Baselines {
  /// The accuracy on `test` of one-against-all least squares, the linear classifier in closed form.
  static func linear(_ training: Dataset<Int>, _ test: Dataset<Int>, ridge: Double = 1e-3) -> Double {
    let width = training.featureCount + 1
    let classes = training.classCount
    var system = [[Double]](repeating: [Double](repeating: 0, count: width + classes), count: width)
    for index in 0..<training.count {
      let x = extended(training, index)
      for row in 0..<width where x[row] != 0 {
        for column in 0..<width { system[row][column] += x[row] * x[column] }
        system[row][width + training.labels[index]] += x[row]
      }
    }
    for row in 0..<width { system[row][row] += ridge }
    solve(&system)
    let correct = (0..<test.count).filter { index in
      let x = extended(test, index)
      let scores = (0..<classes).map { k in (0..<width).reduce(0.0) { $0 + x[$1] * system[$1][width + k] } }
      return scores.indices.max { scores[$0] < scores[$1] } == test.labels[index]
    }
    return Double(correct.count) / Double(test.count)
  }

  /// The accuracy on `test` of naming the class of the nearest training sample.
  static func nearestNeighbour(_ training: Dataset<Int>, _ test: Dataset<Int>) -> Double {
    let samples = (0..<training.count).map { Array(training.sample($0)) }
    let correct = (0..<test.count).filter { index in
      let x = Array(test.sample(index))
      var best = (distance: Float.infinity, label: -1)
      for (other, label) in zip(samples, training.labels) {
        let distance = zip(x, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        if distance < best.distance { best = (distance, label) }
      }
      return best.label == test.labels[index]
    }
    return Double(correct.count) / Double(test.count)
  }

  private static func extended(_ dataset: Dataset<Int>, _ index: Int) -> [Double] {
    dataset.sample(index).map { Double($0) } + [1]
  }

  /// Gauss–Jordan elimination of a positive definite system with its right-hand sides appended.
  private static func solve(_ system: inout [[Double]]) {
    for pivot in system.indices {
      let scale = 1 / system[pivot][pivot]
      let pivotRow = system[pivot].map { $0 * scale }
      system[pivot] = pivotRow
      for row in system.indices where row != pivot && system[row][pivot] != 0 {
        let factor = system[row][pivot]
        for column in pivotRow.indices { system[row][column] -= factor * pivotRow[column] }
      }
    }
  }
}

extension Collection where Element: BinaryFloatingPoint {
  var mean: Double { reduce(0.0) { $0 + Double($1) } / Double(count) }
  var deviation: Double {
    let mean = mean
    return (reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)).squareRoot()
  }
}
