#if GUIDED
  import Foundation
  import FuzzTargets

  /// Lets libFuzzer make the inputs. It follows the branches that each input takes, keeps inputs that take new ones, and never
  /// returns.
  enum Guided {
    nonisolated(unsafe) private static var target: FuzzTarget?

    /// - Parameter arguments: libFuzzer's own: folders of inputs, and options such as `-max_total_time=60`.
    static func run(_ target: FuzzTarget, _ arguments: [String]) {
      Self.target = target
      var texts = ([target.name] + arguments).map { strdup($0) } + [nil]
      var count = Int32(texts.count - 1)
      texts.withUnsafeMutableBufferPointer { buffer in
        var start = buffer.baseAddress
        _ = runDriver(&count, &start, read)
      }
    }

    private static let read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32 = { start, count in
      let input = Array(UnsafeBufferPointer(start: start, count: count))
      do throws(Finding) {
        try target?.read(input)
      } catch {
        FileHandle.standardError.write(Data("FAIL: \(error)\n".utf8))
        abort()
      }
      return 0
    }
  }

  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif
