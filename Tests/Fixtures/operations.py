"""More functions of PyTorch and their gradients: orders, axes, einsum, norms, larger images, padding, shared heads, and
losses with weights, triplets and paths.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/operations.py; the files are like those of functions.py.
"""

import torch
import torch.nn.functional as F
from functions import case, normal, write

INFINITY = float("inf")
VECTOR_NORM = torch.linalg.vector_norm


def rearranging():
    ties = torch.tensor([[2.0, 5.0, 5.0, 1.0], [3.0, 3.0, 3.0, 3.0], [-1.0, float("nan"), -4.0, -1.0]])
    places = torch.tensor([[0, 3, 3], [1, 0, 2]])
    pixels = normal(2, 3, 4, 5)
    flat = torch.tensor([[0.0, 0.0, 0.0], [3.0, -3.0, 1.0]])
    return [
        case("gathered along an axis", lambda x, i: x.gather(1, i), [normal(3, 4)], [places]),
        case("gathered along the first axis", lambda x, i: x.gather(0, i), [normal(4, 3)], [places]),
        case("entries", lambda x: x.index_select(1, torch.tensor([2, 0, 2])), [normal(2, 3, 2)]),
        case("sorted", lambda x: x.sort(-1).values, [normal(3, 6)]),
        case("sorted, descending, first axis", lambda x: x.sort(0, descending=True).values, [normal(5, 3)]),
        case("order of ties", lambda x: x * x.argsort(stable=True).float(), [ties]),
        case("order of ties, descending", lambda x: x * x.argsort(stable=True, descending=True).float(), [ties]),
        case("sum along two axes", lambda x: x.sum((1, 3)), [pixels]),
        case("mean along two axes, kept", lambda x: x.mean((-1, 0), keepdim=True), [pixels]),
        case("variance along three axes", lambda x: x.var((0, 2, 3)), [pixels]),
        case("max along two axes", lambda x: x.amax((0, 2)), [pixels.round()]),
        case("logSumExp along two axes", lambda x: x.logsumexp((2, 3)), [pixels]),
        case("einsum, matrices", lambda a, b: torch.einsum("ij,jk->ki", a, b), [normal(3, 4), normal(4, 2)]),
        case(
            "einsum, heads",
            lambda a, b: torch.einsum("bqhd,bkhd->bhqk", a, b),
            [normal(2, 3, 2, 4), normal(2, 5, 2, 4)],
        ),
        case(
            "einsum, no arrow, dots",
            lambda a, b, c: torch.einsum("...ab,b,...bc", a, b, c),
            [normal(2, 3, 4), normal(4), normal(1, 4, 2)],
        ),
        case("einsum, trace", lambda a: torch.einsum("ii", a), [normal(4, 4)]),
        case("einsum, diagonal", lambda a: torch.einsum("iij->ji", a), [normal(4, 4, 2)]),
        case("einsum, outer, one broadcast", lambda a, b: torch.einsum("i,ij->ij", a, b), [normal(1), normal(3, 2)]),
        case("norm", lambda x: VECTOR_NORM(x, 2, 1), [flat]),
        case("norm of order 1", lambda x: VECTOR_NORM(x, 1, 0, keepdim=True), [flat]),
        case("norm of order 3", lambda x: VECTOR_NORM(x, 3, 1), [normal(3, 4)]),
        case("norm of infinite order, ties", lambda x: VECTOR_NORM(x, INFINITY, 1), [flat]),
        case("norm of all", VECTOR_NORM, [normal(2, 3, 2)]),
        case("norm along two axes", lambda x: VECTOR_NORM(x, 2, (0, 2)), [normal(2, 3, 2)]),
    ]


