"""Functions of PyTorch and their gradients: activations, layers, attention, losses, and easily mistaken cases.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/functions.py

Each case holds float inputs, whole-number inputs, the output, a cotangent c, and the gradients of ⟨c, output⟩ with
respect to the float inputs.
"""

import torch
import torch.nn.functional as F
from fixtures import Cases, numbered


def normal(*shape):
    return torch.randn(*shape)


def case(name, function, inputs, integers=()):
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    output = function(*leaves, *integers)
    cotangent = torch.randn(output.shape)
    output.backward(cotangent)
    gradients = [x.grad if x.grad is not None else torch.zeros_like(x) for x in leaves]
    return name, dict(
        input=numbered(inputs),
        integers=numbered(integers),
        output=output,
        cotangent=cotangent,
        gradient=numbered(gradients),
    )


def write(file, named):
    cases = Cases(file)
    for name, tensors in named:
        cases.add(name, {}, **tensors)
    cases.write()


def activations():
    x = torch.tensor([-30.0, -5.0, -1.0, -0.3, -1e-4, 0.0, 1e-4, 0.2, 1.0, 4.0, 30.0])
    rows = torch.stack([x, x.flip(0)])
    functions = {
        "relu": F.relu,
        "leakyReLU": lambda v: F.leaky_relu(v, 0.2),
        "elu": lambda v: F.elu(v, 1.3),
        "gelu": F.gelu,
        "gelu with tanh": lambda v: F.gelu(v, approximate="tanh"),
        "silu": F.silu,
        "softplus": F.softplus,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "softmax": lambda v: F.softmax(v, -1),
        "logSoftmax": lambda v: F.log_softmax(v, 0),
        "logSumExp": lambda v: torch.logsumexp(v, -1),
    }
    write("activations", [case(name, f, [rows]) for name, f in functions.items()])


def layers():
    ties = torch.tensor([[1.0, 1.0, 0.0, 2.0], [1.0, 0.0, 2.0, 2.0], [3.0, 3.0, -1.0, -1.0], [3.0, 3.0, -1.0, -1.0]])
    image = normal(2, 3, 6, 7)
    cases = [
        case("linear", F.linear, [normal(3, 4), normal(5, 4), normal(5)]),
        case("linear, batch of one", F.linear, [normal(1, 4), normal(5, 4), normal(5)]),
        case("linear, vector", F.linear, [normal(4), normal(5, 4), normal(5)]),
        case("conv2D", F.conv2d, [image, normal(4, 3, 3, 2), normal(4)]),
        case(
            "conv2D, stride, padding, dilation, groups",
            lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
            [normal(2, 4, 7, 8), normal(6, 2, 3, 3), normal(6)],
        ),
        case(
            "conv2D, stride over kernel",
            lambda x, w: F.conv2d(x, w, stride=3),
            [normal(1, 2, 7, 7), normal(3, 2, 2, 2)],
        ),
        case("conv2D, depthwise", lambda x, w: F.conv2d(x, w, padding=1, groups=3), [image, normal(3, 1, 3, 3)]),
        case("conv2D, pointwise", F.conv2d, [image, normal(5, 3, 1, 1), normal(5)]),
        case(
            "conv1D",
            lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=1),
            [normal(2, 3, 9), normal(4, 3, 3), normal(4)],
        ),
        case("conv1D, dilation", lambda x, w: F.conv1d(x, w, dilation=3), [normal(2, 3, 9), normal(4, 3, 2)]),
        case("maxPool2D", lambda x: F.max_pool2d(x, 2), [image]),
        case("maxPool2D, overlapping, padded", lambda x: F.max_pool2d(x, 3, stride=2, padding=1), [image]),
        case("maxPool2D, ties", lambda x: F.max_pool2d(x, 2), [ties[None, None]]),
        case("maxPool1D", lambda x: F.max_pool1d(x, 3, stride=2), [normal(2, 2, 8)]),
        case("averagePool2D", lambda x: F.avg_pool2d(x, 3, stride=2, padding=1), [image]),
        case("averagePool1D", lambda x: F.avg_pool1d(x, 2), [normal(2, 2, 7)]),
        case(
            "embedding",
            lambda w, i: F.embedding(i, w, padding_idx=1),
            [normal(6, 3)],
            [torch.tensor([[1, 0, 5], [5, 5, 1]])],
        ),
        case("layerNorm", lambda x, w, b: F.layer_norm(x, (5,), w, b), [normal(2, 3, 5), normal(5), normal(5)]),
        case("rmsNorm", lambda x, w: F.rms_norm(x, (5,), w, eps=1e-5), [normal(2, 3, 5), normal(5)]),
        case(
            "batchNorm, training",
            lambda x, w, b: F.batch_norm(x, torch.zeros(3), torch.ones(3), w, b, training=True),
            [image, normal(3), normal(3)],
        ),
        case(
            "batchNorm, inference",
            lambda x, w, b: F.batch_norm(x, torch.tensor([0.1, 0.2, 0.3]), torch.tensor([1.0, 2.0, 3.0]), w, b),
            [normal(4, 3), normal(3), normal(3)],
        ),
    ]
    write("layers", cases)


