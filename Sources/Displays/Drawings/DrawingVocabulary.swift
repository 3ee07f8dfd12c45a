/// The elements, attributes and functions that a drawing may use. Everything else is left out, so that
/// nothing unknown can load, run or link to something.
enum DrawingVocabulary {
  static let elements: Set<String> = [
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "textPath", "title", "desc", "linearGradient", "radialGradient", "stop", "pattern",
    "clipPath", "mask", "marker", "image", "filter", "feBlend", "feColorMatrix", "feComponentTransfer",
    "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight",
    "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge",
    "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile",
    "feTurbulence",
  ]

  /// Elements that only wrap their content, which is kept.
  static let wrappers: Set<String> = ["a", "switch"]

  /// Elements that may contain only text, because HTML would read tags in them as HTML.
  static let textual: Set<String> = ["title", "desc"]

  /// Elements that drawing programs write for themselves: left out without a warning.
  static let silent: Set<String> = ["metadata"]

  /// Style properties, as attributes or in `style`.
  static let properties: Set<String> = [
    "alignment-baseline", "baseline-shift", "clip-path", "clip-rule", "color", "color-interpolation",
    "color-interpolation-filters", "direction", "display", "dominant-baseline", "fill", "fill-opacity",
    "fill-rule", "filter", "flood-color", "flood-opacity", "font-family", "font-size", "font-stretch",
    "font-style", "font-variant", "font-weight", "height", "image-rendering", "isolation", "letter-spacing",
    "lighting-color", "marker", "marker-end", "marker-mid", "marker-start", "mask", "max-width",
    "mix-blend-mode", "opacity", "overflow", "paint-order", "shape-rendering", "stop-color", "stop-opacity",
    "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "text-decoration",
    "text-rendering", "transform", "transform-origin", "unicode-bidi", "vector-effect", "visibility", "width",
    "word-spacing", "writing-mode",
  ]

  static let attributes: Set<String> = [
    "amplitude", "azimuth", "baseFrequency", "bias", "clipPathUnits", "cx", "cy", "d", "diffuseConstant",
    "divisor", "dx", "dy", "edgeMode", "elevation", "exponent", "filterUnits", "fr", "fx", "fy",
    "gradientTransform", "gradientUnits", "id", "in", "in2", "intercept", "k1", "k2", "k3", "k4",
    "kernelMatrix", "kernelUnitLength", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits",
    "markerWidth", "maskContentUnits", "maskUnits", "method", "mode", "numOctaves", "offset", "operator",
    "order", "orient", "pathLength", "patternContentUnits", "patternTransform", "patternUnits", "points",
    "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio", "primitiveUnits", "r",
    "radius", "refX", "refY", "result", "role", "rotate", "rx", "ry", "scale", "seed", "slope", "spacing",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stitchTiles",
    "surfaceScale", "tableValues", "targetX", "targetY", "textLength", "type", "values", "version", "viewBox",
    "x", "x1", "x2", "xChannelSelector", "y", "y1", "y2", "yChannelSelector", "z", "xml:space", "xml:lang",
    "lang",
  ]

  /// Functions that a value may call. None of them fetches anything; `url` gets an additional check.
  static let functions: Set<String> = [
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark",
    "var", "calc", "min", "max", "clamp", "matrix", "translate", "translatex", "translatey", "scale",
    "scalex", "scaley", "rotate", "skewx", "skewy", "blur", "brightness", "contrast", "drop-shadow",
    "grayscale", "hue-rotate", "invert", "saturate", "sepia", "circle", "ellipse", "inset", "polygon", "path",
    "url",
  ]
}
