"""Steps of PyTorch's optimizers, its learning-rate schedules, and the losses of a hundred training steps.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/training.py
"""

import torch
import torch.nn.functional as F
from fixtures import Cases, parameters


def optimizers():
    """Five steps from given weights along given gradients."""
    start = torch.randn(2, 3)
    gradients = [torch.randn(2, 3) for _ in range(5)]
    optim = torch.optim
    makers = {
        "SGD": lambda p: optim.SGD(p, lr=0.1),
        "SGD, momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
        "SGD, Nesterov, decay": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05),
        "Adam": lambda p: optim.Adam(p, lr=0.01),
        "Adam, decay": lambda p: optim.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
        "AdamW": lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.1),
        "RMSprop": lambda p: optim.RMSprop(p, lr=0.01),
        "RMSprop, momentum, decay": lambda p: optim.RMSprop(p, lr=0.01, momentum=0.9, weight_decay=0.1),
        "Adagrad": lambda p: optim.Adagrad(p, lr=0.1, weight_decay=0.1),
    }
    cases = Cases("optimizers")
    for name, make in makers.items():
        weight = start.clone().requires_grad_(True)
        optimizer = make([weight])
        steps = []
        for gradient in gradients:
            weight.grad = gradient.clone()
            optimizer.step()
            steps.append(weight.detach().clone())
        cases.add(name, {}, start=start, gradients=torch.stack(gradients), weights=torch.stack(steps))
    cases.write()


def schedules():
    """The learning rates of thirty steps."""
    lr = torch.optim.lr_scheduler
    makers = {
        "step": lambda o: lr.StepLR(o, step_size=7, gamma=0.5),
        "exponential": lambda o: lr.ExponentialLR(o, gamma=0.9),
        "cosine": lambda o: lr.CosineAnnealingLR(o, T_max=30, eta_min=0.01),
        "oneCycle": lambda o: lr.OneCycleLR(o, max_lr=0.1, total_steps=30, cycle_momentum=False),
    }
    cases = Cases("schedules")
    for name, make in makers.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
        schedule = make(optimizer)
        rates = []
        for _ in range(30):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        cases.add(name, {}, rates=torch.tensor(rates))
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    plateau = lr.ReduceLROnPlateau(optimizer, factor=0.3, patience=2, threshold=0.01, min_lr=0.002)
    losses = [3.0, 2.0, 1.99, 1.985, 1.99, 1.5, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4]
    rates = []
    for loss in losses:
        plateau.step(loss)
        rates.append(optimizer.param_groups[0]["lr"])
    cases.add("plateau", {}, losses=torch.tensor(losses), rates=torch.tensor(rates))
    cases.write()


def curve(cases, name, model, x, y, optimizer):
    """The losses of a hundred steps on one batch, with the weights before the first."""
    start, losses = parameters(model), []
    for _ in range(100):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    cases.add(name, {}, x=x, y=y, parameter=start, losses=torch.stack(losses))


def curves():
    nn = torch.nn
    mlp = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 3))
    cnn = nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(3, 4, 3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(16, 3),
    )
    labels = torch.arange(12) % 3
    adam = torch.optim.Adam(mlp.parameters(), lr=0.01)
    sgd = torch.optim.SGD(cnn.parameters(), lr=0.05, momentum=0.9)
    cases = Cases("curves")
    curve(cases, "MLP", mlp, torch.randn(12, 3), labels, adam)
    curve(cases, "CNN", cnn, torch.randn(12, 1, 8, 8), labels, sgd)
    cases.write()


if __name__ == "__main__":
    torch.set_num_threads(1)
    for make in [optimizers, schedules, curves]:
        torch.manual_seed(0)
        make()
