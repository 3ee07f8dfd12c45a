#pragma once

/// From now on Swift's libraries get what they would not have in the cage.
void lectern_stand_in(int has_network);
