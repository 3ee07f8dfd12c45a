#include "index.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>

typedef const void *object;

/// The functions of libIndexStore that are used here; its C interface is the same in all toolchains.
static struct {
  bool is_loaded;
  object (*create_store)(const char *path, object *error);
  void (*dispose_store)(object store);
  object (*create_reader)(object store, const char *record, object *error);
  void (*dispose_reader)(object reader);
  bool (*for_occurrences)(object reader, void *context, bool (*visit)(void *, object));
  object (*symbol_of)(object occurrence);
  uint64_t (*roles_of)(object occurrence);
  void (*place_of)(object occurrence, unsigned *line, unsigned *column);
  bool (*for_relations)(object occurrence, void *context, bool (*visit)(void *, object));
  object (*related_symbol)(object relation);
  uint64_t (*relation_roles)(object relation);
  struct lectern_text (*usr_of)(object symbol);
  struct lectern_text (*name_of)(object symbol);
  uint32_t (*kind_of)(object symbol);
} store;

static bool load(const char *path) {
  if (store.is_loaded) return true;
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  const struct {
    void *function;
    const char *name;
  } wanted[] = {
      {&store.create_store, "indexstore_store_create"},
      {&store.dispose_store, "indexstore_store_dispose"},
      {&store.create_reader, "indexstore_record_reader_create"},
      {&store.dispose_reader, "indexstore_record_reader_dispose"},
      {&store.for_occurrences, "indexstore_record_reader_occurrences_apply_f"},
      {&store.symbol_of, "indexstore_occurrence_get_symbol"},
      {&store.roles_of, "indexstore_occurrence_get_roles"},
      {&store.place_of, "indexstore_occurrence_get_line_col"},
      {&store.for_relations, "indexstore_occurrence_relations_apply_f"},
      {&store.related_symbol, "indexstore_symbol_relation_get_symbol"},
      {&store.relation_roles, "indexstore_symbol_relation_get_roles"},
      {&store.usr_of, "indexstore_symbol_get_usr"},
      {&store.name_of, "indexstore_symbol_get_name"},
      {&store.kind_of, "indexstore_symbol_get_kind"},
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *found = dlsym(library, wanted[i].name);
    if (!found) return false;
    *(void **)wanted[i].function = found;
  }
  store.is_loaded = true;
  return true;
}

struct visitor {
  void *context;
  void (*visit)(void *, const struct lectern_occurrence *);
  void (*relate)(void *, uint64_t, struct lectern_text);
};

static bool visit_relation(void *context, object relation) {
  struct visitor *visitor = context;
  visitor->relate(visitor->context, store.relation_roles(relation), store.usr_of(store.related_symbol(relation)));
  return true;
}

static bool visit_occurrence(void *context, object found) {
  struct visitor *visitor = context;
  object symbol = store.symbol_of(found);
  struct lectern_occurrence occurrence = {
      .usr = store.usr_of(symbol),
      .name = store.name_of(symbol),
      .kind = store.kind_of(symbol),
      .roles = store.roles_of(found),
  };
  store.place_of(found, &occurrence.line, &occurrence.column);
  visitor->visit(visitor->context, &occurrence);
  store.for_relations(found, visitor, visit_relation);
  return true;
}

int lectern_read_index(const char *library, const char *path, const char *record, void *context,
                       void (*visit)(void *, const struct lectern_occurrence *),
                       void (*relate)(void *, uint64_t, struct lectern_text)) {
  // Loaded once; several chapters may be compiled at a time.
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  bool is_loaded = load(library);
  pthread_mutex_unlock(&mutex);
  if (!is_loaded) return 1;
  object index = store.create_store(path, NULL);
  if (!index) return 2;
  object reader = store.create_reader(index, record, NULL);
  struct visitor visitor = {context, visit, relate};
  if (reader) {
    store.for_occurrences(reader, &visitor, visit_occurrence);
    store.dispose_reader(reader);
  }
  store.dispose_store(index);
  return reader ? 0 : 2;
}
