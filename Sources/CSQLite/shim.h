// SQLite's macros and variadic calls, which Swift does not see.
#ifndef VITRINE_CSQLITE_SHIM_H
#define VITRINE_CSQLITE_SHIM_H

#include <sqlite3.h>

// The bytes are copied before the call returns (SQLITE_TRANSIENT).
static inline int vitrine_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, count ? (const char *)bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int vitrine_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, count ? bytes : "", count, SQLITE_TRANSIENT);
}

static inline int vitrine_set_flag(sqlite3 *database, int flag, int isOn) {
  return sqlite3_db_config(database, flag, isOn, (int *)0);
}

#endif
