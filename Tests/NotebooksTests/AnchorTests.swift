import Foundation
import Notebooks
import TestSupport
import Testing

/// Which places of HTML a link can lead to.
struct AnchorTests {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  /// The ids that links find: in the HTML of the notebook itself, or of another page.
  private func found(_ ids: [String], in html: String, page: String? = nil) throws -> Set<String> {
    let folder = temporary.url.path
    let links = ids.map { "[x](\(page ?? "")#\($0))" }.joined(separator: "\n")
    let own = page == nil ? html : ""
    let text = "---\nraw-html: true\n---\n\n\(own)\n\n\(links)\n"
    try Data(text.utf8).write(to: temporary.url.appending(path: "n.md"))
    if let page { try Data(html.utf8).write(to: temporary.url.appending(path: page)) }
    let notebook = ReferenceCheck.checked(Notebook.read("\(folder)/n.md"), page: "\(folder)/n.html")
    let missing = notebook.complaints.flatMap { complaint in
      ids.filter { complaint.contains("has the id '\($0)'") }
    }
    return Set(ids).subtracting(missing)
  }

  @Test(arguments: [
    ("<p id=aa1>x <b ID='bb2'>y</b></p>", ["aa1", "bb2"]),
    ("<p id = \"aa1\"\n  title=\"id=bb2\">x</p>", ["aa1"]),
    ("<p title='>' id=\"aa1\" id=\"bb2\">x</p>", ["aa1"]),
    ("<div>id=\"aa1\" name=bb2</div>", []),
    ("<p data-id=\"aa1\" xid=bb2>x</p>", []),
    ("<svg viewBox=\"0 0 1 1\"><g id=\"aa1\"/></svg>", ["aa1"]),
    ("<div><!-- <p id=aa1> --></div>", []),
    ("<p id=\"\">x</p>", []),
  ])
  func `an id is an attribute of an element`(html: String, ids: [String]) throws {
    #expect(try found(["aa1", "bb2"], in: html) == Set(ids))
    #expect(try found(["aa1", "bb2"], in: html, page: "other.html") == Set(ids))
  }

  @Test(arguments: [
    "<form id=\"aa1\">x</form>", "<script>\"<p id=aa1>\"</script>", "<input name=\"aa1\">",
    "<a name=\"aa1\"></a>",
    "<details name=\"aa1\"><summary>x</summary></details>", "<textarea><p id=aa1></textarea>",
  ])
  func `what a page leaves out of an author's HTML has no place in it`(html: String) throws {
    #expect(try found(["aa1"], in: html).isEmpty)
  }

  @Test func `a page of anybody's has the ids of all elements, and the names of links`() throws {
    let html = """
      <!DOCTYPE html><title id=aa1>"<p id=bb2>"</title><form id='cc3'><input name=dd4><a name=ee5></a></form>
      <script>"<p id=ff6>"</script><p id="gg7">
      """
    let ids = ["aa1", "bb2", "cc3", "dd4", "ee5", "ff6", "gg7"]
    #expect(try found(ids, in: html, page: "other.html") == ["aa1", "cc3", "ee5", "gg7"])
  }
}
