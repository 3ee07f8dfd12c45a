public import Tensors

/// The share of predictions that equal their label.
///
/// - Precondition: there are as many predictions as labels. Of nothing, the accuracy is 0.
public func accuracy(predictions: [Int], labels: [Int]) -> Double {
  precondition(
    predictions.count == labels.count,
    "accuracy expects \(labels.count) predictions, one a label, but got \(predictions.count)")
  let right = zip(predictions, labels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  return labels.isEmpty ? 0 : Double(right) / Double(labels.count)
}

/// The share of samples whose largest logit is their label's. Shapes: `logits` is `[samples, classes]`.
public func accuracy(logits: Tensor, labels: [Int]) -> Double {
  topKAccuracy(logits: logits, labels: labels, k: 1)
}

/// The share of samples whose label is among the `k` largest logits. Shapes: `logits` is `[samples, classes]`.
///
/// If logits are equal, the lower class's counts as larger, as in `argmax`. A logit that is NaN ranks last and is never
/// right.
public func topKAccuracy(logits: Tensor, labels: [Int], k: Int) -> Double {
  precondition(
    logits.rank == 2 && logits.shape[0] == labels.count,
    "accuracy expects logits of [\(labels.count), classes] but got \(logits.shape)")
  let classes = logits.shape[1]
  precondition(
    k > 0 && k <= classes, "topKAccuracy expects a k from 1 to the \(classes) classes but got \(k)")
  let scores = logits.scalars
  let right = labels.indices.filter { sample in
    let row = scores[sample * classes..<(sample + 1) * classes]
    let place = sample * classes + labels[sample]
    precondition(
      row.indices.contains(place), "accuracy expects labels in 0..<\(classes) but got \(labels[sample])")
    let ahead = row.indices.filter { row[$0] > row[place] || (row[$0] == row[place] && $0 < place) }
    return ahead.count < k && !row[place].isNaN
  }
  return labels.isEmpty ? 0 : Double(right.count) / Double(labels.count)
}

/// The area under the receiver operating characteristic: the probability that a random positive sample has a
/// higher score than a random negative one; a tie counts one half.
///
///     (Σ ranks of the positive − p (p + 1) / 2) / (p · n)
///
/// with p positive and n negative samples, and the mean rank for equal scores.
/// - Precondition: there is a positive and a negative sample, and no score is NaN, which has no rank.
public func areaUnderROC(scores: [Double], isPositive: [Bool]) -> Double {
  precondition(
    scores.count == isPositive.count,
    "areaUnderROC expects \(isPositive.count) scores, one a label, but got \(scores.count)")
  let positives = isPositive.filter { $0 }.count
  let negatives = isPositive.count - positives
  precondition(
    positives > 0 && negatives > 0,
    "areaUnderROC expects positive and negative samples but got \(positives) and \(negatives)")
  if let missing = scores.firstIndex(where: \.isNaN) {
    preconditionFailure("areaUnderROC expects scores with an order but score \(missing) is NaN")
  }
  let order = scores.indices.sorted { scores[$0] < scores[$1] }
  var rankSum = 0.0
  var first = 0
  while first < order.count {
    var end = first
    while end < order.count && scores[order[end]] == scores[order[first]] { end += 1 }
    let meanRank = Double(first + 1 + end) / 2
    rankSum += meanRank * Double(order[first..<end].filter { isPositive[$0] }.count)
    first = end
  }
  let p = Double(positives)
  return (rankSum - p * (p + 1) / 2) / (p * Double(negatives))
}
