internal import CKernels

/// One matrix product: the extents of `[rows, depth] · [depth, columns]` and how its operands are stored.
public struct MatrixProduct: Sendable {
  /// The extents of `[rows, depth] · [depth, columns]`.
  public var rows, columns, depth: Int
  /// Whether the left operand is stored as `[depth, rows]`.
  public var leftTransposed: Bool
  /// Whether the right operand is stored as `[columns, depth]`.
  public var rightTransposed: Bool

  public init(
    rows: Int, columns: Int, depth: Int, leftTransposed: Bool = false, rightTransposed: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.leftTransposed = leftTransposed
    self.rightTransposed = rightTransposed
  }
}

extension Kernel {
  /// c = scale · a · b, or c += scale · a · b with `adding`; the offsets say where each matrix starts.
  public static func multiply(
    _ product: MatrixProduct, _ a: Storage, at aOffset: Int = 0, _ b: Storage, at bOffset: Int = 0,
    into c: Storage, offset cOffset: Int = 0, scale: Float = 1, adding: Bool = false
  ) {
    precondition(aOffset + product.rows * product.depth <= a.count, "the left matrix ends past its storage")
    precondition(
      bOffset + product.depth * product.columns <= b.count, "the right matrix ends past its storage")
    precondition(cOffset + product.rows * product.columns <= c.count, "the product ends past its storage")
    ck_gemm(
      product.leftTransposed, product.rightTransposed, Int64(product.rows), Int64(product.columns),
      Int64(product.depth), scale, a.pointer + aOffset, b.pointer + bOffset, adding ? 1 : 0,
      c.pointer + cOffset)
  }

  /// c[i] = scale · a[i] · b[i] for `count` matrices that follow each other in each storage.
  public static func multiplyEach(
    _ product: MatrixProduct, count: Int, _ a: Storage, _ b: Storage, into c: Storage, scale: Float = 1
  ) {
    let (aSize, bSize) = (product.rows * product.depth, product.depth * product.columns)
    let cSize = product.rows * product.columns
    precondition(a.count == count * aSize && b.count == count * bSize && c.count == count * cSize)
    ck_gemm_batch(
      product.leftTransposed, product.rightTransposed, Int64(product.rows), Int64(product.columns),
      Int64(product.depth), scale, a.pointer, Int64(aSize), b.pointer, Int64(bSize), 0, c.pointer,
      Int64(cSize),
      Int64(count))
  }

  /// Each row of `out` becomes a copy of `row`.
  public static func repeatRow(_ row: Storage, into out: Storage) {
    precondition(row.count > 0 && out.count % row.count == 0)
    for start in stride(from: 0, to: out.count, by: row.count) {
      (out.pointer + start).update(from: row.pointer, count: row.count)
    }
  }

  /// The matrix products' maker: `openblas`, `accelerate`, or `own` where there is no library.
  public static var matrixLibrary: String { String(cString: ck_gemm_library()) }

  /// Runs `body` with the engine's own matrix kernel in place of a library's.
  public static func withOwnMatrixKernel<Result>(_ body: () throws -> Result) rethrows -> Result {
    ck_gemm_use_own(true)
    defer { ck_gemm_use_own(false) }
    return try body()
  }
}
