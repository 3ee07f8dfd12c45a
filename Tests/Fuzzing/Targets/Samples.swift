import CPlatform
import Displays
import Foundation

/// Valid input for the targets that read bytes.
enum Samples {
  static let displays: [Display] = [
    .text("a <b> & \"c\""), .tensor(TensorDisplay(shape: [2, 1], text: "[1.5, nan]", figure: figure)),
    .table(table), .figure(figure), .claim(Claim(statement: "a == b", holds: false, evidence: "1 ≠ 2")),
    .frames([frame, frame]), .steps([frame, frame]), .sweep("rate", [frame, frame]),
    .row([.text("a"), .figure(figure)]),
    .demo(drawing), .demo(reading), .demo(sampling), .demo(transformer), .playground(playground),
    .widget(Widget(.windows(windows), stills: [figure])),
    .widget(Widget(.kernels(kernels), stills: [figure])), .widget(Widget(.gates(gates), stills: [figure])),
    .widget(Widget(.planes(planes), stills: [figure])), .widget(Widget(.knobs(knobs), stills: [figure])),
  ]

  /// Messages as the process of cells sends them.
  static let messages: [[UInt8]] =
    [
      message(LECTERN_BEGIN, WireWriter.bytes(of: 0))
        + message(LECTERN_DISPLAY, WireWriter.bytes(of: displays[0])),
      message(
        LECTERN_CLAIM, WireWriter.bytes(of: 3, 1) + WireWriter.bytes(of: Claim(statement: "a", holds: true))),
      message(LECTERN_VALUE, WireWriter.bytes(of: 0, "a")) + message(LECTERN_FINISH, []),
      message(LECTERN_READ, WireWriter.bytes(of: "/a"))
        + message(LECTERN_TRIAL, WireWriter.bytes(of: 1, "a")),
      message(LECTERN_THROWN, WireWriter.bytes(of: "A", "b", [UInt64(1)]))
        + message(LECTERN_EXIT, WireWriter.bytes(of: UInt64(1))),
      message(LECTERN_SIGNAL, WireWriter.bytes(of: 11, true, 4, UInt64(1), UInt64(2))),
    ] + displays.map { message(LECTERN_DISPLAY, WireWriter.bytes(of: $0)) }

  /// What messages of each kind consist of, without their frames.
  static let payloads: [(kind: lectern_kind, bytes: [UInt8])] = [
    (LECTERN_BEGIN, WireWriter.bytes(of: 1)),
    (LECTERN_DISPLAY, WireWriter.bytes(of: displays[0])),
    (LECTERN_CLAIM, WireWriter.bytes(of: 3, 1) + WireWriter.bytes(of: Claim(statement: "a", holds: true))),
    (LECTERN_VALUE, WireWriter.bytes(of: 0, "a")), (LECTERN_FINISH, []),
    (LECTERN_THROWN, WireWriter.bytes(of: "A", "b", [UInt64(1)])),
    (LECTERN_SIGNAL, WireWriter.bytes(of: 11, true, 4, UInt64(1), UInt64(2))),
    (LECTERN_EXIT, WireWriter.bytes(of: UInt64(1))), (LECTERN_HANG, []),
    (LECTERN_READ, WireWriter.bytes(of: "/a")),
    (LECTERN_LINE, WireWriter.bytes(of: 2, ValueSummary(type: "Int", text: "1", history: [1, .nan]))),
    (LECTERN_FULL, []), (LECTERN_TRIAL, WireWriter.bytes(of: 1, "a")),
    (LECTERN_ADDRESS, WireWriter.bytes(of: UInt64(7))), (LECTERN_SEGMENT, WireWriter.bytes(of: 1)),
    (LECTERN_PAUSE, []),
  ]

  static func message(_ kind: lectern_kind, _ payload: [UInt8]) -> [UInt8] {
    let process = WireWriter.bytes(of: UInt64(kind.rawValue) << 32 | 7)
    return Array(LECTERN_MARK.utf8) + process + WireWriter.bytes(of: 0, 0, payload.count) + payload
  }

