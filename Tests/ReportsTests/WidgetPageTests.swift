import Displays
import Foundation
import Reports
import Testing

@Suite struct WidgetPageTests {
  private static let figure = Figure(
    svg: "<svg viewBox=\"0 0 9 9\"><path d=\"M1 2h3\"/></svg>", alternative: "A still.")

  private static let windows = Widget.Windows(
    choice: "",
    scenes: [
      .init(
        name: "", channels: [.init(name: "x", numbers: [[1, 2], [3, 4]])],
        kernels: [.init(name: "K", bias: 0.5, weights: [[[1, -1]]])],
        settings: [.init(stride: 1, padding: 0, sums: [[[-0.5], [-0.5]]], pooled: [])])
    ], pool: 0, relu: false, start: .init(setting: 0, place: [1, 0]))
  private static let bench = Widget.KernelBench(
    size: 2, radius: 0.5, kernel: [0, 0, 0, 0, 1, 0, 0, 0, 0], drawings: [[[[0, 1], [1, 1]]]],
    filtered: [1, 0, 0, 0.5])
  private static let gates = Widget.Gates(
    cell: 0, candidates: [0.5], start: .init(f: 1, i: 0.5, o: 0), cells: [0.25], hidden: [0])
  private static let surfaces = Widget.Surfaces(
    rate: 0.1, runners: [.init(name: "descent", rule: "sgd")],
    surfaces: [
      .init(
        name: "bowl", terms: [[1, 2, 0], [1, 0, 2]], size: [2, 1], start: [1, 0.5],
        paths: [[[1, 0.5], [0.8, 0.4]]])
    ])
  private static let network = Widget.Bends.Network(units: [[2, -1, 0.5]], bias: 0, outputs: [0, 0.5])
  private static let bends = Widget.Bends(
    range: [0, 1], target: [0, 1],
    scenes: [.init(name: "ReLU", rule: "relu", limits: [4, 4, 2], start: network, found: network)])
  private static let window = [
    "kernelHeight", "kernelWidth", "strideX", "strideY", "dilationX", "dilationY", "outputs", "groups",
  ]
  private static let opened = Demo(
    task: .drawing(
      .init(height: 1, width: 2, inkHeight: 1, inkWidth: 1, ink: 1, xRange: 0...1, yRange: 0...0)),
    networks: [
      .init(
        name: "cnn",
        layers: [
          .init(
            .conv2D,
            Dictionary(
              uniqueKeysWithValues: (window + ["paddingX", "paddingY"]).map {
                ($0, $0.hasPrefix("padding") ? 0 : 1)
              }), weights: [[1], [0]]), .init(.globalMaxPool),
          .init(.linear, ["outputs": 2], weights: [[1, -1], []]),
        ])
    ], outputs: ["a", "b"], examples: [.init(label: "a", pixels: [0, 1], logits: [[1, -1]])])
  private static let planes = Widget.Planes(
    rule: .neuron, choice: "", range: [-1, 2],
    scenes: [
      .init(name: "", points: [[0, 1]], names: ["a"], values: [1], start: [1, 0.5, -1], outputs: [0.5])
    ])
  private static let knobs = Widget.Knobs(
    knobs: ["x", "w", "b"].map { .init(name: $0, start: 0.5, range: [-1, 1]) },
    outputs: Array(repeating: 0.25, count: 7))
  private static let kinds: [Widget.Kind] = [
    .windows(windows), .kernels(bench), .gates(gates), .surfaces(surfaces), .bends(bends), .layers(opened),
    .planes(planes), .knobs(knobs),
  ]

  private static func page(_ widget: Widget) -> String { CellTests.page(.display(.widget(widget))) }

