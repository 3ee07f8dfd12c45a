import Datasets
import NeuralNetworks

/// Two moons and a small network, the same every time.
struct MoonsTask {
  let model: Sequential
  let optimizer: Adam
  let training: Dataset<Int>
  let held: Dataset<Int>

  init() {
    var rng = SplitMix64(seed: 1)
    (training, held) = Dataset.moons(count: 200, noise: 0.1, using: &rng)
      .split(trainingFraction: 0.75, using: &rng)
    model = Sequential {
      Linear(inputs: 2, outputs: 16, using: &rng)
      Tanh()
      Linear(inputs: 16, outputs: 2, using: &rng)
    }
    optimizer = Adam(model, learningRate: 0.02)
  }

  var weights: [Float] { model.parameters.flatMap(\.value.scalars) }
}
