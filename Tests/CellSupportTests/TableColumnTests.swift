import CellSupport
import Displays
import Testing

@Suite struct TableColumnTests {
  @Test func `texts that are numbers are aligned as numbers are`() {
    let table = Table(
      columns: ["network", "accuracy", "loss", "solved"],
      rows: [["plain", "97 %", 0.5, "2 of 10"], ["LSTM", "–", 0.25, "10 of 10"]])
    #expect(table.columns.map(\.alignment) == [.leading, .trailing, .trailing, .leading])
  }

  @Test func `a column of dashes alone holds no numbers`() {
    #expect(Table(columns: ["loss"], rows: [["–"], [""]]).columns[0].alignment == .leading)
  }
}
