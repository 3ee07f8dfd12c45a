"""Which claims of the course's chapters should notice which fault, for `mutate --chapters`.

FAULTS    the table's own faults, planted in what the chapters teach or use; numbered after those of faults.py
NOTICED   fault -> claims, each a chapter and the words of the claim, the cheapest first
HEAVY     claims that train for a while: each runs by itself, after the light ones of its chapter

The tests' faults and these differ in what is asked of them: those must be noticed by a suite, these by a reader's page.
"""

from faults import Fault

FAULTS = []
NOTICED = {}
HEAVY = set()


def seen(name, *claims):
    NOTICED[name] = claims


def fault(name, file, place, faulty, *claims, is_statement=False):
    FAULTS.append(Fault(name, file, place, faulty, [], is_statement))
    seen(name, *claims)


def heavy(chapter, claim):
    HEAVY.add((chapter, claim))
    return chapter, claim


# The table is laid out by hand.
# fmt: off

# MARK: Data: splits, loaders, generators

fault("both parts of a split share a sample", "Datasets/Core/Splits.swift",
      "return (self[Array(order[..<cut])], self[Array(order[«cut»...])])", "max(0, cut - 1)",
      ("01", "no picture is in two of the three sets"), ("02", "no digit is in two of the sets"))
fault("samples move and labels stay", "Datasets/Core/Dataset.swift",
      "return replacing(values: picked, targets: «indices.map { targets[$0] }»)", "Array(targets.prefix(indices.count))",
      ("01", "every part has ten of each species"), heavy("01", "each of five networks gets at least 97 % of the spiral right"))
fault("a batch's targets are in another order", "NeuralNetworks/Training/DataLoader.swift",
      "targets: «targets.samples(chosen)», indices: chosen)", "targets.samples(chosen.reversed())",
      ("02", "every label stays with its example"))
fault("normal numbers spread too little", "Tensors/SplitMix64.swift",
      "return u * («-2 * log(s) / s»).squareRoot()", "-log(s) / s",
      ("01", "a sum over 1000 inputs spreads √1000 times as wide, to 5 %"))
fault("uniform numbers end at one half", "Tensors/SplitMix64.swift",
      "Double(next() >> 11) * «0x1p-53»", "0x1p-54",
      ("04", "on 5000 new sequences always answering 1 has an error of 1/6, to 10 %"))
fault("a spiral's points change arms", "Datasets/Tables/PlaneClassification.swift",
      "labels.append(«arm»)", "point % arms",
      heavy("01", "each of five networks gets at least 97 % of the spiral right"))
fault("a line is twice as high above 0", "Datasets/Tables/Curves.swift",
      "reduce(«bias») { $0 + $1.0 * $1.1 } + noise", "2 * bias",
      ("00", "each of the three numbers is found to 0.01"))
fault("ten features made the target, and five were meant to", "Datasets/Tables/Curves.swift",
      "let weights = (0..<features).map { «$0 < relevant» ?", "$0 < 2 * relevant",
      ("02", "L1 clears at least 90 % of the innocent and keeps all five guilty"))
fault("the clock multiplies", "Datasets/Tables/Arithmetic.swift",
      "labels.append(«(a + b) % modulus»)", "(a * b) % modulus", ("02", "20 + 15 is 4 on this clock"))
fault("the second letter comes late", "Datasets/Sequences/MemoryTasks.swift",
      "tokens[rng.integer(in: «4 * length / 10...5 * length / 10 - 1»)]", "8 * length / 10...9 * length / 10 - 1",
      ("04", "in a thousand such texts both letters lie before the middle"))
fault("the order of two letters is turned round", "Datasets/Sequences/MemoryTasks.swift",
      "tokens[rng.integer(in: length / 10...2 * length / 10 - 1)] = 4 + «label / 2»", "label % 2",
      ("04", "in a thousand such texts both letters lie before the middle"))
fault("the adding problem counts one of its numbers", "Datasets/Sequences/MemoryTasks.swift",
      "if isMarked { «sum += number» }", "sum = number",
      ("04", "on 5000 new sequences always answering 1 has an error of 1/6, to 10 %"), is_statement=True)
