extension Dataset {
  /// The images of a data set on a larger, empty canvas, each at a place of its own.
  ///
  ///     let moved = Dataset.digits.onCanvas(height: 12, width: 12) {
  ///       (Int.random(in: 0...4, using: &rng), Int.random(in: 0...4, using: &rng))
  ///     }
  ///
  /// - Parameters:
  ///   - height: The canvas's height in pixels.
  ///   - width: Its width in pixels.
  ///   - corner: How far an image's upper left corner lies below and to the right of the canvas's. It is called once for each
  ///     sample, in their order.
  /// - Precondition: The samples are images, `[channels, rows, columns]`, and lie on the canvas as a whole.
  public func onCanvas(height: Int, width: Int, corner: () -> (down: Int, right: Int)) -> Dataset {
    precondition(
      sampleShape.count == 3, "onCanvas expects samples [channels, rows, columns] but got \(sampleShape)")
    let (channels, rows, columns) = (sampleShape[0], sampleShape[1], sampleShape[2])
    var canvases = [Float](repeating: 0, count: count * channels * height * width)
    for index in 0..<count {
      let (down, right) = corner()
      precondition(
        down >= 0 && right >= 0 && down + rows <= height && right + columns <= width,
        "onCanvas expects \(rows) × \(columns) pixels inside of \(height) × \(width) but got a corner at \((down, right))"
      )
      let image = sample(index)
      for (line, start) in stride(from: image.startIndex, to: image.endIndex, by: columns).enumerated() {
        let (channel, row) = line.quotientAndRemainder(dividingBy: rows)
        let place = ((index * channels + channel) * height + down + row) * width + right
        canvases.replaceSubrange(place..<place + columns, with: image[start..<start + columns])
      }
    }
    return Dataset(
      values: canvases, sampleShape: [channels, height, width], targets: targets, classNames: classNames)
  }
}
