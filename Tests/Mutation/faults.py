"""The faults that `mutate` plants: one call of `fault` for each.

name       what the fault breaks
file       below Sources
place      text that occurs in the file exactly once; the fault replaces the part between « and »
faulty     its replacement: an expression, or statements if `is_statement` is set
tests      the suites that should notice, the nearest first
"""

from dataclasses import dataclass


@dataclass
class Fault:
    name: str
    file: str
    place: str
    faulty: str
    tests: list
    is_statement: bool = False


FAULTS = []


def fault(name, file, place, faulty, *tests, is_statement=False):
    FAULTS.append(Fault(name, file, place, faulty, list(tests), is_statement))


# The table is laid out by hand.
# fmt: off

# MARK: Kernels

fault("pooling takes the later of equal numbers", "CKernels/images.c",
      "int right = «b > a || b != b»;", "b >= a || b != b", "KernelsTests", "TensorsTests")
fault("a pooling window misses its last row", "CKernels/images.c",
      "for (int64_t ky = s.y0; «ky < s.y1»; ky++)\n          for (int64_t kx = s.x0; kx < s.x1; kx++) {\n            int64_t here",
      "ky < s.y1 - 1 || ky == s.y0", "KernelsTests", "TensorsTests")
fault("sums of columns drop the last block", "CKernels/reduce.c",
      "add_blocks(m.sums, y, «blocks», inner);", "blocks - 1", "KernelsTests", "TensorsTests")
fault("a sum of nothing is not 0", "CKernels/reduce.c",
      "ck_fill(y, outer * inner, «0»);", "1", "KernelsTests", "TensorsTests")
fault("argmax takes the last of equal numbers", "CKernels/reduce.c",
      "bool better = least ? value < held : «value > held»;", "value >= held", "KernelsTests", "TensorsTests")

# MARK: Tensors

fault("the unbiased variance divides by n", "Tensors/Ops/Reductions.swift",
      "Float(unbiased ? «Swift.max(0, count - 1)» : count)", "count", "ValueTests", "TensorsTests")
fault("ties in max share no gradient", "Tensors/Ops/Reductions.swift",
      "let share = «chosen / chosen.sum(axis: axis, keepingDimension: true)»",
      "chosen", "GradientTests", "TensorsTests")
fault("a slice's gradient goes to the beginning", "Tensors/Ops/Slicing.swift",
      "g.copyWindow(into: whole, of: shape, axis: axis, from: «range.lowerBound», adding: true)",
      "0", "GradientTests", "TensorsTests")
fault("a frozen row learns", "Tensors/Ops/Slicing.swift",
      "indices.elements.map { «$0 == frozen» ? -1 : $0 }", "false && $0 == frozen", "TensorsTests", "NeuralNetworksTests")
fault("equal elements are sorted backwards", "Tensors/Ops/Ordering.swift",
      "!precedes(b, a) && «first < second»", "first > second", "TensorsTests.OrderingTests")
fault("reflection repeats the edge", "Tensors/Ops/PaddingModes.swift",
      "case .reflect: place < 0 ? «-place» :", "-place - 1", "TensorsTests.OrderingTests")
fault("the mean cross-entropy's gradient is a sum's", "Tensors/Ops/Losses.swift",
      "let factor: Float = reduction == .mean ? «1 / Float(losses.elementCount)» : 1\n  return reduction.apply(to: losses).recorded(\"crossEntropy\"",
      "1", "GradientTests", "NeuralNetworksTests.LossGradientTests", "NeuralNetworksTests.FixtureTests")

# MARK: Layers, losses, metrics

fault("dropout keeps its scale to itself", "NeuralNetworks/Layers/Dropout.swift",
      "case .training: «x.dropout(rate: rate, seed: stream.nextSeed())»",
      "x.dropout(rate: rate, seed: stream.nextSeed()) * (1 - rate)", "NeuralNetworksTests.LayerTests", "NeuralNetworksTests")
fault("dropout drops the same in every step", "NeuralNetworks/Modules/RandomStream.swift",
      "func nextSeed() -> UInt64 { «generator.next()» }", "1", "NeuralNetworksTests.LayerTests",
      "NeuralNetworksTests")
fault("the running variance is biased", "NeuralNetworks/Layers/Normalization.swift",
      "let unbiased = variance * («Float(count) / Float(count - 1)»)", "Float(1)", "NeuralNetworksTests.FixtureTests",
      "NeuralNetworksTests.LayerTests")
fault("the running mean's momentum is the wrong way round", "NeuralNetworks/Layers/Normalization.swift",
      "runningMean = «runningMean * (1 - momentum) + mean * momentum»",
      "runningMean * momentum + mean * (1 - momentum)", "NeuralNetworksTests.FixtureTests", "NeuralNetworksTests.LayerTests")
fault("ignored labels count in the mean", "NeuralNetworks/Losses/CrossEntropy.swift",
      "let total = («hard.sum(axis: -1) * counted»).sum().scalar", "hard.sum(axis: -1)",
      "NeuralNetworksTests.LossGradientTests", "NeuralNetworksTests.FixtureTests")
fault("label smoothing leaves out the classes", "NeuralNetworks/Losses/CrossEntropy.swift",
      "weights * («smoothing / Float(classes)»)", "smoothing", "NeuralNetworksTests.LossGradientTests",
      "NeuralNetworksTests.FixtureTests")
