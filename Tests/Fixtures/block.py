"""Records what PyTorch and Keras compute with one transformer block: `notebooks/data/parity-block.safetensors`.

Run with torch==2.13.0+cpu and keras==3.15.1: KERAS_BACKEND=torch python3 Tests/Fixtures/block.py

The file is like those of parity.py; `keras` holds the outputs of the block that chapter 10 writes in Keras, with the
same weights. All biases, scales and shifts are drawn: at 0 or 1 it would not show where they belong.
"""

import keras
import torch
import torch.nn as nn
from keras import layers
from parity import adam, record

WIDTH, HEADS, INSIDE = 8, 2, 32


def keras_outputs(block, x):
    """The outputs of the same block in Keras. Its attention keeps a matrix [width, heads, head] for each of q, k, v."""
    weights = {name: value.detach().numpy() for name, value in block.named_parameters()}
    head = WIDTH // HEADS
    kernels = weights["self_attn.in_proj_weight"].reshape(3, WIDTH, WIDTH).transpose(0, 2, 1)
    biases = weights["self_attn.in_proj_bias"].reshape(3, HEADS, head)
    attention = [part for k, b in zip(kernels, biases) for part in (k.reshape(WIDTH, HEADS, head), b)]
    mixing = weights["self_attn.out_proj.weight"].T.reshape(HEADS, head, WIDTH)
    inputs = keras.Input((None, WIDTH))
    norms = [layers.LayerNormalization(epsilon=1e-5) for _ in range(2)]
    looking = layers.MultiHeadAttention(num_heads=HEADS, key_dim=head)
    first, second = layers.Dense(INSIDE, activation="gelu"), layers.Dense(WIDTH)
    h = norms[0](inputs)
    y = inputs + looking(h, h)
    model = keras.Model(inputs, y + second(first(norms[1](y))))
    looking.set_weights(attention + [mixing, weights["self_attn.out_proj.bias"]])
    for norm, name in zip(norms, ["norm1", "norm2"]):
        norm.set_weights([weights[f"{name}.weight"], weights[f"{name}.bias"]])
    for layer, name in [(first, "linear1"), (second, "linear2")]:
        layer.set_weights([weights[f"{name}.weight"].T, weights[f"{name}.bias"]])
    return model(x).detach()


def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x, targets = torch.randn(4, 6, WIDTH), torch.randn(4, 6, WIDTH)
    block = nn.TransformerEncoderLayer(
        WIDTH, nhead=HEADS, dim_feedforward=INSIDE, dropout=0.0, activation="gelu", norm_first=True, batch_first=True
    )
    with torch.no_grad():
        for name, parameter in block.named_parameters():
            if parameter.dim() == 1:
                parameter.copy_((1 if "norm" in name and "weight" in name else 0) + 0.3 * torch.randn_like(parameter))
    record(
        "parity-block",
        block,
        adam(block),
        dict(x=x, targets=targets, keras=keras_outputs(block, x)),
        lambda: block(x),
        lambda y: (y - targets).square().mean(),
        f"a transformer block, pre-norm, GELU; squared error, Adam 0.01; keras: outputs of Keras {keras.__version__}",
    )


if __name__ == "__main__":
    main()
