import Execution
import Notebooks
import Testing

@Suite struct LabelCheckTests {
  private static let source = """
    ```{swift}
    //| label: fig-none
    print("not a figure")
    ```

    ```{swift}
    //| label: fig-off
    //| eval: false
    print(1)
    ```

    ```{swift}
    //| label: tbl-a
    Table(columns: ["a"], rows: [["1"]])
    ```

    ```{swift}
    //| tbl-cap: A caption
    1 + 1
    ```
    """

  @Test func `a label or caption for what a cell does not show is told`() throws {
    let result = try run(Notebook.parse(Self.source, file: "n.md"))
    #expect(
      result.diagnostics.map(\.description) == [
        "n.md:2:12: warning: the label 'fig-none' has nothing to name: the cell shows no figure",
        "n.md:7:12: warning: the label 'fig-off' has nothing to name: the cell shows no figure",
        "n.md:17:1: warning: the table's caption has nothing to name: the cell shows no table",
      ])
  }
}
