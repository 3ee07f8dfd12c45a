import Testing

import bench

struct FloorTests {
  private let machine = Machine(
    threads: 2, products: 1e9, units: 2e9,
    levels: [
      Machine.Level(name: "L1", capacity: 1000, bandwidth: 4e9),
      Machine.Level(name: "L2", capacity: 3000, bandwidth: 2e9),
      Machine.Level(name: "memory", capacity: .infinity, bandwidth: 1e9),
    ])

  @Test func `the floor is the longer of computing and moving`() {
    var work = Work(isTraining: false)
    work.data(bytes: 800)
    // 800 bytes lie in the first cache.
    #expect(abs(machine.floor(of: work) - 0.2) < 1e-9)
    work.product(500)
    #expect(abs(machine.floor(of: work) - 1) < 1e-9)
  }

  @Test func `data without room in a cache comes from the next one`() {
    var work = Work(isTraining: false)
    work.data(bytes: 4000)
    // 1,000 bytes at 4, 2,000 at 2 and 1,000 at 1 GB/s.
    #expect(abs(machine.floor(of: work) - (0.25 + 1 + 1)) < 1e-9)
  }

  @Test func `data that is read again comes from where it alone has room`() {
    var work = Work(isTraining: false)
    work.weights(200, times: 11)
    work.data(bytes: 1_000_000)
    var once = Work(isTraining: false)
    once.weights(200)
    once.data(bytes: 1_000_000)
    // Ten times 800 bytes from the first cache.
    #expect(abs(machine.floor(of: work) - machine.floor(of: once) - 2) < 1e-6)
  }

  @Test func `a busy machine is reported`() {
    #expect(!"\(machine)".contains("busy"))
    let busy = Machine(threads: 2, products: 1e9, units: 2e9, levels: machine.levels, unrest: 0.3)
    #expect("\(busy)".contains("busy: tries differ by 30 %"))
    #expect(
      "\(busy)".hasPrefix("2 threads: products 1 GFLOP/s of the units' 2; reading from L1 (0 KB) 4 GB/s"))
  }
}