fault("an echo comes one step early", "Datasets/Sequences/SymbolTasks.swift",
      "let tags = «[Int](repeating: 0, count: lag) + tokens.dropLast(lag)»",
      "[Int](repeating: 0, count: max(0, lag - 1)) + tokens.dropLast(max(0, lag - 1))",
      heavy("04", "pieces of 6 steps or fewer: guessing"))
fault("a text's targets are its inputs", "Datasets/Tokens/TextStreams.swift",
      "targets: IntTensor(rows.map { «Array($0.dropFirst())» }))", "Array($0.dropLast())",
      ("04", "the label of each word is the word after it"))
fault("reviews ignore a not", "Datasets/Language/Sentiment.swift",
      "return (rng.element(of: templates), «isGoodWord != isNegated»)", "isGoodWord",
      heavy("04", "counting words understands at most 60 %"))
fault("signals stay where they are", "Datasets/Signals/Signals.swift",
      "let start = «rng.integer(below: max(1, shift))»", "0",
      heavy("03", "the linear layer gets between 28 and 40 %"))
fault("Harmony's later vowels are all front ones", "Datasets/Language/HarmonyLanguage.swift",
      "let bound = (Self.vowels[«kind»] ?? []).map", ".front",
      heavy("05", "in each of three networks a single cell holds the vowels' kind"))

seen("a fold leaks a sample into training", ("01", "each round learns from 120 flowers and judges the other 30"))
seen("strata are mixed", ("01", "every part has ten of each species"))
seen("standardized by the squared deviation", ("01", "standardized, the training part has mean 0 and spread 1"))
seen("a split takes one too few", ("01", "no picture is in two of the three sets"), ("02", "no digit is in two of the sets"))
seen("shuffled gives the same order in every epoch", ("02", "the next epoch has them in another order"))
seen("the last batch is dropped", ("02", "the batches have 3, 3, 3 and 1 examples"))
seen("n-grams read one symbol fewer", heavy("04", "a 12-gram model knows what it has read"), heavy("04", "the 2-gram model gets less than a quarter of the full stops"))

# MARK: The engine: layers, losses, gradients

fault("a scalar's gradient is replaced and not added up", "NeuralNetworks/Scalar/Scalar.swift",
      "for edge in node.edges { «edge.parent.gradient += edge.isFlat ? 0 : node.gradient * edge.derivative» }",
      "edge.parent.gradient = edge.isFlat ? 0 : node.gradient * edge.derivative", ("00", "the diamond's derivative is −3x²"),
      is_statement=True)
fault("a product's edges carry their own numbers", "NeuralNetworks/Scalar/ScalarOperations.swift",
      "from: \"×\", Edge(parent: a, derivative: «b.value»)", "a.value", ("00", "the diamond's derivative is −3x²"))
fault("tanh has the sigmoid's slope", "NeuralNetworks/Scalar/ScalarOperations.swift",
      "return made(\"tanh\", y, «1 - y * y»)", "y * (1 - y)", ("00", "all derivatives equal the centred difference"))
fault("nodes are visited as they were found", "NeuralNetworks/Scalar/Scalar.swift",
      "«(a.element.rank, a.offset) < (b.element.rank, b.offset)»", "a.offset < b.offset",
      ("00", "the tangle's derivative with respect to a is 138.8338"))
fault("He's start without its 2", "NeuralNetworks/Layers/Initializer.swift",
      ".normal(standardDeviation: («2» / Float($0.inputs)).squareRoot())", "1",
      ("01", "He keeps the deviation above ½ over 20 layers"))
fault("Xavier's start looks at the inputs alone", "NeuralNetworks/Layers/Initializer.swift",
      ".normal(standardDeviation: (2 / Float(«$0.inputs + $0.outputs»)).squareRoot())", "$0.inputs",
      ("01", "Xavier's start multiplies by √½, to 5 %"))
fault("the L2 penalty forgets its half", "NeuralNetworks/Losses/Penalties.swift",
      "penalty(parameters, «strength / 2»)", "strength", ("01", "the loss rises by ½ λ Σw²"))
