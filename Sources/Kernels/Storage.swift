internal import CKernels

/// Numbers in memory: a buffer of `count` floats with a reference count.
///
/// The buffer comes from a pool of freed ones and returns to it with the last reference. A storage can also be a window
/// onto a part of another, which it keeps alive. Nothing outside this module sees an address.
public final class Storage: @unchecked Sendable {
  /// The number of floats.
  public let count: Int
  let pointer: UnsafeMutablePointer<Float>
  private let owner: Storage?

  /// A buffer whose contents are undefined until they are written.
  ///
  /// Traps if `count` floats are more than any process can address.
  public init(uninitialized count: Int) {
    if count > Self.maximumCount {
      fatalError("failed to allocate \(count) numbers of 4 bytes: no machine can address as many")
    }
    self.count = count
    owner = nil
    pointer = ck_pool_acquire(count * MemoryLayout<Float>.stride).assumingMemoryBound(to: Float.self)
  }

  /// The floats that 47 bits of an address reach.
  private static let maximumCount = 1 << 45

  /// A window onto the elements `range` of another storage; no element is copied.
  public init(_ whole: Storage, range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= whole.count,
      "a window \(range) does not lie in a storage of \(whole.count)")
    count = range.count
    owner = whole.owner ?? whole
    pointer = whole.pointer + range.lowerBound
  }

  /// A buffer of zeros.
  public convenience init(zeros count: Int) {
    self.init(uninitialized: count)
    Kernel.fill(self, with: 0)
  }

  /// A copy of `elements`.
  public convenience init(_ elements: [Float]) {
    self.init(uninitialized: elements.count)
    elements.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      pointer.update(from: base, count: buffer.count)
    }
  }

  deinit {
    if owner == nil { ck_pool_release(pointer, count * MemoryLayout<Float>.stride) }
  }

  /// Whether it is a window, which shares its memory with another storage.
  public var isWindow: Bool { owner != nil }

  /// The elements in order.
  public var array: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  /// The element at `index`.
  public subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "index \(index) is not below \(count)")
      return pointer[index]
    }
    set {
      precondition(index >= 0 && index < count, "index \(index) is not below \(count)")
      pointer[index] = newValue
    }
  }
}
