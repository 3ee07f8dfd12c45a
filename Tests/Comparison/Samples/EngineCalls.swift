import NeuralNetworks

/// Runs the call that `sample_forms.py` and the files next to it name; traps if there is none of that name.
func engineCall(_ c: Call) -> [Tensor] {
  let families: [(Call) -> [Tensor]?] = [
    elementwise, arithmetic, reductions, severalAxes, shaping, ordering, products, pooling, enlarging, losses,
    weightedLosses, layers,
  ]
  for family in families { if let found = family(c) { return found } }
  fatalError("no call is known for \(c.op)")
}

private func elementwise(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "exp": return [c.x.exp()]
  case "log": return [c.x.log()]
  case "squareRoot": return [c.x.squareRoot()]
  case "squared": return [c.x.squared()]
  case "reciprocal": return [c.x.reciprocal()]
  case "absolute": return [c.x.absolute()]
  case "sign": return [c.x.sign()]
  case "sine": return [c.x.sine()]
  case "cosine": return [c.x.cosine()]
  case "negate": return [-c.x]
  case "relu": return [c.x.relu()]
  case "leakyReLU": return [c.x.leakyReLU(slope: c.number("slope") ?? 0.01)]
  case "sigmoid": return [c.x.sigmoid()]
  case "tanh": return [c.x.tanh()]
  case "softplus": return [c.x.softplus()]
  case "silu": return [c.x.silu()]
  case "gelu": return [c.x.gelu(approximate: c.flag("approximate"))]
  case "elu": return [c.x.elu(alpha: c.number("alpha") ?? 1)]
  case "powerNumber": return [c.x.power(c.number("exponent") ?? 1)]
  case "clamped":
    return [c.x.clamped(to: (c.number("low") ?? -.infinity)...(c.number("high") ?? .infinity))]
  default: return nil
  }
}

private func arithmetic(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "add": return [c.x + c["y"]]
  case "subtract": return [c.x - c["y"]]
  case "multiply": return [c.x * c["y"]]
  case "divide": return [c.x / c["y"]]
  case "maximum": return [.maximum(c.x, c["y"])]
  case "minimum": return [.minimum(c.x, c["y"])]
  case "power": return [.power(c.x, c["y"])]
  case "addNumber": return [c.x + (c.number("b") ?? 0)]
  case "subtractNumber": return [c.x - (c.number("b") ?? 0)]
  case "multiplyNumber": return [c.x * (c.number("b") ?? 0)]
  case "divideNumber": return [c.x / (c.number("b") ?? 0)]
  case "subtractFrom": return [(c.number("b") ?? 0) - c.x]
  case "divideInto": return [(c.number("b") ?? 0) / c.x]
  case "isLess": return [c.x.isLess(than: c["y"])]
  case "isGreater": return [c.x.isGreater(than: c["y"])]
  case "isEqual": return [c.x.isEqual(to: c["y"])]
  case "where": return [.where(c["condition"], c.x, else: c["y"])]
  case "softmax": return [c.x.softmax(axis: c.int("axis") ?? -1)]
  case "logSoftmax": return [c.x.logSoftmax(axis: c.int("axis") ?? -1)]
  case "dropout": return [c.x.dropout(rate: 0, seed: 1)]
  default: return nil
  }
}

private func reductions(_ c: Call) -> [Tensor]? {
  if !c.ints("axes").isEmpty { return nil }
  switch c.op {
  case "sum":
    return [c.int("axis").map { c.x.sum(axis: $0, keepingDimension: c.flag("keep")) } ?? c.x.sum()]
  case "mean":
    return [c.int("axis").map { c.x.mean(axis: $0, keepingDimension: c.flag("keep")) } ?? c.x.mean()]
  case "max":
    return [c.int("axis").map { c.x.max(axis: $0, keepingDimension: c.flag("keep")) } ?? c.x.max()]
  case "min":
    return [c.int("axis").map { c.x.min(axis: $0, keepingDimension: c.flag("keep")) } ?? c.x.min()]
  case "variance":
    let unbiased = c.flag("unbiased")
    guard let axis = c.int("axis") else { return [c.x.variance(unbiased: unbiased)] }
    return [c.x.variance(axis: axis, keepingDimension: c.flag("keep"), unbiased: unbiased)]
  case "standardDeviation": return [c.x.standardDeviation(unbiased: c.flag("unbiased"))]
  case "argmax": return [numbers(c.x.argmax(axis: c.int("axis") ?? -1))]
  case "argmin": return [numbers(c.x.argmin(axis: c.int("axis") ?? -1))]
  case "logSumExp":
    return [c.x.logSumExp(axis: c.int("axis") ?? -1, keepingDimension: c.flag("keep"))]
  case "cumulativeSum": return [c.x.cumulativeSum(axis: c.int("axis") ?? -1)]
  case "topK":
    let (values, indices) = c.x.topK(c.int("k") ?? 1)
    return [values, numbers(indices)]
  default: return nil
  }
}

func numbers(_ indices: IntTensor) -> Tensor {
  Tensor(indices.scalars.map { Float($0) }, shape: indices.shape)
}