fault("dropout goes on in use", "NeuralNetworks/Layers/Dropout.swift",
      "case .inference: «x»", "x.dropout(rate: rate, seed: 1)", ("02", "in use nothing is dropped"))
fault("a convolution of sequences knows no dilation", "Tensors/Ops/Convolution.swift",
      "dilation: Size2D(height: 1, width: «dilation»), groups: groups", "1", ("03", "the formula for the map's size holds in every case"))
fault("a convolution of sequences pads one place too few", "Tensors/Ops/Convolution.swift",
      "padding: Size2D(height: 0, width: «padding»), dilation: Size2D", "Swift.max(0, padding - 1)",
      ("03", "the formula for the map's size holds in every case"))
fault("a filter's bias gets the mean of its gradients", "Tensors/Ops/Convolution.swift",
      "inputs.add(2) { «g.sum(axis: 0)».reshaped", "g.mean(axis: 0)",
      ("03", "outputs and gradients are PyTorch's, to 1 in 100 000"))
fault("the loop over a recurrent cell has another activation", "NeuralNetworks/Recurrent/RNNCell.swift",
      "activation == .tanh ? «sum.tanh()» : sum.relu()", "sum.relu()",
      ("04", "the fast operation gives the states of our loop, too"))
fault("the drawn forget gates are not drawn", "NeuralNetworks/Recurrent/ChronoInitialization.swift",
      "Tensor(logs.map { -$0 } + «logs» + zeros)", "logs.map { _ in Float(0) }",
      ("05", "the LSTM with drawn forget gates keeps a twentieth or more"))
fault("an LSTM's loop shows its cell without the tanh", "NeuralNetworks/Recurrent/LSTMCell.swift",
      "LSTMState(hidden: gates.output * «cell.tanh()», cell: cell)", "cell",
      ("05", "the cell, step by step as it is written here, shows 0.373, too"))
fault("the temperature multiplies", "NeuralNetworks/Generation/Sampling.swift",
      "exp(Double(«gap / temperature»))", "gap * temperature", ("04", "the pencil's odds are right"))

# MARK: Gates, embeddings, sequences to sequences, attention

fault("a GRU keeps what it should replace", "NeuralNetworks/Recurrent/GRUCell.swift",
      "HiddenState(hidden: «(1 - gates.update) * gates.candidate + gates.update * state.hidden»)",
      "gates.update * gates.candidate + (1 - gates.update) * state.hidden", ("06", "the engine's step is the pencil's"))
fault("a reset gate shuts the input out too", "NeuralNetworks/Recurrent/GRUCell.swift",
      "let n = «(x[2] + r * u[2]).tanh()»", "(r * (x[2] + u[2])).tanh()", ("06", "the engine's step is the pencil's"))
fault("both GRUs reset after the product", "NeuralNetworks/Recurrent/GRUCell.swift",
      "let n = (x[2] + «(r * h).linear(weight: u[2], bias: d?[2])»).tanh()", "r * h.linear(weight: u[2], bias: d?[2])",
      ("06", "reset before the product, the pencil step gives 0.631"))
fault("both directions read from the left", "NeuralNetworks/Recurrent/RecurrentLayer.swift",
      "start.mapped { $0[index] }, «direction == 1»)", "false",
      ("06", "read backwards with swapped weights, a bidirectional network gives the same states"))
fault("padding counts as a part of the sequence", "Datasets/Tokens/Padding.swift",
      "lengths = «sequences.map(\\.count)»", "sequences.map { _ in width }",
      ("06", "in a batch with lengths, every sequence ends in the state that it ends in alone"))
fault("the Bayes bound does not know the end", "Datasets/Sequences/MemoryTasks.swift",
      "return («Double(length - 1) * inside + 1») / Double(length)", "Double(length) * inside",
      ("06", "the pencil's bound is the engine's"))
fault("a paired comparison is of the first alone", "NeuralNetworks/Training/PairedComparison.swift",
      "difference = Interval(of: «zip(first, second).map(-)», confidence", "first",
      ("06", "the interval of the difference is the pencil's"))
