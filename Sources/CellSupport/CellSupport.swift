// What a cell sees without importing anything. Of the C library it sees only the functions in MathematicalFunctions.swift.
@_exported import Datasets
@_exported import Displays
@_exported import ModelDiagrams
@_exported import NeuralNetworks
@_exported import SVGCharts
@_exported import Tensors
