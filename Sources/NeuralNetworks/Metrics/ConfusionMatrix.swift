/// How often each class was predicted as each other class.
///
/// `counts[label][prediction]` is the number of samples of class `label` that were predicted as `prediction`: a
/// row is a true class. A share whose denominator is 0 is 0, as in scikit-learn.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The counts, a row for each true class.
  public let counts: [[Int]]

  /// Counts predictions.
  ///
  /// - Precondition: there are as many predictions as labels, and both lie in `0..<classes`.
  public init(predictions: [Int], labels: [Int], classes: Int) {
    precondition(
      predictions.count == labels.count,
      "ConfusionMatrix expects \(labels.count) predictions, one a label, but got \(predictions.count)")
    precondition(classes >= 0, "ConfusionMatrix expects a number of classes of 0 or more but got \(classes)")
    var counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (prediction, label) in zip(predictions, labels) {
      precondition(
        (0..<classes).contains(label) && (0..<classes).contains(prediction),
        "ConfusionMatrix expects classes in 0..<\(classes) but got label \(label), prediction \(prediction)")
      counts[label][prediction] += 1
    }
    self.counts = counts
  }

  /// The number of classes.
  public var classCount: Int { counts.count }
  /// The number of samples.
  public var total: Int { counts.joined().reduce(0, +) }
  /// The share on the diagonal.
  public var accuracy: Double { ratio(counts.indices.reduce(0) { $0 + counts[$1][$1] }, total) }

  /// The share of the samples predicted as this class that belong to it.
  public func precision(of label: Int) -> Double {
    check(label)
    return ratio(counts[label][label], counts.reduce(0) { $0 + $1[label] })
  }

  /// The share of this class's samples that were predicted as such.
  public func recall(of label: Int) -> Double {
    check(label)
    return ratio(counts[label][label], counts[label].reduce(0, +))
  }

  /// The harmonic mean of precision and recall: `2 · hits / (2 · hits + false alarms + misses)`.
  public func f1(of label: Int) -> Double {
    check(label)
    return ratio(2 * counts[label][label], counts.reduce(0) { $0 + $1[label] } + counts[label].reduce(0, +))
  }

  private func check(_ label: Int) {
    precondition(counts.indices.contains(label), "class \(label) is not one of 0..<\(classCount)")
  }

  /// The mean of the classes' F1: a rare class counts as much as a frequent one.
  public var macroF1: Double {
    counts.indices.reduce(0) { $0 + f1(of: $1) } / Double(max(1, classCount))
  }

  /// The F1 of all classes' hits, false alarms and misses together: the accuracy, if each sample has one class.
  public var microF1: Double { accuracy }
}

private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