private func shaping(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "reshaped": return [c.x.reshaped(to: c.ints("sizes"))]
  case "flattened": return [c.x.flattened(from: c.int("axis") ?? 0)]
  case "transposed": return [c.x.transposed(c.ints("axes")[0], c.ints("axes")[1])]
  case "permuted": return [c.x.permuted(c.ints("order"))]
  case "expanded": return [c.x.expandedDimensions(axis: c.int("axis") ?? 0)]
  case "squeezed": return [c.x.squeezed(axis: c.int("axis") ?? 0)]
  case "broadcast": return [c.x.broadcast(to: Shape(c.ints("sizes")))]
  case "concatenated": return [.concatenated(c.list, axis: c.int("axis") ?? 0)]
  case "stacked": return [.stacked(c.list, axis: c.int("axis") ?? 0)]
  case "split": return c.x.split(sizes: c.ints("sizes"), alongAxis: c.int("axis") ?? 0)
  case "slice":
    return [c.x.slice(axis: c.int("axis") ?? 0, c.ints("range")[0]..<c.ints("range")[1])]
  case "entry": return [c.x.entry(c.int("index") ?? 0, axis: c.int("axis") ?? 0)]
  case "unstacked": return c.x.unstacked
  case "padded":
    let counts = c.ints("counts")
    return [
      (0..<counts.count / 2).reduce(c.x) { x, i in
        let (before, after) = (counts[2 * i], counts[2 * i + 1])
        let mode = [PaddingMode.zeros, .reflect, .replicate, .circular][c.int("mode") ?? 0]
        if mode != .zeros { return x.padded(axis: -1 - i, before: before, after: after, mode: mode) }
        return x.padded(axis: -1 - i, before: before, after: after, with: c.number("value") ?? 0)
      }
    ]
  case "gathered": return [c.x.gathered(c.indices("indices"), frozenRow: c.int("frozen"))]
  default: return nil
  }
}

private func products(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "matmul": return [c.x.matmul(c["y"])]
  case "linear": return [c.x.linear(weight: c["weight"], bias: c.optional("bias"))]
  case "conv2D":
    return [
      c.x.conv2D(
        weight: c["weight"], bias: c.optional("bias"), stride: c.size("stride") ?? 1,
        padding: c.size("padding") ?? 0, dilation: c.size("dilation") ?? 1, groups: c.int("groups") ?? 1)
    ]
  case "conv1D":
    return [
      c.x.conv1D(
        weight: c["weight"], bias: c.optional("bias"), stride: c.int("stride") ?? 1,
        padding: c.int("padding") ?? 0, dilation: c.int("dilation") ?? 1, groups: c.int("groups") ?? 1)
    ]
  case "attention":
    return [
      scaledDotProductAttention(
        queries: c["q"], keys: c["k"], values: c["v"], mask: c.optional("mask"),
        additiveMask: c.optional("added"), isCausal: c.flag("causal"), scale: c.number("scale"))
    ]
  default: return nil
  }
}

private func pooling(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "maxPool2D":
    return [
      c.x.maxPool2D(
        kernelSize: c.size("kernel") ?? 1, stride: c.size("stride"), padding: c.size("padding") ?? 0,
        dilation: c.size("dilation") ?? 1)
    ]
  case "maxPool1D":
    return [
      c.x.maxPool1D(
        kernelSize: c.int("kernel") ?? 1, stride: c.int("stride"), padding: c.int("padding") ?? 0,
        dilation: c.int("dilation") ?? 1)
    ]
  case "averagePool2D":
    return [
      c.x.averagePool2D(
        kernelSize: c.size("kernel") ?? 1, stride: c.size("stride"), padding: c.size("padding") ?? 0)
    ]
  case "averagePool1D":
    return [
      c.x.averagePool1D(
        kernelSize: c.int("kernel") ?? 1, stride: c.int("stride"), padding: c.int("padding") ?? 0)
    ]
  default: return nil
  }
}

private func losses(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "crossEntropy":
    return [
      crossEntropy(
        logits: c.int("classes") == 1 ? c.x.withAxisLast(1) : c.x, labels: c.indices("labels"),
        classWeights: c.optional("weight"),
        labelSmoothing: c.number("smoothing") ?? 0, ignoredLabel: c.int("ignored"), reduction: c.reduction)
    ]
  case "binaryCrossEntropy" where c.optional("weight") == nil && c.optional("positive") == nil:
    return [binaryCrossEntropy(logits: c.x, targets: c["y"], reduction: c.reduction)]
  case "meanSquaredError": return [meanSquaredError(c.x, c["y"], reduction: c.reduction)]
  case "meanAbsoluteError": return [meanAbsoluteError(c.x, c["y"], reduction: c.reduction)]
  case "huberLoss":
    return [huberLoss(c.x, c["y"], delta: c.number("delta") ?? 1, reduction: c.reduction)]
  case "klDivergence":
    return [klDivergence(logPredictions: c.x, targets: c["y"], reduction: c.reduction)]
  default: return nil
  }
}

extension Tensor {
  /// The tensor with `axis` moved to the end.
  fileprivate func withAxisLast(_ axis: Int) -> Tensor {
    permuted((0..<rank).filter { $0 != axis } + [axis])
  }
}
