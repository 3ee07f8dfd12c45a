"""Forms of products, convolutions, pooling, normalization and losses; and MODULES, the same for torch.nn's layers."""

import torch
from sample_forms import FORMS, Call, form, is_float, numbers
from sample_forms_shapes import rows_of


@form("matmul mm bmm", "other")
def matmul(x, a):
    y = a["mat2"] if "mat2" in a else a["other"]
    return Call("matmul", {"x": x, "y": y}) if x.dim() >= 2 and y.dim() >= 2 else None


@form("__rmatmul__", "other")
def right_matmul(x, a):
    return matmul(a["other"], {"other": x})


@form("nn.functional.linear", "weight bias")
def linear(x, a):
    if a["weight"].dim() != 2 or x.dim() == 0 or (a.get("bias") is not None and a["bias"].dim() != 1):
        return None
    return Call("linear", with_present(x=x, weight=a["weight"], bias=a.get("bias")))


def with_present(**tensors):
    return {name: tensor for name, tensor in tensors.items() if tensor is not None}


def pair(value, dimensions):
    """One number for each axis of the picture."""
    values = list(value) if isinstance(value, (list, tuple)) else [value]
    return values * dimensions if len(values) == 1 else values


def convolution(dimensions):
    def make(x, a):
        padding = a.get("padding", 0)
        if padding == "valid":
            a["padding"] = 0
        if x.dim() != dimensions + 2 or padding == "same":
            return None
        options = {k: pair(a.get(k, d), dimensions) for k, d in (("stride", 1), ("padding", 0), ("dilation", 1))}
        tensors = with_present(x=x, weight=a["weight"], bias=a.get("bias"))
        return Call(f"conv{dimensions}D", tensors, options=numbers(groups=a.get("groups", 1), **options))

    return (["weight", "bias", "stride", "padding", "dilation", "groups"], make)


def pooling(op, dimensions):
    def make(x, a):
        if x.dim() != dimensions + 2 or a.get("ceil_mode") or not a.get("count_include_pad", True):
            return None
        if a.get("divisor_override") is not None:
            return None
        stride = a.get("stride")
        stride = None if stride is None or stride == () or stride == [] else pair(stride, dimensions)
        options = numbers(
            kernel=pair(a["kernel_size"], dimensions), stride=stride,
            padding=pair(a.get("padding", 0), dimensions), dilation=pair(a.get("dilation", 1), dimensions),
        )  # fmt: skip
        return Call(
            f"{op}{dimensions}D", {"x": x}, options=options, outputs=lambda y: y[0] if isinstance(y, tuple) else y
        )

    rest = "dilation" if op == "maxPool" else "ceil_mode count_include_pad divisor_override"
    return (f"kernel_size stride padding {rest}".split(), make)


def transposed_convolution(dimensions):
    defaults = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}

    def make(x, a):
        if x.dim() != dimensions + 2:
            return None
        options = {k: pair(a.get(k, d), dimensions) for k, d in defaults.items()}
        tensors = with_present(x=x, weight=a["weight"], bias=a.get("bias"))
        return Call(f"convTranspose{dimensions}D", tensors, options=numbers(groups=a.get("groups", 1), **options))

    return (["weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"], make)


for d in (1, 2):
    FORMS[f"nn.functional.conv_transpose{d}d"] = transposed_convolution(d)
    FORMS[f"nn.functional.conv{d}d"] = convolution(d)
    FORMS[f"nn.functional.max_pool{d}d"] = pooling("maxPool", d)
    FORMS[f"nn.functional.avg_pool{d}d"] = pooling("averagePool", d)


@form("nn.functional.layer_norm", "normalized_shape weight bias eps")
def layer_norm(x, a):
    weight, bias = a.get("weight"), a.get("bias")
    if len(a["normalized_shape"]) != 1 or weight is None and bias is not None:
        return None
    return Call("layerNorm", with_present(x=x, weight=weight, bias=bias), options=numbers(eps=a.get("eps", 1e-5)))


@form("nn.functional.rms_norm", "normalized_shape weight eps")
def rms_norm(x, a):
    if len(a["normalized_shape"]) != 1 or not is_float(x):
        return None
    eps = a.get("eps")
    eps = torch.finfo(torch.float32).eps if eps is None else eps
    return Call("rmsNorm", with_present(x=x, weight=a.get("weight")), options=numbers(eps=eps))


@form("nn.functional.group_norm", "num_groups weight bias eps")
def group_norm(x, a):
    tensors = with_present(x=x, weight=a.get("weight"), bias=a.get("bias"))
    return Call("groupNorm", tensors, options=numbers(groups=a["num_groups"], eps=a.get("eps", 1e-5)))


