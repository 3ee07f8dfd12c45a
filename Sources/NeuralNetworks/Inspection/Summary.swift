/// What a network is made of, found by running it: shapes, parameters and the work of each part.
///
///     print(model.summary(input: [64, 2]))
///
///     layer      output     parameters              count  multiply-adds
///     0 Linear   [64, 16]   weight [16, 2] bias [16]   48           2048
///     1 Tanh     [64, 16]                               0              0
///
/// Plain data: `rows` for drawings, `description` as aligned text.
public struct Summary: Equatable, Sendable {
  /// A named shape: of a parameter, or of a gradient.
  public struct NamedShape: Equatable, Sendable, CustomStringConvertible {
    /// Its name.
    public let name: String
    /// Its shape.
    public let shape: Shape

    public var description: String { "\(name) \(shape)" }
  }

  /// A layer, or an operation of a module that is not a sequence of layers.
  public struct Row: Equatable, Sendable {
    /// Where it is in the network: `0`, or the path of the parameters that the operation uses.
    public let name: String
    /// The layer's type or the operation's name.
    public let layer: String
    /// The shape of its output.
    public let output: Shape
    /// Its parameters, whether they are learned or not.
    public let parameters: [NamedShape]
    /// The number of its learned weights; those shared with an earlier row are counted there.
    public let parameterCount: Int
    /// The number of products that are added up in matrix products and convolutions; elementwise operations are not
    /// counted.
    public let multiplyAdds: Int
    /// The shapes of the gradients of the backward pass: of the output, the parameters, the input. Empty without a
    /// backward pass.
    public let gradients: [NamedShape]
  }

  /// The rows in the order of the computation.
  public let rows: [Row]
  /// The number of learned weights of the network; a shared parameter counts once.
  public let parameterCount: Int

  /// The work of all rows.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
}

extension Layer {
  /// Runs the layer on zeros of a shape, in inference mode, and summarizes it.
  ///
  /// A `Sequential` gets a row for each of its layers, any other layer a row for each operation.
  ///
  /// - Parameter backward: Whether to run a backward pass from the sum of the outputs, for the gradients' shapes. The
  ///   parameters' own gradients don't change.
  public func summary(input: Shape, backward: Bool = false) -> Summary {
    let start = Parameter(.zeros(input))
    var tracer = SummaryTracer(self)
    let output = tracer.run(self, start.value)
    return tracer.summary(output, backward: backward)
  }
}

extension Module {
  /// Runs `forward`, which calls this module, and summarizes it, with a row for each operation.
  public func summary(backward: Bool = false, tracing forward: () -> Tensor) -> Summary {
    var tracer = SummaryTracer(self)
    let output = tracer.run(forward)
    return tracer.summary(output, backward: backward)
  }
}

extension Summary: CustomStringConvertible {
  /// The titles of the columns of `cells`.
  public var columns: [String] {
    ["layer", "output", "parameters", "count", "multiply-adds"] + (hasGradients ? ["gradients"] : [])
  }

  /// The rows as texts, and a last one with the sums.
  public var cells: [[String]] {
    let body = rows.map { row in
      [
        row.name.isEmpty ? row.layer : "\(row.name) \(row.layer)", "\(row.output)",
        row.parameters.map(\.description).joined(separator: " "), "\(row.parameterCount)",
        "\(row.multiplyAdds)",
      ] + (hasGradients ? [row.gradients.map(\.description).joined(separator: " ")] : [])
    }
    return body + [["total", "", "", "\(parameterCount)", "\(multiplyAdds)"] + (hasGradients ? [""] : [])]
  }

  private var hasGradients: Bool { rows.contains { !$0.gradients.isEmpty } }

  public var description: String {
    let lines = [columns] + cells
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let isNumber = columns.map { $0 == "count" || $0 == "multiply-adds" }
    let texts = lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return isNumber[column] ? padding + line[column] : line[column] + padding
      }.joined(separator: "  ")
    }
    return texts.map { text in String(text.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }
}
