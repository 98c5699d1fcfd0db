/* What no build of the same site can be quicker than: reads the same rows, renders the same Markdown with cmark-gfm, and writes
 * files of the same names and sizes, without templates, digests, manifest or any check.
 *
 *     limit DATABASE CONTENT LIST OUTPUT PROCESSES
 *
 * LIST has a line `SIZE CLIENT/FILE` for each file, those of a client one after another. Each process takes every
 * PROCESSES-th client. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROOM = 8 << 20, NOTES = 9 };

static char *page, *note;
static size_t filled;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void keep(const void *bytes, size_t count) {
    if (filled + count > ROOM) filled = 0;
    memcpy(page + filled, bytes, count);
    filled += count;
}

static const char *const questions[] = {
    "select name, footer_md, color_primary, color_accent, lead_id from clients where id = ?",
    "select id, code, name, summary, state_id, starts_on, due_on, budget_minor from projects where client_id = ?",
    "select project_id, code, title, description_md, side, due_on, progress from milestones where client_id = ?",
    "select project_id, code, headline, body_md, author_id, posted_at from status_updates where client_id = ?",
    "select id, project_id, code, title from documents where client_id = ?",
    "select document_id, number, storage_url, bytes, uploaded_at from document_versions where client_id = ?",
    "select id, number, title, state, issued_on, due_on from invoices where client_id = ?",
    "select invoice_id, description, net_minor, tax_minor from invoice_lines where client_id = ?",
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

static void read_rows(sqlite3_stmt **statements, int client) {
    for (int question = 0; question < QUESTIONS; question++) {
        sqlite3_stmt *rows = statements[question];
        sqlite3_bind_int(rows, 1, client);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(rows); column++) {
                if (sqlite3_column_type(rows, column) == SQLITE_INTEGER) {
                    sqlite3_int64 number = sqlite3_column_int64(rows, column);
                    keep(&number, sizeof number);
                } else {
                    const void *text = sqlite3_column_blob(rows, column);
                    if (text) keep(text, sqlite3_column_bytes(rows, column));
                }
            }
        sqlite3_reset(rows);
    }
}

static void render_notes(const char *content, const char *client) {
    static const char *const extensions[] = {"table", "strikethrough", "tasklist"};
    for (int index = 1; index <= NOTES; index++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s/n%d.md", content, client, index);
        int file = open(path, O_RDONLY);
        if (file < 0) die(path);
        ssize_t count = read(file, note, ROOM - 1);
        close(file);
        if (count < 0) die(path);
        note[count] = 0;
        char *body = strstr(note + 3, "\n---\n");
        body = body ? body + 5 : note;
        cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
        for (size_t name = 0; name < sizeof extensions / sizeof *extensions; name++)
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[name]));
        cmark_parser_feed(parser, body, note + count - body);
        cmark_node *tree = cmark_parser_finish(parser);
        char *html = cmark_render_html(tree, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
        keep(html, strlen(html));
        free(html);
        cmark_node_free(tree);
        cmark_parser_free(parser);
    }
}

static void write_file(int folder, const char *name, size_t size) {
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (file < 0 || write(file, page, size) != (ssize_t)size) die(name);
    close(file);
}

static void run(char **arguments, int part, int parts) {
    page = calloc(1, ROOM);
    note = malloc(ROOM);
    sqlite3 *database;
    sqlite3_stmt *statements[QUESTIONS];
    if (sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READONLY, NULL)) die(arguments[1]);
    for (int question = 0; question < QUESTIONS; question++)
        if (sqlite3_prepare_v2(database, questions[question], -1, &statements[question], NULL)) die(questions[question]);
    cmark_gfm_core_extensions_ensure_registered();
    FILE *list = fopen(arguments[3], "r");
    int output = open(arguments[4], O_RDONLY | O_DIRECTORY);
    if (!list || output < 0) die("open");
    char client[64] = "", name[256], next[64];
    size_t size;
    int number = 0, folder = -1;
    while (fscanf(list, "%zu %63[^/]/%255[^\n]\n", &size, next, name) == 3) {
        if (strcmp(client, next)) {
            strcpy(client, next);
            if (folder >= 0) close(folder);
            folder = -1;
            if (number++ % parts == part) {
                if (mkdirat(output, client, 0755)) die(client);
                folder = openat(output, client, O_RDONLY | O_DIRECTORY);
                read_rows(statements, number);
                render_notes(arguments[2], client);
            }
        }
        if (folder >= 0) write_file(folder, name, size);
    }
}

int main(int count, char **arguments) {
    if (count != 6) return fprintf(stderr, "usage: limit DATABASE CONTENT LIST OUTPUT PROCESSES\n"), 2;
    int parts = atoi(arguments[5]), status, failed = 0;
    for (int part = 0; part < parts; part++)
        if (fork() == 0) {
            run(arguments, part, parts);
            _exit(0);
        }
    while (wait(&status) > 0) failed |= status;
    return failed != 0;
}