def attention():
    q, k, v = normal(2, 2, 4, 3), normal(2, 2, 4, 3), normal(2, 2, 4, 3)
    padding = torch.tensor([[1, 1, 0, 0], [1, 1, 1, 1]], dtype=torch.bool)[:, None, None, :]
    hidden = torch.ones(2, 1, 4, 4, dtype=torch.bool)
    hidden[0, 0, 2] = False
    sdpa = F.scaled_dot_product_attention
    write(
        "attention",
        [
            case("attention", sdpa, [q, normal(2, 2, 5, 3), normal(2, 2, 5, 6)]),
            case("attention, causal", lambda a, b, c: sdpa(a, b, c, is_causal=True), [q, k, v]),
            case("attention, padding mask", lambda a, b, c: sdpa(a, b, c, attn_mask=padding), [q, k, v]),
            case("attention, hidden row", lambda a, b, c: sdpa(a, b, c, attn_mask=hidden), [q, k, v]),
            case("attention, one query", sdpa, [normal(1, 1, 1, 2), normal(1, 1, 3, 2), normal(1, 1, 3, 2)]),
        ],
    )


def losses():
    logits = normal(4, 5) * 3
    labels = torch.tensor([1, 4, 0, 4])
    some = torch.tensor([1, -100, 0, -100])
    weights = torch.tensor([0.5, 1.0, 2.0, 0.1, 3.0])
    scores, targets = normal(3, 4) * 4, torch.rand(3, 4)
    ce = F.cross_entropy
    part = torch.tensor([[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]])

    def kl(p):
        return F.kl_div(F.log_softmax(p, -1), part, reduction="batchmean")

    write(
        "losses",
        [
            case("crossEntropy", ce, [logits], [labels]),
            case(
                "crossEntropy, one class right",
                ce,
                [torch.tensor([[200.0, -200.0]])],
                [torch.tensor([1])],
            ),
            case("crossEntropy, sum", lambda x, y: ce(x, y, reduction="sum"), [logits], [labels]),
            case("crossEntropy, each", lambda x, y: ce(x, y, reduction="none"), [logits], [labels]),
            case("crossEntropy, smoothing", lambda x, y: ce(x, y, label_smoothing=0.1), [logits], [labels]),
            case("crossEntropy, weights", lambda x, y: ce(x, y, weight=weights), [logits], [labels]),
            case("crossEntropy, ignored", ce, [logits], [some]),
            case(
                "crossEntropy, all at once",
                lambda x, y: ce(x, y, weight=weights, label_smoothing=0.2),
                [logits],
                [some],
            ),
            case(
                "binaryCrossEntropy",
                lambda a, b: F.binary_cross_entropy_with_logits(a, b.detach()),
                [scores, targets],
            ),
            case("meanSquaredError", F.mse_loss, [scores, targets]),
            case("meanAbsoluteError", F.l1_loss, [scores, targets]),
            case("huberLoss", lambda a, b: F.huber_loss(a, b, delta=1.5), [scores, targets]),
            case("klDivergence", kl, [normal(2, 3)]),
        ],
    )


