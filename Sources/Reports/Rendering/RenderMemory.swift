import Synchronization

/// What was made of a page's drawings and tables, for a page that is made again and again: most of them stay as they are.
public final class RenderMemory: Sendable {
  private struct Entry: Sendable {
    let input: any Sendable
    let product: any Sendable
  }

  /// By kind and number on the page.
  private let entries = Mutex<[String: Entry]>([:])

  public init() {}

  /// What is made of an input; it is made again only if the input differs from the last one of the same kind and number.
  ///
  /// - Parameters:
  ///   - number: the only thing besides the input that the product may depend on.
  func product<Input: Equatable & Sendable, Product: Sendable>(
    of input: Input, _ kind: String, _ number: Int, _ make: () -> Product
  ) -> Product {
    let key = "\(kind) \(number)"
    if let entry = entries.withLock({ $0[key] }), let before = entry.input as? Input, before == input,
      let product = entry.product as? Product
    {
      return product
    }
    let product = make()
    entries.withLock { $0[key] = Entry(input: input, product: product) }
    return product
  }
}
