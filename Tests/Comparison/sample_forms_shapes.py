"""Forms of reductions and of operations that move elements."""

import torch
from sample_forms import FORMS, Call, form, is_float, is_number, numbers


def one_axis(dim):
    """A single axis from PyTorch's `dim`: None for all axes, False for several."""
    if isinstance(dim, (list, tuple)):
        return dim[0] if len(dim) == 1 else False if dim else None
    return dim


def several_axes(op, x, a, **options):
    """A call along several axes, each of them once."""
    axes = [n % max(1, x.dim()) for n in a["dim"]]
    if len(set(axes)) < len(axes) or a.get("dtype") not in (None, torch.float32):
        return None
    return Call(op, {"x": x}, options=numbers(axes=axes, keep=a.get("keepdim", False), **options))


def reduced(op):
    def make(x, a):
        axis = one_axis(a.get("dim"))
        if is_float(x) and axis is False:
            return several_axes(op, x, a)
        if not is_float(x) or a.get("dtype") not in (None, torch.float32):
            return None
        if axis is None and a.get("keepdim") or axis is not None and x.dim() == 0:
            return None
        return Call(op, {"x": x}, options=numbers(axis=axis, keep=a.get("keepdim", False)))

    return (["dim", "keepdim"], make)


def alone(op):
    return ([], lambda x, a: Call(op, {"x": x}) if is_float(x) and not a else None)


def ranked(op):
    def make(x, a):
        axis = a.get("dim")
        if not is_float(x) or axis is None or a.get("keepdim") or x.dim() == 0:
            return None
        return Call(op, {"x": x}, options=numbers(axis=axis))

    return (["dim", "keepdim"], make)


FORMS |= {
    "sum": reduced("sum"), "mean": reduced("mean"), "amax": reduced("max"), "amin": reduced("min"),
    "max": alone("max"), "min": alone("min"), "argmax": ranked("argmax"), "argmin": ranked("argmin"),
}  # fmt: skip


@form("var", "dim unbiased keepdim")
def variance(x, a):
    if isinstance(a.get("dim"), bool):  # a lone argument of var is `unbiased`
        a["unbiased"] = a.pop("dim")
    axis, correction = one_axis(a.get("dim")), a.get("correction", 1 if a.get("unbiased", True) else 0)
    if correction not in (None, 0, 1) or axis is None and a.get("keepdim"):
        return None
    if axis is False:
        return several_axes("variance", x, a, unbiased=correction != 0)
    if axis is not None and x.dim() == 0:
        return None
    unbiased = correction != 0
    return Call("variance", {"x": x}, options=numbers(axis=axis, keep=a.get("keepdim", False), unbiased=unbiased))


@form("std", "dim unbiased keepdim")
def deviation(x, a):
    call = variance(x, a)
    whole = call and not call.options.keys() & {"axis", "axes"}
    return Call("standardDeviation", {"x": x}, options=call.options) if whole else None


@form("logsumexp", "dim keepdim")
def log_sum_exp(x, a):
    axis = one_axis(a.get("dim"))
    if is_float(x) and axis is False:
        return several_axes("logSumExp", x, a)
    if not is_float(x) or axis is None or x.dim() == 0:
        return None
    return Call("logSumExp", {"x": x}, options=numbers(axis=axis, keep=a.get("keepdim", False)))


def along_axis(op):
    def make(x, a):
        if not is_float(x) or a.get("dtype") not in (None, torch.float32) or x.dim() == 0:
            return None
        return Call(op, {"x": x}, options=numbers(axis=a["dim"]))

    return (["dim"], make)


FORMS |= {
    "softmax": along_axis("softmax"), "log_softmax": along_axis("logSoftmax"), "cumsum": along_axis("cumulativeSum"),
}  # fmt: skip


@form("topk", "k dim largest sorted")
def top_k(x, a):
    if x.dim() == 0 or a.get("dim", -1) not in (-1, x.dim() - 1) or not a.get("largest", True):
        return None
    return Call("topK", {"x": x}, options=numbers(k=a["k"])) if a.get("sorted", True) else None


def sizes_of(a):
    """Sizes given as one list, as several numbers, or as another tensor's shape."""
    for key in ("shape", "size", "dims", "other"):
        value = a.get(key)
        if isinstance(value, torch.Tensor):
            return list(value.shape)
        if isinstance(value, (list, tuple, torch.Size)):
            return list(value)
    return None


def to_sizes(op):
    def make(x, a):
        sizes = sizes_of(a)
        if sizes is None or not is_float(x) or max(len(sizes), x.dim()) > 6:
            return None
        if op == "broadcast":
            lead = len(sizes) - x.dim()
            sizes = [x.shape[i - lead] if n == -1 else n for i, n in enumerate(sizes)]
        return Call(op, {"x": x}, options=numbers(sizes=sizes))

    return (["shape"], make)


for name in ("reshape", "view", "reshape_as", "view_as"):
    FORMS[name] = to_sizes("reshaped")
for name in ("expand", "expand_as", "broadcast_to"):
    FORMS[name] = to_sizes("broadcast")


@form("flatten", "start_dim end_dim")
def flatten(x, a):
    whole = a.get("end_dim", -1) in (-1, x.dim() - 1)
    return Call("flattened", {"x": x}, options=numbers(axis=a.get("start_dim", 0))) if whole and x.dim() else None


@form("ravel")
def ravel(x, a):
    return Call("flattened", {"x": x})


@form("transpose", "dim0 dim1")
def transpose(x, a):
    return Call("transposed", {"x": x}, options=numbers(axes=[a["dim0"], a["dim1"]])) if x.dim() else None


