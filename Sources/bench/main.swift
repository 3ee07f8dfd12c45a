import NeuralNetworks

let arguments = Array(CommandLine.arguments.dropFirst())
func option(_ name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
}
let seconds = option("--seconds").flatMap(Double.init) ?? 1
let watch: Stopwatch = option("--clock") == "processor" ? .processor : .wall

/// Prints one line: what was timed, and its microseconds.
func report(_ name: String, _ step: () -> Void) {
  let time = String((microseconds(of: step, seconds: seconds, by: watch) * 1000).rounded() / 1000)
  let label = name + " ours"
  print(label + String(repeating: " ", count: max(1, 44 - label.count - time.count)) + time)
}

for item in Case.all where option("--only").map({ $0 == item.name }) ?? true {
  report(item.name, item.build())
}
if option("--only") ?? "overhead" == "overhead" {
  let w = Parameter(1)
  let x = w.value
  let constant = x.detached()
  report("scalar sum, recorded") { _ = x + x }
  report("scalar sum, not recorded") { _ = constant + constant }
  report("scalar tanh, recorded") { _ = x.tanh() }
  report("scalar sum, there and back") {
    (x + x).backward()
    w.gradient = nil
  }
}
