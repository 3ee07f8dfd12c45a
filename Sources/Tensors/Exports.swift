// The only type of the kernels that users of the engine write: a height and a width.
@_exported public import struct Kernels.Size2D