fault("the Huber loss forgets its half", "NeuralNetworks/Losses/RegressionLosses.swift",
      "near * (distance - near * «0.5»)", "0.25", "NeuralNetworksTests.LossGradientTests", "NeuralNetworksTests.FixtureTests")
fault("a transposed confusion matrix", "NeuralNetworks/Metrics/ConfusionMatrix.swift",
      "«counts[label][prediction] += 1»", "counts[prediction][label] += 1", "NeuralNetworksTests.MetricsTests",
      is_statement=True)
fault("areas under the curve give ties the first rank", "NeuralNetworks/Metrics/Accuracy.swift",
      "let meanRank = «Double(first + 1 + end) / 2»", "Double(first + 1)", "NeuralNetworksTests.MetricsTests")
fault("top k takes k + 1", "NeuralNetworks/Metrics/Accuracy.swift",
      "return «ahead.count < k»", "ahead.count <= k", "NeuralNetworksTests.MetricsTests")
fault("sampling keeps one token too few", "NeuralNetworks/Generation/Sampling.swift",
      "}.map { «$0 + 1» } ?? count", "max(1, $0)", "NeuralNetworksTests.GenerationTests")
fault("a median of an even count is the upper middle", "NeuralNetworks/Training/Statistics.swift",
      "sorted.count % 2 == 1 ? sorted[middle] : «sorted[middle - 1] / 2 + sorted[middle] / 2»", "sorted[middle]",
      "NeuralNetworksTests.StatisticsTests")

# MARK: Optimizers

fault("momentum is forgotten", "NeuralNetworks/Optimizers/SGD.swift",
      "let first = «velocities[index] == nil»", "true", "NeuralNetworksTests.OptimizerTests")
fault("SGD decays no weights", "NeuralNetworks/Optimizers/SGD.swift",
      "constants.weightDecay) = grouped.constants(index, learningRate, «weightDecay»)", "0",
      "NeuralNetworksTests.OptimizerTests")
fault("Adam corrects no bias", "NeuralNetworks/Optimizers/Adam.swift",
      "correction1: «Float(1 - state.powers.0)»", "1", "NeuralNetworksTests.OptimizerTests")
fault("AdamW decays as Adam does", "NeuralNetworks/Optimizers/Adam.swift",
      "gradientScale: 1,\n        decoupled: «isDecoupled»)", "false", "NeuralNetworksTests.OptimizerTests")
fault("frozen weights move", "NeuralNetworks/Optimizers/SGD.swift",
      "for (index, parameter) in parameters.enumerated() where «!parameter.isFrozen» {", "true",
      "NeuralNetworksTests.OptimizerTests", "NeuralNetworksTests.LayerTests")
fault("a resumed Adam corrects as at its start", "NeuralNetworks/Optimizers/Adam.swift",
      "while «self.steps < steps», powers != (0, 0) {", "false", "NeuralNetworksTests.CheckpointTests")
fault("a resumed dropout draws from another stream", "NeuralNetworks/Interchange/Checkpoint.swift",
      "stream.generator = SplitMix64(seed: «state»)", "state &+ 1", "NeuralNetworksTests.CheckpointTests")
fault("a group learns at the optimizer's rate", "NeuralNetworks/Optimizers/ParameterGroup.swift",
      "group.learningRateFactor.map { «$0 * learningRate» }", "$0 * 0 + learningRate",
      "NeuralNetworksTests.CheckpointTests")
fault("numbers of a shared parameter may differ", "NeuralNetworks/Interchange/StateDictionary.swift",
      "} else if «name != first» && other.scalars", "false", "NeuralNetworksTests.PartialLoadingTests")
fault("CTC skips the blank between equal labels", "NeuralNetworks/Losses/CTCLoss.swift",
      "if state > 1, label != blank, «chain[state - 2] != label» {", "true", "NeuralNetworksTests.FurtherLossTests",
      "NeuralNetworksTests.FixtureTests")
fault("clipping leaves the norm at twice the bound", "NeuralNetworks/Optimizers/Clipping.swift",
      "let factor = «maximum / (norm + 1e-6)»", "2 * maximum / (norm + 1e-6)", "NeuralNetworksTests.OptimizerTests",
      "NeuralNetworksTests.FitTests")
fault("a warm-up begins at 0", "NeuralNetworks/Optimizers/LearningRateSchedule.swift",
      "rate(0) * Float(«step + 1») / Float(steps)", "step", "NeuralNetworksTests.CurveTests",
      "NeuralNetworksTests.OptimizerTests")
fault("a plateau is left one report early", "NeuralNetworks/Optimizers/LearningRateSchedule.swift",
      "if «stale > patience» {", "stale >= patience", "NeuralNetworksTests.CurveTests", "NeuralNetworksTests.OptimizerTests")

# MARK: Training

fault("shuffled gives the same order in every epoch", "NeuralNetworks/Training/DataLoader.swift",
      "let places = «generator.permutation(of: order.count)»",
      "{ var same = SplitMix64(seed: 1); return same.permutation(of: order.count) }()",
      "NeuralNetworksTests.FitTests", "NeuralNetworksTests.EdgeTests", "NeuralNetworksTests")
fault("the last batch is dropped", "NeuralNetworks/Training/DataLoader.swift",
      "droppingLast || order.count % batchSize == 0 ? whole : «whole + 1»", "whole",
      "NeuralNetworksTests.FitTests", "NeuralNetworksTests")
