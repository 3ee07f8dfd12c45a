public import Tensors
public import Testing

/// Expects two tensors of one shape whose elements differ by at most `atol + rtol · |expected|`.
///
/// A failure reports the shapes, or the number of elements that differ and the greatest differences with their indices.
public func expectClose(
  _ actual: Tensor, _ expected: Tensor, rtol: Float = 1.3e-6, atol: Float = 1e-5, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  if let difference = Difference(actual, expected, rtol: rtol, atol: atol) {
    let text = [comment.map(\.rawValue), difference.description].compactMap { $0 }.joined(separator: ": ")
    Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
  }
}

/// How two tensors differ.
public struct Difference: CustomStringConvertible {
  public let description: String

  /// Nil if they are close. NaN is close only to NaN.
  public init?(_ actual: Tensor, _ expected: Tensor, rtol: Float, atol: Float) {
    if actual.shape != expected.shape {
      description = "Shapes are not equal: \(actual.shape) is not the expected \(expected.shape)"
      return
    }
    var mismatches = 0
    var absolute = (value: Float(0), index: 0)
    var relative = (value: Float(0), index: 0)
    for (index, (a, b)) in zip(actual.scalars, expected.scalars).enumerated() {
      if a == b || a.isNaN && b.isNaN { continue }
      let difference = (a - b).magnitude
      if !(difference <= atol + rtol * b.magnitude) { mismatches += 1 }
      if !(difference <= absolute.value) { absolute = (difference, index) }
      let ratio = difference / b.magnitude
      if !(ratio <= relative.value) { relative = (ratio, index) }
    }
    guard mismatches > 0 else { return nil }
    let count = actual.elementCount
    let share = (Double(mismatches) / Double(count) * 1000).rounded() / 10
    description = """
      Tensor-likes are not close!

      Mismatched elements: \(mismatches) / \(count) (\(share)%)
      Greatest absolute difference: \(absolute.value) at index \(actual.shape.unraveled(absolute.index)) (up to \(atol) allowed)
      Greatest relative difference: \(relative.value) at index \(actual.shape.unraveled(relative.index)) (up to \(rtol) allowed)
      """
  }
}
