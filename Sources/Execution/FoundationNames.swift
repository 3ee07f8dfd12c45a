/// The names of Foundation that people use in notebooks without its import.
enum FoundationNames {
  /// Whether Foundation has a type or a function of this name.
  static func contains(_ name: String) -> Bool {
    let rest = name.dropFirst(2)
    return names.contains(name) || name.hasPrefix("NS") && rest.first?.isUppercase == true
  }

  private static let names: Set<String> = [
    "AttributedString", "BlockOperation", "Bundle", "ByteCountFormatter", "CGFloat", "CGPoint", "CGRect",
    "CGSize", "Calendar", "CharacterSet", "CocoaError", "ComparisonResult", "Data", "Date", "DateComponents",
    "DateComponentsFormatter", "DateFormatter", "DateInterval", "Decimal", "DispatchGroup", "DispatchQueue",
    "DispatchSemaphore", "DispatchTime", "FileHandle", "FileManager", "Formatter", "ISO8601DateFormatter",
    "IndexPath", "IndexSet", "InputStream", "JSONDecoder", "JSONEncoder", "JSONSerialization",
    "KeyPathComparator", "Locale", "LocalizedError", "Measurement", "MeasurementFormatter", "Notification",
    "NotificationCenter", "NumberFormatter", "Operation", "OperationQueue", "OutputStream", "POSIXError",
    "PersonNameComponents", "Pipe", "Process", "ProcessInfo", "PropertyListDecoder", "PropertyListEncoder",
    "RunLoop", "Scanner", "SortDescriptor", "Thread", "TimeInterval", "TimeZone", "Timer", "URL",
    "URLComponents", "URLError", "URLQueryItem", "URLRequest", "URLSession", "UUID", "UnitDuration",
    "UnitLength", "UnitMass", "UnitSpeed", "UnitTemperature", "UserDefaults", "XMLParser",
    "autoreleasepool",
  ]

  /// The members that Foundation adds to the standard library's types.
  static let members: Set<String> = [
    "addingPercentEncoding", "appending", "appendingFormat", "appendingPathComponent", "applyingTransform",
    "base64EncodedString", "cString", "capitalized", "caseInsensitiveCompare", "compare", "components",
    "contents", "data", "enumerateLines", "folding", "formatted",
    "lengthOfBytes", "localizedCapitalized", "localizedCompare", "localizedDescription", "localizedLowercase",
    "localizedStandardCompare", "localizedStandardContains", "localizedUppercase", "lowercasedString",
    "padding", "range", "removingPercentEncoding", "replacingCharacters",
    "replacingOccurrences", "trimmingCharacters",
  ]

  /// The beginnings of calls of initializers that it adds to them.
  static let initializers = [
    "String(format:", "String(contentsOfFile:", "String(contentsOf:", "String(data:",
  ]
}