fault("validation loss as the mean over batches", "NeuralNetworks/Training/Fitting.swift",
      "means.add(loss.scalar, metric, weight: «batch.count»)", "1", "NeuralNetworksTests.FitTests", "NeuralNetworksTests")
fault("training loss as the mean over batches", "NeuralNetworks/Training/Fitting.swift",
      "means.add(measured.loss, measured.metric, weight: «batch.count»)", "1", "NeuralNetworksTests.FitTests",
      "NeuralNetworksTests")
fault("validation in training mode", "NeuralNetworks/Training/Fitting.swift",
      "let (loss, metric) = measure(batch, «.inference»)", "Mode.training", "NeuralNetworksTests.FitTests", "NeuralNetworksTests")
fault("patience ends one epoch late", "NeuralNetworks/Training/Fitting.swift",
      "«epoch.number - best.epoch >= patience»", "epoch.number - best.epoch > patience", "NeuralNetworksTests.FitTests")
fault("buffers are not restored with the best weights", "NeuralNetworks/Training/Fitting.swift",
      "changes.restore(«best.buffers»)", "changes.values", "NeuralNetworksTests.FitTests", "NeuralNetworksTests")
fault("buffers that change after the best epoch are not restored", "NeuralNetworks/Modules/Buffer.swift",
      "index < values.count ? values[index] : «change.before»", "change.buffer.value", "NeuralNetworksTests.EdgeTests", "NeuralNetworksTests")
fault("the schedule starts one step late", "NeuralNetworks/Training/StepTaker.swift",
      "optimizer.learningRate = rate(«stepCount»)", "stepCount + 1", "NeuralNetworksTests.FitTests", "NeuralNetworksTests")

# MARK: Data

fault("a fold leaks a sample into training", "Datasets/Core/Splits.swift",
      "training: self[order.indices.filter { «!isHeldOut($0)» }.map { order[$0] }],",
      "!isHeldOut($0) || $0 == part", "DatasetsTests.DatasetTests")
fault("a split takes one too few", "Datasets/Core/Splits.swift",
      "return «Int((Double(count) * fraction).rounded())»", "Int(Double(count) * fraction)", "DatasetsTests.DatasetTests")
fault("strata are mixed", "Datasets/Core/Splits.swift",
      "places[«labels[place]»].append(place)", "place % classCount", "DatasetsTests.DatasetTests")
fault("standardized by the squared deviation", "Datasets/Core/Standardizer.swift",
      "let deviation = «(square / n).squareRoot()»", "square / n", "DatasetsTests.DatasetTests")
fault("a constant feature is blown up", "Datasets/Core/Standardizer.swift",
      "return «deviation > 1e-7 * max(1e-30, abs(mean))» ? deviation : 1", "deviation > 0", "DatasetsTests.DatasetTests")
fault("doubled quotes stay in CSV", "Datasets/Loading/CSVFields.swift",
      "return «inside.contains(\"\\\"\\\"\")» ? inside.replacing", "inside.isEmpty", "DatasetsTests.TextLoadingTests", "DatasetsTests")
fault("a line end of two characters counts as two", "Datasets/Loading/CSVFields.swift",
      "lineFeed || bytes[next] == carriageReturn, «!isInPair» { line += 1 }", "next >= 0",
      "DatasetsTests.TextLoadingTests", "DatasetsTests")
fault("signed bytes are read as unsigned", "Datasets/Loading/IDXHeader.swift",
      "case .signedByte: «Float(Int8(truncatingIfNeeded: bits))»", "Float(bits)", "DatasetsTests.IDXTests")
fault("a decimal's exponent loses its sign", "CKernels/decimals.h",
      "d->power += «is_negative ? -power : power»;", "power", "DatasetsTests.NumberReadingTests")
fault("digits before the point stay where they were", "CKernels/decimals.h",
      "staying = «points ? fraction : count»;", "count", "DatasetsTests.NumberReadingTests")
fault("a row found between quotes is kept", "Kernels/TextTable.swift",
      "let part = «end <= bounds[index]» ? guess", "end >= 0", "DatasetsTests.TableScanningTests")
fault("a vocabulary forgets which token came first", "Datasets/Tokens/Vocabulary.swift",
      "counts.sorted { «$0.value.first < $1.value.first» }", "$0.key < $1.key", "DatasetsTests.TokensTests")
fault("the mask covers the last token", "Datasets/Tokens/Padding.swift",
      "(0..<width).map { «$0 < length» ? 1 : 0 }", "$0 < length - 1", "DatasetsTests.TokensTests")
fault("n-grams read one symbol fewer", "Datasets/Language/NGramModel.swift",
      "guard let longer = found[found.count - 1].longer[before] else { break }\n      «found.append(contexts[longer])»",
      "if found.count < order - 1 { found.append(contexts[longer]) } else { break }", "DatasetsTests.NGramModelTests",
      is_statement=True)

# MARK: Charts

fault("error bands half as wide", "SVGCharts/Marks/AreaMark.swift",
      "runs[runs.count - 1].lower.append(Spot(x: px, y: plot.limited(«base»)))", "(base + py) / 2", "SVGChartsTests.GeometryTests")
fault("points at bins' lower ends", "SVGCharts/Scales/PositionScale.swift",
      "return «(a + b) / 2»", "a", "SVGChartsTests.GeometryTests")
