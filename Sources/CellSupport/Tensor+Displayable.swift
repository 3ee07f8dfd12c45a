import Displays
import SVGCharts
import Tensors

extension Tensor: Displayable {
  /// A few numbers as text, more as a heat map, many as a histogram.
  public var displays: [Display] {
    TensorPicture(shape: shape, text: numbers) { scalars.map { Double($0) } }.displays
  }

  /// The description without its first line, the shape, which the page shows separately.
  private var numbers: String {
    let text = description
    guard let newline = text.firstIndex(of: "\n") else { return text }
    return String(text[text.index(after: newline)...])
  }
}

extension IntTensor: Displayable {
  public var displays: [Display] {
    let words = description.split(separator: " ")
    let numbers = words.drop { !$0.hasSuffix("]") }.dropFirst()
    return TensorPicture(shape: shape, text: numbers.joined(separator: " "), isWhole: true) {
      scalars.map { Double($0) }
    }.displays
  }
}
