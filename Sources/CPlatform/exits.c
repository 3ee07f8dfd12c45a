/// Functions that only the static part of the C library has; cells are not linked with that.
#include <features.h>

#ifdef __GLIBC__

extern int __cxa_atexit(void (*function)(void *), void *argument, void *library);
extern int __cxa_at_quick_exit(void (*function)(void *), void *library);
extern int __register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void), void *library);

// A sanitizer's runtime calls them while it starts, before code that it watches can run.
#define UNWATCHED __attribute__((disable_sanitizer_instrumentation))

UNWATCHED int atexit(void (*function)(void)) { return __cxa_atexit((void (*)(void *))function, 0, 0); }

UNWATCHED int at_quick_exit(void (*function)(void)) { return __cxa_at_quick_exit((void (*)(void *))function, 0); }

UNWATCHED int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  return __register_atfork(prepare, parent, child, 0);
}

#endif
