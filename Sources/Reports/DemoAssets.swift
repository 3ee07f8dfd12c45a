import Displays

/// Only the styles and scripts that a page's networks and playgrounds need.
struct DemoAssets {
  private var operations: Set<Demo.Operation.Script> = []
  private var draws = false
  private var types = false
  private var samples = false
  private var follows = false
  private var trains = false

  mutating func add(_ demo: Demo) {
    switch demo.task {
    case .drawing: draws = true
    case .reading, .writing: types = true
    case .sampling: (types, samples) = (true, true)
    case .transformer: (types, follows) = (true, true)
    }
    operations.formUnion(demo.networks.flatMap(\.layers).map(\.operation.script))
  }

  mutating func add(_ playground: Playground) { trains = true }

  private var isEmpty: Bool { !draws && !types && !trains }

  var styleSheet: String {
    (draws || types ? PageAssets.styles(PackageResources.demos_css) : "")
      + (follows ? PageAssets.styles(PackageResources.transformer_css) : "")
      + (trains ? PageAssets.styles(PackageResources.playground_css) : "")
  }

  var script: String {
    guard !isEmpty else { return "" }
    var scripts = [PackageResources.networks_js, PackageResources.demos_js]
    for script in Demo.Operation.Script.allCases where operations.contains(script) {
      switch script {
      case .base: break  // the first one, which every network needs
      case .images: scripts.append(PackageResources.networks_images_js)
      case .recurrent: scripts.append(PackageResources.networks_recurrent_js)
      case .transformer: scripts.append(PackageResources.networks_transformer_js)
      }
    }
    if draws { scripts.append(PackageResources.drawing_js) }
    if types { scripts.append(PackageResources.typing_js) }
    if samples { scripts.append(PackageResources.sampling_js) }
    if follows { scripts.append(PackageResources.transformer_js) }
    if trains {
      scripts += [
        PackageResources.training_js, PackageResources.playground_drawing_js,
        PackageResources.playground_js, PackageResources.playground_units_js,
      ]
    }
    return scripts.map(PageAssets.script(_:)).joined()
  }
}
