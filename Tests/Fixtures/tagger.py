"""Records what PyTorch and Keras compute with the same tagger: `notebooks/data/parity-tagger.safetensors`.

Run with torch==2.13.0+cpu and keras==3.15.1: KERAS_BACKEND=torch python3 Tests/Fixtures/tagger.py

The file is like those of parity.py. `keras.…` holds the same weights as Keras stores them, the outputs of the Keras
model, once with PyTorch's epsilon and once with the default, and the losses of 100 steps of Keras's Adam. Biases,
scales and shifts are drawn: at 0 or 1 it would not show where they belong.
"""

import keras
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from encoder_decoder import keras_gru
from keras import layers
from parity import adam, record

INPUTS, HIDDEN, CLASSES = 3, 4, 5


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(INPUTS, HIDDEN, batch_first=True)
        self.norm = nn.LayerNorm(HIDDEN)
        self.head = nn.Linear(HIDDEN, CLASSES)

    def forward(self, x):
        return self.head(self.norm(self.gru(x)[0]))


def keras_tagger(weights, epsilon=None):
    norm = layers.LayerNormalization() if epsilon is None else layers.LayerNormalization(epsilon=epsilon)
    model = keras.Sequential([layers.GRU(HIDDEN, return_sequences=True), norm, layers.Dense(CLASSES)])
    model.build((None, None, INPUTS))
    model.set_weights(weights)
    return model


def keras_losses(model, x, labels):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss)
    return torch.tensor([float(model.train_on_batch(x, labels)) for _ in range(100)])


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    x = torch.randn(8, 7, INPUTS)
    labels = (2 + x.sum(2).cumsum(1).round()).clamp(0, CLASSES - 1).long()
    model = Tagger()
    with torch.no_grad():
        model.norm.weight.uniform_(0.5, 1.5)
        model.norm.bias.uniform_(-0.5, 0.5)
    ours = {name: value.detach().clone() for name, value in model.named_parameters()}
    gru = keras_gru({name.removeprefix("gru."): value for name, value in ours.items() if name.startswith("gru.")})
    norm = [ours["norm.weight"].numpy(), ours["norm.bias"].numpy()]
    weights = gru + norm + [ours["head.weight"].numpy().T, ours["head.bias"].numpy()]
    twin = keras_tagger(weights, epsilon=1e-5)
    batch = dict(x=x, labels=labels)
    names = ["gru.kernel", "gru.recurrent_kernel", "gru.bias", "norm.gamma", "norm.beta", "head.kernel", "head.bias"]
    for name, value in zip(names, twin.get_weights()):
        batch[f"keras.weights.{name}"] = torch.tensor(np.ascontiguousarray(value))
    batch["keras.outputs"] = twin(x).detach()
    batch["keras.default"] = keras_tagger(weights)(x).detach()
    batch["keras.losses"] = keras_losses(twin, x.numpy(), labels.numpy())
    record(
        "parity-tagger",
        model,
        adam(model),
        batch,
        lambda: model(x),
        lambda y: F.cross_entropy(y.transpose(1, 2), labels),
        f"GRU, layer normalization and a linear layer; cross-entropy, Adam 0.01; keras: Keras {keras.__version__}",
    )


if __name__ == "__main__":
    main()
