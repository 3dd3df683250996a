/* The two loops that every character of every text goes through, compiled: folding, and telling at which words
   to look for names.

   Each is the same as its form in Python (`normalize.fold`, `wordplaces`), which runs where there was no compiler;
   tests hold the two against one another. What is rare is left to Python: `Folder.fold` answers None for it,
   `Words.places` asks `read`. Nothing is decided here: tables come from Python.

   No pointer into a table is kept over a call into Python, which may change the table. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Raised with `FORM` in native.py when what Python hands over or gets back changes: a build left over from older
   sources is then not used. */
#define FORM 17

/* Has memory fetched that will be asked for in a moment: tables of many words are in no cache. */
#ifdef __GNUC__
#define PREFETCH(place) __builtin_prefetch(place)
#else
#define PREFETCH(place) ((void)(place))
#endif

#define PUNCTUATION 0x1f /* a space that came from punctuation, see characters.py */

/* ---- scripts, as in characters.py ------------------------------------------------------------------------- */

static inline int
is_han(Py_UCS4 c)
{
    return c >= 0x3005
           && ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || c == 0x3005 || c == 0x3007
               || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000);
}

static inline int
is_spaceless(Py_UCS4 c)
{
    return is_han(c) || (c >= 0xac00 && c <= 0xd7a3);
}

/* SPACELESS of characters.py: what makes a text one that is laid out */
static inline int
lays_out(Py_UCS4 c)
{
    return c >= 0x3005
           && (c == 0x3005 || c == 0x3007 || (c >= 0x3040 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff)
               || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3)
               || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff));
}

static inline int
is_high(Py_UCS4 c)
{
    return c >= 0x3040 || c == 0x3005 || c == 0x3007;
}

static inline int
is_blank(Py_UCS4 c)
{
    return c == ' ' || c == PUNCTUATION;
}

static inline int
is_foreign(Py_UCS4 c)
{
    return c >= 0x370 && c <= 0x52f;
}

static inline int
is_latin(Py_UCS4 c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* ---- a growing row of characters -------------------------------------------------------------------------- */

typedef struct {
    Py_UCS4 *at;
    Py_ssize_t size, room;
} Row;

static int
row_make(Row *row, Py_ssize_t room)
{
    row->size = 0;
    row->room = room;
    row->at = PyMem_New(Py_UCS4, room);
    if (row->at == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

static int
row_grow(Row *row, Py_ssize_t more)
{
    if (more > PY_SSIZE_T_MAX / 8 - row->size) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t room = (row->size + more) * 2;
    Py_UCS4 *at = row->at;
    PyMem_Resize(at, Py_UCS4, room);
    if (at == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    row->at = at;
    row->room = room;
    return 0;
}

static inline int
row_add(Row *row, Py_UCS4 c)
{
    if (row->size == row->room && row_grow(row, 1) < 0)
        return -1;
    row->at[row->size++] = c;
    return 0;
}

/* ---- Folder: steps of folding ----------------------------------------------------------------------------- */

#define PAGE 256
#define PAGES (0x110000 / PAGE)
#define MET 0x80000000u  /* what the character becomes is known */
#define SEVERAL 0x40000000u /* none or several characters: the low bits number them */
#define LEFT 0x20000000u /* the text is left to Python */
#define LOW_BITS 0x1fffffu

typedef struct {
    PyObject_HEAD
    PyObject *fill;    /* character code -> str that it becomes, or None */
    PyObject *several; /* list of str: what single characters become that become none or several */
    uint32_t *pages[PAGES];
    unsigned char ascii[128];
} Folder;

/* Ask Python what a character becomes. Returns its entry, 0 with an exception set on failure. */
static uint32_t
folder_meet(Folder *self, Py_UCS4 c)
{
    uint32_t entry;
    if (self->fill == NULL || self->several == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the table of characters is gone");
        return 0;
    }
    PyObject *becomes = PyObject_CallFunction(self->fill, "I", (unsigned int)c);
    if (becomes == NULL)
        return 0;
    if (becomes == Py_None) {
        entry = MET | LEFT;
    }
    else if (!PyUnicode_Check(becomes)) {
        PyErr_SetString(PyExc_TypeError, "a character becomes a str or None");
        Py_DECREF(becomes);
        return 0;
    }
    else if (PyUnicode_GET_LENGTH(becomes) == 1) {
        entry = MET | PyUnicode_READ_CHAR(becomes, 0);
    }
    else {
        entry = MET | SEVERAL | (uint32_t)PyList_GET_SIZE(self->several);
        if (PyList_Append(self->several, becomes) < 0) {
            Py_DECREF(becomes);
            return 0;
        }
    }
    Py_DECREF(becomes);
    uint32_t **page = &self->pages[c / PAGE];
    if (*page == NULL) {
        *page = PyMem_Calloc(PAGE, sizeof(uint32_t));
        if (*page == NULL) {
            PyErr_NoMemory();
            return 0;
        }
    }
    (*page)[c % PAGE] = entry;
    return entry;
}

static PyObject *
Folder_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"fill", NULL};
    PyObject *fill;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O", names, &fill))
        return NULL;
    Folder *self = (Folder *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->fill = Py_NewRef(fill);
    self->several = PyList_New(0);
    if (self->several == NULL)
        goto failed;
    for (Py_UCS4 c = 0; c < 128; c++) {
        uint32_t entry = folder_meet(self, c);
        if (entry == 0)
            goto failed;
        if ((entry & ~LOW_BITS) != MET || (entry & LOW_BITS) > 127) {
            PyErr_SetString(PyExc_ValueError, "a character of ASCII becomes one of ASCII");
            goto failed;
        }
        self->ascii[c] = (unsigned char)((entry & LOW_BITS) == PUNCTUATION ? ' ' : entry & LOW_BITS);
    }
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static int
Folder_traverse(Folder *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->fill);
    Py_VISIT(self->several);
    return 0;
}

static int
Folder_clear(Folder *self)
{
    Py_CLEAR(self->fill);
    Py_CLEAR(self->several);
    return 0;
}

static void
Folder_dealloc(Folder *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)Folder_clear(self);
    for (int page = 0; page < PAGES; page++)
        PyMem_Free(self->pages[page]);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Whether only blanks stand between `at` and the end of its line: a word may be broken there. */
static int
line_ends(int kind, const void *text, Py_ssize_t at, Py_ssize_t size)
{
    for (; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, text, at);
        if (c == '\n')
            return 1;
        if (c != ' ' && c != '\t' && c != '\r')
            return 0;
    }
    return 0;
}

static PyObject *
fold_ascii(Folder *self, PyObject *source)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(source);
    const unsigned char *from = PyUnicode_1BYTE_DATA(source);
    if (size > PY_SSIZE_T_MAX - 2)
        return PyErr_NoMemory();
    PyObject *text = PyUnicode_New(size + 2, 127);
    if (text == NULL)
        return NULL;
    unsigned char *to = PyUnicode_1BYTE_DATA(text);
    if (memchr(from, '\n', (size_t)size) != NULL) {
        const unsigned char *at = from, *end = from + size;
        while ((at = memchr(at, '-', (size_t)(end - at))) != NULL) {
            at++;
            if (line_ends(PyUnicode_1BYTE_KIND, from, at - from, size)) {
                Py_DECREF(text);
                Py_RETURN_NONE;
            }
        }
    }
    unsigned char become[128]; /* at hand: what is written is none of it */
    memcpy(become, self->ascii, sizeof(become));
    *to++ = ' ';
    for (Py_ssize_t at = 0; at < size; at++)
        to[at] = become[from[at]];
    to[size] = ' ';
    return Py_BuildValue("(NO)", text, Py_False);
}

/* Write into `row` what every character becomes. Returns 1; 0 when the text is left to Python; -1 on failure. */
static int
fold_letters(Folder *self, PyObject *source, Row *row, int *moved, int *laid_out)
{
    int kind = PyUnicode_KIND(source);
    const void *data = PyUnicode_DATA(source);
    Py_ssize_t size = PyUnicode_GET_LENGTH(source);
    Py_UCS4 last = ' ';
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if ((c == '-' || c == 0x2010 || c == 0xad) && line_ends(kind, data, at + 1, size))
            return 0;
        const uint32_t *page = self->pages[c / PAGE];
        uint32_t entry = page != NULL ? page[c % PAGE] : 0;
        if (entry == 0) {
            entry = folder_meet(self, c);
            if (entry == 0)
                return -1;
        }
        if (entry & LEFT)
            return 0;
        PyObject *some = NULL;
        Py_ssize_t count = 1;
        if (entry & SEVERAL) {
            *moved = 1;
            Py_ssize_t number = (Py_ssize_t)(entry & LOW_BITS);
            if (self->several == NULL || number >= PyList_GET_SIZE(self->several)) {
                PyErr_SetString(PyExc_SystemError, "a character becomes what is not there");
                return -1;
            }
            some = PyList_GET_ITEM(self->several, number);
            count = PyUnicode_GET_LENGTH(some);
        }
        for (Py_ssize_t piece = 0; piece < count; piece++) {
            c = some != NULL ? PyUnicode_READ_CHAR(some, piece) : (entry & LOW_BITS);
            if (c > 0x36f) {
                if (is_foreign(c) && is_latin(last))
                    return 0; /* a word of two alphabets: it may hold look-alike letters */
                *laid_out |= lays_out(c);
            }
            else if (is_foreign(last) && is_latin(c)) {
                return 0;
            }
            if (row_add(row, c) < 0)
                return -1;
            last = c;
        }
    }
    return 1;
}

/* Write `from` into `to` as steps 8 and 9 have it (`folding._lay_out`). */
static int
lay_out(const Row *from, Row *to, int *moved)
{
    const Py_UCS4 *text = from->at;
    Py_ssize_t size = from->size, at = 0;
    while (at < size) {
        Py_UCS4 c = text[at];
        Py_ssize_t end = at + 1;
        if (is_blank(c)) {
            int stop = c == PUNCTUATION;
            for (; end < size && is_blank(text[end]); end++)
                stop |= text[end] == PUNCTUATION;
            int between = at > 0 && end < size && !stop && is_han(text[at - 1]) && is_han(text[end]);
            if (between || end > at + 1)
                *moved = 1;
            if (!between && row_add(to, ' ') < 0)
                return -1;
        }
        else if (is_high(c)) {
            if (row_add(to, c) < 0)
                return -1;
        }
        else {
            if (at > 0 && is_spaceless(text[at - 1])) {
                *moved = 1;
                if (row_add(to, ' ') < 0)
                    return -1;
            }
            if (row_add(to, c) < 0)
                return -1;
            for (; end < size && !is_blank(text[end]) && !is_high(text[end]); end++)
                if (row_add(to, text[end]) < 0)
                    return -1;
            if (end < size && is_spaceless(text[end])) {
                *moved = 1;
                if (row_add(to, ' ') < 0)
                    return -1;
            }
        }
        at = end;
    }
    return 0;
}

PyDoc_STRVAR(Folder_fold_doc,
             "Return a text after all steps, and whether characters moved; None: it is left to Python.");

static PyObject *
Folder_fold(Folder *self, PyObject *source)
{
    if (!PyUnicode_Check(source)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    if (PyUnicode_IS_ASCII(source))
        return fold_ascii(self, source);
    Row row = {0}, laid = {0};
    PyObject *answer = NULL;
    int moved = 0, laid_out = 0;
    if (row_make(&row, PyUnicode_GET_LENGTH(source) + 16) < 0 || row_add(&row, ' ') < 0)
        goto done;
    int folded = fold_letters(self, source, &row, &moved, &laid_out);
    if (folded <= 0) {
        answer = folded < 0 ? NULL : Py_NewRef(Py_None);
        goto done;
    }
    Row *last = &row;
    if (laid_out) {
        /* what the steps see has no space around it yet */
        Row inner = {row.at + 1, row.size - 1, row.size - 1};
        if (row_make(&laid, row.size * 2 + 16) < 0 || row_add(&laid, ' ') < 0 || lay_out(&inner, &laid, &moved) < 0)
            goto done;
        last = &laid;
    }
    if (row_add(last, ' ') < 0)
        goto done;
    for (Py_ssize_t at = 0; at < last->size; at++)
        if (last->at[at] == PUNCTUATION)
            last->at[at] = ' ';
    PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, last->at, last->size);
    if (text != NULL)
        answer = Py_BuildValue("(NO)", text, moved ? Py_True : Py_False);
done:
    PyMem_Free(row.at);
    PyMem_Free(laid.at);
    return answer;
}

static PyMethodDef Folder_methods[] = {
    {"fold", (PyCFunction)Folder_fold, METH_O, Folder_fold_doc},
    {NULL},
};

static PyType_Slot Folder_slots[] = {
    {Py_tp_doc, "Folds texts; `fill(code)` answers what one character becomes, None where the text is Python's."},
    {Py_tp_new, Folder_new},
    {Py_tp_traverse, Folder_traverse},
    {Py_tp_clear, Folder_clear},
    {Py_tp_dealloc, Folder_dealloc},
    {Py_tp_methods, Folder_methods},
    {0, NULL},
};

static PyType_Spec Folder_spec = {
    .name = "watchlists._native.Folder",
    .basicsize = sizeof(Folder),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = Folder_slots,
};

/* ---- keys: numbers that stand for words, in tables of powers of two ---------------------------------------- */

static inline uint64_t
mixed(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9e3779b97f4a7c15u;
    return x ^ (x >> 29);
}

#define LETTER(hash, c) (((hash) ^ (c)) * 0x100000001b3u)

typedef struct {
    uint64_t *keys; /* 0: an empty slot */
    size_t mask, used;
} Keys;

static inline int
keys_have(const Keys *self, uint64_t key)
{
    if (self->keys == NULL)
        return 0;
    for (size_t at = mixed(key) & self->mask;; at = (at + 1) & self->mask) {
        if (self->keys[at] == key)
            return 1;
        if (self->keys[at] == 0)
            return 0;
    }
}

static void
keys_store(Keys *self, uint64_t key)
{
    for (size_t at = mixed(key) & self->mask;; at = (at + 1) & self->mask) {
        if (self->keys[at] == key)
            return;
        if (self->keys[at] == 0) {
            self->keys[at] = key;
            self->used++;
            return;
        }
    }
}

/* Make room for so many more. Returns -1 on failure. */
static int
keys_room(Keys *self, size_t more)
{
    if (self->keys == NULL || (self->used + more) * 2 > self->mask + 2) {
        size_t room = self->keys == NULL ? 64 : self->mask + 1;
        while ((self->used + more) * 2 > room + 1)
            room *= 2;
        Keys wider = {PyMem_Calloc(room, sizeof(uint64_t)), room - 1, 0};
        if (wider.keys == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        for (size_t at = 0; self->keys != NULL && at <= self->mask; at++)
            if (self->keys[at] != 0)
                keys_store(&wider, self->keys[at]);
        PyMem_Free(self->keys);
        *self = wider;
    }
    return 0;
}

static int
keys_add(Keys *self, uint64_t key)
{
    if (keys_room(self, 1) < 0)
        return -1;
    keys_store(self, key != 0 ? key : 1);
    return 0;
}

static inline uint64_t
hash_part(uint64_t hash, int kind, const void *data, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t at = start; at < end; at++)
        hash = LETTER(hash, PyUnicode_READ(kind, data, at));
    return hash;
}

/* ---- letters: how far two words are apart ----------------------------------------------------------------- */

#define MOST_LETTERS 256 /* of what is compared here; what has more is left to Python */
#define FAR_OFF 1000

#define CLASSES 32 /* that letters are counted in; a power of two */

/* Whether two rows have so many letters in common, in whatever order, that `most` edits may make one of the other: each
   takes a letter away and brings another at most. It is asked of every name, and tells nearly all that are none. */
static int
have_letters_in_common(const Py_UCS4 *one, int size, const Py_UCS4 *other, int other_size, int most)
{
    short counts[CLASSES] = {0};
    int more = 0, less = 0;
    for (int at = 0; at < size; at++)
        counts[one[at] % CLASSES]++;
    for (int at = 0; at < other_size; at++)
        counts[other[at] % CLASSES]--;
    for (int at = 0; at < CLASSES; at++) {
        more += counts[at] > 0 ? counts[at] : 0;
        less += counts[at] < 0 ? -counts[at] : 0;
    }
    return more <= most && less <= most;
}

/* Whether one row of letters is made of another by at most `most` edits: a letter left out, put in, exchanged, or
   swapped with the next (OSA). Both have MOST_LETTERS at most. */
static int
is_within(const Py_UCS4 *one, int size, const Py_UCS4 *other, int other_size, int most)
{
    if (size - other_size > most || other_size - size > most)
        return 0;
    if (most == 0)
        return memcmp(one, other, (size_t)size * sizeof(Py_UCS4)) == 0;
    for (; size > 0 && other_size > 0 && *one == *other; one++, other++, size--, other_size--)
        ; /* what both begin and end with takes no edits */
    for (; size > 0 && other_size > 0 && one[size - 1] == other[other_size - 1]; size--, other_size--)
        ;
    if (size == 0 || other_size == 0)
        return 1;
    if (!have_letters_in_common(one, size, other, other_size, most))
        return 0;
    int rows[3][MOST_LETTERS + 2];
    for (int at = 0; at <= other_size && at <= most + 1; at++) /* more of it is not looked at */
        rows[0][at] = at;
    for (int from = 1; from <= size; from++) {
        int *row = rows[from % 3], *above = rows[(from + 2) % 3], *over = rows[(from + 1) % 3];
        int first = from - most > 1 ? from - most : 1, last = from + most < other_size ? from + most : other_size;
        int best = row[first - 1] = first == 1 ? from : FAR_OFF;
        for (int at = first; at <= last; at++) {
            int edits = above[at - 1] + (one[from - 1] != other[at - 1]);
            if (above[at] + 1 < edits)
                edits = above[at] + 1;
            if (row[at - 1] + 1 < edits)
                edits = row[at - 1] + 1;
            if (from > 1 && at > 1 && one[from - 1] == other[at - 2] && one[from - 2] == other[at - 1]
                && over[at - 2] + 1 < edits)
                edits = over[at - 2] + 1;
            row[at] = edits;
            if (edits < best)
                best = edits;
        }
        if (last < other_size)
            row[last + 1] = FAR_OFF;
        if (best > most)
            return 0;
    }
    return rows[size % 3][other_size] <= most;
}