fault("bars of bins shifted by half a bin", "SVGCharts/Rendering/PlotDrawing.swift",
      "return («min(a, b) + gap / 2», abs(b - a) - gap)", "min(a, b) + gap / 2 - abs(b - a) / 2", "SVGChartsTests.GeometryTests")
fault("stacks begin at zero", "SVGCharts/Rendering/Stacking.swift",
      "let start = «heights[stack] ?? 0»", "0", "SVGChartsTests.GeometryTests")
fault("arrows point backwards", "SVGCharts/Marks/ArrowMark.swift",
      "heads += «PathBuilder.head(from: start, to: end)»", "PathBuilder.head(from: end, to: start)", "SVGChartsTests.GeometryTests")
fault("grid lines beside their ticks", "SVGCharts/Rendering/AxisDrawing.swift",
      "\"M\\(SVGWriter.number(plot.x)) \\(SVGWriter.number(«item.position»))h", "item.position + 3", "SVGChartsTests.GeometryTests")
fault("texts of cells off their middle", "SVGCharts/Rendering/AnnotationDrawing.swift",
      "text, x: «box.midX», y: box.midY", "box.x", "SVGChartsTests.GeometryTests", "SVGChartsTests.SnapshotTests")
fault("a logarithmic axis is linear", "SVGCharts/Scales/PositionScale.swift",
      "return start + «(log(value) - log(low)) / (log(high) - log(low))» * (end - start)",
      "(value - low) / (high - low)", "SVGChartsTests.GeometryTests")
fault("bars on a logarithmic axis are left out", "SVGCharts/Scales/PositionScale.swift",
      "if isBelow(a), !isBelow(b) { return «position(of: b).map { (start, $0) }» }", "nil", "SVGChartsTests.OmissionTests")
fault("what is left out is not told", "SVGCharts/Rendering/Omissions.swift",
      "return sentences.isEmpty ? nil : «sentences.joined(separator: \" \")»", "nil", "SVGChartsTests.OmissionTests")
fault("frames choose their own colours", "SVGCharts/Scales/SharedScales.swift",
      "scene.colors = «colors»", "scene.colors", "SVGChartsTests.SharedScaleTests", "ExecutionTests.DrawingTests")
fault("frames choose their own axes", "SVGCharts/Scales/SharedScales.swift",
      "if let y { scene.yExtent = «y» }", "scene.yExtent", "SVGChartsTests.SharedScaleTests", "ExecutionTests.DrawingTests")
fault("the ramp turns round", "SVGCharts/Scales/ColorScale.swift",
      "let share = «(number - ramp.low) / (ramp.high - ramp.low)»", "(ramp.high - number) / (ramp.high - ramp.low)",
      "SVGChartsTests.SnapshotTests")

# MARK: The cells' library

fault("a claim with < passes where the value is NaN", "CellSupport/Comparison.swift",
      "CheckedCondition(«(a < b) as Bool», a, \"<\", else: (a >= b) as Bool ? \"≥\" : \"≮\", b)", "(!(a >= b)) as Bool",
      "CellSupportTests.ComparisonTests")
fault("a claim with >= passes where the value is NaN", "CellSupport/Comparison.swift",
      "CheckedCondition(«(a >= b) as Bool», a, \"≥\", else: (a < b)", "(!(a < b)) as Bool", "CellSupportTests.ComparisonTests")
fault("a claim takes nearly equal for equal", "CellSupport/Comparison.swift",
      "public func != <Value: Equatable>(a: Value, b: Value) -> CheckedCondition {\n  CheckedCondition(«(a != b) as Bool»",
      "(\"\\(a)\".prefix(6) != \"\\(b)\".prefix(6)) as Bool", "CellSupportTests.ComparisonTests")
fault("percent cuts instead of rounding", "SVGCharts/Text/NumberFormat.swift",
      "let scaled = «(abs(share) * 100 * unit).rounded()»", "(abs(share) * 100 * unit).rounded(.down)",
      "CellSupportTests.ComparisonTests")
fault("a loop's last value that is no number goes stale", "CellSupport/LoopHistory.swift",
      "if count <= LoopHistory.summaryLimit {\n      summary = «ValueSummary(of: value)»",
      "count == 1 ? ValueSummary(of: value) : summary", "ExecutionTests.LineValueTests", "CellSupportTests")
fault("a loop's least number is its first", "CellSupport/NumberHistory.swift",
      "if number < least { least = «number» }", "first", "ExecutionTests.LineValueTests", "CellSupportTests")
fault("numbers lose their minus", "SVGCharts/Text/NumberFormat.swift",
      "? \"−\" + «text.dropFirst()» : text", "\"\"", "CellSupportTests", "ExecutionTests.LineValueTests")

# MARK: The runner

fault("a cell's own timeout is ignored", "Execution/ItemWatch.swift",
      "current = «limits[item]»\n", "limits.usual", "ExecutionTests.AwkwardCellTests", "ExecutionTests", "LecternTests")
fault("a cell gives itself more output", "Execution/ItemLimits.swift",
      "limits.output = «min(output, options.maxOutput ?? output)»", "options.maxOutput ?? output", "ExecutionTests.BoundsTests")
fault("a cell gives itself more to show", "Execution/ItemLimits.swift",
      "limits.displays = «min(displays, options.maxPage ?? displays)»", "options.maxPage ?? displays", "ExecutionTests.BoundsTests")
