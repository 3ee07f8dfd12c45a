/// An element of HTML, SVG or MathML.
///
///     Element("p", ["class": "moment"], ["epoch ", .element("b", [.text(label)])])
///
/// Drawings, formulas and pages are trees of elements until they are written. Only then does text become
/// markup, always by the same serializer and escaper.
package struct Element: Hashable, Sendable {
  package var name: String
  /// In the order in which they are written.
  package var attributes: [Attribute]
  package var children: [Node]

  package init(name: String, attributes: [Attribute] = [], children: [Node] = []) {
    self.name = name
    self.attributes = attributes
    self.children = children
  }

  /// Attributes whose value is `nil` are left out.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ children: [Node] = []) {
    self.init(name: name, children: children)
    for (key, value) in attributes {
      if let value { self.attributes.append(Attribute(name: key, value: value)) }
    }
  }

  package init(_ name: String, _ children: [Node] = []) {
    self.init(name: name, children: children)
  }

  /// The value of an attribute. Setting an existing attribute keeps its place in the order.
  package subscript(_ name: String) -> String? {
    get { attributes.first { $0.name == name }?.value }
    set {
      let index = attributes.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?): attributes.append(Attribute(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

package struct Attribute: Hashable, Sendable {
  package var name: String
  /// The value without escaping.
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
