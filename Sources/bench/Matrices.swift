import ArgumentParser
import Kernels

/// Matrix products at the sizes of small models, by the own kernel and by the library.
struct Matrices: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares the engine's own matrix kernel with the library's, in GFLOP/s.")

  /// The products with what they are for.
  private static let products: [(String, MatrixProduct)] = [
    ("dense layer", MatrixProduct(rows: 64, columns: 128, depth: 64, rightTransposed: true)),
    ("gpt-small, q k v", MatrixProduct(rows: 1024, columns: 192, depth: 64, rightTransposed: true)),
    ("its weights", MatrixProduct(rows: 192, columns: 64, depth: 1024, leftTransposed: true)),
    ("scores of a head", MatrixProduct(rows: 64, columns: 64, depth: 16, rightTransposed: true)),
    ("gpt-wide, inside", MatrixProduct(rows: 2048, columns: 768, depth: 192, rightTransposed: true)),
    ("its weights", MatrixProduct(rows: 768, columns: 192, depth: 2048, leftTransposed: true)),
    ("lstm, a step", MatrixProduct(rows: 32, columns: 512, depth: 128, rightTransposed: true)),
    ("ten classes", MatrixProduct(rows: 64, columns: 10, depth: 128, rightTransposed: true)),
    ("multiples of nothing", MatrixProduct(rows: 103, columns: 47, depth: 37)),
    ("large", MatrixProduct(rows: 1024, columns: 1024, depth: 1024)),
  ]

  @OptionGroup var timing: TimingOptions

  func run() {
    print(columns("product", ["size", "own", "library"], width: 16))
    for (name, product) in Self.products {
      let own = Kernel.withOwnMatrixKernel { Self.speed(product, timing) }
      let library = Kernel.withLibraryMatrixKernel {
        Kernel.matrixLibrary == "own" ? "none" : Self.speed(product, timing).rounded(to: 1)
      }
      let size = "\(product.rows)·\(product.depth)·\(product.columns)"
      print(columns(name, [size, own.rounded(to: 1), library], width: 16))
    }
  }

  /// The speed of a product in GFLOP/s.
  private static func speed(_ product: MatrixProduct, _ timing: TimingOptions) -> Double {
    let a = Storage(uninitialized: product.rows * product.depth)
    let b = Storage(uninitialized: product.depth * product.columns)
    let c = Storage(uninitialized: product.rows * product.columns)
    Kernel.fill(a, with: 1)
    Kernel.fill(b, with: 1)
    let time = timing.microseconds { Kernel.multiply(product, a, b, into: c) }
    return 2 * Double(product.rows * product.columns * product.depth) / time / 1000
  }

  /// The fastest product of this machine in GFLOP/s, with the own kernel or the library.
  static func peak() -> Double {
    var timing = TimingOptions()
    (timing.seconds, timing.clock) = (0.02, .wall)
    let large = MatrixProduct(rows: 1024, columns: 1024, depth: 1024)
    return max(
      Kernel.withOwnMatrixKernel { Machine.best { speed(large, timing) } },
      Kernel.withLibraryMatrixKernel { Machine.best { speed(large, timing) } })
  }
}