@form("nn.functional.interpolate", "size scale_factor mode align_corners recompute_scale_factor")
def interpolate(x, a):
    mode, size, factor = a.get("mode", "nearest"), a.get("size"), a.get("scale_factor")
    if x.dim() != 4 or mode not in ("nearest", "bilinear") or size is None and factor is None:
        return None
    if size is None:
        factors = pair(factor, 2)
        if any(f != int(f) for f in factors):
            return None
        size = [int(n * f) for n, f in zip(x.shape[2:], factors)]
    options = numbers(size=pair(size, 2), bilinear=mode == "bilinear", aligned=bool(a.get("align_corners")))
    return Call("upsample2D", {"x": x}, options=options)


@form("nn.functional.batch_norm", "running_mean running_var weight bias training momentum eps")
def batch_norm(x, a):
    weight, bias, mean = a.get("weight"), a.get("bias"), a.get("running_mean")
    if weight is None or bias is None or x.dim() < 2 or mean is None and not a.get("training"):
        return None
    moments = {} if mean is None else {"mean": mean.tolist(), "variance": a["running_var"].tolist()}
    options = numbers(training=a.get("training", False), eps=a.get("eps", 1e-5), **moments)
    return Call("batchNorm", {"x": x, "weight": weight, "bias": bias}, options=options)


@form("nn.functional.scaled_dot_product_attention", "key value attn_mask dropout_p is_causal scale")
def attention(x, a):
    k, v, mask = a["key"], a["value"], a.get("attn_mask")
    if a.get("dropout_p", 0):
        return None
    if not x.dim() == k.dim() == v.dim() == 4:
        return None
    if a.get("is_causal") and x.shape[2] != k.shape[2]:
        return None  # The engine's last query sees all keys, PyTorch's first query sees the first key alone.
    is_added = mask is not None and mask.dtype != torch.bool
    tensors = with_present(q=x, k=k, v=v, mask=None if mask is None or is_added else mask.float())
    tensors |= {"added": mask} if is_added else {}
    return Call("attention", tensors, options=numbers(causal=a.get("is_causal", False), scale=a.get("scale")))


@form("nn.functional.dropout", "p training")
def dropout(x, a):
    return Call("dropout", {"x": x}) if a.get("p", 0.5) == 0 and not a.get("inplace") else None


REDUCTIONS = {"mean": 0, "sum": 1, "none": 2}


def regression(op):
    def make(x, a):
        y = a["target"]
        if not is_float(x, y) or a.get("weight") is not None or x.shape != y.shape or a.get("beta", 1) != 1:
            return None
        options = numbers(reduction=REDUCTIONS[a.get("reduction", "mean")], delta=a.get("delta", 1))
        return Call(op, {"x": x, "y": y}, options=options)

    return (["target"], make)


FORMS |= {
    "nn.functional.mse_loss": regression("meanSquaredError"), "nn.functional.l1_loss": regression("meanAbsoluteError"),
    "nn.functional.huber_loss": regression("huberLoss"), "nn.functional.smooth_l1_loss": regression("huberLoss"),
}  # fmt: skip


@form("nn.functional.binary_cross_entropy_with_logits", "target weight")
def binary_cross_entropy(x, a):
    each, positive = a.get("weight"), a.get("pos_weight")
    if x.shape != a["target"].shape:
        return None
    return Call(
        "binaryCrossEntropy",
        with_present(x=x, y=a["target"], weight=each, positive=positive),
        options=numbers(reduction=REDUCTIONS[a.get("reduction", "mean")]),
    )


@form("nn.functional.kl_div", "target")
def kl_div(x, a):
    # The engine's `none` sums over the last axis and its `mean` is PyTorch's `batchmean` of matrices.
    name = a.get("reduction", "mean")
    if a.get("log_target") or x.shape != a["target"].shape or x.dim() == 0:
        return None
    if not (name == "sum" or name == "batchmean" and x.dim() == 2):
        return None
    return Call("klDivergence", {"x": x, "y": a["target"]}, options=numbers(reduction=1 if name == "sum" else 0))


@form("nn.functional.cross_entropy", "target weight")
def cross_entropy(x, a):
    y, weight = a["target"], a.get("weight")
    if y.dtype != torch.int64:
        smoothing = a.get("label_smoothing", 0)
        options = numbers(reduction=REDUCTIONS[a.get("reduction", "mean")], smoothing=smoothing)
        return Call("softCrossEntropy", with_present(x=x, y=y, weight=weight), {}, options) if x.dim() == 2 else None
    options = numbers(
        reduction=REDUCTIONS[a.get("reduction", "mean")], smoothing=a.get("label_smoothing", 0),
        ignored=a.get("ignore_index", -100), classes=-1 if x.dim() < 3 else 1,
    )  # fmt: skip
    return Call("crossEntropy", with_present(x=x, weight=weight), {"labels": y}, options)


@form("nn.functional.triplet_margin_loss", "positive negative")
def triplet_margin(x, a):
    if not is_float(x, a["positive"], a["negative"]) or not x.shape == a["positive"].shape == a["negative"].shape:
        return None
    options = numbers(
        margin=a.get("margin", 1), p=a.get("p", 2), eps=a.get("eps", 1e-6), swap=a.get("swap", False),
        reduction=REDUCTIONS[a.get("reduction", "mean")],
    )  # fmt: skip
    return Call("tripletMargin", {"x": x, "positive": a["positive"], "negative": a["negative"]}, options=options)


