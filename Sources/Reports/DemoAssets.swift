import Displays
import Markup

/// Only the styles and scripts that a page's networks, playgrounds, widgets and named points need.
struct DemoAssets {
  private var operations: Set<Demo.Operation.Script> = []
  private var draws = false
  private var types = false
  private var samples = false
  private var follows = false
  private var trains = false
  private var moves = false
  private var filters = false
  private var pulls = false
  private var rolls = false
  private var adds = false
  private var opens = false
  private var turns = false
  private var tunes = false
  private var names = false

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

  mutating func add(_ widget: Widget) {
    switch widget.kind {
    case .windows: moves = true
    case .gates: pulls = true
    case .surfaces: rolls = true
    case .bends: adds = true
    case .planes: turns = true
    case .knobs: tunes = true
    case .layers(let demo):
      opens = true
      operations.formUnion(demo.networks.flatMap(\.layers).map(\.operation.script))
    case .kernels:
      filters = true
      operations.insert(.images)
    }
  }

  /// A drawing, whose points may have names.
  mutating func add(_ drawing: Element) { names = names || drawing.hasNamedPoints }

  private var hasWidgets: Bool { moves || filters || pulls || rolls || adds || opens || turns || tunes }
  private var isEmpty: Bool { !draws && !types && !trains && !hasWidgets }

  var styleSheet: String {
    let sheets = [
      draws || types || filters ? PackageResources.demos_css : [],
      follows ? PackageResources.transformer_css : [],
      trains ? PackageResources.playground_css : [], hasWidgets ? PackageResources.pictures_css : [],
      filters ? PackageResources.kernels_css : [], pulls ? PackageResources.gates_css : [],
      rolls ? PackageResources.surfaces_css : [], adds ? PackageResources.bends_css : [],
      opens ? PackageResources.layers_css : [], turns ? PackageResources.planes_css : [],
      tunes ? PackageResources.knobs_css : [],
      names ? PackageResources.names_css : [],
    ]
    return sheets.map(PageAssets.styles(_:)).joined()
  }

  var script: String {
    var scripts = isEmpty ? [] : [PackageResources.networks_js, PackageResources.demos_js]
    for script in Demo.Operation.Script.allCases where operations.contains(script) {
      switch script {
      case .base: break  // the first one, which every network needs
      case .images: scripts.append(PackageResources.networks_images_js)
      case .recurrent: scripts.append(PackageResources.networks_recurrent_js)
      case .transformer: scripts.append(PackageResources.networks_transformer_js)
      }
    }
    if draws || filters { scripts.append(PackageResources.drawing_js) }
    if types { scripts.append(PackageResources.typing_js) }
    if samples { scripts.append(PackageResources.sampling_js) }
    if follows { scripts.append(PackageResources.transformer_js) }
    if trains || filters { scripts.append(PackageResources.playground_drawing_js) }
    if trains {
      scripts += [
        PackageResources.training_js, PackageResources.playground_js, PackageResources.playground_units_js,
      ]
    }
    if hasWidgets { scripts.append(PackageResources.pictures_js) }
    if moves { scripts += [PackageResources.windows_js, PackageResources.windows_drawing_js] }
    if filters { scripts.append(PackageResources.kernels_js) }
    if pulls { scripts.append(PackageResources.gates_js) }
    if rolls { scripts.append(PackageResources.surfaces_js) }
    if adds { scripts += [PackageResources.bends_js, PackageResources.bends_drawing_js] }
    if opens { scripts += [PackageResources.layers_js, PackageResources.layers_drawing_js] }
    if turns { scripts += [PackageResources.planes_js, PackageResources.planes_drawing_js] }
    if tunes { scripts.append(PackageResources.knobs_js) }
    if names { scripts.append(PackageResources.names_js) }
    return scripts.map(PageAssets.script(_:)).joined()
  }
}

extension Element {
  /// Whether a shape in it, other than the drawing itself, has a title.
  fileprivate var hasNamedPoints: Bool {
    children.contains { child in
      guard case .element(let element) = child else { return false }
      let isShape = element.name == "circle" || element.name == "path"
      return isShape
        && element.children.contains {
          if case .element(let inner) = $0 { inner.name == "title" } else { false }
        }
        || element.hasNamedPoints
    }
  }
}
