import Displays

/// The styles and scripts that a page needs for its networks: no more than they use.
struct DemoAssets {
  private enum Part: CaseIterable {
    case images, recurrent, transformer, drawing, typing
  }

  private var parts: Set<Part> = []

  mutating func add(_ demo: Demo) {
    if case .drawing = demo.task { parts.insert(.drawing) } else { parts.insert(.typing) }
    for layer in demo.networks.flatMap(\.layers) {
      switch layer.operation {
      case "conv2D", "maxPool2D", "averagePool2D", "globalMaxPool", "globalAveragePool", "scaleChannels":
        parts.insert(.images)
      case "rnnTanh", "rnnReLU", "lstm", "gru", "gruResetBefore": parts.insert(.recurrent)
      case "causalBlock", "positions": parts.insert(.transformer)
      default: break
      }
    }
  }

  var styleSheet: String { parts.isEmpty ? "" : PageAssets.styles(PackageResources.demos_css) }

  var script: String {
    guard !parts.isEmpty else { return "" }
    let networks = [PackageResources.networks_js]
    let wanted = Part.allCases.filter(parts.contains).map { part in
      switch part {
      case .images: PackageResources.networks_images_js
      case .recurrent: PackageResources.networks_recurrent_js
      case .transformer: PackageResources.networks_transformer_js
      case .drawing: PackageResources.drawing_js
      case .typing: PackageResources.typing_js
      }
    }
    return (networks + [PackageResources.demos_js] + wanted).map(PageAssets.script(_:)).joined()
  }
}
