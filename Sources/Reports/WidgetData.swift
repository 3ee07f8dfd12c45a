import Displays
import Markup
import Notebooks

extension PageRenderer {
  /// A picture that the reader changes: its stills, which the script replaces, and its numbers.
  mutating func widget(_ widget: Widget, in context: inout CellContext) -> Node {
    demoAssets.add(widget)
    let alternative = context.takeFigureAlternative()
    return plate("plate widget \(Self.className(widget.kind))", in: &context) { page in
      let stills = widget.stills.map { page.drawing($0, alternative: alternative ?? $0.alternative) }
      let data =
        switch widget.kind {
        case .windows(let windows): PageData.html(of: windows.named(by: page.words))
        case .kernels(let bench): PageData.html(of: bench)
        case .gates(let gates): PageData.html(of: gates)
        case .surfaces(let surfaces): PageData.html(of: surfaces.named(by: page.words))
        case .bends(let bends): PageData.html(of: bends.named(by: page.words))
        case .layers(let demo): page.data(of: demo)
        case .planes(let planes): PageData.html(of: planes)
        case .knobs(let knobs): PageData.html(of: knobs)
        }
      return [.element("div", ["class": "stills"], stills), "\n", data, "\n"]
    }
  }

  /// Maps that are pooled, and whole networks of maps, need the margin's width too.
  private static func className(_ kind: Widget.Kind) -> String {
    switch kind {
    case .windows(let windows): windows.pool > 0 ? "windows broad" : "windows"
    case .kernels: "kernels"
    case .gates: "gates"
    case .surfaces: "surfaces"
    case .bends: "bends"
    case .layers: "layers broad"
    case .planes(let planes): "planes \(planes.rule)"
    case .knobs: "knobs"
    }
  }
}

extension Widget.Surfaces {
  /// The surfaces and optimizers with their names in a page's language, where these are the project's own.
  fileprivate func named(by words: PageWords) -> Self {
    var named = self
    for index in runners.indices { named.runners[index].name = words[runners[index].name] }
    for index in surfaces.indices { named.surfaces[index].name = words[surfaces[index].name] }
    return named
  }
}

extension Widget.Windows {
  /// The input with its name in a page's language, where the author has given it none.
  fileprivate func named(by words: PageWords) -> Self {
    var named = self
    for scene in scenes.indices {
      for index in scenes[scene].channels.indices {
        named.scenes[scene].channels[index].name = words[scenes[scene].channels[index].name]
      }
    }
    return named
  }
}

extension Widget.Bends {
  /// The activations with their names in a page's language.
  fileprivate func named(by words: PageWords) -> Self {
    var named = self
    for index in scenes.indices { named.scenes[index].name = words[scenes[index].name] }
    return named
  }
}
