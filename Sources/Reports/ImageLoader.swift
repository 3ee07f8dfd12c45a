import Foundation
import Notebooks

/// Turns the pictures in a notebook's prose into data URLs, so that the page stays one file.
public struct ImageLoader: Sendable {
  /// Why a picture could not be put on the page.
  enum Problem: Error, Hashable {
    case remote
    case file(PictureFile.Problem)

    var explanation: String {
      switch self {
      case .remote: "a page loads nothing from elsewhere"
      case .file(let problem): problem.explanation
      }
    }
  }

  /// The maximum size of a picture in bytes.
  public var limit: Int
  private let directory: String
  private let notebook: String

  /// Looks for pictures relative to the notebook's own folder.
  public init(besides notebook: String, limit: Int? = nil) {
    directory = Path.folder(of: notebook)
    self.notebook = notebook
    self.limit = limit ?? PictureFile.limit
  }

  /// - Parameter size: the bytes of the page's pictures before it, and then with it.
  func dataURL(of source: String, after size: inout Int) throws(Problem) -> String {
    if source.contains("://") || source.hasPrefix("//") || source.lowercased().hasPrefix("data:") {
      throw .remote
    }
    let path = Path.isAbsolute(source) ? source : Path.joined(directory, source)
    do {
      let picture = try PictureFile.read(path, limit: limit, for: notebook, after: &size)
      return "data:\(picture.mediaType);base64,\(Data(picture.bytes).base64EncodedString())"
    } catch {
      throw .file(error)
    }
  }
}