fault("only a cell's first failed claim is reported", "Execution/FailureReport.swift",
      "let diagnostics = «item.failedClaims».map { claim, line, column in", "Array(item.failedClaims.prefix(1))",
      "ExecutionTests.ClaimTests", "ExecutionTests", "LecternTests")
fault("the output limit counts all cells together", "Execution/OutputExcess.swift",
      "if «printed - begin.printed» > limits.output { return .printed }", "printed", "ExecutionTests.OutputTests",
      "ExecutionTests", "LecternTests")
fault("an item that has begun begins again", "Execution/MessageCheck.swift",
      "«item > begun[message.process] ?? -1» else", "true",
      "ExecutionTests.ForgedMessageTests", "ExecutionTests")
fault("an item that the program lacks begins", "Execution/MessageCheck.swift",
      "guard «items.contains(item)»,", "true", "ExecutionTests.ForgedMessageTests", "ExecutionTests")
fault("sizes of output can't be added up", "Execution/MessageCheck.swift",
      "message.outputSize = «Self.within(message.outputSize, Self.mostBytes)»", "message.outputSize",
      "ExecutionTests.ForgedMessageTests", "ExecutionTests")
fault("the runs of the compiler don't add up", "Execution/CompileBudget.swift",
      "left -= «seconds»", "0 * seconds", "ExecutionTests.CompileBudgetTests", "ExecutionTests")
fault("a place at a line's beginning is in the line before", "SwiftSource/LineStarts.swift",
      "offsets.partitioningIndex { «$0 > offset» } - 1", "$0 >= max(1, offset)", "SwiftSourceTests.LineStartsTests",
      "SwiftSourceTests", "ExecutionTests")
fault("what is shown comes before what was printed", "Execution/RunTranscript.swift",
      "«add(display.withSafeDrawings(&items[items.count - 1].drawings), message.wireSize - wireSize)»",
      "items[items.count - 1].outputs.insert(.display(display), at: 0)", "ExecutionTests.OutputTests", is_statement=True)
fault("a failed run ends with 0", "lectern/Commands/Run.swift",
      "if «report.result.hasFailed || source.notebook.hasErrors || report.problem != nil» {", "false", "LecternTests.CommandTests", "LecternTests")
fault("check --strict lets warnings pass", "lectern/Commands/Check.swift",
      "return !found.contains { «strict» || $0.severity == .error }", "false", "LecternTests.CommandTests", "LecternTests")
fault("what a drawing lost is not said", "Displays/Drawings/Display+Drawings.swift",
      "«report.dropped += drawing.dropped.filter { !report.dropped.contains($0) }»", "_ = drawing.dropped",
      "ExecutionTests.DrawingTests", is_statement=True)
fault("handlers stay in drawings", "Displays/Drawings/SafeDrawing.swift",
      "if «isKnown», fits(name), DrawingVocabulary.isHarmless(value)", "true", "ReportsTests.SafeDrawingTests")
fault("drawings load from elsewhere", "Displays/Drawings/DrawingVocabulary+Values.swift",
      "guard «address.first == UInt8(ascii: \"#\")» else { return false }", "true",
      "ReportsTests.SafeDrawingTests")

# MARK: Pages

fault("text goes into pages as it is", "Markup/Escaper.swift",
      "case \"<\": markup += «\"&lt;\"»", "\"<\"", "MarkupTests.SerializerTests", "SVGChartsTests.MarkupTests",
      "ReportsTests.EscapingTests")
fault("links may run scripts", "Reports/HTML.swift",
      "if «Address.problem(ofLink: text) != nil» { return nil }", "false",
      "ReportsTests.EscapingTests")
fault("sections' titles are repeated however long they are", "Notebooks/References/SectionTitles.swift",
      "return «title.plainText.utf8.count <= Self.longest» ? title : nil", "true", "NotebooksTests.StructureTests")
fault("listings look through files without an end", "Notebooks/Structure/ParseState.swift",
      "guard «self[keyPath: amount].used <= self[keyPath: amount].most» else { return false }", "true",
      "NotebooksTests.ListingTests")
fault("a page grows with each use of a picture", "Notebooks/References/PictureFile.swift",
      "if «size >= mostTogether» { throw .tooMany }", "false", "NotebooksTests.PictureTests")
fault("ids of drawings collide", "Reports/Drawings/DrawingIdentifiers.swift",
      "names[id] = «prefix + String(decoding: name, as: UTF8.self)»", "String(decoding: name, as: UTF8.self)",
      "ReportsTests.DrawingIdentifierTests")
fault("printed lines keep their carriage returns", "Reports/TerminalText.swift",
      "case 0x0D: column = «0»", "column", "ReportsTests.TerminalTests")
fault("colours too faint to read", "Reports/TerminalText+Markup.swift",
      "where «tone.contrast(with: ground) < 4.6»", "false", "ReportsTests.TerminalTests")
fault("headings share an id", "Notebooks/References/HeadingSlugs.swift",
      "while «!taken.insert(id).inserted» {", "false", "NotebooksTests.StructureTests", "NotebooksTests")
fault("figures and tables share their numbers", "Notebooks/References/LabelTable.swift",
      "entry.number = «counts[kind]»", "counts.values.reduce(0, +)", "NotebooksTests.InlineTests", "NotebooksTests")
