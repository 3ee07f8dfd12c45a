import Foundation

/// Bytes that come as they are sent.
public enum ByteStream {
  /// Waits for the next bytes; there are none at the end.
  public static func next(_ descriptor: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count >= 0 { return Array(bytes.prefix(count)) }
      if errno != EINTR { return [] }
    }
  }
}
