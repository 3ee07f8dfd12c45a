"""When two float32 results agree."""

import torch

# PyTorch's own tolerances for float32 (torch.testing.assert_close), for elementwise operations.
RTOL, ATOL = 1.3e-6, 1e-5
# In sums, the order of the additions changes the last digits in proportion to the terms, not to the sum, so the
# absolute tolerance is relative to the largest expected element.
SUMS = {"sum", "mean", "variance", "standardDeviation", "cumulativeSum", "matmul", "linear", "conv1D", "conv2D",
        "convTranspose1D", "convTranspose2D", "einsum", "vectorNorm", "groupNorm", "upsample2D", "softCrossEntropy",
        "tripletMargin", "attention", "rmsNorm", "batchNorm", "rnn", "gru", "lstm", "multiHeadAttention",
        "crossEntropy"}  # fmt: skip
# Exponentials, logarithms and powers of both programs are accurate to a few units in the last place.
FUNCTIONS = {"exp", "power", "powerNumber", "softmax", "logSoftmax", "logSumExp", "gelu", "elu", "silu", "softplus"}


# A feature that is alone in its row is its own mean: the normalized row is 0, and PyTorch's is rounding · 1/√ε.
ROUNDED_ROWS = {"layerNorm": 1e-4}

# PyTorch's slope at NaN is NaN in its vector loop and 1 in the loop over the remainder: neither is compared.
UNSETTLED_AT_NAN = {"elu"}


def tolerances(op):
    if op in ROUNDED_ROWS:
        return 1e-5, ROUNDED_ROWS[op]
    if op in SUMS:
        return 1e-5, 1e-5
    return (5e-6, ATOL) if op in FUNCTIONS else (RTOL, ATOL)


def difference(op, actual, expected):
    """How `actual` differs from PyTorch's result, or None. NaN agrees only with NaN."""
    if actual.shape != expected.shape:
        return f"shape {list(actual.shape)} for {list(expected.shape)}"
    if actual.numel() == 0:
        return None
    rtol, atol = tolerances(op)
    finite = expected[torch.isfinite(expected)].abs()
    largest = max(1.0, finite.max().item()) if finite.numel() else 1.0
    apart = ~torch.isclose(actual, expected, rtol=rtol, atol=atol * largest, equal_nan=True)
    if not apart.any():
        return None
    index = tuple(apart.nonzero()[0].tolist())
    found, wanted = actual[index].item(), expected[index].item()
    return f"{int(apart.sum())} of {actual.numel()}, first at {list(index)}: {found:.8g} for {wanted:.8g}"