# torch.nn's layers: the function of torch.nn.functional that a layer calls, and the attributes that are its arguments.
FUNCTIONS = {
    "nn.Linear": ("linear", "weight bias"),
    "nn.Conv1d": ("conv1d", "weight bias stride padding dilation groups"),
    "nn.Conv2d": ("conv2d", "weight bias stride padding dilation groups"),
    "nn.ConvTranspose1d": ("conv_transpose1d", "weight bias stride padding output_padding groups dilation"),
    "nn.ConvTranspose2d": ("conv_transpose2d", "weight bias stride padding output_padding groups dilation"),
    "nn.GroupNorm": ("group_norm", "num_groups weight bias eps"),
    "nn.MaxPool1d": ("max_pool1d", "kernel_size stride padding dilation ceil_mode"),
    "nn.MaxPool2d": ("max_pool2d", "kernel_size stride padding dilation ceil_mode"),
    "nn.AvgPool1d": ("avg_pool1d", "kernel_size stride padding ceil_mode count_include_pad"),
    "nn.AvgPool2d": ("avg_pool2d", "kernel_size stride padding ceil_mode count_include_pad divisor_override"),
    "nn.LayerNorm": ("layer_norm", "normalized_shape weight bias eps"),
    "nn.RMSNorm": ("rms_norm", "normalized_shape weight eps"),
    "nn.ELU": ("elu", "alpha"), "nn.GELU": ("gelu", "approximate"), "nn.LeakyReLU": ("leaky_relu", "negative_slope"),
    "nn.ReLU": ("relu", ""), "nn.SiLU": ("silu", ""), "nn.Softplus": ("softplus", "beta threshold"),
    "nn.BatchNorm1d": ("batch_norm", "running_mean running_var weight bias training eps"),
    "nn.BatchNorm2d": ("batch_norm", "running_mean running_var weight bias training eps"),
    "nn.BatchNorm3d": ("batch_norm", "running_mean running_var weight bias training eps"),
    "nn.MSELoss": ("mse_loss", "reduction"), "nn.L1Loss": ("l1_loss", "reduction"),
    "nn.HuberLoss": ("huber_loss", "reduction delta"), "nn.SmoothL1Loss": ("smooth_l1_loss", "reduction beta"),
    "nn.BCEWithLogitsLoss": ("binary_cross_entropy_with_logits", "weight pos_weight reduction"),
    "nn.KLDivLoss": ("kl_div", "reduction log_target"),
    "nn.CrossEntropyLoss": ("cross_entropy", "weight reduction label_smoothing ignore_index"),
}  # fmt: skip
PLAIN = {"nn.Sigmoid": "sigmoid", "nn.Tanh": "tanh", "nn.Softmax": "softmax", "nn.LogSoftmax": "log_softmax"}


def module_call(name, module, arguments):
    """The engine's call for a layer of torch.nn and its arguments, or None."""
    x = arguments[0]
    if name in RECURRENT:
        return recurrent(name, module, arguments)
    if name == "nn.Embedding":
        return rows_of(module.weight, x, vars(module))
    if name in PLAIN:
        function, attributes = PLAIN[name], "dim" if "oftmax" in name else ""
    elif name in FUNCTIONS:
        function, attributes = "nn.functional." + FUNCTIONS[name][0], FUNCTIONS[name][1]
    else:
        return None
    names, make = FORMS[function]
    a = {n: getattr(module, n) for n in attributes.split() if getattr(module, n, None) is not None}
    a |= {"target": arguments[1]} if len(arguments) > 1 else {}
    if "BatchNorm" in name and not module.track_running_stats:
        a["training"] = True
    if getattr(module, "padding_mode", "zeros") != "zeros":
        return None
    return make(x, a)


RECURRENT = {"nn.RNN": "rnn", "nn.GRU": "gru", "nn.LSTM": "lstm"}


def recurrent(name, module, arguments):
    x = arguments[0]
    if not isinstance(x, torch.Tensor) or getattr(module, "proj_size", 0):
        return None
    if module.dropout and module.training:
        return None
    tensors = {"x": x} | dict(module.named_parameters())
    start = arguments[1] if len(arguments) > 1 else None
    if start is not None:
        tensors |= dict(zip("hc", start if isinstance(start, tuple) else [start]))
    options = numbers(
        sizes=[module.input_size, module.hidden_size], layers=module.num_layers,
        bidirectional=module.bidirectional, bias=module.bias, relu=getattr(module, "nonlinearity", "") == "relu",
        timeFirst=not module.batch_first,
    )  # fmt: skip
    return Call(RECURRENT[name], tensors, options=options, outputs=flat)


def flat(y):
    return [y] if isinstance(y, torch.Tensor) else [t for part in y for t in flat(part)]
