/* What is known of words and names from the start: what `Words` is told before it reads a text. */

#include "_words.h"

/* ---- tables that grow ------------------------------------------------------------------------------------- */

/* Note kinds of what has this mixed hash. */
static void
keys_store(Keys *self, uint64_t key, uint64_t kinds)
{
    size_t at = key_place(self, key);
    while (self->keys[at] != 0 && (self->keys[at] ^ key) >> KIND_BITS != 0)
        at = at + 1 < self->room ? at + 1 : 0;
    if (self->keys[at] == 0) {
        self->keys[at] = key >> KIND_BITS << KIND_BITS;
        self->used++;
    }
    self->keys[at] |= kinds;
}

/* Make room for so many more. Returns -1 on failure. */
static int
keys_room(Keys *self, size_t more)
{
    size_t least = self->used + more + (self->used + more) / 4 + 1; /* at least a fifth stays free */
    if (least <= self->room)
        return 0;
    if (least > UINT32_MAX / 2) {
        PyErr_NoMemory();
        return -1;
    }
    Keys wider = {NULL, least + least / 4 + 64, 0};
    wider.keys = PyMem_Calloc(wider.room, sizeof(uint64_t));
    if (wider.keys == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < self->room; at++)
        if (self->keys[at] != 0)
            keys_store(&wider, self->keys[at], self->keys[at] & ((1u << KIND_BITS) - 1));
    PyMem_Free(self->keys);
    *self = wider;
    return 0;
}

static int
keys_add(Keys *self, int kind, uint64_t hash)
{
    if (keys_room(self, 1) < 0)
        return -1;
    keys_store(self, mixed(hash), 1u << kind);
    return 0;
}