  @Test(arguments: kinds)
  func `without a script the still shows, and the script gets the numbers`(kind: Widget.Kind) {
    let page = Self.page(Widget(kind, stills: [Self.figure, Self.figure]))
    let markup = MarkupChecker(page)
    #expect(markup.problems == [])
    #expect(
      markup.elements(ofClass: "drawing").map { $0.attributes["aria-label"] } == ["A still.", "A still."])
    let data =
      switch kind {
      case .windows: "\"sums\":[[[-0.5],[-0.5]]]"
      case .kernels: "\"drawings\":[[[[0,1],[1,1]]]]"
      case .gates: "\"start\":{\"f\":1,\"i\":0.5,\"o\":0}"
      case .surfaces: "\"terms\":[[1,2,0],[1,0,2]]"
      case .bends: "\"units\":[[2,-1,0.5]]"
      case .layers: "\"operation\":\"globalMaxPool\""
      case .planes: "\"start\":[1,0.5,-1]"
      case .knobs: "{\"name\":\"w\",\"range\":[-1,1],\"start\":0.5}"
      }
    #expect(page.contains(data))
  }

  @Test func `a page has only the scripts that its pictures need, each below 40 KB`() {
    let names = [
      "class MovingWindow", "class KernelPad", "class GatedMemory", "class RollingBalls", "class BentUnits",
      "class OpenNetwork", "class TurnedPlane", "class TurnedNeuron",
    ]
    let none = CellTests.page(.display(.text("x")))
    #expect(names.allSatisfy { !none.contains($0) } && !none.contains("class Picture"))
    for (kind, name) in zip(Self.kinds, names) {
      let page = Self.page(Widget(kind, stills: [Self.figure]))
      #expect(names.filter { page.contains($0) } == [name])
      let added = page.utf8.count - none.utf8.count
      #expect(added < 40_000, "\(name) adds \(added) bytes")
    }
  }

  @Test func `an inconsistent picture is not shown, and a drawing is made safe`() {
    func read(_ kind: Widget.Kind, stills: [Figure] = [Self.figure]) -> Display? {
      var reader = WireReader(WireWriter.bytes(of: Display.widget(Widget(kind, stills: stills)))[...])
      return try? reader.read(Display.self)
    }
    for kind in Self.kinds { #expect(read(kind) == .widget(Widget(kind, stills: [Self.figure]))) }
    #expect(read(.gates(Self.gates), stills: []) == nil)
    let changes: [(inout Widget.Windows) -> Void] = [
      { $0.scenes = [] }, { $0.start.setting = 1 }, { $0.start.place = [1] }, { $0.start.place[0] = -1 },
      { $0.pool = 2 }, { $0.scenes[0].channels = [] }, { $0.scenes[0].kernels[0].weights = [] },
      { $0.scenes[0].channels[0].numbers[0][0] = .nan }, { $0.scenes[0].channels[0].numbers[1] = [1] },
      { $0.scenes[0].settings[0].stride = 0 }, { $0.scenes[0].settings[0].padding = 1 },
      { $0.scenes[0].settings[0].padding = .max },
      { $0.scenes[0].settings[0].sums[0].removeLast() }, { $0.scenes[0].settings[0].pooled = [[[1]]] },
      {
        $0.scenes.append($0.scenes[0]); $0.scenes[1].settings = []
      },
    ]
    for (number, change) in changes.enumerated() {
      var windows = Self.windows
      change(&windows)
      #expect(read(.windows(windows)) == nil, "change \(number)")
    }
    var (bench, gates) = (Self.bench, Self.gates)
    bench.filtered.removeLast()
    gates.start.f = 1.5
    #expect(read(.kernels(bench)) == nil && read(.gates(gates)) == nil)
    var surfaces = Self.surfaces
    surfaces.surfaces[0].start = [3, 0]
    #expect(read(.surfaces(surfaces)) == nil)
    let bent: [(inout Widget.Bends) -> Void] = [
      { $0.range = [1, 0] }, { $0.target.append(1) }, { $0.scenes = [] }, { $0.scenes[0].limits[2] = 0 },
      { $0.scenes[0].start.units = [] }, { $0.scenes[0].found.units[0] = [1, 2] },
      { $0.scenes[0].found.bias = .nan }, { $0.scenes[0].start.outputs.removeLast() },
    ]
    for (number, change) in bent.enumerated() {
      var bends = Self.bends
      change(&bends)
      #expect(read(.bends(bends)) == nil, "change \(number)")
    }
    let tuned: [(inout Widget.Knobs) -> Void] = [
      { $0.knobs.removeLast() }, { $0.knobs = [$0.knobs[0]] }, { $0.outputs.removeLast() },
      { $0.outputs[0] = .nan }, { $0.knobs[1].start = 1.5 }, { $0.knobs[2].range = [1, -1] },
      { $0.knobs[2].range = [-1, 1, 2] }, { $0.knobs[0].range[1] = .infinity },
      {
        $0.knobs += Array(repeating: $0.knobs[0], count: 8)
        $0.outputs = Array(repeating: 0.5, count: 23)
      },
    ]
    for (number, change) in tuned.enumerated() {
      var knobs = Self.knobs
      change(&knobs)
      #expect(read(.knobs(knobs)) == nil, "change \(number)")
    }
    var opened = Self.opened
    opened.networks[0].layers.removeFirst()
    #expect(read(.layers(opened)) == nil)
    let hostile = Figure(svg: "<svg><script>steal()</script><path d=\"M0 0\"/></svg>", alternative: "")
    let page = Self.page(Widget(.gates(Self.gates), stills: [hostile]))
    #expect(!page.contains("steal()") && page.contains("<path d=\"M0 0\"/>"))
  }
}
