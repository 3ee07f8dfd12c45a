import Displays
import ModelDiagrams
import NeuralNetworks
import SVGCharts

extension Displayable where Self: SVGPicture {
  public var displays: [Display] { [.figure(Figure(self))] }
}

extension Chart: Displayable {}
extension ChartGrid: Displayable {}
extension NetworkDiagram: Displayable {}
extension NeuronDiagram: Displayable {}
extension ReceptiveFieldDiagram: Displayable {}
extension GraphDiagram: Displayable {}
extension AttentionDiagram: Displayable {}
extension SelfAttentionDiagram: Displayable {}
extension AlignmentDiagram: Displayable {}
extension ContextWindowDiagram: Displayable {}
extension MatrixDiagram: Displayable {}
extension LayerDiagram: Displayable {}
extension LookupDiagram: Displayable {}
extension FoldDiagram: Displayable {}
extension ConvolutionDiagram: Displayable {}
extension UnrolledDiagram: Displayable {}
extension GatedCellDiagram: Displayable {}
extension BlockDiagram: Displayable {}
extension BeamDiagram: Displayable {}
extension StreamDiagram: Displayable {}
extension ArchitecturePlate: Displayable {}

extension ConfusionMatrix: Displayable {
  public var displays: [Display] { MatrixDiagram(self).displays }
}

extension Figure {
  /// The drawing, for wide and for narrow pages, with its text alternative and its numbers.
  init(_ picture: some SVGPicture) {
    self.init(
      svg: picture.responsiveSVG(id: Figures.nextID()), alternative: picture.alternative,
      data: Table(picture.dataTable))
  }
}

extension Table {
  /// The numbers that a picture draws.
  init(_ table: ChartTable) {
    let columns = zip(table.columns, table.isNumeric).map { Column($0, alignment: $1 ? .trailing : .leading) }
    self.init(columns: columns, rows: table.rows, caption: table.note)
  }
}
