/// What a network is made of, found by running it: shapes, parameters and the work of each part.
///
///     print(model.summary(input: [64, 2]))
///
///     layer      output     parameters              count  multiply-adds
///     0 Linear   [64, 16]   weight [16, 2] bias [16]   48           2048
///     1 Tanh     [64, 16]                               0              0
///
/// Plain data: `rows` for whoever draws it, `description` as aligned text.
public struct Summary: Equatable, Sendable {
  /// A named shape: of a parameter, or of a gradient.
  public struct NamedShape: Equatable, Sendable, CustomStringConvertible {
    /// What it is called.
    public let name: String
    /// Its shape.
    public let shape: Shape

    public var description: String { "\(name) \(shape)" }
  }

  /// A layer, or an operation of a module that is no sequence of layers.
  public struct Row: Equatable, Sendable {
    /// Where it is in the network: `0`, or the path of the parameters that the operation uses.
    public let name: String
    /// The layer's type or the operation's name.
    public let layer: String
    /// The shape of what it gives.
    public let output: Shape
    /// Its parameters, whether they are learned or not.
    public let parameters: [NamedShape]
    /// How many numbers it learns; those shared with an earlier row count there.
    public let parameterCount: Int
    /// How many products are added up in matrix products and convolutions; what is done to single elements is not
    /// counted.
    public let multiplyAdds: Int
    /// The gradients that came by on the way back, in their order: of the output, the parameters, the input. Empty
    /// where the way back was not asked for.
    public let gradients: [NamedShape]
  }

  /// In the order of the computation.
  public let rows: [Row]
  /// How many numbers the network learns; a shared parameter counts once.
  public let parameterCount: Int

  /// The work of all rows.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
}

extension Layer {
  /// Runs the layer on zeros of a shape, in inference mode, and tells what happened.
  ///
  /// A `Sequential` gets a row for each of its layers, another layer a row for each operation.
  ///
  /// - Parameter backward: Whether to go back too, from the sum of the outputs, and to tell the gradients' shapes.
  ///   The parameters keep the gradients that they have.
  public func summary(input: Shape, backward: Bool = false) -> Summary {
    let start = Parameter(.zeros(input))
    var tracer = SummaryTracer(self)
    let output = tracer.run(self, start.value)
    return tracer.summary(output, backward: backward)
  }
}

extension Module {
  /// Runs `forward`, which calls this module on whatever it takes, and tells what happened, a row for each operation.
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