/* Write the letters of a str behind the `size` that are there; there must be room. Returns how many are there then. */
static int
add_letters(Py_UCS4 *to, int size, PyObject *word)
{
    int kind = PyUnicode_KIND(word), more = (int)PyUnicode_GET_LENGTH(word);
    for (int at = 0; at < more; at++)
        to[size + at] = PyUnicode_READ(kind, PyUnicode_DATA(word), at);
    return size + more;
}

/* ---- tables of numbers, as tables.py keeps them ----------------------------------------------------------- */

/* A table may be a file's: it is not aligned. */
static inline uint64_t
number_at(const Py_buffer *table, size_t at, size_t width)
{
    uint32_t narrow;
    uint64_t wide;
    if (width == 4) {
        memcpy(&narrow, (const char *)table->buf + 4 * at, 4);
        return narrow;
    }
    memcpy(&wide, (const char *)table->buf + 8 * at, 8);
    return wide;
}

/* Say where a group of numbers begins and ends. Returns 0 where there is none such. */
static inline int
find_group(const Py_buffer *starts, const Py_buffer *numbers, size_t width, uint64_t group, size_t *first, size_t *end)
{
    if (group + 1 >= (size_t)starts->len / 4)
        return 0;
    *first = number_at(starts, group, 4);
    *end = number_at(starts, group + 1, 4);
    return *first <= *end && *end <= (size_t)numbers->len / width;
}

/* ---- words near one another, as nearwords.py keeps them --------------------------------------------------- */

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

typedef struct {
    Py_buffer table;
    PyObject *words; /* tuple of str */
} Near;

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
    uint32_t keys[MOST_LETTERS + 1], head = 0xffffffffu; /* without each letter, and with all */
    for (int out = 0; out <= size; out++) {
        keys[out] = ~(out < size ? crc_part(head, word + out + 1, size - out - 1) : head);
        PREFETCH((const char *)self->table.buf + 8 * (keys[out] & ((size_t)self->table.len / 8 - 1)));
        if (out < size)
            head = crc_part(head, word + out, 1);
    }
    for (int key = size; key >= 0; key--)
        if (near_has(self, keys[key], letters, size, most))
            return 1;
    return 0;
}

/* ---- Words: what each word of a text says of where to look ------------------------------------------------ */

/* Roles, as in wordreader.py */
#define PASSED 1
#define AFTER_IT 2
#define BEFORE_IT 4
#define FOLLOWS 8
#define PRECEDES 16
#define STARTS 32
#define ENDS 64
#define ONE 128
#define LOOK (AFTER_IT | BEFORE_IT | STARTS)

#define MOST_APART 20 /* letters on one side that are set apart, as in wordscan.py */
#define BEYOND 5  /* the word of a pair that stands behind words passed over is so many words off at most */
#define NO_FORM 0u
#define ANY_FORM 0xffffffffu /* several words of names: any pair may be meant */

/* What more is said of a word that was read, as in wordplaces.py */
#define FRAGMENT 1 /* it may be the start of a word that is cut in two */
#define MERGED 2   /* two words of a pair run together */
#define NEW 255    /* nothing yet: it is met for the first time */

/* For what to look at a place, as in wordplaces.py; names are handed over besides */
#define BESIDE 2  /* names found by the word if what stands beside it does not speak against them */
#define PAIRED 4  /* names of common words */
#define JOINED_UP 8 /* a word that is cut in two */
#define APART 16  /* letters that are set apart */
#define RUN_TOGETHER 32 /* two common words run together */

/* Kinds of keys, as in wordplaces.py: what is known of words before they are met. */
enum {
    KNOWN, START, HEAD, TAIL, END, SHORT, PLAIN_WORD, PASSED_OVER, FORM_START, FORM_END, PLACE, LITTLE, COMMON, INSERTION,
    NOUN, OF_NAMES, KINDS
};
#define LONGEST 48   /* letters of a word that is told by its pieces */
#define PIECE 4      /* letters, as PIECE, HEAD, TYPO_LENGTH, _LEAST_TWO, _LEAST_MANY and _LONG in wordreader.py */
#define LONG_PIECE 6 /* START holds the first two to six letters of words */
#define SHORT_PIECE 2
#define LEAST_MISREAD 5
#define LEAST_NUMBERED 6
#define LEAST_TWO 8
#define LEAST_MANY 16
#define LONG_WORD 9
#define LONG_MODEL 16 /* characters of a word with figures that is told by its parts */

/* Tables of wordindex.py */
enum {
    PLAIN, SORTED, PARTS_STARTS, PARTS, SINGLE_WORDS, SINGLE_STARTS, SINGLES, BUCKET_WORDS, BUCKET_STARTS, BUCKETS,
    PAIR_WORDS, PAIR_TELLS, PAIR_STARTS, PAIRS, COUNTS, TERMS, TURNED, LEVELS, ORGS,
    WATCHED_BY, TABLES
};
static const unsigned char table_width[TABLES] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 8, 4, 1, 4, 8, 1, 4, 1, 1, 1, 4};
#define PLACES 16 /* bits for the place of a word in a spelling */
#define AS_WRITTEN 1 /* a spelling counts with a capital only, where it is one word */
#define BARE 2       /* it is a word of the language, and counts beside a legal form only */
#define NEARLY 4     /* one letter may be wrong though it has few */
/* A name of one word that counts so: with a capital, or as the word itself beside a legal form */
#define WITH_CAPITAL (1ull << 62)
#define BESIDE_FORM (1ull << 63)
#define MANY 500  /* names found by one word, or pair, that are looked through one by one */

typedef struct {
    uint32_t form; /* the word of pairs that it is */
    uint32_t row;  /* one more than where in `rows` it stands which names are found by it; 0: none */
    uint64_t plain; /* the hash of its canonical form */
    uint8_t role, more;
} Meaning;

typedef struct {
    uint64_t hash; /* stands for the word; 0: an empty slot */
    Meaning meaning;
} Slot;

typedef struct {
    Slot *slots;
    size_t mask, used; /* a power of two less one; slots in use */
} Slots;

typedef struct {
    uint64_t hash; /* stands for a word of ASCII by which names are found; 0: an empty place */
    uint32_t word, single, bucket; /* its number; one more than those of its groups, 0 for none */
    uint8_t role; /* in pairs */
} Anchor;

typedef struct {
    uint64_t hash, plain; /* of the word and of its canonical form */
    uint32_t size;
    uint32_t first, last; /* stand for its first and its last two letters */
    uint32_t low;         /* where the low bytes of its letters stand in `low` */
} Letters;

/* Bits for the words of a name that is found by one of them, and for what those on either side of that begin and end with:
   most are told from what a text has there without a look at their words. 0: it was not looked at yet. */
typedef struct {
    uint64_t words, edges;
} Mark;

typedef struct {
    uint32_t first, second; /* words of names */
    uint32_t number;        /* one more than the pair's; 0: an empty place */
} Pair;

typedef struct {
    PyObject_HEAD
    PyObject *read;  /* word -> (role, form, more, canonical form, names, buckets) */
    PyObject *words; /* tuple of str: the words of names by number */
    Letters *letters; /* of each of them */
    Mark *marks; /* of the names in buckets */
    uint64_t *heads; /* the first letters of the words in order */
    unsigned char *low; /* the low bytes of their letters, one word after the other */
    Near near;
    Py_buffer tables[TABLES];
    Pair *pairs;
    size_t pair_mask;
    Anchor *anchors;
    size_t anchor_mask;
    Slots told, met; /* words that are known from the start, and those that texts held */
    uint64_t *rows; /* how many names and buckets; the names; the buckets */
    size_t rows_used, rows_room;
    Keys keys;
    int is_marked; /* it is known which words to read */
    uint64_t seed;
} Words;

/* Return the slot of a word, or the empty one where it belongs. */
static inline Slot *
slot_of(const Slots *self, uint64_t hash)
{
    for (size_t at = mixed(hash) & self->mask;; at = (at + 1) & self->mask)
        if (self->slots[at].hash == hash || self->slots[at].hash == 0)
            return &self->slots[at];
}

static int
slots_make(Slots *self, size_t room)
{
    Slot *slots = PyMem_Calloc(room, sizeof(Slot));
    if (slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyMem_Free(self->slots);
    self->slots = slots;
    self->mask = room - 1;
    self->used = 0;
    return 0;
}

/* Remember a word. Returns -1 on failure. */
static int
slots_put(Slots *self, uint64_t hash, Meaning meaning)
{
    if (self->used * 2 > self->mask) {
        Slots wider = {NULL, 0, 0};
        if (slots_make(&wider, (self->mask + 1) * 2) < 0)
            return -1;
        for (size_t at = 0; at <= self->mask; at++)
            if (self->slots[at].hash != 0)
                *slot_of(&wider, self->slots[at].hash) = self->slots[at];
        wider.used = self->used;
        PyMem_Free(self->slots);
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

static inline uint64_t
hash_of(const Words *self, PyObject *word)
{
    uint64_t hash = hash_part(self->seed, PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word));
    return hash != 0 ? hash : 1;
}

static inline uint32_t
two_letters(Py_UCS4 one, Py_UCS4 other)
{
    return one * 0x10001u + other;
}

/* What stands for the first two letters of a word of a text, or for the last two; shorter words have one. */
static inline uint32_t
edge_of(int kind, const void *data, Py_ssize_t start, Py_ssize_t end, int last)
{
    if (end - start < 2)
        return end > start ? PyUnicode_READ(kind, data, start) : 0;
    Py_ssize_t at = last ? end - 2 : start;
    return two_letters(PyUnicode_READ(kind, data, at), PyUnicode_READ(kind, data, at + 1));
}

#define HEAD_LETTERS 8

/* The first letters of a word as a number that orders words as they do; letters beyond Latin-1 count as its last. */
static inline uint64_t
head_of(int kind, const void *data, Py_ssize_t size)
{
    uint64_t head = 0;
    for (Py_ssize_t at = 0; at < HEAD_LETTERS; at++) {
        Py_UCS4 c = at < size ? PyUnicode_READ(kind, data, at) : 0;
        head = head << 8 | (c < 0xff ? c : 0xff);
    }
    return head;
}

/* Return the number of the pair of two words, one more than it is; 0 for none. */
static uint32_t
pair_of(const Words *self, uint32_t first, uint32_t second)
{
    if (self->pairs == NULL)
        return 0;
    for (size_t at = mixed((uint64_t)first << 32 | second) & self->pair_mask;; at = (at + 1) & self->pair_mask) {
        const Pair *pair = &self->pairs[at];
        if (pair->number == 0 || (pair->first == first && pair->second == second))
            return pair->number;
    }
}

/* Return the place of a word by which names are found, or the empty one where it belongs. */
static inline Anchor *
anchor_of(const Words *self, uint64_t hash)
{
    for (size_t at = mixed(hash) & self->anchor_mask;; at = (at + 1) & self->anchor_mask)
        if (self->anchors[at].hash == hash || self->anchors[at].hash == 0)
            return &self->anchors[at];
}

/* Note a group of names of a word, or its role in pairs. There is room. */
static void
anchor_put(Words *self, uint64_t word, uint32_t single, uint32_t bucket, uint8_t role)
{
    if (word >= (uint64_t)PyTuple_GET_SIZE(self->words))
        return;
    PyObject *text = PyTuple_GET_ITEM(self->words, (Py_ssize_t)word);
    if (!PyUnicode_IS_ASCII(text))
        return;
    uint64_t hash = self->letters[word].hash;
    Anchor *anchor = anchor_of(self, hash);
    anchor->hash = hash;
    anchor->word = (uint32_t)word;
    anchor->single |= single;
    anchor->bucket |= bucket;
    anchor->role |= role;
}

static inline uint64_t
key_of(int kind, uint64_t hash)
{
    uint64_t key = mixed(hash + 0x632be59bd9b4e019u * (uint64_t)(kind + 1));
    return key != 0 ? key : 1;
}

/* Read what the words of names begin and end with, their pairs, and what is found by each. Returns -1 on failure. */
static int
words_learn(Words *self)
{
    Py_ssize_t count = PyTuple_GET_SIZE(self->words);
    if (self->tables[PLAIN].len / 4 != count || count > INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "every word of names has a canonical form");
        return -1;
    }
    size_t low = 0;
    for (Py_ssize_t number = 0; number < count; number++)
        low += (size_t)PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(self->words, number));
    self->letters = PyMem_New(Letters, count + 1);
    self->low = PyMem_New(unsigned char, low + 1);
    if (self->letters == NULL || self->low == NULL || low > UINT32_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    low = 0;
    if (keys_room(&self->keys, 4 * (size_t)count) < 0) /* what is told by them at least */
        return -1;
    for (Py_ssize_t number = 0; number < count; number++) {
        PyObject *word = PyTuple_GET_ITEM(self->words, number);
        uint64_t plain = number_at(&self->tables[PLAIN], (size_t)number, 4);
        if (plain >= (uint64_t)count || PyUnicode_GET_LENGTH(word) > INT32_MAX) {
            PyErr_SetString(PyExc_ValueError, "a canonical form is one of the words");
            return -1;
        }
        int kind = PyUnicode_KIND(word);
        const void *data = PyUnicode_DATA(word);
        Py_ssize_t size = PyUnicode_GET_LENGTH(word);
        uint64_t hash = hash_of(self, word), form = hash;
        if (plain != (uint64_t)number)
            form = hash_of(self, PyTuple_GET_ITEM(self->words, (Py_ssize_t)plain));
        Letters letters = {hash, form, (uint32_t)size, edge_of(kind, data, 0, size, 0), edge_of(kind, data, 0, size, 1),
                           (uint32_t)low};
        for (Py_ssize_t at = 0; at < size; at++)
            self->low[low++] = (unsigned char)PyUnicode_READ(kind, data, at);
        self->letters[number] = letters;
        if (keys_add(&self->keys, key_of(OF_NAMES, letters.hash)) < 0)
            return -1;
    }
    size_t sorted = (size_t)self->tables[SORTED].len / 4;
    self->heads = PyMem_New(uint64_t, sorted + 1);
    self->marks = PyMem_Calloc((size_t)self->tables[BUCKETS].len / 8 + 1, sizeof(Mark));
    if (self->heads == NULL || self->marks == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t at = 0; at < sorted; at++) {
        uint64_t number = number_at(&self->tables[SORTED], at, 4);
        if (number >= (uint64_t)count) {
            PyErr_SetString(PyExc_ValueError, "the words in order are some of the words");
            return -1;
        }
        PyObject *word = PyTuple_GET_ITEM(self->words, (Py_ssize_t)number);
        self->heads[at] = head_of(PyUnicode_KIND(word), PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word));
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
    for (room = 4; room < 2 * (singles + buckets + 2 * pairs) + 2;)
        room *= 2;
    self->anchors = PyMem_Calloc(room, sizeof(Anchor));
    if (self->anchors == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->anchor_mask = room - 1;
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
tuple_of_words(PyObject *given)
{
    PyObject *words = PySequence_Tuple(given);
    for (Py_ssize_t at = 0; words != NULL && at < PyTuple_GET_SIZE(words); at++)
        if (!PyUnicode_Check(PyTuple_GET_ITEM(words, at))) {
            PyErr_SetString(PyExc_TypeError, "a word is a str");
            Py_CLEAR(words);
        }
    return words;
}

static PyObject *
Words_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"read", "near", "near_words", "words", "tables", NULL};
    PyObject *read, *near, *near_words, *words, *tables;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOOOO!", names, &read, &near, &near_words, &words, &PyTuple_Type,
                                     &tables))
        return NULL;
    if (PyTuple_GET_SIZE(tables) != TABLES) {
        PyErr_SetString(PyExc_ValueError, "too few tables, or too many");
        return NULL;
    }
    Words *self = (Words *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->read = Py_NewRef(read);
    if (PyObject_GetBuffer(near, &self->near.table, PyBUF_SIMPLE) < 0)
        goto failed;
    size_t places = (size_t)self->near.table.len / 8;
    if (self->near.table.len % 8 != 0 || places == 0 || (places & (places - 1)) != 0) {
        PyErr_SetString(PyExc_ValueError, "the places of a table are a power of two");
        goto failed;
    }
    for (int table = 0; table < TABLES; table++) {
        if (PyObject_GetBuffer(PyTuple_GET_ITEM(tables, table), &self->tables[table], PyBUF_SIMPLE) < 0)
            goto failed;
        if (self->tables[table].len % table_width[table] != 0) {
            PyErr_SetString(PyExc_ValueError, "a table holds whole numbers");
            goto failed;
        }
    }
    PyObject *secret = PyUnicode_FromString("words");
    if (secret == NULL)
        goto failed;
    self->seed = (uint64_t)PyObject_Hash(secret); /* nobody who writes texts knows which words share a slot */
    Py_DECREF(secret);
    self->near.words = tuple_of_words(near_words);
    self->words = tuple_of_words(words);
    if (self->near.words == NULL || self->words == NULL || slots_make(&self->told, 64) < 0
        || slots_make(&self->met, 64) < 0 || words_learn(self) < 0)
        goto failed;
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static int
Words_traverse(Words *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->read);
    Py_VISIT(self->words);
    Py_VISIT(self->near.words);
    return 0;
}

static int
Words_clear(Words *self)
{
    Py_CLEAR(self->read);
    Py_CLEAR(self->words);
    Py_CLEAR(self->near.words);
    return 0;
}

