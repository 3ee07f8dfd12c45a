// Every file of this module checks its arguments by these.
@_exported public import Preconditions
