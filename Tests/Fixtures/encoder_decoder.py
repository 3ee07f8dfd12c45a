"""Records what PyTorch and Keras compute with the encoder-decoder of chapters 8 and 9, without and with attention:
`notebooks/data/parity-seq2seq.safetensors` and `parity-looking-back.safetensors`.

Run with torch==2.13.0+cpu and keras==3.15.1: KERAS_BACKEND=torch python3 Tests/Fixtures/encoder_decoder.py

The files are like those of parity.py; `keras` holds the outputs of the Keras model with the same weights.
"""

import math

import keras
import torch
import torch.nn as nn
from keras import layers
from parity import adam, per_token, record, reversal
from translator import padding

WORDS, DIMENSIONS, HIDDEN = 9, 6, 8


class EncoderDecoder(nn.Module):
    """A GRU reads the source; another one begins with its last state and writes, and may look back at all states."""

    def __init__(self, attends):
        super().__init__()
        self.source, self.target = nn.Embedding(WORDS, DIMENSIONS), nn.Embedding(WORDS, DIMENSIONS)
        width = HIDDEN // 2 if attends else HIDDEN
        self.encoder = nn.GRU(DIMENSIONS, width, batch_first=True, bidirectional=attends)
        self.decoder = nn.GRU(DIMENSIONS, HIDDEN, batch_first=True)
        self.attends = attends
        if attends:
            query, key = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, HIDDEN, bias=False)
            self.attention = nn.ModuleDict(dict(query=query, key=key, score=nn.Linear(HIDDEN, 1, bias=False)))
        self.output = nn.Linear(2 * HIDDEN if attends else HIDDEN, WORDS)

    def forward(self, source, lengths, said):
        packed = nn.utils.rnn.pack_padded_sequence(self.source(source), lengths, True, enforce_sorted=False)
        states, last = self.encoder(packed)
        context = last.transpose(0, 1).reshape(1, len(source), HIDDEN).contiguous()
        h, _ = self.decoder(self.target(said), context)
        if self.attends:
            states = nn.utils.rnn.pad_packed_sequence(states, True, total_length=source.shape[1])[0]
            query, key = self.attention["query"](h)[:, :, None], self.attention["key"](states)[:, None]
            scores = self.attention["score"](torch.tanh(query + key)).squeeze(-1)
            missing = padding(lengths, source.shape[1])[:, None]
            weights = torch.softmax(scores.masked_fill(missing, -math.inf), -1)
            h = torch.cat([h, weights @ states], -1)
        return self.output(h)


def keras_gru(weights, suffix=""):
    """The weights of a GRU for Keras, in its order of gates: update, reset, candidate. PyTorch begins with reset."""

    def turned(name):
        shape = weights[name + "_l0"].shape[1:]
        reset, update, candidate = weights[name + "_l0" + suffix].numpy().reshape(3, -1, *shape)
        return keras.ops.convert_to_numpy(keras.ops.concatenate([update, reset, candidate]))

    biases = keras.ops.stack([turned("bias_ih"), turned("bias_hh")])
    return [turned("weight_ih").T, turned("weight_hh").T, keras.ops.convert_to_numpy(biases)]


def keras_outputs(model, x, said):
    """The outputs of the same model, built and given the same weights in Keras."""
    source, target = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
    words = layers.Embedding(WORDS, DIMENSIONS, mask_zero=True)
    texts = layers.Embedding(WORDS, DIMENSIONS)
    decoder, output = layers.GRU(HIDDEN, return_sequences=True), layers.Dense(WORDS)
    encoder_weights = {name: value.detach() for name, value in model.encoder.named_parameters()}
    if model.attends:
        encoder = layers.Bidirectional(layers.GRU(HIDDEN // 2, return_sequences=True, return_state=True))
        states, ahead, back = encoder(words(source))
        h = decoder(texts(target), initial_state=layers.Concatenate()([ahead, back]))
        query, key, attention = layers.Dense(HIDDEN), layers.Dense(HIDDEN, use_bias=False), layers.AdditiveAttention()
        found = attention([query(h), states, key(states)])
        logits = output(layers.Concatenate()([h, found]))
        parts = {name: part.weight.detach().numpy() for name, part in model.attention.items()}
        query.set_weights([parts["query"].T, model.attention["query"].bias.detach().numpy()])
        key.set_weights([parts["key"].T])
        attention.set_weights([parts["score"].reshape(-1)])
        encoder.set_weights(keras_gru(encoder_weights) + keras_gru(encoder_weights, "_reverse"))
    else:
        encoder = layers.GRU(HIDDEN)
        logits = output(decoder(texts(target), initial_state=encoder(words(source))))
        encoder.set_weights(keras_gru(encoder_weights))
    twin = keras.Model([source, target], logits)
    words.set_weights([model.source.weight.detach().numpy()])
    texts.set_weights([model.target.weight.detach().numpy()])
    decoder.set_weights(keras_gru({name: value.detach() for name, value in model.decoder.named_parameters()}))
    output.set_weights([model.output.weight.detach().numpy().T, model.output.bias.detach().numpy()])
    return twin([x.int(), said.int()]).detach()


def record_model(name, attends):
    torch.manual_seed(0)
    x, lengths, said, labels = reversal(words=WORDS, batch=8, time=6)
    model = EncoderDecoder(attends)
    batch = dict(x=x, lengths=lengths, said=said, labels=labels, keras=keras_outputs(model, x, said))
    record(
        f"parity-{name}",
        model,
        adam(model),
        batch,
        lambda: model(x, lengths, said),
        lambda y: per_token(y, labels),
        f"GRU encoder and decoder{', additive attention after the step' if attends else ''}; "
        f"cross-entropy without padding, Adam 0.01; keras: the outputs of Keras {keras.__version__}",
    )


def main():
    torch.set_num_threads(1)
    record_model("seq2seq", False)
    record_model("looking-back", True)


if __name__ == "__main__":
    main()