@form("t")
def matrix_transpose(x, a):
    return Call("transposed", {"x": x}, options=numbers(axes=[0, 1])) if x.dim() == 2 else None


@form("mT")
def last_two(x, a):
    return Call("transposed", {"x": x}, options=numbers(axes=[-1, -2])) if x.dim() >= 2 else None


@form("permute", "dims")
def permute(x, a):
    return Call("permuted", {"x": x}, options=numbers(order=list(a["dims"])))


@form("unsqueeze", "dim")
def unsqueeze(x, a):
    return Call("expanded", {"x": x}, options=numbers(axis=a["dim"])) if x.dim() < 6 else None


@form("squeeze", "dim")
def squeeze(x, a):
    axis = a.get("dim")
    if not is_number(axis) or x.dim() == 0 or x.shape[axis] != 1:
        return None
    return Call("squeezed", {"x": x}, options=numbers(axis=axis))


def joined(op):
    def make(x, a):
        if not is_float(*x) or any(t.shape == (0,) and x[0].dim() != 1 for t in x):
            return None  # PyTorch lets an empty vector join anything; the engine has no such form.
        return Call(op, {str(i): t for i, t in enumerate(x)}, options=numbers(axis=a.get("dim", 0)))

    return (["dim"], make)


FORMS |= {"cat": joined("concatenated"), "stack": joined("stacked")}


@form("split split_with_sizes", "sizes dim")
def split(x, a):
    sizes, axis = a.get("sizes", a.get("split_size_or_sections")), a.get("dim", 0)
    if is_number(sizes):
        count = x.shape[axis]
        sizes = [min(sizes, count - i) for i in range(0, count, sizes)] if sizes and count else None
    return Call("split", {"x": x}, options=numbers(sizes=list(sizes), axis=axis)) if sizes else None


@form("chunk", "chunks dim")
def chunk(x, a):
    axis = a.get("dim", 0)
    sizes = [part.shape[axis] for part in x.chunk(a["chunks"], axis)]
    return Call("split", {"x": x}, options=numbers(sizes=sizes, axis=axis))


@form("narrow", "dim start length")
def narrow(x, a):
    start, axis = a["start"], a["dim"]
    if not is_number(start) or x.dim() == 0:
        return None
    start += x.shape[axis] if start < 0 else 0
    return Call("slice", {"x": x}, options=numbers(axis=axis, range=[start, start + a["length"]]))


@form("select", "dim index")
def select(x, a):
    return Call("entry", {"x": x}, options=numbers(axis=a["dim"], index=a["index"]))


@form("unbind", "dim")
def unbind(x, a):
    return Call("unstacked", {"x": x}) if a.get("dim", 0) in (0, -x.dim()) else None


@form("nn.functional.pad constant_pad_nd", "pad mode value")
def pad(x, a):
    counts, mode = list(a.get("pad", [])), a.get("mode", "constant")
    if min(counts, default=0) < 0:
        return None
    mode = ["constant", "reflect", "replicate", "circular"].index(mode)
    return Call("padded", {"x": x}, options=numbers(counts=counts, value=a.get("value"), mode=mode))


@form("index_select", "dim index")
def index_select(x, a):
    if x.dim() == 0 or a["index"].dim() != 1:
        return None
    if a["dim"] not in (0, -x.dim()):
        return Call("entries", {"x": x}, options=numbers(axis=a["dim"], entries=a["index"].tolist()))
    return Call("gathered", {"x": x}, {"indices": a["index"]})


@form("gather", "dim index")
def gather(x, a):
    if not is_float(x) or x.dim() == 0 or a["index"].dim() != x.dim():
        return None
    return Call("gatheredAlongAxis", {"x": x}, {"indices": a["index"]}, numbers(axis=a["dim"]))


def order(op):
    def make(x, a):
        if not is_float(x) or x.dim() == 0 or not a.get("stable") and x.unique().numel() < x.numel():
            return None
        return Call(op, {"x": x}, options=numbers(axis=a.get("dim", -1), descending=a.get("descending", False)))

    return (["dim", "descending"], make)


FORMS |= {"sort": order("sorted"), "argsort": order("argsort")}


@form("linalg.vector_norm", "ord dim keepdim dtype")
def vector_norm(x, a):
    dim, p = a.get("dim"), a.get("ord", 2)
    if not is_float(x) or p < 1 or a.get("dtype") not in (None, torch.float32) or dim is None and a.get("keepdim"):
        return None
    axes = None if dim is None else [dim] if is_number(dim) else list(dim)
    if axes is not None and (not axes or x.dim() == 0):
        return None
    return Call("vectorNorm", {"x": x}, options=numbers(p=p, axes=axes, keep=a.get("keepdim", False)))


@form("einsum", "equation")
def einsum(x, a):
    if not is_float(*x):
        return None
    codes = [ord(c) for c in a["equation"]]
    return Call("einsum", {str(i): t for i, t in enumerate(x)}, options=numbers(equation=codes))


@form("nn.functional.embedding", "words padding_idx")
def embedding(x, a):
    # op_db's input is the matrix and its argument the words, and in torch.nn.functional it is the other way round.
    return rows_of(x, a["words"], a)


def rows_of(weight, words, a):
    if a.get("max_norm") is not None or a.get("scale_grad_by_freq") or a.get("sparse"):
        return None
    frozen = a.get("padding_idx")
    if frozen is not None and frozen < 0:
        frozen += weight.shape[0]
    return Call("gathered", {"x": weight}, {"indices": words}, numbers(frozen=frozen))
