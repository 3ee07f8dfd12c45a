internal import CKernels

extension Kernel {
  /// Copies (or adds) an array of `sizes` from one strided place to another.
  public static func copy(
    _ x: Storage, from xOffset: Int = 0, strides xStrides: Strides, into y: Storage,
    at yOffset: Int = 0, strides yStrides: Strides, sizes: Strides, adding: Bool = false
  ) {
    if sizes.product == 0 { return }
    precondition(xOffset >= 0 && xOffset + xStrides.reach(sizes) < x.count, "copy reads past the end")
    precondition(yOffset >= 0 && yOffset + yStrides.reach(sizes) < y.count, "copy writes past the end")
    sizes.withPointer { sizes in
      xStrides.withPointer { xStrides in
        yStrides.withPointer { yStrides in
          ck_copy(x.pointer + xOffset, y.pointer + yOffset, 6, sizes, xStrides, yStrides, adding)
        }
      }
    }
  }

  /// y[i, :] = x[indices[i], :] with rows of `width`; indices must name rows of `x`.
  public static func gather(_ x: Storage, rows indices: [Int32], width: Int, into y: Storage) {
    precondition(y.count == indices.count * width)
    indices.withUnsafeBufferPointer { indices in
      guard let base = indices.baseAddress else { return }
      share(indices.count, each: width) { rows in
        ck_gather(
          x.pointer, base + rows.lowerBound, y.pointer + rows.lowerBound * width, Int64(rows.count),
          Int64(width))
      }
    }
  }

  /// y[indices[i], :] += g[i, :] with rows of `width`; indices must name rows of `y`.
  public static func scatterAdd(_ g: Storage, rows indices: [Int32], width: Int, into y: Storage) {
    precondition(g.count == indices.count * width)
    indices.withUnsafeBufferPointer { indices in
      guard let base = indices.baseAddress else { return }
      ck_scatter_add(g.pointer, base, y.pointer, Int64(indices.count), Int64(width))
    }
  }
}
