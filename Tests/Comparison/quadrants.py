"""The cells of `quadrants.md` in Python, with PyTorch and Matplotlib."""

import nbformat

CELLS = [
    """import torch
torch.manual_seed(0)
x = torch.rand(256, 2) * 2 - 1
labels = (x[:, :1] * x[:, 1:] > 0).float()
x.shape""",
    """model = torch.nn.Sequential(
    torch.nn.Linear(2, 16), torch.nn.Tanh(), torch.nn.Linear(16, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)""",
    """losses = []
for _ in range(1000):
    optimizer.zero_grad()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), labels)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print("last loss:", losses[999])""",
    """import matplotlib.pyplot as plt
plt.plot(losses)
plt.xlabel("step"); plt.ylabel("loss"); plt.show()""",
    """with torch.no_grad():
    accuracy = ((model(x) > 0).float() == labels).float().mean().item()""",
    """assert accuracy >= 0.95
accuracy""",
]


def notebook(cells=None):
    """A Jupyter notebook with a sentence and the cells."""
    cells = cells or CELLS
    words = nbformat.v4.new_markdown_cell("# Quadrants\n\nA sentence.")
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = [nbformat.v4.new_code_cell(cell, id=f"cell-{number}") for number, cell in enumerate(cells)]
    return nbformat.v4.new_notebook(cells=[words, *code], metadata=metadata)
