"""Records what Keras computes with a bidirectional GRU: `notebooks/data/parity-gru-keras.safetensors`.

Run with keras==3.15.1, jax==0.10.2 and torch==2.13.0+cpu: KERAS_BACKEND=jax python3 Tests/Fixtures/parity_keras.py

The file holds the input `x`, the outputs, and the weights as Keras keeps them: for each direction the kernel, the
recurrent kernel and the bias, whose gates stand in the order update, reset, candidate. The biases are drawn too,
because Keras starts them at 0, where the two places of the reset give the same outputs.
"""

import pathlib

import keras
import numpy as np
import torch
from safetensors_files import write

FOLDER = pathlib.Path(__file__).parents[2] / "notebooks" / "data"


def gru():
    random = np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    x = random.normal(size=(8, 12, 2)).astype("float32")
    layer = keras.layers.Bidirectional(keras.layers.GRU(6, return_sequences=True))
    layer.build(x.shape)
    layer.set_weights([0.6 * random.normal(size=w.shape).astype("float32") for w in layer.get_weights()])
    names = [f"{way}.{kind}" for way in ("forward", "backward") for kind in ("kernel", "recurrent", "bias")]
    tensors = dict(zip(names, layer.get_weights()), x=x, outputs=np.asarray(layer(x)))
    about = "Bidirectional(GRU(6, return_sequences=True)) with drawn weights and biases"
    tensors = {name: torch.tensor(value) for name, value in tensors.items()}
    return write("parity-gru-keras", tensors, {"keras": keras.__version__, "about": about}, FOLDER)


if __name__ == "__main__":
    print(gru())
