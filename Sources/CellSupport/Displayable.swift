import Displays

/// A value with its own way to be shown by `show` or a cell's last line.
public protocol Displayable {
  /// What is shown, from top to bottom.
  var displays: [Display] { get }
}

extension Display: Displayable {
  public var displays: [Display] { [self] }
}

extension Table: Displayable {
  public var displays: [Display] { [.table(self)] }
}

extension Figure: Displayable {
  public var displays: [Display] { [.figure(self)] }
}

extension TensorDisplay: Displayable {
  public var displays: [Display] { [.tensor(self)] }
}

extension Array: Displayable where Element: Displayable {
  public var displays: [Display] { flatMap(\.displays) }
}

extension Optional: Displayable where Wrapped: Displayable {
  public var displays: [Display] { self?.displays ?? [.text("nil")] }
}

/// Shows values on the page: charts, tables and tensors as what they are, anything else as text.
public func show<each Value>(_ values: repeat each Value) {
  repeat __lecternShown(each values)
}
