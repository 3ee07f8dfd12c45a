/// System calls that Swift does not import.
#pragma once
