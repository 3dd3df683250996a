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
        PREFETCH((const char *)self->table.buf + 8 * (keys[out] & ((size_t)self->table.len / 8 - 1)));
        if (out < size)
            head = crc_part(head, word + out, 1);
    }
}

/* Whether the words kept under a key hold one that is at most `most` edits away. */
static int
near_has(const Near *self, uint32_t key, const Py_UCS4 *word, int size, int most)
{
    size_t places = (size_t)self->table.len / 8, at = key & (places - 1);
    for (size_t step = 0; step < places; step++, at = (at + 1) & (places - 1)) {
        uint64_t entry = number_at(&self->table, at, 8);
        if (entry == 0)
            return 0;
        if (entry >> 32 != key)
            continue;
        Py_ssize_t number = (Py_ssize_t)(entry & 0xffffffffu) - 1;
        if (self->words == NULL || number < 0 || number >= PyTuple_GET_SIZE(self->words))
            return 1;
        PyObject *other = PyTuple_GET_ITEM(self->words, number);
        Py_UCS4 letters[MOST_LETTERS];
        if (PyUnicode_GET_LENGTH(other) > MOST_LETTERS
            || is_within(word, size, letters, add_letters(letters, 0, other), most))
            return 1;
    }
    return 0;
}

/* Whether a word of ASCII is one of the words kept, or one with a letter or two wrong. */
static int
has_near(const Near *self, const unsigned char *word, int size, int most)
{
    Py_UCS4 letters[MOST_LETTERS];
    if (size > MOST_LETTERS)
        return 1;
    for (int at = 0; at < size; at++)
        letters[at] = word[at];
    uint32_t keys[MOST_LETTERS + 1];
    near_keys(self, word, size, keys);
    for (int key = size; key >= 0; key--)
        if (near_has(self, keys[key], letters, size, most))
            return 1;
    return 0;
}

#define STRETCH 12 /* bits: places of a table that are filled together, as in nearwords.py; a processor has them at hand */

/* Put each entry into an empty table, those first whose places come first. Returns -1 on failure. */
static int
near_put(uint64_t *row, size_t places, const uint64_t *entries, size_t count)
{
    size_t stretches = (places >> STRETCH) + 1, last = places - 1;
    size_t *starts = PyMem_Calloc(stretches + 1, sizeof(*starts));
    uint64_t *sorted = PyMem_New(uint64_t, count + 1);
    if (starts == NULL || sorted == NULL) {
        PyMem_Free(starts);
        PyMem_Free(sorted);
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < count; at++)
        starts[((size_t)(entries[at] >> 32 & last) >> STRETCH) + 1]++;
    for (size_t stretch = 0; stretch < stretches; stretch++)
        starts[stretch + 1] += starts[stretch];
    for (size_t at = 0; at < count; at++)
        sorted[starts[(size_t)(entries[at] >> 32 & last) >> STRETCH]++] = entries[at];
    for (size_t at = 0; at < count; at++) {
        size_t place = (size_t)(sorted[at] >> 32) & last;
        while (row[place] != 0)
            place = (place + 1) & last;
        row[place] = sorted[at];
    }
    PyMem_Free(starts);
    PyMem_Free(sorted);
    return 0;
}

PyDoc_STRVAR(near_fill_doc, "near_fill(words, table): put each word into an empty table, see put_near_words.");

static PyObject *
near_fill(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *words;
    Py_buffer table;
    if (!PyArg_ParseTuple(args, "O!w*", &PyList_Type, &words, &table))
        return NULL;
    PyObject *answer = NULL;
    size_t places = (size_t)table.len / 8, count = 0;
    uint64_t *row = table.buf, *entries = NULL;
    if (table.len % 8 != 0 || (uintptr_t)row % 8 != 0 || places == 0 || (places & (places - 1)) != 0) {
        PyErr_SetString(PyExc_ValueError, "the places of a table are a power of two");
        goto done;
    }
    entries = PyMem_New(uint64_t, places);
    if (entries == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t number = 0; number < PyList_GET_SIZE(words); number++) {
        PyObject *given = PyList_GET_ITEM(words, number);
        Py_ssize_t size;
        const char *utf8 = PyUnicode_Check(given) ? PyUnicode_AsUTF8AndSize(given, &size) : NULL;
        if (utf8 == NULL) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "a word is a str");
            goto done;
        }
        const unsigned char *word = (const unsigned char *)utf8;
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
    if (near_put(row, places, entries, count) == 0)
        answer = Py_NewRef(Py_None);
done:
    PyMem_Free(entries);
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