static void
Words_dealloc(Words *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)Words_clear(self);
    PyMem_Free(self->letters);
    PyMem_Free(self->low);
    PyMem_Free(self->heads);
    PyMem_Free(self->marks);
    PyMem_Free(self->pairs);
    PyMem_Free(self->anchors);
    PyMem_Free(self->told.slots);
    PyMem_Free(self->met.slots);
    PyMem_Free(self->rows);
    PyMem_Free(self->keys.keys);
    PyBuffer_Release(&self->near.table);
    for (int table = 0; table < TABLES; table++)
        PyBuffer_Release(&self->tables[table]);
    type->tp_free(self);
    Py_DECREF(type);
}

PyDoc_STRVAR(Words_know_doc, "Take words by which no name is found, each in its canonical form, with their roles.");

static PyObject *
Words_know(Words *self, PyObject *roles)
{
    PyObject *word, *role;
    Py_ssize_t at = 0;
    if (!PyDict_Check(roles)) {
        PyErr_SetString(PyExc_TypeError, "roles are a dict");
        return NULL;
    }
    while (PyDict_Next(roles, &at, &word, &role)) {
        long number = PyLong_Check(role) ? PyLong_AsLong(role) : -1;
        if (number < 0 || number > 255 || !PyUnicode_Check(word)) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a word has a role of 8 bits");
            return NULL;
        }
        uint64_t hash = hash_of(self, word);
        Meaning meaning = {NO_FORM, 0, hash, (uint8_t)number, 0};
        if (slots_put(&self->told, hash, meaning) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

static inline int
has_key(const Words *self, int kind, uint64_t hash)
{
    return keys_have(&self->keys, key_of(kind, hash));
}

#define AT_ONCE 32 /* keys that are stored together, so that the places of all are fetched at the same time */

static int
mark_keys(Words *self, const uint64_t *keys, int count)
{
    if (keys_room(&self->keys, AT_ONCE + LONGEST) < 0)
        return -1;
    for (int at = 0; at < count; at++)
        PREFETCH(&self->keys.keys[mixed(keys[at]) & self->keys.mask]);
    for (int at = 0; at < count; at++)
        keys_store(&self->keys, keys[at]);
    return 0;
}

/* Read a letter of UTF-8, half a character too. Returns where the next begins. */
static inline const unsigned char *
letter_read(const unsigned char *at, const unsigned char *end, Py_UCS4 *letter)
{
    Py_UCS4 c = *at++;
    if (c >= 0xc0)
        for (c &= c >= 0xf0 ? 0x07 : c >= 0xe0 ? 0x0f : 0x1f; at < end && (*at & 0xc0) == 0x80; at++)
            c = c << 6 | (*at & 0x3f);
    *letter = c;
    return at;
}

/* Take words, a line each. Returns -1 on failure. */
static int
mark_lines(Words *self, int kind, const unsigned char *at, Py_ssize_t size)
{
    const unsigned char *end = at + size;
    uint64_t keys[AT_ONCE + LONGEST], hashes[LONGEST] = {0};
    int count = 0;
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
        keys[count++] = key_of(kind, hash != 0 ? hash : 1);
        Py_ssize_t starts = kind == START ? letters - 1 : 0;
        for (Py_ssize_t size = same < SHORT_PIECE ? SHORT_PIECE : same + 1; size <= starts && size <= LONGEST; size++)
            keys[count++] = key_of(kind, hashes[size - 1]);
        if (count >= AT_ONCE) {
            if (mark_keys(self, keys, count) < 0)
                return -1;
            count = 0;
        }
    }
    return mark_keys(self, keys, count);
}

PyDoc_STRVAR(Words_mark_doc, "mark(kind, words): take words, or pieces of some, of one kind; as bytes, a line for each.");

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
            failed = keys_add(&self->keys, key_of(kind, hash_of(self, word)));
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

/* ---- the words of a text ---------------------------------------------------------------------------------- */

typedef struct {
    uint64_t hash;
    Py_ssize_t start, end;
    Meaning meaning;
} Met;

/* Whether a word is a phrase without spaces: seldom met again, and in no name of words. */
static inline int
is_phrase(Py_UCS4 head)
{
    return head > 0x3000 && is_spaceless(head);
}

static Py_ALWAYS_INLINE inline Py_ssize_t
split(const Words *self, int kind, const void *data, Py_ssize_t size, Met *met)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c == ' ')
            continue;
        uint64_t hash = self->seed;
        met[count].start = at;
        if (is_phrase(c)) {
            hash = 0;
            while (at < size && PyUnicode_READ(kind, data, at) != ' ')
                at++;
        }
        else {
            for (; at < size && (c = PyUnicode_READ(kind, data, at)) != ' '; at++)
                hash = LETTER(hash, c);
            hash = hash != 0 ? hash : 1;
            PREFETCH(&self->met.slots[mixed(hash) & self->met.mask]);
        }
        met[count].end = at;
        met[count++].hash = hash;
    }
    return count;
}

/* Say where the words of a text stand, and by what hash each is remembered; 0: it is not. Returns how many they are. */
static Py_ssize_t
split_words(const Words *self, PyObject *text, Met *met)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) /* nearly always: made for it by the compiler */
        return split(self, PyUnicode_1BYTE_KIND, PyUnicode_1BYTE_DATA(text), size, met);
    return split(self, PyUnicode_KIND(text), PyUnicode_DATA(text), size, met);
}

/* ---- names as rows of words ------------------------------------------------------------------------------- */

#define MOST_WORDS 32 /* of a name that is compared here */
#define REACH 192     /* words on one side in which a name of so many words stands, see MOST_LITTLE in wordalign.py */

typedef struct {
    int count, place; /* words; the one that stands at the place */
    uint32_t words[MOST_WORDS];
    uint64_t plains[MOST_WORDS]; /* the hashes of their canonical forms */
    unsigned char gap[MOST_WORDS]; /* whether little words stand before it */
    size_t first, end, part;       /* of its parts, little words included; that of the word at the place */
    int nearly;                    /* see NEARLY */
} Wanted;

/* Read of what words a name is. Returns 0 where it is none that can be compared here. */
static int
wanted_words(const Words *self, uint64_t item, Wanted *wanted)
{
    item &= ~(WITH_CAPITAL | BESIDE_FORM);
    wanted->place = (int)(item & ((1 << PLACES) - 1));
    wanted->count = 0;
    wanted->nearly = (item >> PLACES) < (uint64_t)self->tables[COUNTS].len
                     && ((unsigned char *)self->tables[COUNTS].buf)[item >> PLACES] & NEARLY;
    if (!find_group(&self->tables[PARTS_STARTS], &self->tables[PARTS], 4, item >> PLACES, &wanted->first, &wanted->end))
        return 0;
    unsigned char gap = 0;
    for (size_t at = wanted->first; at < wanted->end; at++) {
        uint32_t part = (uint32_t)number_at(&self->tables[PARTS], at, 4);
        if (self->words == NULL || (part >> 1) >= (size_t)PyTuple_GET_SIZE(self->words) || wanted->count == MOST_WORDS)
            return 0;
        if (part & 1) {
            gap = 1;
            continue;
        }
        if (wanted->count == wanted->place)
            wanted->part = at;
        wanted->words[wanted->count] = part >> 1;
        wanted->plains[wanted->count] = self->letters[part >> 1].plain;
        wanted->gap[wanted->count++] = gap;
        gap = 0;
    }
    return wanted->place < wanted->count;
}

/* Write the letters of a name, and how many stand before the word at its place. Returns how many they are; -1: too
   many to compare here. */
static int
wanted_letters(const Words *self, const Wanted *wanted, Py_UCS4 *letters, int *before)
{
    int size = 0, count = 0;
    for (size_t part = wanted->first; part < wanted->end; part++) {
        uint32_t number = (uint32_t)number_at(&self->tables[PARTS], part, 4);
        if (!(number & 1) && count++ == wanted->place)
            *before = size;
        if (self->letters[number >> 1].size > (uint32_t)(MOST_LETTERS - size))
            return -1;
        size = add_letters(letters, size, PyTuple_GET_ITEM(self->words, number >> 1));
    }
    return size;
}

/* ---- reading words: as `WordReader.read`, where that is plain from what is known ---------------------------- */

typedef struct {
    const Words *words;
    const unsigned char *letters; /* ASCII */
    int size;
    uint64_t hash;
} Word;

static inline uint64_t
hash_letters(const Word *word, int start, int end)
{
    return hash_part(word->words->seed, PyUnicode_1BYTE_KIND, word->letters, start, end);
}

static inline int
may_end(const Word *word)
{
    return has_key(word->words, END, hash_letters(word, word->size > PIECE ? word->size - PIECE : 0, word->size));
}

/* Whether a longer word by which names are found starts with the word, see `_is_fragment`: a search in `heads`, which are
   side by side, then among the words that share theirs. */
static int
is_fragment(const Word *word)
{
    const Words *self = word->words;
    if (!has_key(self, START, hash_letters(word, 0, word->size < LONG_PIECE ? word->size : LONG_PIECE)))
        return 0;
    size_t first = 0, end = (size_t)self->tables[SORTED].len / 4;
    uint64_t head = head_of(PyUnicode_1BYTE_KIND, word->letters, word->size);
    for (size_t stop = end; first < stop;) { /* the first that has its first letters */
        size_t middle = (first + stop) / 2;
        if (self->heads[middle] < head)
            first = middle + 1;
        else
            stop = middle;
    }
    if (word->size < HEAD_LETTERS) { /* they are the word, which stands first where it is there */
        first += first < end && self->heads[first] == head;
        return first < end && (self->heads[first] ^ head) >> 8 * (HEAD_LETTERS - word->size) == 0;
    }
    for (size_t from = first; from < end;) { /* the first that has others */
        size_t middle = (from + end) / 2;
        if (self->heads[middle] == head)
            from = middle + 1;
        else
            end = middle;
    }
    while (first < end) { /* the first that is the word or behind it */
        size_t middle = (first + end) / 2, number = number_at(&self->tables[SORTED], middle, 4);
        if (self->words == NULL || number >= (size_t)PyTuple_GET_SIZE(self->words))
            return 1;
        PyObject *other = PyTuple_GET_ITEM(self->words, (Py_ssize_t)number);
        int kind = PyUnicode_KIND(other), at = 0, size = (int)PyUnicode_GET_LENGTH(other);
        const void *letters = PyUnicode_DATA(other);
        while (at < word->size && at < size && PyUnicode_READ(kind, letters, at) == word->letters[at])
            at++;
        if (at == word->size && at < size)
            return 1;
        if (at == size || PyUnicode_READ(kind, letters, at) < word->letters[at])
            first = middle + 1;
        else
            end = middle;
    }
    return 0;
}

/* Whether three letters of a word, or what there is, stand in a row of letters. */
static int
holds(const Py_UCS4 *row, int size, const unsigned char *letters, int count)
{
    for (int at = 0; at + count <= size; at++) {
        int same = 0;
        while (same < count && row[at + same] == letters[same])
            same++;
        if (same == count)
            return 1;
    }
    return 0;
}

/* A part of a word by which names are found, at its start or its end. */
typedef struct {
    const unsigned char *letters;
    int size;
    int first, last; /* of the rest of the word */
    const Anchor *anchor;
} Part;

/* Put a part with the others, in the order of the alphabet and none twice, see `_parts`. */
static int
put_part(const Word *word, int start, int end, Part *parts, int count)
{
    const Anchor *anchor = anchor_of(word->words, hash_letters(word, start, end));
    if (anchor->hash == 0 || (anchor->bucket == 0 && anchor->role == 0))
        return count;
    Part part = {word->letters + start, end - start, 0, start, anchor};
    if (memcmp(word->letters, part.letters, (size_t)part.size) == 0) {
        part.first = part.size;
        part.last = word->size;
    }
    int at = count;
    for (; at > 0; at--) {
        const Part *other = &parts[at - 1];
        int order = memcmp(other->letters, part.letters, (size_t)(other->size < part.size ? other->size : part.size));
        if (order == 0 && other->size == part.size)
            return count;
        if (order < 0 || (order == 0 && other->size < part.size))
            break;
    }
    memmove(&parts[at + 1], &parts[at], (size_t)(count - at) * sizeof(Part));
    parts[at] = part;
    return count + 1;
}

static int
find_parts(const Word *word, Part *parts)
{
    int count = 0;
    if (word->size < LEAST_TWO)
        return 0;
    int begins = has_key(word->words, HEAD, hash_letters(word, 0, PIECE));
    int ends = has_key(word->words, TAIL, hash_letters(word, word->size - PIECE, word->size));
    for (int cut = PIECE; begins && cut < word->size - 1; cut++)
        count = put_part(word, 0, cut, parts, count);
    for (int cut = 2; ends && cut <= word->size - PIECE; cut++)
        count = put_part(word, cut, word->size, parts, count);
    return count;
}

/* Keep the names found by a part that hold the first or last letters of the rest of the word, see `holding`. Returns 0
   where they are left to Python, -1 on failure. */
static int
keep_holding(Words *self, const Word *word, const Part *part, uint64_t *names)
{
    size_t at, stop;
    if (part->anchor->bucket == 0)
        return 1;
    if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], 8, part->anchor->bucket - 1, &at, &stop)
        || stop - at > MANY)
        return 0;
    int three = part->last - part->first < 3 ? part->last - part->first : 3, before;
    for (; at < stop; at++) {
        Wanted wanted;
        Py_UCS4 letters[MOST_LETTERS];
        uint64_t item = number_at(&self->tables[BUCKETS], at, 8);
        int count = wanted_words(self, item, &wanted) ? wanted_letters(self, &wanted, letters, &before) : -1;
        if (count < 0)
            return 0;
        if (!holds(letters, count, word->letters + part->first, three)
            && !holds(letters, count, word->letters + part->last - three, three))
            continue;
        if (rows_add(self, item) < 0)
            return -1;
        ++*names;
    }
    return 1;
}

/* Whether a part and the rest of the word follow one another in a name. Returns -1 where it is left to Python. */
static int
is_merged(const Words *self, const Word *word, const Part *part)
{
    if (part->anchor->role == 0)
        return 0;
    uint64_t hash = hash_letters(word, part->first, part->last);
    if (has_key(self, SHORT, hash))
        return -1;
    const Anchor *rest = anchor_of(self, hash);
    return rest->hash != 0
           && (pair_of(self, part->anchor->word, rest->word) != 0 || pair_of(self, rest->word, part->anchor->word) != 0);
}

/* Whether a word with figures may be a model by which names are found: that is a part of it, see `model_of`. */
static int
may_be_model(const Word *word)
{
    if (word->size > LONG_MODEL)
        return 1;
    int least = memchr(word->letters, 'x', (size_t)word->size) != NULL ? 1 : 2; /* "8xa" counts what has one letter */
    for (int start = 0; start < word->size; start++)
        for (int end = start + least; end <= word->size; end++)
            if (anchor_of(word->words, hash_letters(word, start, end))->hash != 0)
                return 1;
    return 0;
}

/* Return a name of one word, found by a word as it is written, with how it counts. */
static uint64_t
single_of(const Words *self, const Anchor *anchor, uint64_t number)
{
    Wanted wanted;
    uint64_t item = number << PLACES;
    unsigned char counts = number < (uint64_t)self->tables[COUNTS].len ? ((unsigned char *)self->tables[COUNTS].buf)[number] : 0;
    if (counts & BARE && wanted_words(self, item, &wanted) && wanted.words[0] == anchor->word)
        return item | BESIDE_FORM;
    return counts & AS_WRITTEN ? item | WITH_CAPITAL : item;
}

/* Read a word by which names are found, as it is written there. Returns 0 where it is left to Python, -1 on failure. */
static int
read_anchor(Words *self, const Word *word, const Anchor *anchor, Meaning *meaning)
{
    if (has_key(self, SHORT, word->hash))
        return 0;
    size_t first = 0, end = 0;
    if (anchor->single != 0
        && !find_group(&self->tables[SINGLE_STARTS], &self->tables[SINGLES], 4, anchor->single - 1, &first, &end))
        return 0;
    Meaning found = {anchor->role != 0 ? anchor->word + 1 : NO_FORM, 0, word->hash, anchor->role, 0};
    if (has_key(self, PASSED_OVER, word->hash))
        found.role |= PASSED;
    if (may_end(word))
        found.role |= ENDS;
    if (!has_key(self, PLAIN_WORD, word->hash) && is_fragment(word)) {
        found.role |= STARTS;
        found.more |= FRAGMENT;
    }
    if (anchor->single != 0 || anchor->bucket != 0) {
        found.role |= LOOK;
        if (rows_begin(self, end - first, anchor->bucket != 0, &found.row) < 0)
            return -1;
        for (; first < end; first++)
            if (rows_add(self, single_of(self, anchor, number_at(&self->tables[SINGLES], first, 4))) < 0)
                return -1;
        if (anchor->bucket != 0 && rows_add(self, anchor->bucket - 1) < 0)
            return -1;
    }
    *meaning = found;
    return 1;
}

/* Keep those of a group of names that have the letters of a word. Returns 0 where they are left to Python, -1 on
   failure. */
static int
keep_spelt(Words *self, const Word *word, int starts, int numbers, uint64_t group, uint64_t *names)
{
    size_t at, stop, row = self->rows_used - *names;
    if (!find_group(&self->tables[starts], &self->tables[numbers], 8, group, &at, &stop) || stop - at > MANY)
        return 0;
    for (; at < stop; at++) {
        Wanted wanted;
        Py_UCS4 letters[MOST_LETTERS];
        uint64_t item = number_at(&self->tables[numbers], at, 8) >> PLACES << PLACES;
        int before, same = 0, count = wanted_words(self, item, &wanted) ? wanted_letters(self, &wanted, letters, &before) : -1;
        if (count < 0)
            return 0;
        while (same < word->size && count == word->size && letters[same] == word->letters[same])
            same++;
        if (same < word->size)
            continue;
        size_t place = self->rows_used; /* in the order of their numbers, none twice */
        while (place > row && self->rows[place - 1] > item)
            place--;
        if (place > row && self->rows[place - 1] == item)
            continue;
        if (rows_add(self, item) < 0)
            return -1;
        memmove(&self->rows[place + 1], &self->rows[place], (self->rows_used - 1 - place) * sizeof(uint64_t));
        self->rows[place] = item;
        ++*names;
    }
    return 1;
}