def odd():
    """The cases that are easy to get wrong: one sample, one step, windows that skip, ties, constants, great numbers."""
    image, signal = normal(1, 4, 5, 7), normal(2, 4, 9)
    ties = torch.tensor([[2.0, 5.0, 5.0, 1.0], [3.0, 3.0, 3.0, 3.0], [-1.0, -1.0, -4.0, -1.0]])
    great = torch.tensor([[1e4, -1e4, 9999.0], [0.0, 0.0, 0.0], [-1e4, -1e4, -1e4]])
    flat = torch.cat([torch.full((1, 5), 0.7), normal(1, 5)])
    sgn = torch.tensor([[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]])
    rows = torch.tensor([[1, 1], [3, 0]])

    def normalized(x, w, b):
        return F.batch_norm(x, torch.zeros(x.shape[1]), torch.ones(x.shape[1]), w, b, training=True)

    def sampling(p, n):
        return (-F.logsigmoid(p) - F.logsigmoid(-n).sum(1)).mean()

    write(
        "odd",
        [
            case(
                "conv2D, one sample, uneven",
                lambda x, w: F.conv2d(x, w, stride=(1, 3), padding=(2, 0)),
                [image, normal(3, 4, 4, 2)],
            ),
            case(
                "conv2D, as many groups as channels, two filters each",
                lambda x, w: F.conv2d(x, w, groups=4),
                [image, normal(8, 1, 2, 3)],
            ),
            case(
                "conv1D, stride, padding, dilation, groups",
                lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=3, dilation=2, groups=2),
                [signal, normal(6, 2, 3), normal(6)],
            ),
            case("conv1D, stride over kernel", lambda x, w: F.conv1d(x, w, stride=4), [signal, normal(2, 4, 2)]),
            case("conv1D, one output step", F.conv1d, [signal, normal(2, 4, 9)]),
            case("maxPool2D, stride over kernel", lambda x: F.max_pool2d(x, 2, stride=3), [image]),
            case(
                "maxPool1D, padding, dilation",
                lambda x: F.max_pool1d(x, 3, stride=2, padding=1, dilation=2),
                [signal],
            ),
            case("maxPool1D, ties", lambda x: F.max_pool1d(x, 3, stride=1), [ties[:, None]]),
            case("averagePool2D, stride over kernel", lambda x: F.avg_pool2d(x, (1, 2), stride=3), [image]),
            case("averagePool1D, padding", lambda x: F.avg_pool1d(x, 3, stride=2, padding=1), [signal]),
            case("GlobalAveragePool", lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1), [image]),
            case("GlobalMaxPool, ties", lambda x: F.adaptive_max_pool1d(x, 1).flatten(1), [ties[:, None]]),
            case("max, ties", lambda x: x.amax(1), [ties]),
            case("min, ties", lambda x: x.amin(1), [ties]),
            case("maximum, ties", torch.maximum, [ties, ties.flip(1).contiguous()]),
            case(
                "batchNorm, sequences",
                normalized,
                [signal, normal(4), normal(4)],
            ),
            case(
                "batchNorm, one image",
                normalized,
                [image, normal(4), normal(4)],
            ),
            case(
                "layerNorm, a constant row",
                lambda x, w, b: F.layer_norm(x, (5,), w, b),
                [flat, normal(5), normal(5)],
            ),
            case("rmsNorm, zeros", lambda x, w: F.rms_norm(x, (5,), w, eps=1e-5), [torch.zeros(2, 5), normal(5)]),
            case("softmax, great numbers", lambda x: F.softmax(x, -1), [great]),
            case("logSoftmax, great numbers", lambda x: F.log_softmax(x, -1), [great]),
            case("logSumExp, great numbers", lambda x: torch.logsumexp(x, -1), [great / 100]),
            case("attention, one step", F.scaled_dot_product_attention, [normal(1, 1, 1, 4) for _ in range(3)]),
            case("where", lambda a, b: torch.where(sgn > 0, a, b), [normal(2, 3), normal(1, 3)]),
            case("topK", lambda x: x.topk(3, -1).values, [normal(2, 3, 6)]),
            case("cumulativeSum", lambda x: x.cumsum(1), [normal(2, 4, 3)]),
            case("padded", lambda x: F.pad(x, (2, 1), value=5.0), [normal(2, 3)]),
            case(
                "scatterAdded",
                lambda x: torch.zeros(5, 3).index_add(0, rows.flatten(), x.flatten(0, 1)),
                [normal(2, 2, 3)],
            ),
            case("picked", lambda x: x.gather(-1, rows[..., None] // 2).squeeze(-1), [normal(2, 2, 3)]),
            case(
                "crossEntropy, sequences",
                lambda x, y: F.cross_entropy(x.flatten(0, 1), y.flatten()),
                [normal(2, 3, 4)],
                [torch.tensor([[3, 0, 1], [2, 2, 0]])],
            ),
            case(
                "crossEntropy, great numbers",
                F.cross_entropy,
                [great],
                [torch.tensor([1, 0, 2])],
            ),
            case(
                "crossEntropy, smoothing, great numbers",
                lambda x, y: F.cross_entropy(x, y, label_smoothing=0.1),
                [great / 100],
                [torch.tensor([1, 0, 2])],
            ),
            case(
                "binaryCrossEntropy, great numbers",
                lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor([[0.0, 0.0, 1.0]])),
                [torch.tensor([[200.0, -200.0, -90.0]])],
            ),
            case("huberLoss, sum", lambda a, b: F.huber_loss(a, b, reduction="sum"), [3 * normal(2, 4), normal(2, 4)]),
            case("meanAbsoluteError, ties", F.l1_loss, [ties, ties.flip(1).contiguous()]),
            case("hingeLoss", lambda x: (1 - sgn * x).clamp(min=0).mean(), [1.5 * normal(2, 3)]),
            case("hingeLoss, each", lambda x: (1 - sgn * x).clamp(min=0), [1.5 * normal(2, 3)]),
            case("negativeSamplingLoss", sampling, [normal(3), 2 * normal(3, 5)]),
            case(
                "negativeSamplingLoss, great numbers",
                sampling,
                [torch.tensor([-200.0, 200.0]), torch.tensor([[90.0], [-90.0]])],
            ),
        ],
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    for make in [activations, layers, attention, losses, odd]:
        torch.manual_seed(0)
        make()
