/// Makes inputs of a target's seeds by small changes. The same seed makes the same inputs.
public struct Fuzzer {
  private let target: FuzzTarget
  /// What changes begin from: the target's seeds and, from time to time, an input that was made.
  private var pool: [[UInt8]]
  private var generator: SplitMix

  private static let longest = 4000
  private static let mostInPool = 400

  public init(_ target: FuzzTarget, corpus: [[UInt8]] = [], seed: UInt64) {
    self.target = target
    pool = target.seeds + corpus + [[]]
    generator = SplitMix(state: seed)
  }

  /// The next input.
  public mutating func next() -> [UInt8] {
    var input = pool[Int.random(in: pool.indices, using: &generator)]
    // Mostly few changes, so that most of an input stays valid.
    let changes = 1 << Int.random(in: 0...4, using: &generator)
    for _ in 0..<Int.random(in: 1...changes, using: &generator) { change(&input) }
    if input.count > Self.longest { input.removeLast(input.count - Self.longest) }
    if Int.random(in: 0..<50, using: &generator) == 0 {
      if pool.count < Self.mostInPool {
        pool.append(input)
      } else {
        pool[Int.random(in: target.seeds.count..<pool.count, using: &generator)] = input
      }
    }
    return input
  }

  private mutating func change(_ input: inout [UInt8]) {
    let place = Int.random(in: 0...input.count, using: &generator)
    let part = place..<min(input.count, place + Int.random(in: 0...12, using: &generator))
    switch Int.random(in: 0..<10, using: &generator) {
    case 0...3:
      guard let word = target.words.randomElement(using: &generator) else { return }
      input.insert(contentsOf: word, at: place)
    case 4:
      guard let word = target.words.randomElement(using: &generator) else { return }
      input.replaceSubrange(part, with: word)
    case 5: input.removeSubrange(part)
    case 6: input.insert(contentsOf: input[part], at: Int.random(in: 0...input.count, using: &generator))
    case 7: if place < input.count { input[place] = UInt8.random(in: 0...255, using: &generator) }
    case 8:
      // A part of another input.
      guard let other = pool.randomElement(using: &generator), !other.isEmpty else { return }
      let start = Int.random(in: other.indices, using: &generator)
      let end = min(other.count, start + Int.random(in: 1...60, using: &generator))
      input.insert(contentsOf: other[start..<end], at: place)
    default:
      guard place < input.count else { return }
      input[place] = input[place] &+ (Bool.random(using: &generator) ? 1 : 255)
    }
  }
}

/// A small generator whose numbers never change, so that a failing seed fails again.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