/* Keep the names all words of which are run together in a long word, see `WordIndex.run_together`. Returns 0 where they
   are left to Python, -1 on failure. */
static int
keep_run_together(Words *self, const Word *word, uint64_t *names)
{
    if (word->size < LEAST_MANY
        || !(has_key(self, HEAD, hash_letters(word, 0, PIECE))
             || has_key(self, TAIL, hash_letters(word, word->size - PIECE, word->size))))
        return 1;
    uint32_t parts[LONGEST]; /* the words of pairs in it */
    int count = 0, done = 1;
    for (int start = 0; start < word->size; start++) {
        uint64_t hash = LETTER(self->seed, word->letters[start]);
        for (int end = start + 1; end < word->size; end++) {
            hash = LETTER(hash, word->letters[end]);
            const Anchor *anchor = anchor_of(self, hash != 0 ? hash : 1);
            if (anchor->hash == 0)
                continue;
            if (anchor->bucket != 0)
                done = keep_spelt(self, word, BUCKET_STARTS, BUCKETS, anchor->bucket - 1, names);
            if (done <= 0 || (anchor->role != 0 && count == LONGEST))
                return done < 0 ? -1 : 0;
            if (anchor->role != 0)
                parts[count++] = anchor->word;
        }
    }
    for (int one = 0; one < count; one++)
        for (int other = 0; other < count; other++) {
            uint32_t pair = pair_of(self, parts[one], parts[other]);
            if (pair != 0 && (done = keep_spelt(self, word, PAIR_STARTS, PAIRS, pair - 1, names)) <= 0)
                return done;
        }
    return 1;
}

/* Whether the figures in a word may be letters that were misread, see `misread`. */
static int
may_be_misread(const Word *word)
{
    for (int at = 0; at < word->size; at++) {
        unsigned char c = word->letters[at];
        if (c >= '0' && c <= '9' && c != '0' && c != '1' && c != '5')
            return 0;
    }
    return word->size >= LEAST_MISREAD;
}

/* Keep the names that a stranger among words may hold run together with something else, see `_odd`. Returns 0 where it
   is left to Python, -1 on failure. */
static int
keep_held(Words *self, const Word *word, Meaning *meaning)
{
    Part parts[2 * LONGEST];
    int count = find_parts(word, parts), done = 1;
    size_t used = self->rows_used;
    uint64_t names = 0;
    if (rows_begin(self, 0, 0, &meaning->row) < 0)
        return -1;
    done = keep_run_together(self, word, &names);
    for (int part = 0; done > 0 && part < count; part++) {
        int merged = is_merged(self, word, &parts[part]);
        if (merged > 0)
            meaning->more |= MERGED;
        done = merged < 0 ? 0 : keep_holding(self, word, &parts[part], &names);
    }
    if (done > 0 && names > UINT32_MAX)
        done = 0;
    if (done <= 0 || names == 0) {
        self->rows_used = used;
        meaning->row = 0;
    }
    else {
        self->rows[used] = names << 32;
    }
    if (names != 0 || meaning->more & MERGED)
        meaning->role |= LOOK;
    return done;
}

#define MOST_MEANT 16 /* words that one may be with a letter or two wrong */

/* The words by which names are found that a word may be, in the order of the alphabet. */
typedef struct {
    const Anchor *anchors[MOST_MEANT];
    PyObject *texts[MOST_MEANT]; /* borrowed */
    int count;
} Meant;

/* Put one with the others, none twice. Returns 0 where there are too many. */
static int
put_meant(Meant *meant, const Anchor *anchor, PyObject *text)
{
    int at = meant->count;
    for (; at > 0; at--) {
        int order = PyUnicode_Compare(meant->texts[at - 1], text);
        if (order == 0)
            return 1;
        if (order < 0)
            break;
    }
    if (meant->count == MOST_MEANT)
        return 0;
    memmove(&meant->anchors[at + 1], &meant->anchors[at], (size_t)(meant->count - at) * sizeof(*meant->anchors));
    memmove(&meant->texts[at + 1], &meant->texts[at], (size_t)(meant->count - at) * sizeof(*meant->texts));
    meant->anchors[at] = anchor;
    meant->texts[at] = text;
    meant->count++;
    return 1;
}

/* Say which words by which names are found are this one with a letter or two wrong: `_misspelt`. Returns 0 where that is
   left to Python. */
static int
find_meant(const Words *self, const Word *word, int most, Meant *meant)
{
    const Near *near = &self->near;
    size_t places = (size_t)near->table.len / 8;
    uint32_t head = 0xffffffffu;
    Py_UCS4 letters[LONGEST], other[MOST_LETTERS];
    meant->count = 0;
    for (int at = 0; at < word->size; at++)
        letters[at] = word->letters[at];
    for (int out = 0; out <= word->size; out++) { /* without each letter, and with all */
        uint32_t key = ~(out < word->size ? crc_part(head, word->letters + out + 1, word->size - out - 1) : head);
        if (out < word->size)
            head = crc_part(head, word->letters + out, 1);
        size_t at = key & (places - 1);
        for (size_t step = 0; step < places; step++, at = (at + 1) & (places - 1)) {
            uint64_t entry = number_at(&near->table, at, 8);
            if (entry == 0)
                break;
            if (entry >> 32 != key)
                continue;
            Py_ssize_t number = (Py_ssize_t)(entry & 0xffffffffu) - 1;
            if (near->words == NULL || number < 0 || number >= PyTuple_GET_SIZE(near->words))
                return 0;
            PyObject *text = PyTuple_GET_ITEM(near->words, number);
            if (!PyUnicode_IS_ASCII(text) || PyUnicode_GET_LENGTH(text) > MOST_LETTERS)
                return 0;
            if (!is_within(letters, word->size, other, add_letters(other, 0, text), most))
                continue;
            uint64_t hash = hash_of(self, text);
            const Anchor *anchor = anchor_of(self, hash);
            if (has_key(self, SHORT, hash) || (anchor->hash != 0 && !put_meant(meant, anchor, text)))
                return 0; /* an abbreviation means another word */
        }
    }
    return 1;
}

/* Read a word that is some by which names are found with a letter or two wrong. Returns 0 where it is left to Python, -1
   on failure. */
static int
read_misspelt(Words *self, const Word *word, const Meant *meant, Meaning *meaning)
{
    Meaning found = {NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0};
    uint64_t names = 0, buckets = 0;
    size_t used = self->rows_used;
    if (is_fragment(word)) {
        found.role |= STARTS;
        found.more |= FRAGMENT;
    }
    if (rows_begin(self, 0, 0, &found.row) < 0)
        return -1;
    for (int capital = 0; capital < 2; capital++) /* those that count with a capital only come last */
        for (int at = 0; at < meant->count; at++) {
            size_t first = 0, end = 0;
            uint32_t single = meant->anchors[at]->single;
            if (single != 0 && !find_group(&self->tables[SINGLE_STARTS], &self->tables[SINGLES], 4, single - 1, &first, &end)) {
                self->rows_used = used;
                return 0;
            }
            for (; first < end; first++) {
                uint64_t number = number_at(&self->tables[SINGLES], first, 4);
                int strict = number < (uint64_t)self->tables[COUNTS].len
                             && ((unsigned char *)self->tables[COUNTS].buf)[number] & AS_WRITTEN;
                if (strict != capital)
                    continue;
                if (rows_add(self, number << PLACES | (strict ? WITH_CAPITAL : 0)) < 0)
                    return -1;
                names++;
            }
        }
    for (int at = 0; at < meant->count; at++) {
        const Anchor *anchor = meant->anchors[at];
        found.role |= anchor->role;
        if (anchor->role != 0)
            found.form = found.form == NO_FORM ? anchor->word + 1 : ANY_FORM;
        if (anchor->bucket == 0)
            continue;
        if (rows_add(self, anchor->bucket - 1) < 0)
            return -1;
        buckets++;
    }
    if (names + buckets == 0 || names > UINT32_MAX) {
        self->rows_used = used;
        found.row = 0;
    }
    else {
        self->rows[used] = names << 32 | buckets;
        found.role |= LOOK;
    }
    *meaning = found;
    return names <= UINT32_MAX;
}

/* Read a word that plainly is none of the names' and none of a language; it may be the start or end of one, or hold some
   run together. Returns 0 where it is left to Python, -1 on failure. */
static int
read_stranger(Words *self, const Word *word, int letters, int figures, Meaning *meaning)
{
    int place = has_key(self, PLACE, word->hash); /* which is no other word misspelt */
    if (!place && has_key(self, KNOWN, word->hash))
        return 0;
    if (figures && letters && (may_be_model(word) || may_be_misread(word)))
        return 0;
    int most = word->size >= LONG_WORD ? 2 : 1; /* letters that may be wrong */
    if (!figures && !place && word->size >= PIECE && has_near(&self->near, word->letters, word->size, most)) {
        Meant meant;
        if (!find_meant(self, word, most, &meant))
            return 0;
        if (meant.count != 0)
            return read_misspelt(self, word, &meant, meaning);
    }
    Meaning stranger = {NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0};
    if (is_fragment(word)) {
        stranger.role |= STARTS;
        stranger.more |= FRAGMENT;
    }
    size_t used = self->rows_used;
    int done = figures ? 1 : keep_held(self, word, &stranger);
    if (done > 0 && place && (stranger.row != 0 || stranger.more & MERGED)) {
        self->rows_used = used;
        return 0; /* it may be a word of a name, which holds no others */
    }
    *meaning = stranger;
    return done;
}

/* Read a word from what is known from the start. Returns 0 where that does not tell, -1 on failure. */
static int
words_tell(Words *self, int kind, const void *data, const Met *met, Meaning *meaning)
{
    const Slot *told = slot_of(&self->told, met->hash);
    if (told->hash != 0) {
        *meaning = told->meaning;
        return 1;
    }
    Py_ssize_t size = met->end - met->start;
    if (!self->is_marked || size < SHORT_PIECE || size > LONGEST)
        return 0;
    int letters = 0, figures = 0;
    unsigned char plain[LONGEST];
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, met->start + at);
        letters |= c >= 'a' && c <= 'z';
        figures |= c >= '0' && c <= '9';
        if (!is_latin(c))
            return 0;
        plain[at] = (unsigned char)c;
    }
    Word word = {self, plain, (int)size, met->hash};
    const Anchor *anchor = anchor_of(self, met->hash);
    return anchor->hash != 0 ? read_anchor(self, &word, anchor, meaning)
                             : read_stranger(self, &word, letters, figures, meaning);
}

static inline void
fetch_key(const Words *self, int kind, uint64_t hash)
{
    PREFETCH(&self->keys.keys[mixed(key_of(kind, hash)) & self->keys.mask]);
}

/* Have the memory fetched that `words_tell` is going to read of a word that no text held before. */
static void
fetch_keys(const Words *self, PyObject *text, const Met *met)
{
    Py_ssize_t size = met->end - met->start;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    if (self->keys.keys == NULL || met->hash == 0 || size < PIECE || size > LONGEST)
        return;
    uint64_t head = hash_part(self->seed, kind, data, met->start, met->start + PIECE);
    uint64_t tail = hash_part(self->seed, kind, data, met->end - PIECE, met->end);
    fetch_key(self, PLACE, met->hash);
    fetch_key(self, KNOWN, met->hash);
    fetch_key(self, HEAD, head);
    fetch_key(self, TAIL, tail);
    fetch_key(self, END, tail);
    fetch_key(self, START,
              hash_part(head, kind, data, met->start + PIECE, met->start + (size < LONG_PIECE ? size : LONG_PIECE)));
}

/* Look a word up. Returns 0 where it is met for the first time. */
static int
words_know(const Words *self, Met *met)
{
    static const Meaning phrase = {NO_FORM, 0, 0, 0, 0};
    const Slot *slot = met->hash != 0 ? slot_of(&self->met, met->hash) : NULL;
    met->meaning = slot != NULL ? slot->meaning : phrase;
    return slot == NULL || slot->hash != 0;
}

/* Look a word up, or have it read. Returns -1 on failure. */
static int
words_meet(Words *self, PyObject *text, Met *met)
{
    Meaning *meaning = &met->meaning;
    if (words_know(self, met))
        return 0;
    int told = words_tell(self, PyUnicode_KIND(text), PyUnicode_DATA(text), met, meaning);
    if (told != 0)
        return told < 0 ? -1 : slots_put(&self->met, met->hash, *meaning);
    if (self->read == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the reader of words is gone");
        return -1;
    }
    PyObject *written = PyUnicode_Substring(text, met->start, met->end);
    if (written == NULL)
        return -1;
    PyObject *answer = PyObject_CallOneArg(self->read, written), *plain, *names, *buckets;
    Py_DECREF(written);
    if (answer == NULL)
        return -1;
    int failed = 1;
    meaning->row = 0;
    if (PyTuple_Check(answer)
        && PyArg_ParseTuple(answer, "bIbUO!O!", &meaning->role, &meaning->form, &meaning->more, &plain, &PyTuple_Type,
                            &names, &PyTuple_Type, &buckets)) {
        Py_ssize_t count = PyTuple_GET_SIZE(names), more = PyTuple_GET_SIZE(buckets);
        meaning->plain = hash_of(self, plain);
        failed = count + more > 0
                 && (rows_begin(self, (uint64_t)count, (uint64_t)more, &meaning->row) < 0
                     || rows_add_all(self, names) < 0 || rows_add_all(self, buckets) < 0);
    }
    else if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_TypeError, "what a word is read as is a tuple");
    }
    Py_DECREF(answer);
    return failed ? -1 : slots_put(&self->met, met->hash, *meaning);
}

/* What is not told here is left to Python: words that are no plain letters, and what is seldom met. */
enum { NO, YES, UNSURE };

/* ---- whether a name may stand at a word: what no name passes that `wordalign` finds there ------------------- */

typedef struct {
    const Words *words;
    int kind;
    const void *data;
    const Met *met;
    Py_ssize_t count;
    const unsigned char *source; /* the text as given, character for character, in ASCII; NULL where it is not */
    Py_ssize_t source_size;
    int all_bare; /* bare words count without a legal form too */
    int edited;   /* who watches a name may have changed since WATCHED_BY was made */
} Text;

static inline uint8_t
role_at(const Text *text, Py_ssize_t at)
{
    return at >= 0 && at < text->count ? text->met[at].meaning.role : 0;
}

static inline uint32_t
which_words(const Wanted *wanted, uint64_t plain)
{
    uint32_t found = 0;
    for (int at = 0; at < wanted->count; at++)
        found |= (uint32_t)(wanted->plains[at] == plain) << at;
    return found;
}

/* Whether the number of a note may be run together with a word: University2025, see `_is_numbered`. */
static inline int
may_be_numbered(const Text *text, Py_ssize_t at)
{
    const Met *met = &text->met[at];
    if (met->end - met->start < LEAST_NUMBERED)
        return 0;
    Py_UCS4 first = PyUnicode_READ(text->kind, text->data, met->start);
    Py_UCS4 last = PyUnicode_READ(text->kind, text->data, met->end - 1);
    return (first >= '0' && first <= '9') || (last >= '0' && last <= '9');
}

/* Return which words of a name stand on one side of `at` with nothing between but others of it and words passed over. */
static uint32_t
words_beside(const Text *text, Py_ssize_t at, int step, const Wanted *wanted)
{
    uint32_t all = 0;
    Py_ssize_t place = at + step;
    for (int off = 0; off < REACH && place >= 0 && place < text->count; off++, place += step) {
        const Meaning *meaning = &text->met[place].meaning;
        uint32_t found = which_words(wanted, meaning->plain);
        if (found == 0 && may_be_numbered(text, place))
            found = (uint32_t)((1ull << wanted->count) - 1); /* any of them */
        if (found == 0 && !(meaning->role & PASSED) && text->met[place].hash != 0)
            break; /* a phrase without spaces may be a place that is put in: 中国 */
        all |= found;
    }
    return all;
}

/* Whether the word at `at` is one of a name, or a form of it: all but plain letters is left to Python. */
static int
is_form_of(const Text *text, Py_ssize_t at, uint32_t word)
{
    const Met *met = &text->met[at];
    uint64_t plain = text->words->letters[word].plain;
    if (met->meaning.plain == plain)
        return 1;
    for (Py_ssize_t letter = met->start; letter < met->end; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
        if (c < 'a' || c > 'z')
            return 1;
    }
    if (PyUnicode_READ(text->kind, text->data, met->end - 1) != 's')
        return 0;
    uint64_t hash = hash_part(text->words->seed, text->kind, text->data, met->start, met->end - 1);
    return (hash != 0 ? hash : 1) == plain;
}

/* Whether the words of a name stand around `at`, in their order or any, see `align` and `any_order`. */
static int
has_words(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    uint32_t one = 1u << wanted->place, before = one - 1;
    uint32_t all = (uint32_t)((1ull << wanted->count) - 1), after = all & ~before & ~one;
    uint32_t left = words_beside(text, at, -1, wanted), right = words_beside(text, at, 1, wanted);
    if ((left & before) == before && (right & after) == after && is_form_of(text, at, wanted->words[wanted->place]))
        return 1;
    return wanted->count > 2
           && (left | right | which_words(wanted, text->met[at].meaning.plain)) == all;
}

