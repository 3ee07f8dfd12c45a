/// The calls of the system that fail in the cage.
#pragma once

/// Sets the filter. `knows_shortening` says whether Landlock decides who may shorten files. Returns 0, or -1 with `errno`.
int lectern_refuse_calls(int has_network, int knows_shortening);
