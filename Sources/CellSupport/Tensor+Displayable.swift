import Displays
import Tensors

extension Tensor: Displayable {
  public var displays: [Display] { [.tensor(TensorDisplay(shape: Array(shape), text: numbers))] }

  /// The description without the line that names the shape, which the page shows apart.
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
    return [.tensor(TensorDisplay(shape: Array(shape), text: numbers.joined(separator: " ")))]
  }
}
