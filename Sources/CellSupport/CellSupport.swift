// What a cell sees without importing anything.
@_exported import Datasets
@_exported import Displays
@_exported import ModelDiagrams
@_exported import NeuralNetworks
@_exported import SVGCharts
@_exported import Tensors

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Darwin)
  @_exported import Darwin
#endif
