"""Trains one small network with each of PyTorch's optimizers for 100 steps, 25 epochs of 4 batches in the data's order,
and writes its initial weights, the loss of every step and its final weights: `training_curves.safetensors`.
"""

import copy

import torch
from safetensors_files import write

torch.manual_seed(0)
torch.set_num_threads(1)
x = torch.randn(64, 3)
labels = (x[:, 0] * x[:, 1] > 0).long() + (x[:, 2] > 0.5).long()
start = torch.nn.Sequential(
    torch.nn.Linear(3, 16), torch.nn.Tanh(), torch.nn.Linear(16, 16), torch.nn.ReLU(), torch.nn.Linear(16, 3)
)
OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, lr=0.1),
    "SGD with momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "SGD with Nesterov's momentum": lambda p: torch.optim.SGD(
        p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01
    ),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.01),
    "AdamW": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
}
tensors = {"x": x, "labels": labels.int()}
tensors.update({f"start.{name}": value for name, value in start.state_dict().items()})
for name, make in OPTIMIZERS.items():
    model = copy.deepcopy(start)
    optimizer = make(model.parameters())
    losses = []
    for _ in range(25):
        for batch in range(0, 64, 16):
            loss = torch.nn.functional.cross_entropy(model(x[batch : batch + 16]), labels[batch : batch + 16])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    tensors[f"{name}.losses"] = torch.tensor(losses)
    tensors[f"{name}.0.weight"] = model[0].weight.detach()
    print(name, losses[0], losses[-1])
write("training_curves", tensors, {"torch": torch.__version__})
