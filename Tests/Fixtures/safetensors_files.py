"""Writes safetensors files from the format's description alone: the header's length in 8 bytes, the header as JSON, the
elements. `network.safetensors` is a small PyTorch network with its outputs; `types.safetensors` has a tensor of each
type.
"""

import json
import pathlib
import struct

import torch

FOLDER = pathlib.Path(__file__).parent
TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}


def write(name, tensors, metadata, folder=FOLDER):
    header, data = {"__metadata__": metadata}, b""
    for key, tensor in tensors.items():
        raw = bytes(tensor.contiguous().flatten().view(torch.uint8).tolist())
        header[key] = {
            "dtype": TYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file = folder / f"{name}.safetensors"
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return file


def waves(*shape):
    count = torch.Size(shape).numel()
    return torch.arange(count, dtype=torch.float32).mul(0.7).cos().reshape(shape)


if __name__ == "__main__":
    network = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(waves(*parameter.shape))
        output = network(waves(5, 3))
    state = dict(sorted(network.state_dict().items()))
    write("network", state, {"output": ",".join(f"{v:.9g}" for v in output.flatten().tolist())})

    values = {
        torch.float64: [1 / 3, -2.5e300, 0.0],
        torch.float32: [1 / 3, float("-inf"), -0.0],
        torch.float16: [1 / 3, 65504, 6e-8, float("inf")],
        torch.bfloat16: [1 / 3, -3e38, 1e-40],
        torch.int64: [-(2**24), 2**40],
        torch.int32: [-7, 2**24],
        torch.int16: [-32768, 32767],
        torch.int8: [-128, 127],
        torch.uint8: [0, 255],
        torch.bool: [True, False],
    }
    tensors = {TYPES[dtype]: torch.tensor(v, dtype=dtype) for dtype, v in values.items()}
    tensors["scalar"] = torch.tensor(2.5)
    tensors["empty"] = torch.zeros(0, 3)
    write("types", tensors, {"made by": 'Python, "json" and struct: é', "lines": "one\ntwo"})
