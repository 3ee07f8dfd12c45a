import Testing

import bench

struct VerdictTests {
  @Test func `twice as fast is good whatever the floor`() {
    #expect(Verdict(time: 50, peer: 100, floor: 1) == .twice)
    #expect(Verdict(time: 50, peer: 100, floor: 49) == .twice)
  }

  @Test func `75 % of the floor is good if twice as fast is below the floor`() {
    #expect(Verdict(time: 80, peer: 100, floor: 60) == .floor)
    #expect(Verdict(time: 81, peer: 100, floor: 60) == .short)
  }

  @Test func `the floor excuses nothing if twice as fast is above it`() {
    #expect(Verdict(time: 60, peer: 100, floor: 50) == .short)
    #expect(Verdict(time: 66, peer: 100, floor: 50.1) == .floor)
  }

  @Test func `slower than a peer is never good`() {
    #expect(Verdict(time: 101, peer: 100, floor: 100) == .slower)
    #expect([Verdict.twice, .floor, .short, .slower].map(\.isGood) == [true, true, false, false])
  }

  @Test func `a geometric mean is the root of the product`() throws {
    #expect(geometricMean([]) == nil)
    #expect(abs(try #require(geometricMean([2, 8])) - 4) < 1e-12)
    #expect(abs(try #require(geometricMean([0.5, 2, 27])) - 3) < 1e-12)
  }
}
