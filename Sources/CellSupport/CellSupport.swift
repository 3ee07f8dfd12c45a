// What a cell sees without importing anything.
@_exported import Datasets
@_exported import Displays
@_exported import ModelDiagrams
@_exported import NeuralNetworks
// All of the C library, although that has names such as `y0` and `gamma` too: with only its mathematical functions, a cell
// could not see `exit` or `getpid` even if it imported the C library itself.
@_exported import Platform
@_exported import SVGCharts
@_exported import Tensors