fault("a language's code of three letters passes for its tag", "Notebooks/FrontMatter/LanguageTag.swift",
      'text.utf8.allSatisfy({ $0 < 0x80 }),\n      «tags[String(tag.prefix { $0 != "-" })] == nil»', "true",
      "NotebooksTests.FrontMatterTests", "NotebooksTests")
fault("footnotes are numbered by their definitions", "Notebooks/References/FootnoteTable.swift",
      "let number = numbers[id] ?? «numbers.count + 1»", "(ids.firstIndex(of: id) ?? 0) + 1", "NotebooksTests.InlineTests",
      "NotebooksTests")
fault("hyphens before numbers stay hyphens", "Reports/ProseLine.swift",
      "if «isDigit(1) || (neighbor(1) == \".\" && isDigit(2)) || neighbor(1) == \"∞\"», !isWord(-1) {", "false", "ReportsTests.TypographyTests", "ReportsTests")
fault("lines begin with the comma after a formula", "Reports/Rendering/LinePieces.swift",
      "let tail = «followsFormula(pieces)» ? tail(of: text) : \"\"", "false", "ReportsTests.TypographyTests",
      "ReportsTests")
fault("pages carry more fonts than they may", "Reports/PageFonts.swift",
      "guard «size + rule.utf8.count < limit» else", "true", "ReportsTests.PageFontsTests", "ReportsTests")
fault("bold labels are measured like regular ones", "SVGCharts/Text/TextMetrics.swift",
      "return Double((«isBold» ? LabelAdvances.bold : LabelAdvances.regular)", "false",
      "SVGChartsTests.TextMetricsTests", "SVGChartsTests")
fault("the glossary finds words within words", "Reports/Book/GlossaryPage.swift",
      "«(start == 0 || !Self.isWord(bytes[start - 1])) && (end == bytes.count || !Self.isWord(bytes[end]))»", "true",
      "LecternTests.BookTests", "ReportsTests")
fault("minus signs of tables are hyphens", "Reports/NumberSign.swift",
      "isNumeric || Double(text) != nil ? «NumberFormat.withTrueMinus(text)» : text", "text", "ReportsTests.TableTests",
      "ReportsTests")
fault("decimals stand beside each other", "Reports/DecimalAlignment.swift",
      "digits(«longest - count»)", "longest", "ReportsTests.TableTests", "ReportsTests")
fault("numbers of prose have no invisible digits", "Reports/Rendering/NumberColumn.swift",
      "while let next = open.first, «next.place <= place + rest.count» {", "false", "ReportsTests.TableTests",
      "ReportsTests")
fault("what is shared by neighbours stays on each", "Reports/Drawings/InheritedLooks.swift",
      "guard «bytes * (nodes.count - 1) > tagBytes» else", "false", "ReportsTests.InheritedLookTests")
fault("groups are compared by their own tags alone", "Reports/Drawings/RepeatedParts.swift",
      "let look = Look(tag: tag.markup, children: «inner»)", "[Int]()", "ReportsTests.RepeatedPartTests")
fault("repeated groups are drawn by each layout's first", "Reports/Drawings/RepeatedParts.swift",
      "«(counts, ids) = ([:], [:])»", "counts = [:]", "ReportsTests.RepeatedPartTests")
fault("classes of points differ by colour alone", "SVGCharts/Rendering/Scene.swift",
      "return «ChartSymbol.allCases[place]»", "ChartSymbol.circle", "SVGChartsTests.PointShapeTests")
fault("commas of CSV are not quoted", "Reports/CommaSeparatedValues.swift",
      "guard «text.unicodeScalars.contains(where: { \",\\\"\\r\\n\".unicodeScalars.contains($0) })» else", "false",
      "ReportsTests.TableTests", "ReportsTests")
fault("claims that fail count as holding", "Reports/Rendering/PageRenderer+Claims.swift",
      "let holding = claims.count { «$0.claim.holds» }", "$0.id != \"\"", "ReportsTests.PageTests", "ReportsTests")

fault("a page's momentum forgets the step before", "Reports/Resources/training.js",
      "mean[i] = «0.9 * mean[i]» + gradient[i]", "0", "BrowserTests")
fault("the page's training forgets the slope of its activation", "Reports/Resources/training.js",
      "below.error[i] = «e * slope(below.y[i])»;", "e", "BrowserTests")
fault("a chapter of the map may stand before what it builds on", "Reports/Book/BookMap.swift",
      "level: «1 + (before.compactMap { places[$0]?.level }.max() ?? -1)»", "first.map { $0.level + 1 } ?? 0",
      "ReportsTests.FrontPageTests")

# MARK: The cage

fault("cells see the user's variables", "Execution/Cage.swift",
      "let kept = variables.filter { «isKept($0.key)» }", "!$0.key.isEmpty", "CageTests")
fault("results hold with other rights", "Execution/Store/ResultKey.swift",
      'content: «runner.cage.map { "\\($0)" } ?? "everything"»', '"everything"', "LecternTests.RightsTests")
fault("cells may write beside their notebook", "Execution/Cage.swift",
      'let read = ([run] + folders.map(Path.canonical) + readable).map { «"r\\($0)"» }', '"w\\($0)"', "CageTests")
fault("rules that break off are taken for all", "lectern-host/cage.c",
      "return «rule + 2 == end && *rule == '.' && rule[1] == 0»;", "rule != NULL", "CageRulesTests")
fault("a link in the place of an allowed file is followed", "lectern-host/cage.c",
      ".resolve = «RESOLVE_NO_SYMLINKS»}", "0", "CageRulesTests")