/* Whether the word at `at` begins or ends as a word of a name, see `_is_near`. */
static int
is_like(const Text *text, Py_ssize_t at, uint32_t word)
{
    if (at < 0 || at >= text->count)
        return 0;
    const Letters *letters = &text->words->letters[word];
    const Met *met = &text->met[at];
    return letters->size <= 2 || edge_of(text->kind, text->data, met->start, met->end, 0) == letters->first
           || edge_of(text->kind, text->data, met->start, met->end, 1) == letters->last;
}

/* Whether the letters from `start` to `end` of a text stand in a row of letters. */
static int
stand_in(const Text *text, Py_ssize_t start, Py_ssize_t end, const Py_UCS4 *row, int size)
{
    for (int at = 0; at + (end - start) <= size; at++) {
        Py_ssize_t same = 0;
        while (start + same < end && row[at + same] == PyUnicode_READ(text->kind, text->data, start + same))
            same++;
        if (start + same == end)
            return 1;
    }
    return 0;
}

/* Return the first of the words up to `at` that have no more than so many letters before it. */
static Py_ssize_t
first_of_stretch(const Text *text, Py_ssize_t at, Py_ssize_t most)
{
    for (Py_ssize_t reach = 0; at > 0; at--) {
        reach += text->met[at - 1].end - text->met[at - 1].start;
        if (reach > most)
            break;
    }
    return at;
}

/* Write the letters of the word at `at` behind the `count` that are there. Returns how many are there then; -1: more than
   `most`, or no such word. */
static int
more_letters(const Text *text, Py_ssize_t at, Py_UCS4 *letters, int count, int most)
{
    if (at >= text->count || text->met[at].end - text->met[at].start > most - count)
        return -1;
    for (Py_ssize_t from = text->met[at].start; from < text->met[at].end; from++)
        letters[count++] = PyUnicode_READ(text->kind, text->data, from);
    return count;
}

/* Whether words in a row, that at `at` among them, spell some letters with at most `allowed` amiss, see
   `spelt_in_python`; the letters from `before` on are those of the word at `at`. */
static int
are_spelt(const Text *text, Py_ssize_t at, const Py_UCS4 *target, int size, int before, int allowed, int most)
{
    if (size + allowed > MOST_LETTERS)
        return 1;
    Py_ssize_t first = first_of_stretch(text, at, before + allowed), starts[] = {first, first + 1, first - 1};
    for (int which = 0; which < 3; which++) {
        Py_ssize_t start = starts[which];
        Py_UCS4 letters[MOST_LETTERS];
        int count = 0;
        for (Py_ssize_t end = start; start >= 0 && start <= at && end < start + most; end++) {
            count = more_letters(text, end, letters, count, size + allowed);
            if (count < 0)
                break;
            if (end >= at && is_within(letters, count, target, size, allowed))
                return 1;
        }
    }
    return 0;
}

/* Whether the letters from `at` on, and those before, are much like those of a name from `before` on, and before. */
static int
are_around(const Text *text, Py_ssize_t at, const Py_UCS4 *target, int size, int before, int allowed)
{
    Py_UCS4 found[MOST_LETTERS];
    int reach = 0, most = size - before;
    for (Py_ssize_t word = at; word < text->count && reach < most; word++)
        for (Py_ssize_t from = text->met[word].start; from < text->met[word].end && reach < most; from++)
            found[reach++] = PyUnicode_READ(text->kind, text->data, from);
    if (!is_within(found, reach, target + before, most, 2 * allowed))
        return 0;
    reach = before;
    for (Py_ssize_t word = at - 1; word >= 0 && reach > 0; word--)
        for (Py_ssize_t from = text->met[word].end; from > text->met[word].start && reach > 0; from--)
            found[--reach] = PyUnicode_READ(text->kind, text->data, from - 1);
    return is_within(found + reach, before - reach, target, before, 2 * allowed);
}

/* How many letters of a name of so many may be wrong: `Spelling.slips`. */
static int
slips_of(const Wanted *wanted, int size)
{
    return size >= 13 ? 2 : size >= 8 || wanted->nearly;
}

/* Letters of a name that those of a text are held against. */
typedef struct {
    Py_UCS4 letters[MOST_LETTERS];
    int size, before; /* how many; how many of them stand before the word at its place */
    int allowed;      /* slips */
    int most;         /* words that may spell them */
} Target;

/* Read the letters of a name. Returns NO where they are too few for a slip, UNSURE where they are too many to compare
   here. */
static int
target_letters(const Words *self, const Wanted *wanted, Target *target)
{
    target->size = target->before = 0;
    for (size_t part = wanted->first; part < wanted->end && target->size <= MOST_LETTERS; part++)
        target->size += (int)self->letters[number_at(&self->tables[PARTS], part, 4) >> 1].size;
    target->allowed = slips_of(wanted, target->size);
    target->most = wanted->count * 2 + 6;
    return target->size > MOST_LETTERS ? UNSURE : target->size < 5 ? NO : YES;
}

/* Whether one row of letters may be made of another by so many edits, told by the low bytes of both. */
static int
may_be_within(const unsigned char *one, int size, const unsigned char *other, int other_size, int most)
{
    if (size - other_size > most || other_size - size > most)
        return 0;
    for (; size > 0 && other_size > 0 && *one == *other; one++, other++, size--, other_size--)
        ;
    for (; size > 0 && other_size > 0 && one[size - 1] == other[other_size - 1]; size--, other_size--)
        ;
    signed char counts[CLASSES] = {0}; /* as in have_letters_in_common */
    int more = 0, less = 0;
    if ((size <= most && other_size <= most) || size > SCHAR_MAX || other_size > SCHAR_MAX)
        return 1;
    for (int at = 0; at < size; at++)
        counts[one[at] % CLASSES]++;
    for (int at = 0; at < other_size; at++)
        counts[other[at] % CLASSES]--;
    for (int at = 0; at < CLASSES; at++) {
        more += counts[at] > 0 ? counts[at] : 0;
        less += counts[at] < 0 ? -counts[at] : 0;
    }
    return more <= most && less <= most;
}

/* Write the low bytes of the letters from the word at `at` on, at most so many; with `step` -1, of those up to it, the last
   at the end. Returns how many there are. */
static int
low_letters(const Text *text, Py_ssize_t at, int step, unsigned char *to, int most)
{
    int count = 0;
    for (; at >= 0 && at < text->count && count < most; at += step) {
        const Met *met = &text->met[at];
        int size = (int)(met->end - met->start < most - count ? met->end - met->start : most - count);
        unsigned char *into = step > 0 ? to + count : to + most - count - size;
        Py_ssize_t from = step > 0 ? met->start : met->end - size;
        if (text->kind == PyUnicode_1BYTE_KIND)
            memcpy(into, (const unsigned char *)text->data + from, (size_t)size);
        else
            for (int letter = 0; letter < size; letter++)
                into[letter] = (unsigned char)PyUnicode_READ(text->kind, text->data, from + letter);
        count += size;
    }
    return count;
}

/* Write the low bytes of the letters of some parts of a name. Returns how many there are. */
static int
low_parts(const Words *self, size_t part, size_t end, unsigned char *to)
{
    int count = 0;
    for (; part < end; part++) {
        const Letters *letters = &self->letters[number_at(&self->tables[PARTS], part, 4) >> 1];
        memcpy(to + count, self->low + letters->low, letters->size);
        count += (int)letters->size;
    }
    return count;
}

/* Whether `are_around` may be true, at a look that tells nearly all of which it is not. The target has its sizes only. */
static int
may_be_around(const Text *text, Py_ssize_t at, const Wanted *wanted, const Target *target)
{
    const Words *self = text->words;
    unsigned char own[MOST_LETTERS], found[MOST_LETTERS];
    int size = low_parts(self, wanted->part, wanted->end, own), before = target->size - size;
    int count = low_letters(text, at, 1, found, size);
    if (!may_be_within(found, count, own, size, 2 * target->allowed))
        return 0;
    (void)low_parts(self, wanted->first, wanted->part, own);
    count = low_letters(text, at - 1, -1, found, before);
    return may_be_within(found + before - count, count, own, before, 2 * target->allowed);
}

/* Whether the words around `at` may spell a name with a slip or two at most, at a look. Its letters are written then. */
static int
may_be_near(const Text *text, Py_ssize_t at, const Wanted *wanted, Target *target)
{
    const Words *self = text->words;
    const Met *met = &text->met[at];
    int next = wanted->place + 1, told = target_letters(self, wanted, target);
    if (told != YES)
        return told;
    Py_ssize_t three = met->end - met->start < 3 ? met->end - met->start : 3;
    int is_longer = met->end - met->start > (Py_ssize_t)self->letters[wanted->words[wanted->place]].size + target->allowed;
    if (!is_longer && next < wanted->count && !wanted->gap[next] && !is_like(text, at + 1, wanted->words[next]))
        return NO;
    if (!is_longer && wanted->place > 0 && !wanted->gap[wanted->place]
        && !is_like(text, at - 1, wanted->words[wanted->place - 1]))
        return NO;
    if (!is_longer && !may_be_around(text, at, wanted, target))
        return NO;
    wanted_letters(self, wanted, target->letters, &target->before);
    if (is_longer) /* run together with another word */
        return stand_in(text, met->start, met->start + three, target->letters, target->size)
               && stand_in(text, met->end - three, met->end, target->letters, target->size);
    return are_around(text, at, target->letters, target->size, target->before, target->allowed);
}

/* Whether the letters around `at` are those of a name with a slip or two at most, see `near_miss`. */
static int
has_letters(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    Target target;
    int told = may_be_near(text, at, wanted, &target);
    return told == YES ? are_spelt(text, at, target.letters, target.size, target.before, target.allowed, target.most)
                       : told == UNSURE;
}

/* Whether the letters around `at`, a name's word cut in two, may be those of the name. */
static int
has_letters_cut(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    const Words *self = text->words;
    Py_UCS4 target[MOST_LETTERS];
    int before = 0, size = wanted_letters(self, wanted, target, &before), allowed = slips_of(wanted, size);
    if (size < 0)
        return 1;
    return size >= 5 && are_around(text, at, target, size, before, allowed)
           && are_spelt(text, at, target, size, before, allowed, wanted->count * 2 + 6);
}

static int
may_stand(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    return has_words(text, at, wanted) || has_letters(text, at, wanted);
}

/* Whether the word at `at` is this one, letter for letter. */
static int
is_word(const Text *text, Py_ssize_t at, PyObject *word)
{
    const Met *met = &text->met[at];
    int kind = PyUnicode_KIND(word);
    const void *letters = PyUnicode_DATA(word);
    Py_ssize_t size = met->end - met->start, same = 0;
    if (PyUnicode_GET_LENGTH(word) != size)
        return 0;
    while (same < size && PyUnicode_READ(kind, letters, same) == PyUnicode_READ(text->kind, text->data, met->start + same))
        same++;
    return same == size;
}

#define MOST_LITTLE 2 /* little words in a row of a name that is told here */

/* Whether the words of a name stand around `at` letter for letter, little ones too, so that `align` finds nothing else
   there. Says which words of the text they are. */
static int
stands_as_spelt(const Text *text, Py_ssize_t at, const Wanted *wanted, Py_ssize_t *first, Py_ssize_t *last)
{
    const Words *self = text->words;
    size_t part = wanted->first;
    *first = at;
    for (int count = 0; part < wanted->end; part++, --*first)
        if (!(number_at(&self->tables[PARTS], part, 4) & 1) && count++ == wanted->place)
            break;
    *last = *first + (Py_ssize_t)(wanted->end - wanted->first) - 1;
    if (*first < 0 || *last >= text->count)
        return 0;
    Py_ssize_t big = *first; /* the last word that is no little one */
    for (Py_ssize_t place = *first; place <= *last; place++) {
        uint64_t number = number_at(&self->tables[PARTS], wanted->first + (size_t)(place - *first), 4);
        uint64_t hash = text->met[place].hash; /* 0: a phrase */
        if (hash != 0 ? hash != self->letters[number >> 1].hash
                      : !is_word(text, place, PyTuple_GET_ITEM(self->words, (Py_ssize_t)(number >> 1))))
            return 0;
        if (number & 1)
            continue;
        if (place - big - 1 > MOST_LITTLE)
            return 0;
        for (Py_ssize_t little = big + 1; little < place; little++)
            if (text->met[little].hash == text->met[big].hash || text->met[little].hash == text->met[place].hash)
                return 0; /* which of the two is meant is not told here */
        big = place;
    }
    return 1;
}

/* ---- whether a name stands at a word, as wordalign.py says it ------------------------------------------------ */

/* Words of a text that are a name, see `WordHit` in wordalign.py. */
typedef struct {
    Py_ssize_t first, last;
    int edits, spaced, abbreviated, reordered;
} Hit;

#define FEWEST_MOVABLE 3 /* words of a name in any order */
#define MANY_WORDS 4     /* of one between the words of which little ones may stand */
#define MOST_SKIPPED 5   /* little words between two of a name: _MOST_LITTLE in wordalign.py */
#define LONG_NAME 16     /* letters */
#define LONG_WORD_OF_NAME 7
#define NOTED 6          /* letters of a word that the number of a note may be run together with, and figures */

static inline uint64_t
hash_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].hash;
}

static inline uint64_t
plain_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].meaning.plain;
}

static inline Py_ssize_t
size_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].end - text->met[at].start;
}

static inline const Letters *
letters_of(const Text *text, const Wanted *wanted, int place)
{
    return &text->words->letters[wanted->words[place]];
}

static inline int
is_little(const Text *text, Py_ssize_t at)
{
    return has_key(text->words, LITTLE, hash_at(text, at));
}

/* Whether the word at `at` is plain letters, a to z. */
static int
is_plain(const Text *text, Py_ssize_t at)
{
    for (Py_ssize_t letter = text->met[at].start; letter < text->met[at].end; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
        if (c < 'a' || c > 'z')
            return 0;
    }
    return 1;
}

static int
begins_with(const Text *text, Py_ssize_t at, const char *letters)
{
    Py_ssize_t letter = text->met[at].start;
    for (; *letters != 0; letters++, letter++)
        if (letter >= text->met[at].end || PyUnicode_READ(text->kind, text->data, letter) != (unsigned char)*letters)
            return 0;
    return 1;
}

static inline int
is_the_word(const Text *text, Py_ssize_t at, const char *letters)
{
    return size_at(text, at) == (Py_ssize_t)strlen(letters) && begins_with(text, at, letters);
}

/* Whether a canonical word of a name is no word of the language and no short one, see `is_rare`. */
static int
is_rare(const Text *text, uint32_t word)
{
    const Words *self = text->words;
    const Letters *plain = &self->letters[number_at(&self->tables[PLAIN], word, 4)];
    return plain->size > 3 && !has_key(self, COMMON, plain->hash);
}

/* Whether a note's number may be run together with the word at `at`, which is not the wanted one: `_is_numbered`. */
static int
is_numbered(const Text *text, Py_ssize_t at)
{
    const Met *met = &text->met[at];
    if (met->hash == 0)
        return UNSURE;
    if (met->end - met->start < NOTED)
        return NO;
    Py_UCS4 first = PyUnicode_READ(text->kind, text->data, met->start);
    Py_UCS4 last = PyUnicode_READ(text->kind, text->data, met->end - 1);
    return first >= 'a' && first <= 'z' && last >= 'a' && last <= 'z' ? NO : UNSURE;
}

/* Whether a little word may stand where a name has those before its word at `place`: `_may_fill`. */
static int
may_fill(const Text *text, Py_ssize_t at, const Wanted *wanted, int place)
{
    const Words *self = text->words;
    if (!wanted->gap[place])
        return NO;
    int count = 0;
    for (size_t part = wanted->first; part < wanted->end; part++) {
        uint32_t number = (uint32_t)number_at(&self->tables[PARTS], part, 4);
        if (!(number & 1))
            count++;
        else if (count == place && self->letters[number >> 1].hash == hash_at(text, at))
            return YES;
    }
    return is_the_word(text, at, "of") || is_the_word(text, at, "the") || is_the_word(text, at, "for") ? YES : UNSURE;
}

/* Whether the word at `at` stands without the little words that a name has beside it, see `_NEEDS_NO_OF`. */
static int
needs_no_of(const Text *text, Py_ssize_t at)
{
    int is_body = begins_with(text, at, "univ") || begins_with(text, at, "uniw") || begins_with(text, at, "inst")
                  || begins_with(text, at, "isti");
    return is_body && !is_the_word(text, at, "university") && !is_the_word(text, at, "institute") ? UNSURE : NO;
}

static int
has_text(const Text *text, const Wanted *wanted, uint64_t hash)
{
    for (int place = 0; place < wanted->count; place++)
        if (letters_of(text, wanted, place)->hash == hash)
            return 1;
    return 0;
}

/* Go from the word at `*at`, which is that at `place` of a name, to the next word of it on one side: over little words,
   and once over what may be put in. Answers NO where another word stands there. */
static int
go_on(const Text *text, const Wanted *wanted, int place, int step, int tight, int *inserted, Py_ssize_t *at)
{
    int next = place + step, gap = step < 0 ? place : next, skipped = 0;
    const Letters *letters = letters_of(text, wanted, next);
    Py_ssize_t here = *at + step;
    for (; here >= 0 && here < text->count && hash_at(text, here) != letters->hash && is_little(text, here); here += step) {
        int fills = skipped == MOST_SKIPPED ? NO : may_fill(text, here, wanted, gap);
        if (fills != YES && step > 0 && wanted->gap[gap] && skipped < MOST_SKIPPED && is_the_word(text, here, "and"))
            fills = YES;
        if (fills != YES)
            return fills;
        skipped++;
    }
    if (here < 0 || here >= text->count)
        return NO;
    Py_ssize_t beyond = here + step;
    int is_inner = step < 0 ? here > 0 : beyond < text->count;
    if (is_inner && !*inserted && plain_at(text, here) != letters->plain) {
        if (hash_at(text, here) == 0)
            return UNSURE;
        int may_be = step < 0 ? wanted->count > 2 : is_rare(text, wanted->words[wanted->place]);
        if (may_be && plain_at(text, beyond) == letters->plain && has_key(text->words, INSERTION, hash_at(text, here))) {
            *inserted = 1;
            here = beyond;
        }
    }
    if (plain_at(text, here) != letters->plain) {
        int is_edge = next == 0 || next == wanted->count - 1;
        return hash_at(text, here) == 0 ? UNSURE : is_edge ? is_numbered(text, here) : NO;
    }
    *at = here;
    Py_ssize_t before = step < 0 ? here : here - 1;
    return wanted->gap[gap] && !skipped && tight ? needs_no_of(text, before) : YES;
}

