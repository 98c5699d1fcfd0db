// SQLite's macros and variadic calls, which Swift does not see.
#ifndef VITRINE_CSQLITE_SHIM_H
#define VITRINE_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <string.h>

// The bytes are copied before the call returns (SQLITE_TRANSIENT).
static inline int vitrine_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, count ? (const char *)bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int vitrine_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, count ? bytes : "", count, SQLITE_TRANSIENT);
}

// Gives a statement without bindings the values of another's current row as its parameters, in order. Texts are not copied
// (SQLITE_STATIC): they are there until the other statement moves on, or until the bindings are cleared.
static inline int vitrine_bind_row(sqlite3_stmt *statement, sqlite3_stmt *row, int count) {
  int code = SQLITE_OK;
  for (int column = 0; column < count && code == SQLITE_OK; column++) {
    sqlite3_value *value = sqlite3_column_value(row, column);
    switch (sqlite3_value_type(value)) {
      case SQLITE_NULL:
        break;
      case SQLITE_INTEGER:
        code = sqlite3_bind_int64(statement, column + 1, sqlite3_value_int64(value));
        break;
      case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_value_text(value);
        code = text ? sqlite3_bind_text(statement, column + 1, text, sqlite3_value_bytes(value), SQLITE_STATIC)
                    : SQLITE_NOMEM;
        break;
      }
      default:
        code = sqlite3_bind_value(statement, column + 1, value);
    }
  }
  return code;
}

// Writes what the columns of the current row hold, each with its kind and length, so that no two rows are written alike.
// Returns how many bytes that takes; where there is less room, not all of them are written.
static inline sqlite3_uint64 vitrine_row_bytes(sqlite3_stmt *row, unsigned char *bytes, sqlite3_uint64 room) {
  sqlite3_uint64 used = 0;
  for (int column = 0, count = sqlite3_column_count(row); column < count; column++) {
    sqlite3_value *value = sqlite3_column_value(row, column);
    int kind = sqlite3_value_type(value);
    const void *text = 0;
    sqlite3_uint64 number = 0;
    if (kind == SQLITE_INTEGER) {
      number = (sqlite3_uint64)sqlite3_value_int64(value);
    } else if (kind == SQLITE_FLOAT) {
      double real = sqlite3_value_double(value);
      memcpy(&number, &real, sizeof number);
    } else if (kind != SQLITE_NULL) {
      text = kind == SQLITE_TEXT ? (const void *)sqlite3_value_text(value) : sqlite3_value_blob(value);
      number = (sqlite3_uint64)sqlite3_value_bytes(value);
    }
    sqlite3_uint64 needed = 1 + (kind == SQLITE_NULL ? 0 : sizeof number) + (text ? number : 0);
    if (used + needed <= room) {
      unsigned char *place = bytes + used;
      *place = (unsigned char)kind;
      if (kind != SQLITE_NULL) memcpy(place + 1, &number, sizeof number);
      if (text) memcpy(place + 1 + sizeof number, text, number);
    }
    used += needed;
  }
  return used;
}

static inline int vitrine_use_in_one_thread(void) { return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); }

static inline int vitrine_set_flag(sqlite3 *database, int flag, int isOn) {
  return sqlite3_db_config(database, flag, isOn, (int *)0);
}

#endif