  /// An IDX file with 2 × 3 bytes, one with two floats, and one with a size of 0.
  static let idx: [[UInt8]] = [
    [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
    [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0x80, 0, 0, 0x7F, 0xC0, 0, 0],
    [0, 0, 0x0E, 2, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE],
    // The first one, packed by gzip.
    [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x63, 0x60, 0xE0, 0x60, 0x62, 0x60, 0x60, 0x60, 0x02, 0x62, 0x66,
      0x46, 0x26, 0x66, 0x16, 0x56,
      0x36, 0x00, 0x6F, 0x27, 0x49, 0x7D, 0x12, 0, 0, 0,
    ],
  ]

  /// A PNG in colour, one that is partly transparent, a JPEG in colour and one in grey.
  static let images: [[UInt8]] = pictures.map { Array(Data(base64Encoded: $0) ?? Data()) }

  private static let pictures: [String] = [
    """
    iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAHElEQVR4nGP4z8DA8J+BgeE/EyMDw3+G/8ZpswA4+QYywTpoQgAAAABJRU5E\
    rkJggg==
    """,
    """
    iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DAwMDA0AAACIEBgOyJBdwAAAAASUVORK5CYII=
    """,
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggL\
    DAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wAAR\
    CAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAA\
    CAn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCBgCepI//Z
    """,
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8X\
    GBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AMn//2Q==
    """,
  ]

  private static let figure = Figure(
    svg: "<svg viewBox=\"0 0 9 9\"><text x=\"1\">a</text></svg>", alternative: "A drawing.", data: table)
  private static let table = Table(
    columns: [.init("n"), .init("x", alignment: .trailing)], rows: [["1", "2.5"], ["<b>", "-3"]],
    caption: "A table")
  private static let frame = Frame(label: "a", content: [.text("b"), .figure(figure)])

  private static let drawing = Demo(
    task: .drawing(
      Demo.Canvas(height: 2, width: 3, inkHeight: 2, inkWidth: 2, ink: 3, xRange: 1...1.5, yRange: 1...1)),
    networks: [
      Demo.Network(
        name: "net", layers: [Demo.Layer(.linear, ["outputs": 2], weights: [[1, -2.5, 0.1], []])])
    ],
    outputs: ["a", "b"],
    examples: [Demo.Example(label: "b", pixels: [0, 0.5, 0, 1, 0.5, 0], logits: [[0, 1]])])
  private static let reading = Demo(
    task: .reading(Demo.Tokens(vocabulary: ["a", "b"], areCharacters: false)),
    networks: [Demo.Network(name: "net", layers: [Demo.Layer(.gru)])], outputs: ["no", "yes"],
    examples: [Demo.Example(label: "a b", logits: [[1, 2]])])
  private static let sampling = Demo(
    task: .sampling(
      Demo.Tokens(vocabulary: ["a", "b"], areCharacters: true),
      Demo.Choice(temperature: 0.8, topK: 2, topP: 0.9, shares: [0.5, 0.5])),
    networks: [Demo.Network(name: "net", layers: [Demo.Layer(.gru)])], outputs: ["a", "b"],
    examples: [Demo.Example(label: "ab", logits: [[1, 2, 3, 4]])])
  private static let transformer = Demo(
    task: .transformer(
      Demo.Tokens(vocabulary: ["a", "b"], areCharacters: true),
      Demo.Trace(
        vectors: [[0, 1], [2, 3]],
        blocks: [
          .init(weights: [[[1], [0.5, 0.5]]], attended: [[0, 0], [1, 1]], left: [[0, 0], [1, 1]])
        ])),
    networks: [
      Demo.Network(
        name: "net",
        layers: [
          Demo.Layer(.embedding, ["width": 2], weights: [[0, 0, 0, 0]]),
          Demo.Layer(.causalBlock, ["heads": 1, "width": 6], weights: [[0, 0]]),
          Demo.Layer(.linear, weights: [[0]]),
        ])
    ], outputs: ["a", "b"], examples: [Demo.Example(label: "ab", logits: [[1, 2, 3, 4]])])
  private static let playground = Playground(
    start: Playground.Settings(
      points: .moons, layers: [], activation: .relu, optimizer: .sgd, learningRate: 0.3, weightDecay: 0.001,
      seed: -4),
    sets: [Playground.PointSet(points: .moons, known: sample, later: sample)],
    record: Playground.Record(first: [1, 2, 3], last: [4, 5, 6], losses: [0.5]), still: figure)
  private static let sample = Playground.Sample(coordinates: [1, -2.5, 0.5, 3], labels: [1, 0])

  private static let windows = Widget.Windows(
    choice: "",
    scenes: [
      .init(
        name: "", channels: [.init(name: "x", numbers: [[1, 2], [3, 4]])],
        kernels: [.init(name: "K", bias: 0.5, weights: [[[1, -1]]])],
        settings: [.init(stride: 1, padding: 0, sums: [[[-0.5], [-0.5]]], pooled: [])])
    ], pool: 0, relu: false, start: .init(setting: 0, place: [1, 0]))
  private static let kernels = Widget.KernelBench(
    size: 2, radius: 0.5, kernel: [0, 0, 0, 0, 1, 0, 0, 0, 0], drawings: [[[[0, 1], [1, 1]]]],
    filtered: [1, 0, 0, 0.5])
  private static let planes = Widget.Planes(
    rule: .attention, choice: "", range: [-1, 2],
    scenes: [.init(name: "", points: [[0, 1]], names: ["a"], values: [], start: [1, 0.5], outputs: [1])])
  private static let knobs = Widget.Knobs(
    knobs: ["x", "w", "b"].map { .init(name: $0, start: 0.5, range: [-1, 1]) },
    outputs: Array(repeating: 0.25, count: 7))
  private static let gates = Widget.Gates(
    cell: 0, candidates: [0.5], start: .init(f: 1, i: 0.5, o: 0), cells: [0.25], hidden: [0])
}
