import ArgumentParser
import NeuralNetworks

/// What an operation costs in addition to its arithmetic: recording, memory, dispatch.
struct Overhead: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Times operations on single numbers.")

  @OptionGroup var timing: TimingOptions

  func run() {
    let w = Parameter(1)
    let x = w.value
    let constant = x.detached()
    report("x + x, recorded") { _ = x + x }
    report("x + x, not recorded") { _ = constant + constant }
    report("tanh x, recorded") { _ = x.tanh() }
    report("x + x, forward and back") {
      (x + x).backward()
      w.gradient = nil
    }
  }

  private func report(_ name: String, _ step: () -> Void) {
    let time = timing.microseconds { for _ in 0..<100 { step() } } / 100
    print(columns(name + String(repeating: " ", count: 24 - name.count), "\(time.rounded(to: 2)) µs"))
  }
}