def enlarging():
    image = normal(2, 4, 3, 5)
    turned = F.conv_transpose2d
    return [
        case("convTranspose2D", turned, [image, normal(4, 3, 3, 2), normal(3)]),
        case("convTranspose2D, stride over kernel", lambda x, w: turned(x, w, stride=3), [image, normal(4, 2, 2, 2)]),
        case(
            "convTranspose2D, all at once",
            lambda x, w, b: turned(x, w, b, (2, 3), (1, 2), (1, 2), 2, (1, 2)),
            [image, normal(4, 3, 3, 2), normal(6)],
        ),
        case(
            "convTranspose1D",
            lambda x, w, b: F.conv_transpose1d(x, w, b, stride=2, padding=1, output_padding=1),
            [normal(2, 3, 4), normal(3, 2, 3), normal(2)],
        ),
        case("upsample2D, nearest", lambda x: F.interpolate(x, (7, 8)), [image]),
        case("upsample2D, nearest, smaller", lambda x: F.interpolate(x, (2, 3)), [image]),
        case("upsample2D, bilinear", lambda x: F.interpolate(x, (7, 8), mode="bilinear"), [image]),
        case("upsample2D, doubled", lambda x: F.interpolate(x, scale_factor=2, mode="bilinear"), [image]),
        case(
            "upsample2D, corners aligned",
            lambda x: F.interpolate(x, (7, 1), mode="bilinear", align_corners=True),
            [image],
        ),
        *[
            case(f"padded, {mode}", lambda x, mode=mode: F.pad(x, (3, 1, 1, 2), mode=mode), [image])
            for mode in ("reflect", "replicate", "circular")
        ],
        case("conv2D, same, even kernel", lambda x, w: F.conv2d(x, w, padding="same"), [image, normal(2, 4, 2, 4)]),
        case(
            "conv2D, reflect, dilation",
            lambda x, w: F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), w, dilation=2),
            [image, normal(2, 4, 3, 3)],
        ),
        case("groupNorm", lambda x, w, b: F.group_norm(x, 2, w, b), [image, normal(4), normal(4)]),
        case("groupNorm, as many as channels", lambda x: F.group_norm(x, 4), [image]),
        case("groupNorm, without positions", lambda x, w: F.group_norm(x, 2, w), [normal(3, 4), normal(4)]),
    ]


def sharing():
    sdpa = F.scaled_dot_product_attention
    q, k, v = normal(2, 4, 3, 2), normal(2, 2, 5, 2), normal(2, 2, 5, 3)
    masked = normal(2, 1, 3, 5)
    masked[0, 0, 1, 3] = masked[1, 0, :, 4] = -INFINITY
    return [
        case(
            "attention, additive mask",
            sdpa,
            [q, normal(2, 4, 5, 2), normal(2, 4, 5, 3), masked],
        ),
        case("attention, shared keys", lambda q, k, v: sdpa(q, k, v, enable_gqa=True), [q, k, v]),
        case(
            "attention, shared keys, additive mask",
            lambda q, k, v, m: sdpa(q, k, v, m, enable_gqa=True),
            [q, k, v, normal(3, 5)],
        ),
        case("layerNorm without bias", lambda x, w: F.layer_norm(x, (5,), w), [normal(2, 5), normal(5)]),
    ]


def weighing():
    logits, parts = 3 * normal(4, 5), normal(4, 5).softmax(-1)
    weights = torch.tensor([0.5, 1.0, 2.0, 0.1, 3.0])
    scores, targets = 4 * normal(3, 4), torch.rand(3, 4)
    more, each = torch.tensor([0.5, 1.0, 3.0, 8.0]), torch.tensor([[0.5], [2.0], [1.0]])
    bce = F.binary_cross_entropy_with_logits
    triples = [normal(4, 6), normal(4, 6), normal(4, 6)]
    sequence = normal(3, 7, 5)
    labels = torch.tensor([[1, 1, 3, 4], [2, 4, 1, 0], [3, 0, 0, 0]])

    def ctc(x, y, inputs=(7, 7, 7), counts=(4, 3, 1), blank=0, **options):
        return F.ctc_loss(
            x.log_softmax(-1).transpose(0, 1), y, torch.tensor(inputs), torch.tensor(counts), blank, **options
        )

    return [
        case("crossEntropy, soft targets", F.cross_entropy, [logits, parts]),
        case(
            "crossEntropy, soft targets, all at once",
            lambda x, y: F.cross_entropy(x, y, weights, label_smoothing=0.2, reduction="sum"),
            [logits, parts],
        ),
        case("crossEntropy, soft targets, weights", lambda x, y: F.cross_entropy(x, y, weights), [logits, parts]),
        case("binaryCrossEntropy, positive weights", lambda x, y: bce(x, y, pos_weight=more), [scores, targets]),
        case(
            "binaryCrossEntropy, both weights",
            lambda x, y: bce(x, y, each.expand(3, 4), pos_weight=more, reduction="none"),
            [scores, targets],
        ),
        case("tripletMarginLoss", F.triplet_margin_loss, triples),
        case(
            "tripletMarginLoss, swapped, order 1",
            lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=0.5, p=1, swap=True, reduction="sum"),
            triples,
        ),
        case("ctcLoss", lambda x, y: ctc(x, y, (7, 5, 4)), [sequence], [labels]),
        case("ctcLoss, each", lambda x, y: ctc(x, y, reduction="none"), [sequence], [labels]),
        case(
            "ctcLoss, another blank, impossible",
            lambda x, y: ctc(x, y, (7, 2, 4), blank=2, zero_infinity=True, reduction="sum"),
            [sequence],
            [torch.tensor([[1, 1, 3, 4], [0, 4, 1, 0], [3, 0, 0, 0]])],
        ),
    ]


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(0)
    write("operations", rearranging() + enlarging() + sharing() + weighing())
