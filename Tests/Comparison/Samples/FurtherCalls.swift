import NeuralNetworks

/// Reductions along several axes.
func severalAxes(_ c: Call) -> [Tensor]? {
  let (axes, keeps) = (c.ints("axes"), c.flag("keep"))
  switch c.op {
  case "vectorNorm" where axes.isEmpty: return [c.x.vectorNorm(order: c.number("p") ?? 2)]
  case "vectorNorm":
    return [c.x.vectorNorm(order: c.number("p") ?? 2, axes: axes, keepingDimensions: keeps)]
  case _ where axes.isEmpty: return nil
  case "sum": return [c.x.sum(axes: axes, keepingDimensions: keeps)]
  case "mean": return [c.x.mean(axes: axes, keepingDimensions: keeps)]
  case "max": return [c.x.max(axes: axes, keepingDimensions: keeps)]
  case "min": return [c.x.min(axes: axes, keepingDimensions: keeps)]
  case "variance":
    return [c.x.variance(axes: axes, keepingDimensions: keeps, unbiased: c.flag("unbiased"))]
  case "logSumExp": return [c.x.logSumExp(axes: axes, keepingDimensions: keeps)]
  default: return nil
  }
}

/// Orders, entries along an axis, and Einstein's notation.
func ordering(_ c: Call) -> [Tensor]? {
  let axis = c.int("axis") ?? -1
  switch c.op {
  case "sorted":
    let (values, indices) = c.x.sorted(axis: axis, descending: c.flag("descending"))
    return [values, numbers(indices)]
  case "argsort": return [numbers(c.x.argsort(axis: axis, descending: c.flag("descending")))]
  case "gatheredAlongAxis": return [c.x.gathered(alongAxis: axis, c.indices("indices"))]
  case "entries": return [c.x.entries(c.ints("entries"), axis: axis)]
  case "einsum":
    let equation = String(c.ints("equation").compactMap { UnicodeScalar($0).map(Character.init) })
    let list = c.list
    switch list.count {
    case 1: return [einsum(equation, list[0])]
    case 2: return [einsum(equation, list[0], list[1])]
    default: return [einsum(equation, list[0], list[1], list[2])]
    }
  default: return nil
  }
}

/// Transposed convolutions, upsampling and groups of channels.
func enlarging(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "convTranspose2D":
    return [
      c.x.convTranspose2D(
        weight: c["weight"], bias: c.optional("bias"), stride: c.size("stride") ?? 1,
        padding: c.size("padding") ?? 0, outputPadding: c.size("output_padding") ?? 0,
        dilation: c.size("dilation") ?? 1, groups: c.int("groups") ?? 1)
    ]
  case "convTranspose1D":
    return [
      c.x.convTranspose1D(
        weight: c["weight"], bias: c.optional("bias"), stride: c.int("stride") ?? 1,
        padding: c.int("padding") ?? 0, outputPadding: c.int("output_padding") ?? 0,
        dilation: c.int("dilation") ?? 1, groups: c.int("groups") ?? 1)
    ]
  case "upsample2D":
    return [
      c.x.upsample2D(
        to: c.size("size") ?? 1, mode: c.flag("bilinear") ? .bilinear : .nearest,
        aligningCorners: c.flag("aligned"))
    ]
  case "groupNorm":
    return [
      c.x.groupNorm(
        groups: c.int("groups") ?? 1, gain: c.optional("weight"), shift: c.optional("bias"),
        epsilon: c.number("eps") ?? 1e-5)
    ]
  default: return nil
  }
}

/// Losses with soft targets, weights and triplets.
func weightedLosses(_ c: Call) -> [Tensor]? {
  switch c.op {
  case "softCrossEntropy":
    return [
      crossEntropy(
        logits: c.x, targets: c["y"], classWeights: c.optional("weight"),
        labelSmoothing: c.number("smoothing") ?? 0, reduction: c.reduction)
    ]
  case "binaryCrossEntropy":
    guard let positive = c.optional("positive") else {
      return [binaryCrossEntropy(logits: c.x, targets: c["y"], weights: c["weight"], reduction: c.reduction)]
    }
    return [
      binaryCrossEntropy(
        logits: c.x, targets: c["y"], positiveWeights: positive, weights: c.optional("weight"),
        reduction: c.reduction)
    ]
  case "tripletMargin":
    return [
      tripletMarginLoss(
        anchors: c.x, positives: c["positive"], negatives: c["negative"], margin: c.number("margin") ?? 1,
        order: c.number("p") ?? 2, epsilon: c.number("eps") ?? 1e-6, swapping: c.flag("swap"),
        reduction: c.reduction)
    ]
  default: return nil
  }
}