/* Whether the words around `at` are a name, little words aside: `align`. */
static int
is_aligned(const Text *text, Py_ssize_t at, const Wanted *wanted, int strict, Hit *hit)
{
    const Letters *letters = letters_of(text, wanted, wanted->place);
    Hit found = {at, at, 0, 0, 0, 0};
    *hit = found;
    if (wanted->count == 1 && hash_at(text, at) == letters->hash)
        return YES;
    if (wanted->count == 1 && plain_at(text, at) == letters->plain)
        return is_plain(text, at) ? NO : UNSURE;
    if (plain_at(text, at) != letters->plain && hash_at(text, at) != letters->hash) {
        if (!is_plain(text, at))
            return UNSURE;
        if (!is_form_of(text, at, wanted->words[wanted->place]) || size_at(text, at) < 3)
            return NO;
    }
    int inserted = 0, tight = strict || wanted->count == 2, told = YES;
    for (int place = wanted->place; told == YES && place > 0; place--)
        told = go_on(text, wanted, place, -1, tight, &inserted, &hit->first);
    for (int place = wanted->place; told == YES && place < wanted->count - 1; place++)
        told = go_on(text, wanted, place, 1, tight, &inserted, &hit->last);
    for (Py_ssize_t word = hit->first; told == YES && !hit->abbreviated && word <= hit->last; word++) {
        if (has_text(text, wanted, hash_at(text, word)) || is_little(text, word))
            continue;
        hit->abbreviated = 1;
        told = is_numbered(text, word) == UNSURE ? UNSURE : YES;
    }
    return told;
}

/* Whether a word that is none of a name's is one of them misspelt: `_is_misspelt`. */
static int
is_slip(const Text *text, Py_ssize_t at, const Wanted *wanted, int size)
{
    const Words *self = text->words;
    Py_UCS4 letters[MOST_LETTERS], other[MOST_LETTERS];
    int own = (int)size_at(text, at), is_common = has_key(self, COMMON, hash_at(text, at));
    int is_of_names = has_key(self, OF_NAMES, hash_at(text, at));
    if (own < 3)
        return NO;
    if (!is_common && !is_of_names)
        return YES;
    if (!is_common && (size < LONG_NAME || own < LONG_WORD_OF_NAME))
        return NO;
    for (int letter = 0; letter < own; letter++)
        letters[letter] = PyUnicode_READ(text->kind, text->data, text->met[at].start + letter);
    for (int place = 0; place < wanted->count; place++) {
        PyObject *word = PyTuple_GET_ITEM(self->words, (Py_ssize_t)wanted->words[place]);
        int wanted_size = add_letters(other, 0, word);
        if (is_common && wanted_size == own + 1 && memcmp(letters, other, (size_t)own * sizeof(Py_UCS4)) == 0)
            return UNSURE; /* it may be cut off */
        if (!is_common && is_within(letters, own, other, wanted_size, 1))
            return YES;
    }
    return NO;
}

/* Whether what differs are no words of their own: `_is_misspelt`. */
static int
are_slips(const Text *text, Py_ssize_t first, Py_ssize_t last, const Wanted *wanted, int size)
{
    int strange = 0;
    for (Py_ssize_t at = first; at <= last; at++)
        if (!is_plain(text, at))
            return UNSURE;
    for (Py_ssize_t at = first; at <= last; at++) {
        uint64_t plain = plain_at(text, at);
        if (has_text(text, wanted, hash_at(text, at)) || has_text(text, wanted, plain)
            || which_words(wanted, plain) != 0 || which_words(wanted, hash_at(text, at)) != 0
            || is_little(text, at) || has_key(text->words, LITTLE, plain))
            continue;
        int told = is_slip(text, at, wanted, size);
        if (told != YES)
            return told;
        strange = 1;
    }
    return strange ? YES : NO;
}

static int
are_plain_letters(const Py_UCS4 *letters, int size)
{
    for (int letter = 0; letter < size; letter++)
        if (letters[letter] < 'a' || letters[letter] > 'z')
            return 0;
    return 1;
}

/* Whether the words around `at` spell a name with spaces or letters amiss: `near_miss`. */
static int
is_near(const Text *text, Py_ssize_t at, const Wanted *wanted, Hit *hit)
{
    Target target;
    int may_be = may_be_near(text, at, wanted, &target), size = target.size, allowed = target.allowed;
    if (may_be != YES || size + allowed > MOST_LETTERS)
        return may_be == NO ? NO : UNSURE;
    Py_ssize_t first = first_of_stretch(text, at, target.before + allowed), starts[] = {first, first + 1, first - 1};
    int best = allowed + 1;
    for (int which = 0; which < 3; which++) {
        Py_UCS4 letters[MOST_LETTERS];
        int count = 0;
        for (Py_ssize_t end = starts[which]; starts[which] >= 0 && starts[which] <= at; end++) {
            count = end < starts[which] + target.most ? more_letters(text, end, letters, count, size + allowed) : -1;
            if (count < 0)
                break;
            if (end < at || best == 0 || !is_within(letters, count, target.letters, size, best - 1))
                continue;
            if (!are_plain_letters(target.letters, size))
                return UNSURE;
            int edits = 0;
            while (edits < best - 1 && !is_within(letters, count, target.letters, size, edits))
                edits++;
            int told = edits != 0 ? are_slips(text, starts[which], end, wanted, size) : YES;
            if (told == UNSURE)
                return UNSURE;
            if (told == NO)
                continue;
            Hit found = {starts[which], end, edits, 1, 0, 0};
            *hit = found;
            best = edits;
        }
    }
    return best <= allowed ? YES : NO;
}

/* Whether a name's words may stand in any order: `Spelling.movable`. */
static int
is_movable(const Text *text, const Wanted *wanted, int strict)
{
    int size = 0, rare = 0, body = 0;
    for (int place = 0; place < wanted->count; place++) {
        uint64_t plain = letters_of(text, wanted, place)->plain;
        size += !has_key(text->words, LITTLE, plain);
        rare |= is_rare(text, wanted->words[place]);
        body |= has_key(text->words, NOUN, plain);
    }
    return !strict && size >= FEWEST_MOVABLE + !rare + 2 * body;
}

/* Whether the words of a text in a window are those of a name, each as often. */
static int
are_words_of(const Text *text, const Py_ssize_t *window, const Wanted *wanted)
{
    uint32_t left = (uint32_t)((1ull << wanted->count) - 1);
    for (int at = 0; at < wanted->count; at++) {
        uint32_t found = which_words(wanted, plain_at(text, window[at])) & left;
        if (found == 0)
            return 0;
        left &= ~(found & -found);
    }
    return 1;
}

/* Whether the words around `at` are those of a company's name in any order: `any_order`. */
static int
is_reordered(const Text *text, Py_ssize_t at, const Wanted *wanted, int strict, Hit *hit)
{
    int size = wanted->count, count = 0, left = 0;
    Py_ssize_t places[4 * MOST_WORDS + 1], *window = places + 2 * MOST_WORDS; /* in order around `at` */
    if (size < FEWEST_MOVABLE)
        return NO;
    window[count++] = at;
    for (int step = 1; step >= -1; step -= 2)
        for (Py_ssize_t place = at + step; place >= 0 && place < text->count && count < 2 * size; place += step) {
            if (step * (place - at) >= 3 * size)
                break;
            if (hash_at(text, place) == 0)
                return UNSURE;
            if (which_words(wanted, plain_at(text, place)) == 0) {
                if (size < MANY_WORDS || !is_little(text, place))
                    break;
                continue;
            }
            if (step > 0)
                window[count] = place;
            else
                window[-++left] = place;
            count++;
        }
    if (count < size || !is_movable(text, wanted, strict))
        return NO;
    for (int first = 0; first <= count - size; first++) {
        Py_ssize_t *some = window - left + first;
        if (some[0] <= at && at <= some[size - 1] && are_words_of(text, some, wanted)) {
            Hit found = {some[0], some[size - 1], 0, 0, 0, 1};
            *hit = found;
            return YES;
        }
    }
    return NO;
}

/* Whether a name stands at `at`, and on which words. */
static int
compare(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, Hit *hit)
{
    const Words *self = text->words;
    uint64_t number = item >> PLACES;
    if (!self->is_marked || item & (WITH_CAPITAL | BESIDE_FORM) || number >= (uint64_t)self->tables[COUNTS].len)
        return UNSURE;
    if (hash_at(text, at) == 0)
        return UNSURE;
    int strict = ((unsigned char *)self->tables[COUNTS].buf)[number] & AS_WRITTEN;
    int told = is_aligned(text, at, wanted, strict, hit);
    if (told == NO)
        told = is_near(text, at, wanted, hit);
    if (told == NO)
        told = is_reordered(text, at, wanted, strict, hit);
    return told;
}

/* ---- what is found at a word ------------------------------------------------------------------------------- */

/* A name that stands on words of the text (`hit`), or one for Python to compare with what stands around a word. */
typedef struct {
    uint64_t item; /* its number above the place of the word in it */
    int stands;
    Hit hit;
} Named;

/* A word around which Python is to look, for what, and where in a row of names those stand that are told with it: those
   found by the word itself or a pair, and from `beside` on those that it is to hold against the words beside. */
typedef struct {
    Py_ssize_t at;
    int what;
    size_t own, beside, end;
    int all_beside; /* not those are meant, but all that are found by the word */
} Around;

/* A name that may stand at a word, and beside which of the words around it. */
typedef struct {
    uint64_t item;
    int off;
} Beside;

typedef struct {
    Named *names;
    size_t used, room;
    Around *places;
    size_t places_used, places_room;
    Beside *beside; /* those of the word that is looked at */
    size_t beside_used, beside_room;
    int some_left; /* of the names at this word some are for Python */
} Found;

static void *
grown(void *row, size_t used, size_t *room, size_t width)
{
    if (used < *room)
        return row;
    void *wider = PyMem_Realloc(row, (*room * 2 + 16) * width);
    if (wider == NULL)
        PyErr_NoMemory();
    else
        *room = *room * 2 + 16;
    return wider;
}

/* Take a name that may stand at `at`; `wanted`: its words, NULL where they are not to be told here; `compared`: it is to be
   held against what stands there. Returns -1 on failure. */
static int
take(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, int compared, Found *found)
{
    Hit hit = {0};
    int told = UNSURE;
    if (wanted != NULL && stands_as_spelt(text, at, wanted, &hit.first, &hit.last))
        told = YES;
    else if (wanted != NULL && compared)
        told = compare(text, at, item, wanted, &hit);
    if (told == NO || (told == UNSURE && wanted != NULL && !may_stand(text, at, wanted)))
        return 0;
    Named *names = grown(found->names, found->used, &found->room, sizeof(Named));
    if (names == NULL)
        return -1;
    found->names = names;
    Named name = {item, told == YES, hit};
    names[found->used++] = name;
    found->some_left |= told != YES;
    return 0;
}

/* Take the names of two common words, these at `at` and `place`, that may stand there. Returns -1 on failure, 1 where
   not all were asked. */
static int
take_pair(const Text *text, Py_ssize_t at, Py_ssize_t place, int before, Found *found)
{
    const Words *self = text->words;
    uint32_t one = text->met[at].meaning.form, other = text->met[place].meaning.form;
    if (one == ANY_FORM || other == ANY_FORM)
        return (role_at(text, place) & (before ? PRECEDES : FOLLOWS)) != 0;
    if (one == NO_FORM || other == NO_FORM)
        return 0;
    uint32_t pair = before ? pair_of(self, other - 1, one - 1) : pair_of(self, one - 1, other - 1);
    if (pair == 0 || ((const char *)self->tables[PAIR_TELLS].buf)[pair - 1] == before)
        return 0; /* none, or looked for at its other word */
    size_t first, end;
    if (!find_group(&self->tables[PAIR_STARTS], &self->tables[PAIRS], 8, pair - 1, &first, &end) || end - first > MANY)
        return 1;
    for (; first < end; first++) {
        uint64_t item = number_at(&self->tables[PAIRS], first, 8) + (uint64_t)before;
        Wanted wanted;
        int is_told = wanted_words(self, item, &wanted);
        if (take(text, at, item, is_told ? &wanted : NULL, 1, found) < 0)
            return -1;
    }
    return 0;
}

/* Take the names of a word at `at` and one that is looked for on one side of it, there or behind words that are passed
   over. Returns -1 on failure, 1 where not all were asked. */
static int
take_pairs(const Text *text, Py_ssize_t at, int before, Found *found)
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    int some_left = 0;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        /* a phrase may be a place, which Python passes over where it looks in any case */
        int passed = role_at(text, place) & PASSED || (text->met[place].hash == 0 && (role_at(text, at) & STARTS));
        int left = off == 1 || !passed ? take_pair(text, at, place, before, found) : 0;
        if (left < 0)
            return -1;
        some_left |= left;
        if (!passed)
            break;
    }
    return some_left;
}

/* By its role a word on one side may be the other of a pair, as the pattern in wordplaces.py has it. */
static int
may_have_pair(const Text *text, Py_ssize_t at, int before)
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        if (role_at(text, place) & (before ? PRECEDES : FOLLOWS))
            return 1;
        if (!(role_at(text, place) & PASSED))
            return 0;
    }
    return 0;
}

static int
is_ascii_part(const Text *text, const Met *met)
{
    for (Py_ssize_t at = met->start; at < met->end; at++)
        if (PyUnicode_READ(text->kind, text->data, at) > 127)
            return 0;
    return 1;
}

/* Whether one of a group of names may stand where a word of it is cut in two. */
static int
has_cut(const Text *text, Py_ssize_t at, int starts, int numbers, size_t width, uint64_t group)
{
    size_t first, end;
    if (!find_group(&text->words->tables[starts], &text->words->tables[numbers], width, group, &first, &end) || end - first > MANY)
        return 1;
    for (; first < end; first++) {
        uint64_t item = number_at(&text->words->tables[numbers], first, width);
        Wanted wanted;
        if (!wanted_words(text->words, width == 4 ? item << PLACES : item, &wanted) || has_letters_cut(text, at, &wanted))
            return 1;
    }
    return 0;
}

/* Whether the word at `at` and the next one, joined, may be one of a name that stands there, see `_joined`. */
static int
may_be_joined(const Text *text, Py_ssize_t at)
{
    if (!(text->met[at].meaning.more & FRAGMENT) || at + 1 == text->count)
        return 0;
    const Met *one = &text->met[at], *next = &text->met[at + 1];
    if (!is_ascii_part(text, one) || !is_ascii_part(text, next))
        return 1;
    uint64_t hash = hash_part(one->hash, text->kind, text->data, next->start, next->end);
    if (has_key(text->words, SHORT, hash))
        return 1;
    const Anchor *anchor = anchor_of(text->words, hash);
    return anchor->hash != 0
           && (anchor->role != 0 /* of pairs, which Python knows */
               || (anchor->single != 0 && has_cut(text, at, SINGLE_STARTS, SINGLES, 4, anchor->single - 1))
               || (anchor->bucket != 0 && has_cut(text, at, BUCKET_STARTS, BUCKETS, 8, anchor->bucket - 1)));
}

/* Whether a name found by the word at `at` counts there. */
static int
may_count(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted)
{
    if (item & BESIDE_FORM)
        return text->all_bare || (at + 1 < text->count && has_key(text->words, FORM_START, text->met[at + 1].hash))
               || (at > 0 && has_key(text->words, FORM_END, text->met[at - 1].hash));
    Py_ssize_t place = text->met[at].start - 1;
    if (!(item & WITH_CAPITAL))
        return 1;
    if (text->source == NULL || place < 0 || place >= text->source_size)
        return wanted == NULL || may_stand(text, at, wanted);
    return text->source[place] < 'a' || text->source[place] > 'z';
}

/* Where the names and buckets of the word at `at` stand. Returns 0 where there are none. */
static size_t
row_of(const Text *text, Py_ssize_t at, size_t *names, size_t *buckets)
{
    const Words *self = text->words;
    size_t row = text->met[at].meaning.row;
    if (row == 0 || row > self->rows_used)
        return 0;
    *names = self->rows[row - 1] >> 32;
    *buckets = self->rows[row - 1] & 0xffffffffu;
    return *names + *buckets <= self->rows_used - row ? row : 0;
}

/* Take the names found by the word at `at` whatever stands beside it: those that always count, or the others. Returns
   -1 on failure. */
static int
take_own(const Text *text, Py_ssize_t at, int always, Found *found)
{
    size_t names, buckets, row = row_of(text, at, &names, &buckets);
    for (size_t name = 0; row != 0 && name < names; name++) {
        uint64_t item = text->words->rows[row + name];
        Wanted read, *wanted = wanted_words(text->words, item, &read) ? &read : NULL;
        if (((item & (WITH_CAPITAL | BESIDE_FORM)) == 0) != always || !may_count(text, at, item, wanted))
            continue;
        if (item & WITH_CAPITAL && text->source != NULL)
            item &= ~WITH_CAPITAL; /* it has one */
        /* Python is to ask for the capital or the legal form */
        int is_told = !(item & (WITH_CAPITAL | BESIDE_FORM));
        if (take(text, at, item, is_told ? wanted : NULL, 1, found) < 0)
            return -1;
    }
    return 0;
}

