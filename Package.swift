// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "lectern",
  products: [
    .executable(name: "lectern", targets: ["lectern"]),
    .executable(name: "lectern-host", targets: ["lectern-host"]),
    .executable(name: "bench", targets: ["bench"]),
    // What cells are compiled and linked against: one library that the host process loads.
    .library(name: "LecternCells", type: .dynamic, targets: ["CellSupport"]),
    // Each also serves without the rest.
    .library(name: "SVGCharts", targets: ["SVGCharts"]),
    .library(name: "ModelDiagrams", targets: ["ModelDiagrams"]),
    .library(name: "NeuralNetworks", targets: ["NeuralNetworks", "Datasets"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Elements, text and the way they are written: what drawings, formulas and pages are made of.
    .target(name: "Markup"),

    // What every system has, by one name, and checks that say their message.
    .target(name: "Platform"),
    .target(name: "Preconditions"),

    // The engine.
    .target(name: "CKernels"),
    .target(name: "Kernels", dependencies: ["CKernels", "Preconditions"]),
    .target(name: "Tensors", dependencies: ["Kernels", "Platform", "Preconditions"]),
    .target(name: "NeuralNetworks", dependencies: ["Kernels", "Tensors", "Platform"]),
    .target(
      name: "Datasets",
      dependencies: ["Kernels", "NeuralNetworks", "Tensors", "Platform", "Preconditions"]),
    .target(name: "SVGCharts", dependencies: ["Markup", "Platform", "Preconditions"]),
    .target(name: "ModelDiagrams", dependencies: ["SVGCharts", "NeuralNetworks", "Tensors"]),

    // What a cell may call, and the plain data in which it tells the runner what to show.
    .target(name: "Displays", dependencies: ["Markup", "Preconditions"]),
    .target(
      name: "CellSupport",
      dependencies: [
        "Displays", "ModelDiagrams", "SVGCharts", "Datasets", "NeuralNetworks", "Tensors", "CPlatform",
        "Platform",
      ]),
    .target(name: "CProcesses"),
    .target(name: "CPlatform", dependencies: ["CProcesses"]),
    .executableTarget(name: "lectern-host", dependencies: ["CProcesses"]),

    // The runner.
    .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .target(name: "SwiftSource"),
    .target(name: "Notebooks", dependencies: ["CCmark", "Displays", "Markup", "SwiftSource", "Yams"]),
    .target(
      name: "Execution",
      dependencies: ["Notebooks", "Displays", "SwiftSource", "CPlatform", "CProcesses", "Platform"]),
    .target(
      name: "Reports",
      dependencies: ["Notebooks", "Displays", "SVGCharts", "Markup", "SwiftSource", "Platform"],
      exclude: ["Fonts/LICENSES.md", "Fonts/prepare.py"],
      resources: [
        .embedInCode("Fonts/code-latin.woff2"), .embedInCode("Fonts/code.woff2"),
        .embedInCode("Fonts/math.woff2"), .embedInCode("Fonts/sans-bold-latin.woff2"),
        .embedInCode("Fonts/sans-bold.woff2"), .embedInCode("Fonts/sans-latin.woff2"),
        .embedInCode("Fonts/sans.woff2"), .embedInCode("Fonts/serif-bold-latin.woff2"),
        .embedInCode("Fonts/serif-bold.woff2"), .embedInCode("Fonts/serif-italic-latin.woff2"),
        .embedInCode("Fonts/serif-italic.woff2"), .embedInCode("Fonts/serif-latin.woff2"),
        .embedInCode("Fonts/serif.woff2"),
        .embedInCode("Resources/page.css"), .embedInCode("Resources/blocks.css"),
        .embedInCode("Resources/api.css"),
        .embedInCode("Resources/layout.css"), .embedInCode("Resources/page.js"),
        .embedInCode("Resources/rtl.css"), .embedInCode("Resources/languages.css"),
        .embedInCode("Resources/figures.css"), .embedInCode("Resources/figures.js"),
        .embedInCode("Resources/names.css"), .embedInCode("Resources/names.js"),
        .embedInCode("Resources/book.css"), .embedInCode("Resources/exercises.css"),
        .embedInCode("Resources/parts.css"), .embedInCode("Resources/tasks.css"),
        .embedInCode("Resources/citations.css"), .embedInCode("Resources/authored.css"),
        .embedInCode("Resources/search.js"), .embedInCode("Resources/search-words.js"),
        .embedInCode("Resources/search-page.js"),
        .embedInCode("Resources/demos.css"), .embedInCode("Resources/demos.js"),
        .embedInCode("Resources/drawing.js"), .embedInCode("Resources/typing.js"),
        .embedInCode("Resources/networks.js"), .embedInCode("Resources/networks-images.js"),
        .embedInCode("Resources/networks-recurrent.js"), .embedInCode("Resources/networks-transformer.js"),
        .embedInCode("Resources/training.js"), .embedInCode("Resources/playground.js"),
        .embedInCode("Resources/playground-drawing.js"), .embedInCode("Resources/playground-units.js"),
        .embedInCode("Resources/playground.css"), .embedInCode("Resources/place.js"),
        .embedInCode("Resources/sampling.js"), .embedInCode("Resources/transformer.js"),
        .embedInCode("Resources/transformer.css"),
        .embedInCode("Resources/pictures.js"), .embedInCode("Resources/pictures.css"),
        .embedInCode("Resources/windows.js"), .embedInCode("Resources/windows-drawing.js"),
        .embedInCode("Resources/kernels.js"), .embedInCode("Resources/kernels.css"),
        .embedInCode("Resources/gates.js"), .embedInCode("Resources/gates.css"),
        .embedInCode("Resources/surfaces.js"), .embedInCode("Resources/surfaces.css"),
        .embedInCode("Resources/bends.js"), .embedInCode("Resources/bends-drawing.js"),
        .embedInCode("Resources/bends.css"), .embedInCode("Resources/layers.css"),
        .embedInCode("Resources/layers.js"), .embedInCode("Resources/layers-drawing.js"),
        .embedInCode("Resources/planes.js"), .embedInCode("Resources/planes-drawing.js"),
        .embedInCode("Resources/planes.css"),
        .embedInCode("Resources/knobs.js"), .embedInCode("Resources/knobs.css"),
      ]),
    // The server of live pages.
    .target(
      name: "Serving",
      dependencies: ["CPlatform", "Execution", "Notebooks", "Platform", "Reports", "SwiftSource"],
      resources: [
        "addresses.js", "answers.js", "cell-editing.js", "connection.js", "editor.js", "live.css", "live.js",
        "parameters.js", "trying.css", "trying.js",
      ]
      .map { .embedInCode("Resources/\($0)") }),
    // The language server for editors.
    .target(name: "EditorSupport", dependencies: ["Execution", "Notebooks", "Reports"]),
    .executableTarget(
      name: "lectern",
      dependencies: [
        "CPlatform", "EditorSupport", "Execution", "Notebooks", "Reports", "Serving",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "BenchmarkModels", "CProbe", "Kernels", "NeuralNetworks", "Datasets", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["README.md", "Peers"]),
    // The models that are timed and the table of their sizes; tests check that these models take the fast paths.
    .target(
      name: "BenchmarkModels", dependencies: ["NeuralNetworks"], resources: [.embedInCode("cases.txt")]),
    .target(name: "CProbe"),

    .target(name: "TestSupport", dependencies: ["SVGCharts", "Tensors"], path: "Tests/TestSupport"),
    // Three programs that call all kernels and print the results: with the clones that the processor chooses, and with
    // the lower clones alone. The latter compile the kernels again with a macro of their own. A target's sources must be
    // in its folder and in no other target's, so `engine` there is a link to Sources/CKernels, and `exercise` one to the
    // calls in Tests/Clones/Exercise.
    .executableTarget(
      name: "kernels-chosen", dependencies: ["CKernels"], path: "Tests/Clones/Exercise",
      linkerSettings: [.linkedLibrary("m")]),
    .executableTarget(
      name: "kernels-lowest", path: "Tests/Clones/Lowest",
      cSettings: [.define("CK_LOWEST_ALONE"), .headerSearchPath("engine/include")],
      linkerSettings: [.linkedLibrary("m")]),
    .executableTarget(
      name: "kernels-middle", path: "Tests/Clones/Middle",
      cSettings: [.define("CK_MIDDLE_ALONE"), .headerSearchPath("engine/include")],
      linkerSettings: [.linkedLibrary("m")]),
    // Computes PyTorch's samples, for Tests/Comparison/samples.py.
    .executableTarget(
      name: "engine-samples", dependencies: ["NeuralNetworks"], path: "Tests/Comparison/Samples"),
    // Renders the examples of the CommonMark specification, for Tests/Comparison/commonmark.py.
    .executableTarget(
      name: "commonmark-examples", dependencies: ["Notebooks", "Reports"], path: "Tests/Comparison/CommonMark"
    ),
    // Readers of input that others write, with what has to hold for any input; a command that tries them.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "CPlatform", "Datasets", "Displays", "EditorSupport", "Execution", "Markup", "NeuralNetworks",
        "Notebooks", "Reports", "Serving", "SwiftSource",
      ], path: "Tests/Fuzzing/Targets"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["FuzzTargets", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/Fuzzing/Command"),
    .testTarget(name: "FuzzingTests", dependencies: ["FuzzTargets"]),
    .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
    .testTarget(name: "SourceTests"),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "TestSupport"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(
      name: "NeuralNetworksTests",
      dependencies: ["NeuralNetworks", "Datasets", "BenchmarkModels", "TestSupport"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "NeuralNetworks", "Platform", "TestSupport"]),
    .testTarget(name: "SVGChartsTests", dependencies: ["SVGCharts", "TestSupport"], exclude: ["Snapshots"]),
    .testTarget(name: "ModelDiagramsTests", dependencies: ["ModelDiagrams", "SVGCharts", "TestSupport"]),
    .testTarget(name: "CellSupportTests", dependencies: ["CellSupport", "TestSupport"]),
    .testTarget(name: "SwiftSourceTests", dependencies: ["SwiftSource"]),
    .testTarget(name: "NotebooksTests", dependencies: ["Notebooks", "Markup", "SwiftSource", "TestSupport"]),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "CPlatform", "CProcesses", "Execution", "Notebooks", "Displays", "SwiftSource", "TestSupport",
      ]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Notebooks", "Displays", "Markup", "SVGCharts", "SwiftSource", "TestSupport",
      ]),
    .testTarget(
      name: "ServingTests", dependencies: ["Serving", "Execution", "Notebooks", "TestSupport"],
      exclude: ["Scripts"]),
    .testTarget(name: "LecternTests", dependencies: ["lectern", "Notebooks", "SwiftSource", "TestSupport"]),
    .testTarget(name: "BenchTests", dependencies: ["bench", "BenchmarkModels"]),
    .testTarget(
      name: "BrowserTests", dependencies: ["lectern", "Notebooks", "Reports"],
      exclude: ["Fixture", "Scripts"]),
  ]
)
