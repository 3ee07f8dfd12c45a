/// How many processes and threads the cells have.
#pragma once

/// In the host: whether its descendants may get one more process or thread, if they may have so many. They are counted only
/// as often as needed.
int lectern_may_begin_task(int most);
