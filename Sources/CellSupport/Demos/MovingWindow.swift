import Displays
import ModelDiagrams
import NeuralNetworks
import Tensors

/// A convolution whose window the reader moves: the input's channels, the kernels, the products under the window, the maps
/// and, if there is pooling, what it keeps.
///
///     MovingWindow(Tensor(picture), weight: Tensor(kernel), strides: [1, 2], paddings: [0, 1])
///     MovingWindow(inks, weight: layer.weight, bias: layer.bias, channels: ["bar", "stem"], kernels: ["A", "B"], pooling: 2)
///
/// The maps are what the engine's `conv2D`, `relu` and `maxPool2D` make of the input. With several strides and paddings the
/// reader chooses; with the mouse, touch, the arrow keys or the slider the window moves. Small whole numbers read best.
public struct MovingWindow: Displayable {
  private var windows: Widget.Windows
  private var stills: [Figure]

  /// - Parameters:
  ///   - input: `[height, width]` or `[channels, height, width]`.
  ///   - weight: `[height, width]` or `[kernels, channels, height, width]`.
  ///   - bias: one number for each kernel.
  ///   - channels: the channels' names.
  ///   - kernels: the kernels' names.
  ///   - pooling: the side of the max pooling's windows. It comes after a ReLU.
  ///   - place: where the window is at the beginning, with the first stride and the last padding.
  public init(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, channels: [String] = ["input"],
    kernels: [String] = [""], strides: [Int] = [1], paddings: [Int] = [0], pooling: Int? = nil,
    startingAt place: (row: Int, column: Int) = (0, 0)
  ) {
    let x = input.rank == 2 ? input.reshaped(to: [1] + Array(input.shape)) : input
    let w = weight.rank == 2 ? weight.reshaped(to: [1, 1] + Array(weight.shape)) : weight
    Self.check(x, w, bias, (channels.count, kernels.count), strides, paddings)
    let layer = { (stride: Int, padding: Int) in
      Self.setting(x, w, bias, stride: stride, padding: padding, pooling: pooling)
    }
    let scene = Widget.Windows.Scene(
      name: "",
      channels: channels.enumerated().map { .init(name: $1, numbers: Self.grid(x[$0])) },
      kernels: kernels.enumerated().map { index, name in
        let sheets = channels.indices.map { Self.grid(w[index, $0]) }
        return .init(name: name, bias: Double(bias?[index].scalar ?? 0), weights: sheets)
      },
      settings: strides.flatMap { stride in paddings.map { layer(stride, $0) } })
    windows = Widget.Windows(
      choice: "", scenes: [scene], pool: pooling ?? 0, relu: pooling != nil,
      start: .init(setting: paddings.count - 1, place: [place.row, place.column]))
    stills = Self.stills(scene, scene.settings[paddings.count - 1], pooling, place)
  }

  /// Scenes for the reader to choose from, with the same strides, paddings and pooling. The first one's beginning is that of
  /// all.
  ///
  ///     MovingWindow(choosing: "Inks", [("1", one), ("2", two)])
  public init(choosing choice: String, _ scenes: [(name: String, window: MovingWindow)]) {
    precondition(!scenes.isEmpty, "MovingWindow expects one scene or more")
    self = scenes[0].window
    windows.choice = choice
    windows.scenes = scenes.map { name, window in
      var scene = window.windows.scenes[0]
      scene.name = name
      return scene
    }
    let dials = windows.scenes.map { $0.settings.map { [$0.stride, $0.padding, $0.pooled.count] } }
    precondition(
      dials.allSatisfy { $0 == dials[0] } && scenes.allSatisfy { $0.window.windows.pool == windows.pool },
      "MovingWindow expects scenes with the same strides, paddings and pooling")
  }

  public var displays: [Display] { [.widget(Widget(.windows(windows), stills: stills))] }

  private static func check(
    _ x: Tensor, _ w: Tensor, _ bias: Tensor?, _ names: (channels: Int, kernels: Int), _ strides: [Int],
    _ paddings: [Int]
  ) {
    precondition(
      x.rank == 3 && w.rank == 4 && x.shape[0] == w.shape[1],
      "MovingWindow expects an input [channels, height, width] and weights [kernels, channels, height, width] but got "
        + "\(x.shape) and \(w.shape)")
    precondition(
      names.channels == x.shape[0] && names.kernels == w.shape[0],
      "MovingWindow expects names of \(x.shape[0]) channels and \(w.shape[0]) kernels but got \(names.channels) and "
        + "\(names.kernels)")
    precondition(
      bias == nil || bias?.shape == [w.shape[0]],
      "MovingWindow expects a bias for each of \(w.shape[0]) kernels")
    precondition(
      !strides.isEmpty && !paddings.isEmpty && strides.allSatisfy { $0 > 0 }
        && paddings.allSatisfy { $0 >= 0 },
      "MovingWindow expects strides above 0 and paddings of 0 or more but got \(strides) and \(paddings)")
  }

  /// The engine's maps with a stride and a padding.
  private static func setting(
    _ x: Tensor, _ w: Tensor, _ bias: Tensor?, stride: Int, padding: Int, pooling: Int?
  ) -> Widget.Windows.Setting {
    let batch = x.reshaped(to: [1] + Array(x.shape))
    let size = { (side: Int) in Size2D(height: side, width: side) }
    let maps = withoutGradient {
      batch.conv2D(weight: w, bias: bias, stride: size(stride), padding: size(padding))
    }
    let pooled = pooling.map { side in withoutGradient { maps.relu().maxPool2D(kernelSize: size(side)) } }
    let sheets = { (maps: Tensor) in (0..<w.shape[0]).map { grid(maps[0, $0]) } }
    return .init(stride: stride, padding: padding, sums: sheets(maps), pooled: pooled.map(sheets) ?? [])
  }

  private static func grid(_ matrix: Tensor) -> Widget.Grid {
    let (numbers, columns) = (matrix.scalars.map { Double($0) }, matrix.shape[1])
    return (0..<matrix.shape[0]).map { Array(numbers[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The window at its beginning, for each kernel; of several channels only the maps.
  private static func stills(
    _ scene: Widget.Windows.Scene, _ setting: Widget.Windows.Setting, _ pooling: Int?,
    _ place: (row: Int, column: Int)
  ) -> [Figure] {
    guard scene.channels.count == 1 else {
      return zip(scene.kernels, setting.sums).map { kernel, map in
        Figure(MatrixDiagram(map, title: "map \(kernel.name)", coloring: .diverging))
      }
    }
    return scene.kernels.map { kernel in
      var diagram = ConvolutionDiagram(
        input: scene.channels[0].numbers, kernel: kernel.weights[0], stride: setting.stride,
        padding: setting.padding, title: kernel.name.isEmpty ? nil : "Kernel \(kernel.name)")
      (diagram.bias, diagram.pooling) = (kernel.bias, pooling)
      return Figure(diagram.at(place.row, place.column))
    }
  }
}