fault("a lower loss is worse", "NeuralNetworks/Training/PairedComparison.swift",
      "if difference.upper < 0 { return «preference == .higher» ? .worse", "true",
      heavy("09", "scaled, the error over all steps is lower"))
fault("the first word's vector does not learn", "NeuralNetworks/Layers/Embedding.swift",
      "weight.gathered(words, frozenRow: «paddingIndex»)", "paddingIndex ?? 0",
      ("07", "the gradient arrives where a word was, as often as it was there"))
fault("true cards count as false ones", "NeuralNetworks/Losses/NegativeSampling.swift",
      "reduction.apply(to: («-positives»).softplus()", "positives", ("07", "the losses of a hundred steps are PyTorch's"))
fault("false cards share one voice", "NeuralNetworks/Losses/NegativeSampling.swift",
      ".softplus() + «negatives.softplus().sum(axis: 1)»)", "negatives.softplus().mean(axis: 1)",
      ("07", "the first loss is (1 + K) ln 2"))
fault("a decoder's target is its input", "Datasets/Tokens/PaddedPairs.swift",
      "PaddedSequences(words.map { «$0 + [end]» }, padding", "[begin] + $0",
      ("08", "each word that is wanted is the next one that is given"))
fault("BLEU likes short answers", "NeuralNetworks/Metrics/SequenceMetrics.swift",
      "let brevity = «min(0, 1 - Double(references.joined().count) / Double(candidateLength))»", "0.0",
      ("08", "the pencil's BLEU is the library's"))
fault("an insertion costs two edits", "NeuralNetworks/Metrics/SequenceMetrics.swift",
      "min(substituted, row[j] + «1», row[j + 1] + 1)", "2", ("08", "the distance is 1 edit"))
fault("a beam is always one wide", "NeuralNetworks/Generation/BeamSearch.swift",
      "let best = all.best(«width») {", "1", ("08", "a beam of two finds B A, with 0.36"))
fault("an answer is as likely as its last word", "NeuralNetworks/Generation/BeamSearch.swift",
      "[token], logProbability: «beginning.logProbability + Double(log)»", "Double(log)",
      ("08", "a beam of two finds B A, with 0.36"))
fault("greedy search forgets its state", "NeuralNetworks/EncoderDecoder/EncoderDecoder+Generation.swift",
      "state = «step.state»", "memory.context",
      heavy("08", "our loop and the engine's give the same translations"))
fault("scores are divided by the width", "NeuralNetworks/Attention/Attention.swift",
      "return isScaled ? «products / Float(width).squareRoot()» : products", "products / Float(width)",
      heavy("09", "unscaled, with start and rate √d times smaller, the error over all steps is the scaled one's"))
fault("an attention ignores its mask", "NeuralNetworks/Attention/Attention.swift",
      "let weights = mask.map { «scores.softmax(mask: $0)» }", "scores.softmax()", ("09", ": padding gets exactly 0"))
fault("the first padding is read", "NeuralNetworks/Attention/AttentionMasks.swift",
      "(0..<time).map { «$0 < length» ? Float(1) : 0 }", "$0 <= length", ("09", ": padding gets exactly 0"))

# MARK: Transformers and their writing

fault("the causal mask shows the next token", "NeuralNetworks/Attention/AttentionMasks.swift",
      "(0..<time).map { «$0 <= t» ? Float(1) : 0 }", "$0 <= t + 1", ("10", "the pencil's masked weights are right"))
fault("heads are scaled by their width", "Tensors/Ops/Attention.swift",
      "scale: scale ?? «1 / Float(q[3]).squareRoot()»", "1 / Float(q[3])", ("10", "matrices and the engine agree to 1e-6"))
fault("waves begin with the cosine", "NeuralNetworks/Attention/Positions.swift",
      "return Float(«column % 2 == 0» ? sin(angle)", "column % 2 == 1",
      ("10", "seven places further is one rotation for all places"))
