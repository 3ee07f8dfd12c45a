import Foundation

#if canImport(Darwin)
  extension stat {
    /// When the file's content last changed, by its name on other systems.
    package var st_mtim: timespec { st_mtimespec }
    /// When its content or its properties last changed.
    package var st_ctim: timespec { st_ctimespec }
  }
#endif