fault("a run that must be caged is free", "lectern-host/main.c",
      "const char *problem = «is_caged(arguments) ? lectern_enter_cage(arguments[1]) : NULL»;", "NULL", "CageRulesTests")
fault("with the network cells reach named sockets", "lectern-host/refused.c",
      "next = has_network ? «refuse_families(next)» :", "next", "CageTests")
fault("cells give their sockets names", "lectern-host/refused.c",
      "for (size_t i = 0; i < «sizeof nameless / sizeof *nameless»; i++)", "0", "CageTests")
fault("cells have sockets without end", "lectern-host/tasks.c",
      "if (of->counted + of->made + some > most) «return 0;»", "", "CageTests", is_statement=True)
fault("pages are put into pipes by reference", "lectern-host/refused.c",
      "for (int i = 0; i < «count_of_unfit»; i++)", "0", "CageTests")
fault("processes begin others while they are counted", "CPlatform/hold.c",
      "if («kill(process, SIGSTOP) != 0») return;", "1", "AwkwardCellTests|SegmentTests")
fault("inline parts of raw HTML have edges of any width", "Notebooks/HTML/HTMLVocabulary.swift",
      "if isOfEdge(property), «!hasShortLengths(value)» { return false }", "false", "HTMLFilterTests")
fault("a marker is drawn once", "Displays/Drawings/DrawingReferences.swift",
      ".times(«isAtVertices ? max(1, element.vertices) : 1»)", "1", "SafeDrawingTests")
fault("a slash that combines with a letter is none", "Notebooks/References/Path.swift",
      "«path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }»",
      'path.split(separator: "/").map(String.init)', "PathTests")
fault("links lead readers' answers elsewhere", "lectern/Commands/Exercises.swift",
      "if «folder != nil» { return }", "true", "ExercisesTests")
fault("code may turn its direction", "Notebooks/Source/PageCharacter.swift",
      "where: { «turns(scalars[$0])» ||", "false", "CommonMarkTests")
fault("names may have characters that nobody sees", "Notebooks/Source/PageCharacter.swift",
      "|| «isHidden($0, in: scalars)»", "false", "CommonMarkTests")
fault("a path with a zero in it is read as two rules", "Execution/Cage.swift",
      ".filter { «!$0.utf8.contains(0)» }", "true", "CageRulesTests")
fault("advice names the link that a cell writes through", "Execution/Cage+Refusals.swift",
      "Set(files.map(«Path.destination»))", "Path.canonical", "CageTests")
fault("advice is given for what every cell may change", "Execution/Cage+Refusals.swift",
      "refused(accesses.changed, outside: «Cage.writableByAll + writable»)", "writable", "CageTests")
fault("a package that changes while it is built counts as built", "Execution/Packages/PackageState.swift",
      'return «haveChanged || PackageState.fingerprint(of: watched) != fingerprint» ? "" : now', "haveChanged",
      "LecternTests.PackageTests")
fault("files are not noted that a run's own folder leads to", "lectern-host/accesses.c",
      "begins(path, own) && «!strstr(path, \"/..\")»;", "1", "LecternTests.StoreTests")
fault("each process alone may have all memory", "Execution/MemoryWatch.swift",
      "return «excesses >= 3»", "excesses < 0", "AwkwardCellTests")
fault("memory that processes share counts for each", "CPlatform/memory.c",
      "return «memory > enough ? shares_of(all) : memory»;", "memory", "AwkwardCellTests")
fault("the page calls a cage with exceptions whole", "Execution/Runner.swift",
      "return «cage == Cage()» ? .complete : .withExceptions", "true", "CageTests")

fault("a book reads what it asks for without consent", "lectern/RunTerms.swift",
      "if «isOwn || isAllowed» { cage.readable.append(path) }", "!path.isEmpty", "LecternTests.BookRightsTests")
fault("a book raises its own limits", "lectern/RunTerms.swift",
      "if «!isMore || isAllowed» { limits[keyPath: limit] = asked }", "asked == asked", "LecternTests.BookRightsTests")
fault("a book may ask for the right to change itself", "lectern/RunTerms.swift",
      "guard places.contains(where: { «Cage.holds(path, $0)» }) else", "$0.isEmpty", "LecternTests.BookRightsTests")
fault("a book may ask for the right to change a link that leads to it", "lectern/RunTerms.swift",
      "let places = [Path.canonical(book.file)] + «Path.links(to: book.file)»", "[]", "LecternTests.BookRightsTests")
fault("time counts while the machine sleeps", "Execution/WatchedTime.swift",
      "max(0, «min((now - last) / .seconds(1), Self.longestPause)»)", "(now - last) / .seconds(1)",
      "ExecutionTests.WatchedTimeTests")
fault("lines are cut in two where output is cut", "Execution/OutputExcerpt.swift",
      "guard let text = output.text else { return (Array(outputs[..<index]), index, 0) }\n      let part = «Self.firstLines(of: text, bytes: left)»",
      "String(decoding: text.utf8.prefix(left), as: UTF8.self)", "ExecutionTests.BoundsTests")
fault("a killed run's folder stays if nothing has to run", "Execution/Runner.swift",
      "«_ = (RunFolder.hasSwept, ModuleCache.hasSwept)»", "_ = toolchain", "LecternTests.FileSafetyTests", is_statement=True)
