// Networks over images: [channels, height, width].

// Moves a window over an image; `visit` gets the positions under it, without those outside the image.
function slide([, height, width], s, outputs, value) {
  const extent = (n, pad, dilation, kernel, stride) =>
    Math.floor((n + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1;
  const rows = extent(height, s.paddingY, s.dilationY, s.kernelHeight, s.strideY);
  const columns = extent(width, s.paddingX, s.dilationX, s.kernelWidth, s.strideX);
  const y = tensor([outputs, rows, columns]);
  for (let o = 0, at = 0; o < outputs; o += 1) {
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < columns; j += 1, at += 1) {
        y.data[at] = value(o, (visit) => {
          for (let u = 0; u < s.kernelHeight; u += 1) {
            const r = i * s.strideY + u * s.dilationY - s.paddingY;
            if (r < 0 || r >= height) continue;
            for (let v = 0; v < s.kernelWidth; v += 1) {
              const c = j * s.strideX + v * s.dilationX - s.paddingX;
              if (c >= 0 && c < width) visit(r * width + c, u * s.kernelWidth + v);
            }
          }
        });
      }
    }
  }
  return y;
}

function conv2D(x, s, [w, b]) {
  const area = s.kernelHeight * s.kernelWidth,
    plane = x.shape[1] * x.shape[2];
  const inputs = x.shape[0] / s.groups,
    outputs = s.outputs / s.groups;
  return slide(x.shape, s, s.outputs, (o, each) => {
    let sum = b.length ? b[o] : 0;
    for (let c = 0; c < inputs; c += 1) {
      const from = (Math.floor(o / outputs) * inputs + c) * plane,
        weights = (o * inputs + c) * area;
      each((place, k) => {
        sum += x.data[from + place] * w[weights + k];
      });
    }
    return sum;
  });
}

const channels = (x, f) => {
  const area = x.data.length / x.shape[0];
  return tensor(
    [x.shape[0]],
    Float32Array.from({ length: x.shape[0] }, (_, c) => f(x.data.subarray(c * area, (c + 1) * area)))
  );
};

Object.assign(operations, {
  conv2D,
  maxPool2D: (x, s) =>
    slide(x.shape, s, x.shape[0], (o, each) => {
      let greatest = -Infinity;
      each((place) => {
        greatest = Math.max(greatest, x.data[o * x.shape[1] * x.shape[2] + place]);
      });
      return greatest;
    }),
  averagePool2D: (x, s) =>
    slide(x.shape, s, x.shape[0], (o, each) => {
      let sum = 0;
      each((place) => {
        sum += x.data[o * x.shape[1] * x.shape[2] + place];
      });
      return sum / (s.kernelHeight * s.kernelWidth);
    }),
  globalMaxPool: (x) => channels(x, (area) => Math.max(...area)),
  globalAveragePool: (x) => channels(x, (area) => total(area) / area.length),
  scaleChannels(x, s, [scales, shifts]) {
    const area = x.data.length / x.shape[0];
    return tensor(
      x.shape,
      x.data.map((a, i) => a * scales[Math.floor(i / area)] + shifts[Math.floor(i / area)])
    );
  }
});
