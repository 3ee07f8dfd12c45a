internal import CKernels

/// One matrix product: the extents of `[rows, depth] · [depth, columns]` and how its operands are stored.
public struct MatrixProduct: Sendable {
  /// The extents of `[rows, depth] · [depth, columns]`.
  public var rows, columns, depth: Int
  /// Whether the left operand is stored as `[depth, rows]`.
  public var leftTransposed: Bool
  /// Whether the right operand is stored as `[columns, depth]`.
  public var rightTransposed: Bool

  /// A product of `[rows, depth] · [depth, columns]`.
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

extension MatrixProduct {
  /// The product of contiguous matrices.
  func dense(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, scale: Float
  ) -> ck_product {
    ck_product(
      a_transposed: leftTransposed, b_transposed: rightTransposed, m: Int64(rows), n: Int64(columns),
      k: Int64(depth), alpha: scale, beta: 0, a: a, a_stride: Int64(leftTransposed ? rows : depth), b: b,
      b_stride: Int64(rightTransposed ? depth : columns), c: c, c_stride: Int64(columns), bias: nil)
  }
}

extension Kernel {
  /// c = scale · a · b, or c += scale · a · b with `adding`; the offsets say where each matrix starts. `bias`, a row of
  /// the product's width, is added to each row.
  public static func multiply(
    _ product: MatrixProduct, _ a: Storage, at aOffset: Int = 0, _ b: Storage, at bOffset: Int = 0,
    into c: Storage, offset cOffset: Int = 0, scale: Float = 1, bias: Storage? = nil, adding: Bool = false
  ) {
    precondition(aOffset + product.rows * product.depth <= a.count, "the left matrix ends past its storage")
    precondition(
      bOffset + product.depth * product.columns <= b.count, "the right matrix ends past its storage")
    precondition(cOffset + product.rows * product.columns <= c.count, "the product ends past its storage")
    precondition(bias == nil || bias?.count == product.columns, "the bias is as wide as the product")
    var dense = product.dense(
      a.pointer + aOffset, b.pointer + bOffset, into: c.pointer + cOffset, scale: scale)
    dense.beta = adding ? 1 : 0
    dense.bias = bias.map { UnsafePointer($0.pointer) }
    ck_multiply(&dense)
  }

  /// c[i] = scale · a[i] · b[i] for `count` matrices, one after the other in each storage.
  public static func multiplyEach(
    _ product: MatrixProduct, count: Int, _ a: Storage, _ b: Storage, into c: Storage, scale: Float = 1
  ) {
    let (aSize, bSize) = (product.rows * product.depth, product.depth * product.columns)
    let cSize = product.rows * product.columns
    precondition(a.count == count * aSize && b.count == count * bSize && c.count == count * cSize)
    var dense = product.dense(a.pointer, b.pointer, into: c.pointer, scale: scale)
    var batch = ck_product_batch(
      outer: Int64(count), inner: 1, a_outer: Int64(aSize), a_inner: 0, b_outer: Int64(bSize), b_inner: 0,
      c_outer: Int64(cSize), c_inner: 0)
    ck_multiply_each(&dense, &batch)
  }

  /// Which code multiplies matrices: `openblas`, `accelerate`, or `own` if there is no library.
  public static var matrixLibrary: String { String(cString: ck_gemm_library()) }

  /// Runs `body`, and the work that it shares out, with the library's matrix kernel if there is a library, even where the
  /// engine's own would be chosen.
  public static func withLibraryMatrixKernel<Result>(_ body: () throws -> Result) rethrows -> Result {
    try with(ck_products_of_library, body)
  }

  /// Runs `body`, and the work that it shares out, with the engine's own matrix kernel in place of a library's.
  public static func withOwnMatrixKernel<Result>(_ body: () throws -> Result) rethrows -> Result {
    try with(ck_products_own, body)
  }

  private static func with<Result>(_ products: ck_products, _ body: () throws -> Result) rethrows -> Result {
    let before = ck_thread().pointee.products
    ck_thread().pointee.products = products
    defer { ck_thread().pointee.products = before }
    return try body()
  }
}
