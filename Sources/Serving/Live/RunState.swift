/// How complete the results on a page are.
struct RunState: Codable, Equatable, Sendable {
  enum Phase: String, Codable, Sendable {
    /// All results are those of the notebook as it is, or say why there are none.
    case done
    /// Another notebook runs first.
    case waiting
    case compiling, running
    /// The reader has stopped the run.
    case stopped
  }

  var phase = Phase.done
  /// The first item of the program whose results are not there yet; `nil` when there are no more to come.
  var item: Int?
  /// What runs now: "cell 3 of 12: Training".
  var text = ""
  /// What readers have changed; `nil` for pages without cells of their own.
  var copy: ReaderCopy?
  /// The share of cells that have run.
  var share = 0.0
  /// What is wrong with the book, apart from this page.
  var problem: String?

  /// - Parameter remark: what to add, such as why a notebook runs from the top.
  static func compiling(_ remark: String = "") -> RunState {
    RunState(phase: .compiling, item: 0, text: "compiling" + remark)
  }
}