fault("a folder that no run has made is swept", "Execution/RunFolder.swift",
      "status.st_uid == geteuid() && «status.st_mode & 0o7777 == 0o700»", "true", "LecternTests.FileSafetyTests")
fault("cells may change what Lectern has stored", "lectern/OwnFolders.swift",
      "where «Cage.holds(path, folder) || Cage.holds(folder, path)» {", "folder.isEmpty", "LecternTests.RightsTests")
fault("a letter outside of ASCII hides the file that a drawing names", "Reports/HTMLFilter.swift",
      'let ascii = «attribute.value.lowercased().utf8.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }»',
      "attribute.value.lowercased().utf8.filter { $0 < 0x80 }",
      "ReportsTests.HTMLFilterTests")
fault("an author's tag closes what is around its part of the page", "Reports/HTMLFilter.swift",
      "if tag.isClosing { return «open[outer...]».lastIndex(of: tag.name)", "open[0...]", "ReportsTests.HTMLFilterTests")
fault("a damaged secret stays", "Serving/ServeToken.swift",
      "let isNew = «access(path, F_OK) != 0»", "true",
      "LecternTests.ServeTests")

# MARK: The server

fault("a cell ends its segment early", "Execution/Segments/WaitingPipe.swift",
      "if «end < 0» { return nil }", "end < -1", "ExecutionTests.ForgedPauseTests")
fault("the server answers to any name", "Serving/HTTP/Gate.swift",
      'guard let host = request.headers["host"], «hosts.contains(host.lowercased())» else {', "!host.isEmpty", "ServingTests")
fault("any page may send commands", "Serving/HTTP/Gate.swift",
      'guard «origin == "http://\\(host)"» else', "origin != nil", "ServingTests")
fault("any browser is let in", "Serving/HTTP/Gate.swift",
      "guard let given = request.cookie(cookie), «Self.isEqual(given, token)» else", "!given.isEmpty", "ServingTests",
      "LecternTests.ServeTests")
fault("a part of the token suffices", "Serving/HTTP/Gate.swift",
      "return «a.count == b.count» && zip(a, b)", "true", "ServingTests")
fault("the page of another port may ask for pages", "Serving/HTTP/Gate.swift",
      "if let site = request.headers[\"sec-fetch-site\"], «!sites.contains(site)» {", "false", "ServingTests")
fault("any folder is taken for the secret one", "Serving/HTTP/Gate.swift",
      "guard let first = request.path.first, «Self.isEqual(first, home)» else", "!first.isEmpty", "ServingTests")
fault("browsers send the cookie to all folders", "Serving/HTTP/Gate.swift",
      "Path=\\(«path(of: [])»); HttpOnly", '"/"', "ServingTests")
fault("everyone can read the file that leads to the address", "Serving/EntryFile.swift",
      "with: Array(page.utf8), mode: «0o600»)", "0o666", "LecternTests.ServeTests")
fault("a line of a request may end in a line feed alone", "Serving/HTTP/HTTPRequest.swift",
      "case 0x0A: «index > 0 && head[index - 1] == 0x0D»", "true", "ServingTests")
fault("strangers take all connections", "Serving/HTTP/Connections.swift",
      "guard isFull || «state.strangers.count >= mostStrangers» else", "false", "ServingTests")
fault("a path may lead up", "Serving/HTTP/HTTPRequest.swift",
      'guard name != ".", «name != ".."», !name.utf8.contains', "true", "ServingTests")
fault("a body may be of any size", "Serving/HTTP/HTTPRequest.swift",
      "guard «length <= limit» else { throw HTTPError(413", "length >= 0", "ServingTests")
fault("a touched file counts as changed", "Serving/Watching/FileWatch.swift",
      "hasChanged = hasChanged || «!now.isSameContent(before)»", "true", "ServingTests")
fault("every file of the folder is served", "Serving/Live/LiveBook.swift",
      "return «state.site.links(to: file, from: state.pages.values.map(\\.notebook))» ? file : nil", "!file.isEmpty",
      "LecternTests.ServeTests")
fault("changed code does not run in a page that is served", "Execution/Store/RecentRun.swift",
      "guard !isTorn, «key == ResultKey(notebook, runner)», entry", "!key.parts.isEmpty", "LecternTests.ServeTests")
fault("a stopped run goes on", "Execution/Interruption.swift",
      "lectern_interrupted() != 0 || «button?.isPressed ?? false»", "false", "BrowserTests", "LecternTests.ServeTests")
fault("a cell makes the runner look at any number of files", "Execution/Store/Accesses.swift",
      "if «self[keyPath: list].count < Self.mostFiles» {", "true", "LecternTests.StoreTests")
fault("a cell's own section is a table of symbols", "Execution/ObjectFile.swift",
      "where «table.kind == .symbols» && sections", 'table.name == ".symtab"', "ExecutionTests.ObjectFileTests")
fault("a proof lets strangers in", "Serving/HTTP/HTTPResponse.swift",
      "Bool { «status == 403 || isProof» }", "status == 403", "ServingTests")
fault("other sites get a proof", "Serving/HTTP/Gate.swift",
      '«request.headers["sec-fetch-site"] ?? "same-origin" == "same-origin"»,', "true", "ServingTests")
fault("results are kept although a file has changed under the cells", "Execution/Store/Accesses.swift",
      "FileTime.ofChange($0).map { «$0 > start.time» } ?? false", "$0 < $0", "LecternTests.StoreTests")
