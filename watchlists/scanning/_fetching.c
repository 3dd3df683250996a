/* Memory that is going to be read, fetched before: tables of many names are in no cache, and what is looked up one after the
   other is waited for each time. Nothing is told here. */

#include "_places.h"

/* Have the memory fetched that tells of what words some names are: step by step, each step for all of them at once. */
static void
fetch_names(const Words *self, const uint64_t *items, int count)
{
    const Py_buffer *starts = &self->tables[PARTS_STARTS], *parts = &self->tables[PARTS];
    size_t firsts[NAMES_AT_ONCE], ends[NAMES_AT_ONCE];
    for (int at = 0; at < count; at++) {
        uint64_t name = (items[at] & ~(WITH_CAPITAL | BESIDE_FORM)) >> PLACES;
        PREFETCH((const char *)starts->buf + 4 * name);
        PREFETCH((const char *)self->tables[COUNTS].buf + name);
    }
    for (int at = 0; at < count; at++) {
        uint64_t name = (items[at] & ~(WITH_CAPITAL | BESIDE_FORM)) >> PLACES;
        if (!find_group(starts, parts, 4, name, &firsts[at], &ends[at]))
            firsts[at] = ends[at] = 0;
        PREFETCH((const char *)parts->buf + 4 * firsts[at]);
    }
    for (int at = 0; at < count; at++)
        for (size_t part = firsts[at]; part < ends[at] && part < firsts[at] + MOST_WORDS; part++)
            PREFETCH(&self->listed.letters[number_at(parts, part, 4) >> 1]);
}

/* Have the memory fetched that tells of the next names of a group. Returns where those behind them stand. */
static size_t
fetch_group(const Words *self, const Py_buffer *numbers, size_t first, size_t end)
{
    uint64_t items[NAMES_AT_ONCE];
    int count = 0;
    for (; first < end && count < NAMES_AT_ONCE; first++)
        items[count++] = number_at(numbers, first, ITEM);
    fetch_names(self, items, count);
    return first;
}

/* Have the memory fetched that tells of the names found by the words of a text. */
static void
fetch_text(const Text *text)
{
    const Words *self = text->words;
    const Py_buffer *starts = &self->tables[BUCKET_STARTS], *buckets = &self->tables[BUCKETS];
    uint64_t items[NAMES_AT_ONCE];
    int count = 0;
    for (Py_ssize_t at = 0; at < text->count; at++) {
        size_t names, more, row = row_of(text, at, &names, &more);
        for (size_t each = 0; row != 0 && each < more; each++)
            PREFETCH((const char *)starts->buf + 4 * self->rows[row + names + each]);
        for (size_t each = 0; row != 0 && each < names; each++) {
            items[count++] = self->rows[row + each];
            if (count < NAMES_AT_ONCE)
                continue;
            fetch_names(self, items, count);
            count = 0;
        }
    }
    fetch_names(self, items, count);
    for (Py_ssize_t at = 0; at < text->count; at++) {
        size_t names, more, row = row_of(text, at, &names, &more), first, end;
        for (size_t each = 0; row != 0 && each < more; each++) {
            if (!find_group(starts, buckets, ITEM, self->rows[row + names + each], &first, &end))
                continue;
            PREFETCH((const char *)buckets->buf + ITEM * first);
            PREFETCH(&self->marks[first]);
        }
    }
}
