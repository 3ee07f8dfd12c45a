internal import CKernels

/// A height and a width. A literal is a square: `3` is 3 × 3.
public struct Size2D: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// The number of rows.
  public var height: Int
  /// The number of columns.
  public var width: Int

  /// A height and a width.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  public init(integerLiteral value: Int) {
    self.init(height: value, width: value)
  }

  /// A square.
  public init(_ side: Int) {
    self.init(height: side, width: side)
  }

  /// Height times width.
  public var area: Int { height * width }

  public var description: String { "\(height) × \(width)" }
}

/// A window that moves over an image: what convolutions and pooling share.
///
///     outputs = ⌊(size + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1
public struct Window: Hashable, Sendable {
  /// The window's size, its steps, the zeros around the image, and the distance between its elements.
  public let kernel, stride, padding, dilation: Size2D

  /// A window; traps if an extent is not above 0, or beyond the sizes that a shape can have.
  public init(kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1) {
    precondition(
      kernel.height > 0 && kernel.width > 0 && stride.height > 0 && stride.width > 0 && dilation.height > 0
        && dilation.width > 0 && padding.height >= 0 && padding.width >= 0,
      "a window expects sizes above 0 and padding of 0 or more but got kernel \(kernel), stride \(stride), "
        + "padding \(padding), dilation \(dilation)")
    let extents = [kernel, stride, padding, dilation].flatMap { [$0.height, $0.width] }
    precondition(
      extents.allSatisfy { $0 <= Int32.max },
      "a window expects sizes and padding of at most \(Int32.max) but got kernel \(kernel), stride \(stride), "
        + "padding \(padding), dilation \(dilation)")
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// The number of places of the window on an image of `size`, along each axis; 0 or less if it does not fit.
  public func outputSize(for size: Size2D) -> Size2D {
    func count(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> Int {
      let room = size + 2 * padding - dilation * (kernel - 1) - 1
      return room < 0 ? 0 : room / stride + 1
    }
    return Size2D(
      height: count(size.height, kernel.height, stride.height, padding.height, dilation.height),
      width: count(size.width, kernel.width, stride.width, padding.width, dilation.width))
  }

  func code(for size: Size2D) -> ck_window {
    let output = outputSize(for: size)
    return ck_window(
      kernel_height: Int64(kernel.height), kernel_width: Int64(kernel.width),
      stride_height: Int64(stride.height), stride_width: Int64(stride.width),
      padding_height: Int64(padding.height), padding_width: Int64(padding.width),
      dilation_height: Int64(dilation.height), dilation_width: Int64(dilation.width),
      height: Int64(size.height), width: Int64(size.width), output_height: Int64(output.height),
      output_width: Int64(output.width))
  }
}

extension Kernel {
  /// Which element of an image was the greatest under each place of a window.
  public struct Choice: Sendable {
    /// 32-bit positions in the image, not floats.
    fileprivate let positions: Storage

    fileprivate func pointer(from first: Int) -> UnsafeMutablePointer<Int32> {
      UnsafeMutableRawPointer(positions.pointer + first).assumingMemoryBound(to: Int32.self)
    }
  }

  /// The greatest element under each place of the window, for each plane.
  public static func maxPool(_ window: Window, _ size: Size2D, _ x: Storage, into y: Storage) -> Choice {
    let choice = Choice(positions: Storage(uninitialized: y.count))
    sharePlanes(window, size, x, y) { window, planes, image, place in
      ck_max_pool(window, x.pointer + image, y.pointer + place, choice.pointer(from: place), planes)
    }
    return choice
  }

  /// The gradient of `maxPool`: each element gets the sum of the gradients of the places where it was the greatest.
  public static func maxPoolGradient(
    _ window: Window, _ size: Size2D, _ g: Storage, _ choice: Choice, into out: Storage
  ) {
    precondition(g.count == choice.positions.count)
    sharePlanes(window, size, out, g) { window, planes, image, place in
      ck_max_pool_gradient(
        window, g.pointer + place, choice.pointer(from: place), out.pointer + image, planes)
    }
  }

  /// The mean under each place of the window, padding counted as zeros.
  public static func averagePool(_ window: Window, _ size: Size2D, _ x: Storage, into y: Storage) {
    sharePlanes(window, size, x, y) { window, planes, image, place in
      ck_average_pool(window, x.pointer + image, y.pointer + place, planes)
    }
  }

  /// The gradient of `averagePool`: each element gets its share of the gradients of the places that cover it.
  public static func averagePoolGradient(_ window: Window, _ size: Size2D, _ g: Storage, into out: Storage) {
    sharePlanes(window, size, out, g) { window, planes, image, place in
      ck_average_pool_gradient(window, g.pointer + place, out.pointer + image, planes)
    }
  }

  /// Calls `body` with a range of planes of `images`, the offset of their elements there, and that in `places`, which
  /// has one element for each place of the window.
  @inline(__always)
  private static func sharePlanes(
    _ window: Window, _ size: Size2D, _ images: Storage, _ places: Storage,
    _ body: (UnsafePointer<ck_window>, _ planes: Int64, _ image: Int, _ place: Int) -> Void
  ) {
    let planes = size.area == 0 ? 0 : images.count / size.area, outputs = window.outputSize(for: size).area
    precondition(places.count == planes * outputs)
    withUnsafePointer(to: window.code(for: size)) { code in
      share(planes, each: size.area) { range in
        body(code, Int64(range.count), range.lowerBound * size.area, range.lowerBound * outputs)
      }
    }
  }
}
