// Points that have names: each is told where the pointer is, at a tap, and by the arrow keys.

function addPointNames(drawing) {
  const names = new Map();
  for (const title of drawing.querySelectorAll(":is(circle, path) > title")) {
    names.set(title.parentElement, title.textContent);
    title.remove();
  }
  if (!names.size) return;
  const tip = make("p", { className: "point-name", hidden: true });
  tip.setAttribute("role", "status");
  drawing.after(tip);
  drawing.tabIndex = 0;
  let current = null;
  const place = (point) => {
    const box = point.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, isSeen: box.width > 0 };
  };
  const show = (point) => {
    current?.classList.remove("here");
    current = point;
    tip.hidden = !point;
    if (!point) return;
    point.classList.add("here");
    tip.textContent = names.get(point);
    const { x, y } = place(point);
    const origin = tip.offsetParent.getBoundingClientRect();
    // On the side that has room.
    const left = x + tip.offsetWidth + 10 > document.documentElement.clientWidth ? x - tip.offsetWidth - 8 : x + 8;
    tip.style.left = `${left - origin.left}px`;
    tip.style.top = `${y - origin.top - tip.offsetHeight - 4}px`;
  };
  // The point that costs least; none where all cost too much.
  const best = (cost) => {
    let [found, least] = [null, Infinity];
    for (const point of names.keys()) {
      const spot = place(point);
      const price = spot.isSeen ? cost(spot, point) : Infinity;
      if (price < least) [found, least] = [point, price];
    }
    return found;
  };
  const under = ({ clientX, clientY }, reach) =>
    best(({ x, y }) => {
      const distance = Math.hypot(x - clientX, y - clientY);
      return distance <= reach ? distance : Infinity;
    });
  drawing.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") show(under(event, 14));
  });
  drawing.addEventListener("pointerdown", (event) => show(under(event, event.pointerType === "mouse" ? 14 : 26)));
  drawing.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") show(null);
  });
  drawing.addEventListener("blur", () => show(null));
  drawing.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") show(null);
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = current && place(current);
    // What lies more along the arrow's way than across it; at first any point.
    const next = best(({ x, y }, point) => {
      if (!from) return x + y;
      const along = (x - from.x) * step[0] + (y - from.y) * step[1];
      const across = Math.abs((x - from.x) * step[1]) + Math.abs((y - from.y) * step[0]);
      return point !== current && along > 0 && along >= across ? along + 2 * across : Infinity;
    });
    if (next) show(next);
  });
}

additions.push((part) => {
  all(part, ".drawing").forEach(addPointNames);
});
