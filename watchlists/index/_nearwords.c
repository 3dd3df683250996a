/* Words near one another, as nearwords.py keeps them: each under what is left of it without any one of its letters. */

#include "../scanning/_words.h"

static uint32_t crc_table[256];

static void
crc_make(void)
{
    for (uint32_t number = 0; number < 256; number++) {
        uint32_t crc = number;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
        crc_table[number] = crc;
    }
}

static inline uint32_t
crc_part(uint32_t crc, const unsigned char *word, Py_ssize_t size)
{
    for (Py_ssize_t at = 0; at < size; at++)
        crc = crc_table[(crc ^ word[at]) & 255] ^ (crc >> 8);
    return crc;
}

/* Say under which keys a word of ASCII is kept: without each of its letters, and with all. Has the places fetched. */
static void
near_keys(const Near *self, const unsigned char *word, int size, uint32_t *keys)
{
    uint32_t head = 0xffffffffu;
    for (int out = 0; out <= size; out++) {
        keys[out] = ~(out < size ? crc_part(head, word + out + 1, size - out - 1) : head);
        PREFETCH((const char *)self->table.buf + 4 * near_place(keys[out], (size_t)self->table.len / 4));
        if (out < size)
            head = crc_part(head, word + out, 1);
    }
}

/* Whether the words kept under a key hold one that is at most `most` edits away. */
static int
near_has(const Words *self, uint32_t key, const Py_UCS4 *word, int size, int most)
{
    Py_ssize_t number;
    for (size_t step = 0; (number = near_next(&self->near, key, &step)) >= 0;) {
        if (number >= (Py_ssize_t)self->listed.count)
            return 1;
        Py_UCS4 letters[MOST_LETTERS];
        if (self->listed.letters[number].size > MOST_LETTERS
            || is_within(word, size, letters, add_word(&self->listed, letters, 0, (uint32_t)number), most))
            return 1;
    }
    return 0;
}

/* Whether a word of ASCII, no longer than LONGEST, is one of the words kept, or one with a letter or two wrong; `keys`: its
   own. */
static int
has_near(const Words *self, const unsigned char *word, int size, const uint32_t *keys, int most)
{
    Py_UCS4 letters[LONGEST];
    for (int at = 0; at < size; at++)
        letters[at] = word[at];
    for (int key = size; key >= 0; key--)
        if (near_has(self, keys[key], letters, size, most))
            return 1;
    return 0;
}

#define STRETCH 12 /* bits: places of a table that are filled together, as in nearwords.py; a processor has them at hand */

/* Put each entry, a key above a number, into an empty table, those first whose places come first. Returns -1 on failure. */
static int
near_put(uint32_t *row, size_t places, int bits, const uint64_t *entries, size_t count)
{
    size_t stretches = (places >> STRETCH) + 1;
    size_t *starts = PyMem_Calloc(stretches + 1, sizeof(*starts));
    uint64_t *sorted = PyMem_New(uint64_t, count + 1);
    if (starts == NULL || sorted == NULL) {
        PyMem_Free(starts);
        PyMem_Free(sorted);
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < count; at++)
        starts[(near_place((uint32_t)(entries[at] >> 32), places) >> STRETCH) + 1]++;
    for (size_t stretch = 0; stretch < stretches; stretch++)
        starts[stretch + 1] += starts[stretch];
    for (size_t at = 0; at < count; at++)
        sorted[starts[near_place((uint32_t)(entries[at] >> 32), places) >> STRETCH]++] = entries[at];
    for (size_t at = 0; at < count; at++) {
        uint32_t key = (uint32_t)(sorted[at] >> 32);
        size_t place = near_place(key, places);
        while (row[place] != 0)
            place = place + 1 < places ? place + 1 : 0;
        row[place] = key << bits | (uint32_t)sorted[at];
    }
    PyMem_Free(starts);
    PyMem_Free(sorted);
    return 0;
}

/* Say where each line starts, and where one more would. Returns how many there are, 0 on failure; none are one, empty. */
static size_t
line_starts(const unsigned char *letters, size_t size, size_t **starts)
{
    size_t lines = 1;
    for (size_t at = 0; at < size; at++)
        lines += letters[at] == '\n';
    *starts = PyMem_New(size_t, lines + 1);
    if (*starts == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    size_t line = 0;
    (*starts)[line++] = 0;
    for (size_t at = 0; at < size; at++)
        if (letters[at] == '\n')
            (*starts)[line++] = at + 1;
    (*starts)[line] = size + 1;
    return lines;
}

PyDoc_STRVAR(near_fill_doc, "near_fill(content, numbers, bits, table): put some of the words, a line each, into an empty table, see put_near_words.");

static PyObject *
near_fill(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer content, numbers, table;
    int bits;
    if (!PyArg_ParseTuple(args, "y*y*iw*", &content, &numbers, &bits, &table))
        return NULL;
    PyObject *answer = NULL;
    size_t places = (size_t)table.len / 4, count = 0;
    uint32_t *row = table.buf;
    uint64_t *entries = NULL;
    const unsigned char *letters = content.buf;
    size_t *starts = NULL, lines = line_starts(letters, (size_t)content.len, &starts);
    if (lines == 0)
        goto done;
    if (table.len % 4 != 0 || (uintptr_t)row % 4 != 0 || places == 0 || places > UINT32_MAX || numbers.len % 4 != 0 || bits < 1
        || bits > 31) {
        PyErr_SetString(PyExc_ValueError, "a table holds whole numbers, one at least");
        goto done;
    }
    entries = PyMem_New(uint64_t, places);
    if (entries == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (size_t which = 0; which < (size_t)numbers.len / 4; which++) {
        uint64_t number = number_at(&numbers, which, 4);
        if (number >= lines || number + 1 >= 1ull << bits) {
            PyErr_SetString(PyExc_ValueError, "the table takes some of the words only");
            goto done;
        }
        const unsigned char *word = letters + starts[number];
        Py_ssize_t size = (Py_ssize_t)(starts[number + 1] - starts[number] - 1);
        uint32_t head = 0xffffffffu; /* of what stands before the letter that is left out; at the end, of all */
        for (Py_ssize_t at = 0, next; at <= size; at = next) {
            for (next = at + 1; next < size && (word[next] & 0xc0) == 0x80; next++)
                ;
            uint32_t key = ~(next <= size ? crc_part(head, word + next, size - next) : head);
            if (count + 1 >= places) { /* one place stays free: those who look stop there */
                PyErr_SetString(PyExc_ValueError, "the table is too small");
                goto done;
            }
            entries[count++] = (uint64_t)key << 32 | (uint64_t)(uint32_t)(number + 1);
            if (next <= size)
                head = crc_part(head, word + at, next - at);
        }
    }
    if (near_put(row, places, bits, entries, count) == 0)
        answer = Py_NewRef(Py_None);
done:
    PyMem_Free(entries);
    PyMem_Free(starts);
    PyBuffer_Release(&content);
    PyBuffer_Release(&numbers);
    PyBuffer_Release(&table);
    return answer;
}

static PyMethodDef nearwords_functions[] = {
    {"near_fill", near_fill, METH_VARARGS, near_fill_doc},
    {NULL},
};

static int
nearwords_add(PyObject *module)
{
    crc_make();
    return PyModule_AddFunctions(module, nearwords_functions);
}
