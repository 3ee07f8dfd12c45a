#pragma once
#include <dlfcn.h>

/// Declares `own`, the C library's own function of a name, inside of the function that replaces it.
#define OWN(function) \
  static __typeof__(function) *own; \
  if (!own) own = (__typeof__(own))dlsym(RTLD_NEXT, #function)
