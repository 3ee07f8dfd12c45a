// What a cell sees without importing anything.
@_exported import Datasets
@_exported import Displays
@_exported import ModelDiagrams
@_exported import NeuralNetworks
@_exported import Platform
@_exported import SVGCharts
@_exported import Tensors