fault("no two columns share a frequency", "NeuralNetworks/Attention/Positions.swift",
      "pow(10000, «Double(column / 2 * 2)» / Double(dimensions))", "Double(column)",
      ("10", "seven places further is one rotation for all places"))
fault("rotary positions do not rotate", "NeuralNetworks/Attention/Positions.swift",
      ".concatenated([«a * cosines - b * sines», b", "a * cosines + b * sines",
      ("10", "a query at 9 and a key at 4 fit as at 105 and 100"))
fault("a part of a block reads the stream unnormalized", "NeuralNetworks/Transformer/TransformerParts.swift",
      "order == .before ? «norm(x)» : x }", "x", ("10", "the block's outputs are PyTorch's, and Keras's"))
fault("a block's feed-forward part has another activation", "NeuralNetworks/Transformer/TransformerParts.swift",
      "activation == .relu ? sums.relu() : «sums.gelu()»", "sums.relu()",
      ("10", "the block's outputs are PyTorch's, and Keras's"))
fault("cached keys all stand at the beginning", "NeuralNetworks/Attention/KeyValueCache.swift",
      "let k = rotary?(parts[1], from: «start»)", "0", heavy("10", "the logits are the same, to 1e-5"))

seen("ignored labels count in the mean", ("08", "the losses of a hundred steps are PyTorch's"))
seen("sampling keeps one token too few", ("10", "so does top-p"))

seen("a pooling window misses its last row", ("03", "outputs and gradients are PyTorch's, to 1 in 100 000"))
seen("a slice's gradient goes to the beginning", heavy("00", "operations agree to 2 in 1000"))
seen("the mean cross-entropy's gradient is a sum's", ("00", "fused and composed cross-entropy agree to 1e-6"))
seen("ties in max share no gradient", heavy("00", "operations agree to 2 in 1000"))
seen("dropout keeps its scale to itself", ("02", "the mean over 4000 masks is 20, within 4 standard errors"))
seen("dropout drops the same in every step", ("02", "the mean over 4000 masks is 20, within 4 standard errors"))
seen("the running variance is biased", ("03", "the running statistics moved by a tenth"))
seen("the running mean's momentum is the wrong way round", ("03", "the running statistics moved by a tenth"))
seen("a transposed confusion matrix", heavy("02", "data sorted: at least half of the digits are mostly misread"))

# MARK: Training and judging

fault("RMSprop forgets faster", "NeuralNetworks/Optimizers/RMSprop.swift",
      "learningRate: learningRate, decay: «decay», epsilon", "decay * decay",
      ("02", "all four have PyTorch's losses over a hundred steps"))
fault("an interval is too narrow", "NeuralNetworks/Training/Interval.swift",
      "reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / («n - 1»)", "n", ("02", "the engine's interval is the pencil's"))
fault("a search returns the worst", "NeuralNetworks/Training/TrialComparison.swift",
      "preference == .lower ? trial.mean : «-trial.mean»", "trial.mean",
      heavy("02", "the best rate is inside the grid, not at its edge"))

seen("momentum is forgotten", ("02", "three steps with momentum go as far as the pencil says"))
seen("Adam corrects no bias", ("02", "all four have PyTorch's losses over a hundred steps"))
seen("AdamW decays as Adam does", ("02", "all four have PyTorch's losses over a hundred steps"))
seen("clipping leaves the norm at twice the bound", ("04", "(3, 4) becomes (0.6, 0.8)"))
seen("a warm-up begins at 0", heavy("02", "the warm-up's first step has a fiftieth of the rate"))
seen("the schedule starts one step late", heavy("02", "the quick test begins at a rate of 0.0001"))
seen("patience ends one epoch late", heavy("02", "early stopping ends eight epochs after the lowest validation loss"))
seen("validation in training mode", heavy("02", "dropout left on: its loss is the higher one in at least ten of twelve epochs"))
seen("validation loss as the mean over batches", heavy("02", "dropout left on: its loss is the higher one in at least ten of twelve epochs"))
seen("a median of an even count is the upper middle", heavy("02", "with weight decay the middle unit has at least 80 % of its power in one frequency"))
