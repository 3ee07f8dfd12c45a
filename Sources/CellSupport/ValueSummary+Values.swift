import Datasets
import Displays
import NeuralNetworks
import Tensors

/// Summaries are made without running the author's code. Values of this library and the standard library describe
/// themselves. For others the stored properties are read, or only the type is named.
extension ValueSummary {
  package init<Value>(of value: Value) {
    if let value = value as? any Summarized {
      self = value.summary
    } else if let module = value as? any Module {
      let count = ParameterCount(of: module).count
      let text = count == 0 ? "" : Self.counted(count, "parameter", "parameters")
      self.init(type: TypeText.of(Swift.type(of: module)), text: text)
    } else {
      let text = PlainText.of(value) ?? PlainText.describedParts(of: value) ?? ""
      self.init(type: TypeText.of(Swift.type(of: value as Any)), text: text)
    }
  }

  /// "1 parameter", "12 000 parameters".
  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(grouped(count)) \(count == 1 ? one : many)"
  }

  package static func type(of tensor: Tensor) -> String {
    tensor.rank == 0 ? "Tensor" : "Tensor \(tensor.shape)"
  }

  /// "−1.2 … 1.3"
  static func range(_ least: Double, _ greatest: Double) -> String {
    let text = number(least, digits: 3)
    return least == greatest ? "all \(text)" : "\(text) … \(number(greatest, digits: 3))"
  }

  static func number(_ number: Double, digits: Int = 4) -> String {
    NumberText.rounded(number, digits: digits)
  }

  /// With thin spaces between thousands.
  package static func grouped(_ count: Int) -> String {
    var digits = String(count.magnitude)
    var text = ""
    while digits.count > 3 && count.magnitude > 9999 {
      text = "\u{202F}" + digits.suffix(3) + text
      digits.removeLast(3)
    }
    return (count < 0 ? "−" : "") + digits + text
  }
}

/// A type of ours or of the standard library with a summary of its own.
private protocol Summarized {
  var summary: ValueSummary { get }
}

extension Tensor: Summarized {
  fileprivate var summary: ValueSummary {
    ValueSummary(type: ValueSummary.type(of: self), numbers: scalars.map(Double.init))
  }
}

extension IntTensor: Summarized {
  fileprivate var summary: ValueSummary {
    ValueSummary(type: "IntTensor \(shape)", numbers: scalars.map(Double.init))
  }
}

extension Scalar: Summarized {
  fileprivate var summary: ValueSummary { ValueSummary(type: "Scalar", text: ValueSummary.number(value)) }
}

extension History: Summarized {
  fileprivate var summary: ValueSummary {
    var numbers = NumberHistory(capacity: 128)
    for loss in losses { numbers.add(Double(loss)) }
    var summary = numbers.summary(type: "History")
    if losses.isEmpty { summary.text = "" }
    let passes = epochs.isEmpty ? "" : ", \(ValueSummary.counted(epochs.count, "epoch", "epochs"))"
    summary.details.insert(ValueSummary.counted(losses.count, "loss", "losses") + passes, at: 0)
    return summary
  }
}

extension Dataset: Summarized {
  fileprivate var summary: ValueSummary {
    let shape = sampleShape.map(String.init).joined(separator: ", ")
    return ValueSummary(
      type: "Dataset", text: "\(ValueSummary.counted(targets.count, "sample", "samples")) of [\(shape)]",
      details: ["\(TypeText.of(Target.self)) targets"]
        + (classNames.isEmpty
          ? [] : ["classes: \(PlainText.cut(classNames.joined(separator: ", "), to: 60))"]))
  }
}

extension Array: Summarized {
  fileprivate var summary: ValueSummary {
    let type = TypeText.of(Self.self)
    if let numbers = numbers { return ValueSummary(type: type, numbers: numbers, unit: "values") }
    let list = ListText(self)
    if list.whole == nil, let grid = NumberGrid(self) { return grid.summary(type: type) }
    return list.summary(type: type)
  }
}

extension ArraySlice: Summarized {
  fileprivate var summary: ValueSummary {
    var summary = Array(self).summary
    summary.type = TypeText.of(Self.self)
    return summary
  }
}

extension Dictionary: Summarized {
  fileprivate var summary: ValueSummary { ListText(self).summary(type: TypeText.of(Self.self)) }
}

extension Set: Summarized {
  fileprivate var summary: ValueSummary { ListText(self).summary(type: TypeText.of(Self.self)) }
}

extension ValueSummary {
  /// Few numbers are listed; many are described by their range.
  fileprivate init(type: String, numbers: [Double], unit: String? = nil) {
    self.init(type: type)
    if numbers.count <= 8 {
      let elements = Self.whole(numbers)
      let list = "[" + elements.joined(separator: ", ") + "]"
      if list.count <= 28 {
        text = numbers.count == 1 && unit == nil ? elements[0] : numbers.isEmpty ? "empty" : list
        return
      }
    }
    let count = "\(Self.grouped(numbers.count)) \(unit ?? "elements")"
    text = [unit == nil ? nil : count, Self.range(of: numbers)].compactMap(\.self).joined(separator: ", ")
    details = (unit == nil ? [count] : []) + Self.details(of: numbers)
  }

  /// From the least to the greatest finite number.
  static func range(of numbers: [Double]) -> String? {
    let finite = numbers.filter(\.isFinite)
    return finite.min().flatMap { low in finite.max().map { range(low, $0) } }
  }

  /// Details about many numbers, in addition to their range.
  static func details(of numbers: [Double]) -> [String] {
    var details: [String] = []
    let finite = numbers.filter(\.isFinite)
    if !finite.isEmpty { details.append("mean \(number(mean(of: finite), digits: 3))") }
    if finite.count < numbers.count { details.append("\(numbers.count - finite.count) not finite") }
    return details + ["begins with " + beginning(of: numbers).joined(separator: ", ")]
  }

  private static func beginning(of numbers: [Double]) -> [String] {
    numbers.prefix(8).map { number($0, digits: 3) }
  }

  /// All numbers of a short list. Those from 100 to 999 have a digit after the point if they aren't whole.
  private static func whole(_ numbers: [Double]) -> [String] {
    numbers.map { number($0, digits: (100..<1000).contains($0.magnitude) ? 4 : 3) }
  }

  /// The mean; 0 if it only differs from 0 by rounding.
  private static func mean(of numbers: [Double]) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let size = numbers.reduce(0) { max($0, $1.magnitude) }
    return mean.magnitude < size * 1e-9 ? 0 : mean
  }
}