/* Whether letters that are set apart around `at` may be those of a name of one word, see `_letters`. */
static int
is_set_apart(const Text *text, Py_ssize_t at)
{
    Py_ssize_t first = at, last = at;
    while (first > 0 && at - first < MOST_APART && text->met[first - 1].end - text->met[first - 1].start == 1)
        first--;
    while (last + 1 < text->count && last - at < MOST_APART && text->met[last + 1].end - text->met[last + 1].start == 1)
        last++;
    uint64_t hash = text->words->seed;
    for (Py_ssize_t letter = first; letter <= last; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, text->met[letter].start);
        if (c > 127)
            return 1;
        hash = LETTER(hash, c);
    }
    return last - first > 1 && anchor_of(text->words, hash)->single != 0;
}

/* Return for what to look at a word, and take the names found by it, those of its buckets aside. Returns -1 on
   failure. */
static int
look_at(const Text *text, Py_ssize_t at, Found *found)
{
    uint8_t role = role_at(text, at), before = role_at(text, at - 1), after = role_at(text, at + 1);
    int by_role = (role & LOOK) == LOOK, what = by_role && text->met[at].meaning.more & MERGED ? RUN_TOGETHER : 0;
    if (by_role && take_own(text, at, 1, found) < 0)
        return -1;
    int left = role & AFTER_IT ? take_pairs(text, at, 0, found) : 0;
    int right = left >= 0 && role & BEFORE_IT ? take_pairs(text, at, 1, found) : 0;
    if (left < 0 || right < 0 || (by_role && take_own(text, at, 0, found) < 0))
        return -1;
    if (left || right)
        what |= PAIRED;
    if ((role & STARTS) && may_be_joined(text, at)
        && (by_role || (after & ENDS) || ((role & AFTER_IT) && may_have_pair(text, at, 0))
            || ((role & BEFORE_IT) && may_have_pair(text, at, 1))))
        what |= JOINED_UP;
    if (role & ONE & ((after & before) | (after & role_at(text, at + 2)) | (before & role_at(text, at - 2)))
        && is_set_apart(text, at))
        what |= APART;
    return what;
}

/* Whether a word on one side of `at`, up to the first that is not passed over, agrees with a name, see `_of_buckets`. */
static int
agrees(const Text *text, Py_ssize_t at, int step, const Wanted *wanted)
{
    const Words *self = text->words;
    int next = wanted->place + step;
    Py_ssize_t place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; off++, place += step) {
        const Met *met = &text->met[place];
        if (met->hash == 0 || which_words(wanted, met->meaning.plain) != 0)
            return 1;
        if (next >= 0 && next < wanted->count) {
            const Letters *letters = &self->letters[wanted->words[next]];
            const Letters *plain = &self->letters[number_at(&self->tables[PLAIN], wanted->words[next], 4)];
            uint32_t head = edge_of(text->kind, text->data, met->start, met->end, 0);
            if (met->end - met->start < 2 || met->meaning.plain != met->hash || head == letters->first
                || head == plain->first || edge_of(text->kind, text->data, met->start, met->end, 1) == letters->last)
                return 1;
        }
        if (!(met->meaning.role & PASSED))
            return 0;
    }
    return 0;
}

/* By which of the words on one side of `at` a name found there may stand, see `may_be_beside`: how many words off that is,
   0 for none. Says where that is not told here. */
static int
stands_beside(const Text *text, Py_ssize_t at, int step, const Wanted *wanted, int *unsure)
{
    const Words *self = text->words;
    int next = wanted->place + step;
    Py_ssize_t place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; off++, place += step) {
        const Met *met = &text->met[place];
        if (met->hash == 0) {
            *unsure = 1; /* a phrase may be a place, which is passed over */
            return 0;
        }
        if (which_words(wanted, met->meaning.plain) != 0)
            return off;
        if (next >= 0 && next < wanted->count) {
            const Letters *letters = &self->letters[wanted->words[next]];
            uint32_t head = edge_of(text->kind, text->data, met->start, met->end, 0);
            if (has_key(self, COMMON, met->hash)) {
                PyObject *word = PyTuple_GET_ITEM(self->words, (Py_ssize_t)wanted->words[next]);
                Py_ssize_t size = met->end - met->start, beyond = (Py_ssize_t)letters->size - size, same = 0;
                for (Py_ssize_t from = step > 0 ? 0 : beyond; beyond >= 0 && same < size; same++)
                    if (PyUnicode_READ_CHAR(word, from + same) != PyUnicode_READ(text->kind, text->data, met->start + same))
                        break;
                if (beyond >= 0 && same == size)
                    return off;
            }
            else if (head == letters->first || head == self->letters[number_at(&self->tables[PLAIN], wanted->words[next], 4)].first
                     || edge_of(text->kind, text->data, met->start, met->end, 1) == letters->last) {
                return off;
            }
            else if (met->meaning.plain != met->hash) {
                *unsure = 1; /* the start of the canonical form is not known here */
            }
        }
        if (!(met->meaning.role & PASSED))
            return 0;
    }
    return 0;
}

/* The same for a name that stands as it is spelt from `first` to `last`. */
static int
is_spelt_beside(const Text *text, Py_ssize_t at, int step, Py_ssize_t first, Py_ssize_t last)
{
    Py_ssize_t place = at + step;
    for (int off = 1; off <= BEYOND && place >= first && place <= last; off++, place += step) {
        if (place == first || place == last || !is_little(text, place))
            return off;
        if (!(text->met[place].meaning.role & PASSED))
            return 0;
    }
    return 0;
}

#define SIDES (2 * BEYOND) /* words on both sides of one */

/* By which of the words beside `at` a name may stand there: the first of 1 to BEYOND after it, then those before it; 0 for
   none. */
static int
beside_which(const Text *text, Py_ssize_t at, const Wanted *wanted, int *unsure)
{
    Py_ssize_t from, to;
    int is_spelt = stands_as_spelt(text, at, wanted, &from, &to);
    int after = is_spelt ? is_spelt_beside(text, at, 1, from, to) : stands_beside(text, at, 1, wanted, unsure);
    if (after != 0 || *unsure)
        return after;
    int before = is_spelt ? is_spelt_beside(text, at, -1, from, to) : stands_beside(text, at, -1, wanted, unsure);
    return before != 0 ? BEYOND + before : 0;
}

static inline uint64_t
word_bit(uint64_t hash)
{
    return 1ull << (hash * 0x9e3779b97f4a7c15u >> 32) % 63;
}

static inline uint64_t
edge_bit(uint32_t edge)
{
    return 1ull << (uint32_t)(edge * 0x9e3779b1u) % 31;
}

#define IS_MET (1ull << 63) /* of the words of a mark */
#define HAS_NEXT 31         /* bit: there is a word on that side */

/* What a name of a bucket is told from the words beside by, see Mark. */
static Mark
mark_of(const Words *self, const Wanted *wanted)
{
    Mark mark = {IS_MET, 0};
    for (size_t part = wanted->first; part < wanted->end; part++)
        mark.words |= word_bit(self->letters[number_at(&self->tables[PARTS], part, 4) >> 1].plain)
                      | word_bit(self->letters[number_at(&self->tables[PARTS], part, 4) >> 1].hash);
    for (int side = 0; side < 2; side++) {
        int next = wanted->place + (side ? -1 : 1);
        if (next < 0 || next >= wanted->count)
            continue;
        const Letters *letters = &self->letters[wanted->words[next]];
        const Letters *plain = &self->letters[number_at(&self->tables[PLAIN], wanted->words[next], 4)];
        mark.edges |= (1ull << HAS_NEXT | edge_bit(letters->first) | edge_bit(letters->last) | edge_bit(plain->first))
                      << 32 * side;
    }
    return mark;
}

/* What a mark has in common with the words around `at` where `beside_which` may find one of them. */
static Mark
mark_around(const Text *text, Py_ssize_t at)
{
    Mark asked = {0, 0};
    for (int side = 0; side < 2; side++) {
        Py_ssize_t step = side ? -1 : 1, place = at + step;
        for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; off++, place += step) {
            const Met *met = &text->met[place];
            if (met->hash == 0) /* a phrase may be anything */
                return (Mark){UINT64_MAX, UINT64_MAX};
            uint64_t edges = edge_bit(edge_of(text->kind, text->data, met->start, met->end, 0))
                             | edge_bit(edge_of(text->kind, text->data, met->start, met->end, 1));
            if (met->end - met->start < 2 || met->meaning.plain != met->hash)
                edges = 1ull << HAS_NEXT;
            asked.words |= word_bit(met->meaning.plain) | word_bit(met->hash);
            asked.edges |= edges << 32 * side;
            if (!(met->meaning.role & PASSED))
                break;
        }
    }
    return asked;
}

/* Note the names of the buckets of the word at `at` that may stand there, with the words beside which. Returns -1 on
   failure, 0 where not all can be told here. */
static int
note_beside(const Text *text, Py_ssize_t at, size_t row, size_t names, size_t buckets, Found *found)
{
    const Words *self = text->words;
    Mark asked = mark_around(text, at);
    found->beside_used = 0;
    for (size_t bucket = 0; bucket < buckets; bucket++) {
        size_t first, end;
        if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], 8, self->rows[row + names + bucket], &first,
                        &end)
            || end - first > MANY)
            return 0;
        for (; first < end; first++) {
            Mark *mark = &self->marks[first];
            if (mark->words != 0 && (mark->words & asked.words) == 0 && (mark->edges & asked.edges) == 0)
                continue; /* as nearly all */
            Beside noted = {number_at(&self->tables[BUCKETS], first, 8), 0};
            Wanted wanted;
            int unsure = !wanted_words(self, noted.item, &wanted);
            *mark = unsure ? (Mark){UINT64_MAX, UINT64_MAX} : mark_of(self, &wanted);
            if (!unsure)
                noted.off = beside_which(text, at, &wanted, &unsure);
            if (unsure)
                return 0;
            if (noted.off == 0)
                continue;
            Beside *beside = grown(found->beside, found->beside_used, &found->beside_room, sizeof(Beside));
            if (beside == NULL)
                return -1;
            found->beside = beside;
            beside[found->beside_used++] = noted;
        }
    }
    return 1;
}

/* Take the names of the buckets of the word at `at` that stand there, in the order of the words that they may stand beside.
   Returns -1 on failure, 0 where they are left to be taken one by one. */
static int
take_all_beside(const Text *text, Py_ssize_t at, size_t row, size_t names, size_t buckets, Found *found)
{
    int told = text->words->is_marked ? note_beside(text, at, row, names, buckets, found) : 0;
    uint32_t offs = 0;
    for (size_t each = 0; told > 0 && each < found->beside_used; each++)
        offs |= 1u << found->beside[each].off;
    for (int off = 1; told > 0 && off <= SIDES; off++)
        for (size_t each = 0; offs & 1u << off && each < found->beside_used; each++) {
            Wanted wanted;
            if (found->beside[each].off != off)
                continue;
            (void)wanted_words(text->words, found->beside[each].item, &wanted); /* they were read before */
            if (take(text, at, found->beside[each].item, &wanted, 1, found) < 0)
                return -1;
        }
    return told;
}

/* Take the names of the buckets of the word at `at` that may stand there, where Python is to say beside which words.
   Returns -1 on failure, 0 where there are none, BESIDE where there are some. */
static int
take_beside(const Text *text, Py_ssize_t at, Around *around, Found *found)
{
    const Words *self = text->words;
    size_t names, buckets, row = row_of(text, at, &names, &buckets);
    if (row == 0 || buckets == 0)
        return 0;
    int taken = around->what & PAIRED ? 0 : take_all_beside(text, at, row, names, buckets, found);
    if (taken != 0)
        return taken < 0 ? -1 : 0;
    around->beside = found->used;
    for (size_t bucket = 0; bucket < buckets; bucket++) {
        size_t first, end;
        if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], 8, self->rows[row + names + bucket], &first,
                        &end)
            || end - first > MANY) {
            around->all_beside = 1;
            return BESIDE;
        }
        for (; first < end; first++) {
            uint64_t item = number_at(&self->tables[BUCKETS], first, 8);
            Wanted wanted;
            int is_told = wanted_words(self, item, &wanted);
            if (is_told && (!(agrees(text, at, 1, &wanted) || agrees(text, at, -1, &wanted)) || !may_stand(text, at, &wanted)))
                continue;
            if (take(text, at, item, is_told ? &wanted : NULL, 0, found) < 0)
                return -1;
        }
    }
    return found->used > around->beside ? BESIDE : 0;
}

/* Look at a word, and take what is found there. Returns -1 on failure. */
static int
look_around(const Text *text, Py_ssize_t at, Found *found)
{
    Around around = {at, 0, found->used, SIZE_MAX, 0, 0};
    found->some_left = 0;
    around.what = look_at(text, at, found);
    int beside = around.what < 0 ? -1 : take_beside(text, at, &around, found);
    if (beside < 0)
        return -1;
    around.what |= beside;
    around.end = found->used;
    if (around.beside > around.end)
        around.beside = around.end;
    if (around.what == 0 && !found->some_left)
        return 0; /* nothing, or names that stand there */
    Around *places = grown(found->places, found->places_used, &found->places_room, sizeof(Around));
    if (places == NULL)
        return -1;
    found->places = places;
    places[found->places_used++] = around;
    return 0;
}

/* ---- which of the names win, as candidates.py has it ---------------------------------------------------------- */

#define NOBODYS UINT32_MAX /* nobody watches the name */
#define CAPITALISED 1 /* of what it is worth alone, see Standing in commonness.py */
#define WEAK 2
#define TURNED_OFF 2 /* characters by which a name in another order counts as shorter: _REORDERED in candidates.py */
#define MOST_TOGETHER 256 /* names that touch one another, of which the winners are told here */
#define FEWEST_LETTERS_OF_STOP 4 /* before a full stop that ends a sentence, see `_is_one` in shard.py */

enum { LOST, KEPT, MAYBE };

typedef struct {
    const Named *name;
    Py_ssize_t start, end; /* characters of the text */
    uint32_t term, watched_by;
    unsigned char turned, of_org, status;
    Py_ssize_t rank[5];
} Rival;

/* What the pattern \s means in ASCII. */
static inline int
is_white(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

/* Whether no sentence ends between the words `first` to `last`: `_is_one` in shard.py. */
static int
is_one(const Text *text, Py_ssize_t first, Py_ssize_t last)
{
    for (Py_ssize_t at = first; at < last; at++) {
        Py_ssize_t start = text->met[at].end - 1, end = text->met[at + 1].start - 1; /* in the text as given */
        for (Py_ssize_t c = start; c < end; c++) {
            const unsigned char *here = text->source + c;
            int before = c > start ? here[-1] : 'a', next = c + 1 < end ? here[1] : 'a';
            if ((*here != 0 && strchr(";:!?|", *here) != NULL) || (*here == '\n' && next == '\n'))
                return 0;
            if (*here == '.' && is_white(next) && !is_white(before) && size_at(text, at) >= FEWEST_LETTERS_OF_STOP
                && has_key(text->words, COMMON, hash_at(text, at)) && plain_at(text, at) == hash_at(text, at))
                return 0;
        }
    }
    return 1;
}

/* Whether a year or the number of a note may be run together with the word at `at`, see `without_year`. */
static int
may_be_dated(const Text *text, Py_ssize_t at)
{
    int letters = 0, figures = 0;
    for (Py_ssize_t c = text->met[at].start; c < text->met[at].end; c++) {
        Py_UCS4 letter = PyUnicode_READ(text->kind, text->data, c);
        letters |= letter < '0' || letter > '9';
        figures |= letter >= '0' && letter <= '9';
    }
    return letters && figures && size_at(text, at) >= LEAST_NUMBERED;
}

/* Say what a name that stands in an ASCII text is worth against others: `Shard._of_words`. Answers NO for one that is none
   at first sight. */
static int
weigh(const Text *text, const Named *name, Rival *rival)
{
    const Words *self = text->words;
    const Hit *hit = &name->hit;
    uint64_t number = name->item >> PLACES;
    if (number >= (uint64_t)self->tables[TERMS].len / 4 || number >= (uint64_t)self->tables[TURNED].len
        || number >= (uint64_t)self->tables[LEVELS].len || is_the_word(text, hit->last, "x"))
        return UNSURE;
    Rival its = {name, text->met[hit->first].start, text->met[hit->last].end, 0, 0, 0, 0, LOST, {0}};
    unsigned char level = ((unsigned char *)self->tables[LEVELS].buf)[number];
    its.term = (uint32_t)number_at(&self->tables[TERMS], number, 4);
    unsigned char turned = ((unsigned char *)self->tables[TURNED].buf)[number];
    its.turned = hit->reordered || turned;
    its.of_org = its.term < (uint64_t)self->tables[ORGS].len && ((unsigned char *)self->tables[ORGS].buf)[its.term];
    if (its.term < (uint64_t)self->tables[WATCHED_BY].len / 4)
        its.watched_by = (uint32_t)number_at(&self->tables[WATCHED_BY], its.term, 4);
    unsigned char head = text->source[its.start - 1];
    if (level == CAPITALISED && hit->first == hit->last && head >= 'a' && head <= 'z')
        return UNSURE;
    /* the character before the first is the last: as Python counts */
    if (size_at(text, hit->first) == 1 && text->source[its.start > 1 ? its.start - 2 : text->source_size - 1] == '\'')
        return NO;
    if (!is_one(text, hit->first, hit->last) || may_be_dated(text, hit->first) || may_be_dated(text, hit->last))
        return UNSURE;
    if (turned && hit->first > 0 && hash_at(text, hit->first - 1) == hash_at(text, hit->last))
        return NO;
    Py_ssize_t rank[5] = {its.end - its.start - TURNED_OFF * its.turned, -hit->edits, level != WEAK, !its.turned,
                          its.term != NOBODYS};
    memcpy(its.rank, rank, sizeof(rank));
    *rival = its;
    return YES;
}

/* Whether one name ranks before another: `Candidate.rank`. */
static int
is_before(const Rival *one, const Rival *other)
{
    for (int at = 0; at < 5; at++)
        if (one->rank[at] != other->rank[at])
            return one->rank[at] > other->rank[at];
    return 0;
}

/* Whether a name must not be told beside one that ranks before it: `_beats` in candidates.py. */
static int
beats(const Text *text, const Rival *winner, const Rival *rival)
{
    if (winner->end <= rival->start || rival->end <= winner->start)
        return NO;
    if (winner->term == rival->term)
        return YES;
    int same_place = winner->start == rival->start && winner->end == rival->end, is_exact = rival->name->hit.edits == 0;
    /* what a team lists hides nothing from another */
    int hides = !text->edited && winner->watched_by == rival->watched_by
                && (winner->term == NOBODYS) == (rival->term == NOBODYS);
    if (same_place && rival->turned && !winner->turned && winner->name->hit.edits == 0)
        return hides ? YES : UNSURE;
    if (same_place && winner->term != NOBODYS && is_exact == (winner->name->hit.edits == 0))
        return NO;
    if (is_exact && !(winner->start <= rival->start && rival->end <= winner->end))
        return NO;
    return winner->term != NOBODYS && winner->of_org && hides ? YES : UNSURE;
}

/* Say of names that touch one another which are kept, and which may be: `longest` in candidates.py. */
static void
settle(const Text *text, Rival *const *rivals, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        int status = KEPT;
        for (size_t other = 0; other < at && status != LOST; other++) {
            int told = rivals[other]->status == LOST ? NO : beats(text, rivals[other], rivals[at]);
            if (told == YES && rivals[other]->status == KEPT)
                status = LOST;
            else if (told != NO)
                status = MAYBE;
        }
        rivals[at]->status = (unsigned char)status;
    }
}

