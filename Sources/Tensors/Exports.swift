// The one type of the kernels that whoever builds networks writes down: a height and a width.
@_exported public import struct Kernels.Size2D