static int
slots_make(Slots *self, size_t room)
{
    void *memory = PyMem_Calloc(room + LINE_OF(Slot), sizeof(Slot));
    if (memory == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyMem_Free(self->memory);
    self->memory = memory;
    self->slots = from_line(memory); /* none is in two lines */
    self->mask = room - 1;
    self->used = 0;
    return 0;
}

/* Remember a word. Returns -1 on failure. */
static int
slots_put(Slots *self, uint64_t hash, Meaning meaning)
{
    if (self->used * 2 > self->mask) {
        Slots wider = {0};
        if (slots_make(&wider, (self->mask + 1) * 2) < 0)
            return -1;
        for (size_t at = 0; at <= self->mask; at++)
            if (self->slots[at].hash != 0)
                *slot_of(&wider, self->slots[at].hash) = self->slots[at];
        wider.used = self->used;
        PyMem_Free(self->memory);
        *self = wider;
    }
    Slot *slot = slot_of(self, hash);
    if (slot->hash == 0) {
        slot->hash = hash;
        self->used++;
    }
    slot->meaning = meaning;
    return 0;
}

static int
rows_add(Words *self, uint64_t number)
{
    if (self->rows_used == self->rows_room) {
        size_t room = self->rows_room * 2 + 64;
        uint64_t *rows = PyMem_Realloc(self->rows, room * sizeof(uint64_t));
        if (rows == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        self->rows = rows;
        self->rows_room = room;
    }
    self->rows[self->rows_used++] = number;
    return 0;
}

static int
rows_add_all(Words *self, PyObject *numbers)
{
    for (Py_ssize_t at = 0; at < PyTuple_GET_SIZE(numbers); at++) {
        uint64_t number = PyLong_AsUnsignedLongLong(PyTuple_GET_ITEM(numbers, at));
        if ((number == (uint64_t)-1 && PyErr_Occurred()) || rows_add(self, number) < 0)
            return -1;
    }
    return 0;
}

/* Begin to keep which names and buckets are found by a word. Says where they will stand; returns -1 on failure. */
static int
rows_begin(Words *self, uint64_t names, uint64_t buckets, uint32_t *row)
{
    if (self->rows_used >= UINT32_MAX - 1 || names > UINT32_MAX || buckets > UINT32_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    *row = (uint32_t)self->rows_used + 1;
    return rows_add(self, names << 32 | buckets);
}

/* ---- what is known of words and names from the start ------------------------------------------------------ */

/* Note a group of names of a word, or its role in pairs. */
static void
anchor_put(Words *self, uint64_t word, uint32_t single, uint32_t bucket, uint8_t role)
{
    if (word >= self->listed.count || !is_ascii(&self->listed, (uint32_t)word))
        return;
    Anchor *anchor = &self->anchors[word];
    anchor->single |= single;
    anchor->bucket |= bucket;
    anchor->role |= role;
}

/* Read the pairs of words of names, and what is found by each. Returns -1 on failure. */
static int
words_learn(Words *self)
{
    size_t sorted = (size_t)self->tables[SORTED].len / 4;
    self->heads = PyMem_New(uint64_t, sorted + 1);
    self->sides = sides_make();
    self->marks = PyMem_Calloc((size_t)self->tables[BUCKETS].len / ITEM + 1, sizeof(Mark));
    if (self->heads == NULL || self->marks == NULL || self->sides == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < sorted; at++) {
        uint64_t number = number_at(&self->tables[SORTED], at, 4);
        if (number >= self->listed.count) {
            PyErr_SetString(PyExc_ValueError, "the words in order are some of the words");
            return -1;
        }
        self->heads[at] = listed_head(&self->listed, (uint32_t)number);
    }
    size_t pairs = (size_t)self->tables[PAIR_TELLS].len, room = 4;
    if ((size_t)self->tables[PAIR_WORDS].len / 8 != pairs || pairs >= UINT32_MAX / 4) {
        PyErr_SetString(PyExc_ValueError, "a pair has two words");
        return -1;
    }
    while (room < 2 * pairs + 2)
        room *= 2;
    self->pairs = PyMem_Calloc(room, sizeof(Pair));
    if (self->pairs == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->pair_mask = room - 1;
    const char *tells = self->tables[PAIR_TELLS].buf;
    for (size_t number = 0; number < pairs; number++) {
        Pair pair = {(uint32_t)number_at(&self->tables[PAIR_WORDS], 2 * number, 4),
                     (uint32_t)number_at(&self->tables[PAIR_WORDS], 2 * number + 1, 4), (uint32_t)number + 1};
        size_t at = mixed((uint64_t)pair.first << 32 | pair.second) & self->pair_mask;
        while (self->pairs[at].number != 0)
            at = (at + 1) & self->pair_mask;
        self->pairs[at] = pair;
    }
    size_t singles = (size_t)self->tables[SINGLE_WORDS].len / 4, buckets = (size_t)self->tables[BUCKET_WORDS].len / 4;
    if (singles >= UINT32_MAX / 4 || buckets >= UINT32_MAX / 4) {
        PyErr_NoMemory();
        return -1;
    }
    self->anchors = PyMem_Calloc((size_t)self->listed.count + 1, sizeof(Anchor));
    if (self->anchors == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t number = 0; number < singles; number++)
        anchor_put(self, number_at(&self->tables[SINGLE_WORDS], number, 4), (uint32_t)number + 1, 0, 0);
    for (size_t number = 0; number < buckets; number++)
        anchor_put(self, number_at(&self->tables[BUCKET_WORDS], number, 4), 0, (uint32_t)number + 1, 0);
    for (size_t number = 0; number < pairs; number++) {
        anchor_put(self, number_at(&self->tables[PAIR_WORDS], 2 * number, 4), 0, 0, tells[number] ? AFTER_IT : PRECEDES);
        anchor_put(self, number_at(&self->tables[PAIR_WORDS], 2 * number + 1, 4), 0, 0,
                   tells[number] ? FOLLOWS : BEFORE_IT);
    }
    return 0;
}

static PyObject *
Words_shorten(Words *self, PyObject *words)
{
    PyObject *word, *plain;
    Py_ssize_t at = 0;
    if (!PyDict_Check(words)) {
        PyErr_SetString(PyExc_TypeError, "abbreviations are a dict");
        return NULL;
    }
    while (PyDict_Next(words, &at, &word, &plain)) {
        if (!PyUnicode_Check(word) || !PyUnicode_Check(plain)) {
            PyErr_SetString(PyExc_TypeError, "a word is a str");
            return NULL;
        }
        Meaning meaning = {NO_FORM, 0, hash_of(self, plain), 0, 0, 0};
        if (slots_put(&self->short_forms, hash_of(self, word), meaning) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

#define AT_ONCE 32 /* keys that are stored together, so that the places of all are fetched at the same time */

static int
mark_keys(Words *self, int kind, const uint64_t *keys, int count)
{
    if (keys_room(&self->keys, AT_ONCE + LONGEST) < 0)
        return -1;
    for (int at = 0; at < count; at++)
        PREFETCH(&self->keys.keys[key_place(&self->keys, keys[at])]);
    for (int at = 0; at < count; at++)
        keys_store(&self->keys, keys[at], 1u << kind);
    return 0;
}

/* Take words, a line each. Returns -1 on failure. */
static int
mark_lines(Words *self, int kind, const unsigned char *at, Py_ssize_t size)
{
    const unsigned char *end = at + size;
    uint64_t keys[AT_ONCE + LONGEST], hashes[LONGEST] = {0};
    int count = 0;
    if (keys_room(&self->keys, lines_in(at, size)) < 0)
        return -1;
    while (at < end) {
        uint64_t hash = self->seed;
        Py_ssize_t letters = 0, same = 0; /* letters at the start that the line before has too: they are taken */
        for (; at < end && *at != '\n'; letters++) {
            Py_UCS4 letter;
            at = letter_read(at, end, &letter);
            hash = LETTER(hash, letter);
            if (letters < LONGEST) {
                same += same == letters && hashes[letters] == hash;
                hashes[letters] = hash;
            }
        }
        at++;
        if (letters < LONGEST)
            hashes[letters] = 0; /* what the line before had there is none of this one's */
        keys[count++] = mixed(hash != 0 ? hash : 1);
        Py_ssize_t starts = kind == START ? letters - 1 : 0;
        for (Py_ssize_t size = same < SHORT_PIECE ? SHORT_PIECE : same + 1; size <= starts && size <= LONGEST; size++)
            keys[count++] = mixed(hashes[size - 1]);
        if (count >= AT_ONCE) {
            if (mark_keys(self, kind, keys, count) < 0)
                return -1;
            count = 0;
        }
    }
    return mark_keys(self, kind, keys, count);
}

static PyObject *
Words_mark(Words *self, PyObject *args)
{
    int kind;
    PyObject *given;
    if (!PyArg_ParseTuple(args, "iO", &kind, &given))
        return NULL;
    if (kind < 0 || kind >= KINDS) {
        PyErr_SetString(PyExc_ValueError, "no such kind of words");
        return NULL;
    }
    if (PyObject_CheckBuffer(given)) {
        Py_buffer lines;
        if (PyObject_GetBuffer(given, &lines, PyBUF_SIMPLE) < 0)
            return NULL;
        int failed = mark_lines(self, kind, lines.buf, lines.len);
        PyBuffer_Release(&lines);
        if (failed)
            return NULL;
        self->is_marked |= kind == KNOWN;
        Py_RETURN_NONE;
    }
    PyObject *each = PyObject_GetIter(given), *word;
    if (each == NULL)
        return NULL;
    while ((word = PyIter_Next(each)) != NULL) {
        int failed = 1;
        PyObject *utf8;
        if (!PyUnicode_Check(word))
            PyErr_SetString(PyExc_TypeError, "a word is a str");
        else if (kind != START)
            failed = keys_add(&self->keys, kind, hash_of(self, word));
        else if ((utf8 = PyUnicode_AsEncodedString(word, "utf-8", "surrogatepass")) != NULL) {
            failed = mark_lines(self, kind, (const unsigned char *)PyBytes_AS_STRING(utf8), PyBytes_GET_SIZE(utf8));
            Py_DECREF(utf8);
        }
        Py_DECREF(word);
        if (failed)
            break;
    }
    Py_DECREF(each);
    if (PyErr_Occurred())
        return NULL;
    self->is_marked |= kind == KNOWN;
    Py_RETURN_NONE;
}