static int
by_start(const void *one, const void *other)
{
    const Rival *a = *(Rival *const *)one, *b = *(Rival *const *)other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* In the order of the text, those of one place by rank, then as they were found: as `longest` leaves them. */
static int
by_place(const void *one, const void *other)
{
    const Rival *a = *(Rival *const *)one, *b = *(Rival *const *)other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    if (is_before(a, b) || is_before(b, a))
        return is_before(a, b) ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Drop the names that lose against others, all of a text, and those that are none at first sight. `order`: to be filled
   with those weighed, in the order of `by_place`. Answers NO where that is not told here. */
static int
drop_losers(const Text *text, const Found *found, Rival *rivals, Rival **order, size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < found->used; at++) {
        int told = weigh(text, &found->names[at], &rivals[*count]);
        if (told == UNSURE)
            return NO;
        *count += told == YES;
    }
    for (size_t at = 0; at < *count; at++)
        order[at] = &rivals[at];
    qsort(order, *count, sizeof(*order), by_start);
    size_t first = 0;
    Py_ssize_t end = 0;
    for (size_t at = 0; at <= *count; at++) {
        if (at < *count && (at == first || order[at]->start < end)) {
            end = at == first || order[at]->end > end ? order[at]->end : end;
            for (size_t place = at; place > first; place--) { /* by rank, then as they were found */
                Rival *one = order[place - 1], *other = order[place];
                if (!(is_before(other, one) || (!is_before(one, other) && other < one)))
                    break;
                order[place - 1] = other;
                order[place] = one;
            }
            if (at - first == MOST_TOGETHER)
                return NO;
            continue;
        }
        settle(text, order + first, at - first);
        first = at;
        if (at < *count)
            at--; /* begins the next ones */
    }
    qsort(order, *count, sizeof(*order), by_place);
    return YES;
}

/* ---- what Python is told -------------------------------------------------------------------------------------- */

static PyObject *
told_name(const Named *name)
{
    const Hit *hit = &name->hit;
    if (!name->stands)
        return PyLong_FromUnsignedLongLong(name->item);
    return Py_BuildValue("(nnKiNNN)", hit->first, hit->last, (unsigned long long)(name->item >> PLACES), hit->edits,
                         PyBool_FromLong(hit->spaced), PyBool_FromLong(hit->abbreviated), PyBool_FromLong(hit->reordered));
}

/* Put something new into a list. Returns -1 on failure. */
static int
put_in(PyObject *list, PyObject *thing)
{
    int failed = thing == NULL || PyList_Append(list, thing) < 0;
    Py_XDECREF(thing);
    return failed ? -1 : 0;
}

static int
put_names(PyObject *list, const Found *found, size_t first, size_t end)
{
    for (; first < end; first++)
        if (put_in(list, told_name(&found->names[first])) < 0)
            return -1;
    return 0;
}

/* Return a place with its names. */
static PyObject *
told_place(const Found *found, const Around *around)
{
    PyObject *own = PyList_New(0), *beside = PyList_New(0), *place = NULL;
    if (own != NULL && beside != NULL && put_names(own, found, around->own, around->beside) == 0
        && put_names(beside, found, around->beside, around->end) == 0)
        place = Py_BuildValue("(niOO)", around->at, around->what, own, around->all_beside ? Py_None : beside);
    Py_XDECREF(own);
    Py_XDECREF(beside);
    return place;
}

/* Return the names that stand in the text and the places where more may, in the order of the text. */
static PyObject *
told_all(const Found *found)
{
    PyObject *list = PyList_New(0);
    size_t first = 0;
    for (size_t at = 0; list != NULL && at < found->places_used; at++) {
        const Around *around = &found->places[at];
        if (put_names(list, found, first, around->own) < 0 || put_in(list, told_place(found, around)) < 0)
            Py_CLEAR(list);
        first = around->end;
    }
    if (list != NULL && put_names(list, found, first, found->used) < 0)
        Py_CLEAR(list);
    return list;
}

/* Return the names that win, None where that is not told here. Says whether all that are told do. */
static PyObject *
told_winners(const Text *text, const Found *found, int *settled)
{
    size_t count;
    Rival *rivals = PyMem_New(Rival, found->used + 1), **order = PyMem_New(Rival *, found->used + 1);
    PyObject *list = NULL;
    if (rivals == NULL || order == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    int told = drop_losers(text, found, rivals, order, &count);
    list = told == YES ? PyList_New(0) : Py_NewRef(Py_None);
    *settled = told == YES;
    for (size_t at = 0; told == YES && list != NULL && at < count; at++) {
        const Rival *rival = order[at];
        const Hit *hit = &rival->name->hit;
        *settled &= rival->status != MAYBE;
        if (rival->status != LOST
            && put_in(list, Py_BuildValue("(nnKiNNN(nn))", rival->start, rival->end,
                                          (unsigned long long)(rival->name->item >> PLACES), hit->edits,
                                          PyBool_FromLong(hit->spaced), PyBool_FromLong(hit->abbreviated),
                                          PyBool_FromLong(hit->reordered), hit->first, hit->last)) < 0)
            Py_CLEAR(list);
    }
done:
    PyMem_Free(rivals);
    PyMem_Free(order);
    return list;
}

PyDoc_STRVAR(Words_places_doc,
             "places(text, source, all_bare, alone, edited): return two lists. The first holds the names that stand in a folded\n"
             "text, and the words around which more may stand, each with what to look for, see Place in wordplaces.py. `source`\n"
             "tells capitals; with `all_bare`, bare words count without a legal form. The second holds, where no others are\n"
             "held against them (`alone`), those that win; then the first is empty. It is None where that is not told. Third it\n"
             "is told whether all of these win, and none that may. With `edited`, others may watch a name than did at first.");

static PyObject *
Words_places(Words *self, PyObject *args)
{
    PyObject *text, *source;
    int all_bare, alone, edited, settled = 0;
    if (!PyArg_ParseTuple(args, "UUppp", &text, &source, &all_bare, &alone, &edited))
        return NULL;
    Met *met = PyMem_New(Met, PyUnicode_GET_LENGTH(text) / 2 + 1);
    if (met == NULL)
        return PyErr_NoMemory();
    Py_ssize_t count = split_words(self, text, met);
    PyObject *answer = NULL;
    Found found = {0};
    uint8_t any = 0;
    int new = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        if (words_know(self, &met[at])) {
            any |= met[at].meaning.role;
            continue;
        }
        new = 1;
        met[at].meaning.more = NEW;
        PREFETCH(&self->told.slots[mixed(met[at].hash) & self->told.mask]);
        PREFETCH(&self->anchors[mixed(met[at].hash) & self->anchor_mask]);
        fetch_keys(self, text, &met[at]);
    }
    for (Py_ssize_t at = 0; new && at < count; at++) {
        if (met[at].meaning.more != NEW)
            continue;
        if (words_meet(self, text, &met[at]) < 0)
            goto done;
        any |= met[at].meaning.role;
    }
    Text read = {self, PyUnicode_KIND(text), PyUnicode_DATA(text), met, count, NULL, PyUnicode_GET_LENGTH(source), all_bare,
                 edited};
    if (PyUnicode_IS_ASCII(source) && read.source_size + 2 == PyUnicode_GET_LENGTH(text)) /* one space on either side */
        read.source = PyUnicode_1BYTE_DATA(source);
    for (Py_ssize_t at = 0; (any & (LOOK | ONE)) && at < count; at++)
        if (met[at].meaning.role & (LOOK | ONE) && look_around(&read, at, &found) < 0)
            goto done;
    int is_told = alone && read.source != NULL && found.places_used == 0;
    PyObject *winners = is_told ? told_winners(&read, &found, &settled) : Py_NewRef(Py_None);
    PyObject *all = winners == NULL ? NULL : winners == Py_None ? told_all(&found) : PyList_New(0);
    if (winners != NULL && all != NULL)
        answer = PyTuple_Pack(3, all, winners, settled ? Py_True : Py_False);
    Py_XDECREF(winners);
    Py_XDECREF(all);
done:
    PyMem_Free(met);
    PyMem_Free(found.names);
    PyMem_Free(found.places);
    PyMem_Free(found.beside);
    return answer;
}

PyDoc_STRVAR(Words_forget_doc, "Drop all words met.");

static PyObject *
Words_forget(Words *self, PyObject *Py_UNUSED(nothing))
{
    if (slots_make(&self->met, 64) < 0)
        return NULL;
    self->rows_used = 0;
    Py_RETURN_NONE;
}

static Py_ssize_t
Words_length(Words *self)
{
    return (Py_ssize_t)self->met.used;
}

static PyMethodDef Words_methods[] = {
    {"know", (PyCFunction)Words_know, METH_O, Words_know_doc},
    {"mark", (PyCFunction)Words_mark, METH_VARARGS, Words_mark_doc},
    {"places", (PyCFunction)Words_places, METH_VARARGS, Words_places_doc},
    {"forget", (PyCFunction)Words_forget, METH_NOARGS, Words_forget_doc},
    {NULL},
};

static PyType_Slot Words_slots[] = {
    {Py_tp_doc, "The words met, with what each may be in names, which `read(word)` answers."},
    {Py_tp_new, Words_new},
    {Py_tp_traverse, Words_traverse},
    {Py_tp_clear, Words_clear},
    {Py_tp_dealloc, Words_dealloc},
    {Py_tp_methods, Words_methods},
    {Py_mp_length, Words_length},
    {0, NULL},
};

static PyType_Spec Words_spec = {
    .name = "watchlists._native.Words",
    .basicsize = sizeof(Words),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = Words_slots,
};

/* ---- where words stand ------------------------------------------------------------------------------------ */

PyDoc_STRVAR(word_start_doc, "word_start(text, number): return where word `number` of a folded text starts.");

static PyObject *
word_start(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *text;
    Py_ssize_t number;
    if (!PyArg_ParseTuple(args, "Un", &text, &number))
        return NULL;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t at = 0; at < size; at++) {
        int starts = PyUnicode_READ(kind, data, at) != ' ' && (at == 0 || PyUnicode_READ(kind, data, at - 1) == ' ');
        if (starts && number-- == 0)
            return PyLong_FromSsize_t(at);
    }
    PyErr_SetString(PyExc_IndexError, "no such word");
    return NULL;
}

/* ---- which words in a row spell a name, see stretches.py ---------------------------------------------------- */

/* Return a word of a list, borrowed; NULL with an exception where it is no str. */
static PyObject *
word_of(PyObject *words, Py_ssize_t at)
{
    PyObject *word = PyList_GET_ITEM(words, at);
    if (!PyUnicode_Check(word)) {
        PyErr_SetString(PyExc_TypeError, "a word is a str");
        return NULL;
    }
    return word;
}

/* Write the first `most` letters from the word `at` on; with `step` -1, the last ones up to it, at the end of `to`.
   Returns how many there are, -1 on failure. */
static int
letters_beside(PyObject *words, Py_ssize_t at, int step, Py_UCS4 *to, int most)
{
    int count = 0;
    for (; at >= 0 && at < PyList_GET_SIZE(words) && count < most; at += step) {
        PyObject *word = word_of(words, at);
        if (word == NULL)
            return -1;
        Py_ssize_t size = PyUnicode_GET_LENGTH(word);
        for (Py_ssize_t letter = 0; letter < size && count < most; letter++, count++)
            to[step > 0 ? count : most - 1 - count] = PyUnicode_READ_CHAR(word, step > 0 ? letter : size - 1 - letter);
    }
    return count;
}

/* Add the stretches of words that start at `start` and end before `stop`, at `least` or later. Returns -1 on failure. */
static int
add_stretches(PyObject *found, PyObject *words, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t least,
              const Py_UCS4 *target, int size, int allowed)
{
    Py_UCS4 text[MOST_LETTERS];
    int count = 0;
    for (Py_ssize_t end = start; end < stop && end < PyList_GET_SIZE(words); end++) {
        PyObject *word = word_of(words, end);
        if (word == NULL)
            return -1;
        if (PyUnicode_GET_LENGTH(word) > size + allowed - count)
            return 0;
        count = add_letters(text, count, word);
        int edits = end < least ? allowed + 1 : 0;
        while (edits <= allowed && !is_within(text, count, target, size, edits))
            edits++;
        if (edits > allowed)
            continue;
        PyObject *stretch = Py_BuildValue("(nni)", start, end, edits);
        int failed = stretch == NULL || PyList_Append(found, stretch) < 0;
        Py_XDECREF(stretch);
        if (failed)
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(spelt_doc, "spelt(words, at, target, before, allowed, most, width, merged): see stretches.py; None: too long.");

static PyObject *
spelt(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *words, *name;
    Py_ssize_t at;
    int before, allowed, most, width, merged;
    if (!PyArg_ParseTuple(args, "O!nUiiiip", &PyList_Type, &words, &at, &name, &before, &allowed, &most, &width, &merged))
        return NULL;
    if (at < 0 || at >= PyList_GET_SIZE(words) || before < 0 || before > PyUnicode_GET_LENGTH(name) || allowed < 0) {
        PyErr_SetString(PyExc_ValueError, "no such word, or letters");
        return NULL;
    }
    if (allowed > MOST_LETTERS || PyUnicode_GET_LENGTH(name) > MOST_LETTERS - allowed)
        Py_RETURN_NONE;
    Py_UCS4 target[MOST_LETTERS], beside[MOST_LETTERS];
    int size = add_letters(target, 0, name);
    PyObject *found = PyList_New(0);
    if (found == NULL)
        return NULL;
    if (!merged) {
        int count = letters_beside(words, at, 1, beside, size - before);
        if (count < 0)
            goto failed;
        if (!is_within(beside, count, target + before, size - before, 2 * allowed))
            return found;
        count = letters_beside(words, at - 1, -1, beside, before);
        if (count < 0)
            goto failed;
        if (!is_within(beside + before - count, count, target, before, 2 * allowed))
            return found;
    }
    Py_ssize_t first = at;
    for (Py_ssize_t reach = 0; first > 0; first--) {
        PyObject *word = word_of(words, first - 1);
        if (word == NULL)
            goto failed;
        reach += PyUnicode_GET_LENGTH(word);
        if (reach > before + allowed)
            break;
    }
    Py_ssize_t starts[] = {first, first + 1, first - 1};
    for (int which = 0; which < 3; which++)
        if (starts[which] >= 0 && starts[which] <= at
            && add_stretches(found, words, starts[which], starts[which] + most, at + width - 1, target, size, allowed) < 0)
            goto failed;
    return found;
failed:
    Py_DECREF(found);
    return NULL;
}

/* ---- the module ------------------------------------------------------------------------------------------- */

static int
native_exec(PyObject *module)
{
    crc_make();
    PyType_Spec *specs[] = {&Folder_spec, &Words_spec};
    for (size_t at = 0; at < sizeof(specs) / sizeof(*specs); at++) {
        PyObject *type = PyType_FromModuleAndSpec(module, specs[at], NULL);
        if (type == NULL)
            return -1;
        int added = PyModule_AddType(module, (PyTypeObject *)type);
        Py_DECREF(type);
        if (added < 0)
            return -1;
    }
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static const char near_fill_doc[] = "near_fill(words, table): put each word into an empty table, see put_near_words.";

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

static PyMethodDef native_functions[] = {
    {"near_fill", near_fill, METH_VARARGS, near_fill_doc},
    {"spelt", spelt, METH_VARARGS, spelt_doc},
    {"word_start", word_start, METH_VARARGS, word_start_doc},
    {NULL},
};

static PyModuleDef_Slot native_slots[] = {
    {Py_mod_exec, native_exec},
    {0, NULL},
};

static struct PyModuleDef native_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._native",
    .m_doc = "Folding and the reading of words, compiled.",
    .m_methods = native_functions,
    .m_slots = native_slots,
};

PyMODINIT_FUNC
PyInit__native(void)
{
    return PyModuleDef_Init(&native_module);
}
