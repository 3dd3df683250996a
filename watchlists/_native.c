/* The two loops that every character of every text goes through, compiled: folding, and telling at which words
   to look for names.

   Each is the same as its form in Python (`normalize.fold`, `wordplaces`), which runs where there was no compiler;
   tests hold the two against one another. What is rare is left to Python: `Folder.fold` answers None for it,
   `Words.places` asks `read`. Nothing is decided here: tables come from Python.

   No pointer into a table is kept over a call into Python, which may change the table. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Raised with `FORM` in native.py when what Python hands over or gets back changes: a build left over from older
   sources is then not used. */
#define FORM 1

#define PUNCTUATION 0x1f /* a space that came from punctuation, see folding.py */

/* ---- scripts, as in folding.py ---------------------------------------------------------------------------- */

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

/* SPACELESS of folding.py: what makes a text one that is laid out */
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
        self->ascii[c] = (unsigned char)(entry & LOW_BITS);
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
    *to++ = ' ';
    for (Py_ssize_t at = 0; at < size; at++) {
        if (from[at] == '-' && line_ends(PyUnicode_1BYTE_KIND, from, at + 1, size)) {
            Py_DECREF(text);
            Py_RETURN_NONE;
        }
        to[at] = self->ascii[from[at]];
    }
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

static int
keys_add(Keys *self, uint64_t key)
{
    if (self->keys == NULL || self->used * 2 > self->mask) {
        size_t room = self->keys == NULL ? 64 : (self->mask + 1) * 2;
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

/* Whether the table has the key. The table may be a file's: it is neither aligned nor sure to hold an empty place. */
static int
near_has(const Py_buffer *table, uint32_t key)
{
    size_t places = (size_t)table->len / 8, at = key & (places - 1);
    for (size_t step = 0; step < places; step++, at = (at + 1) & (places - 1)) {
        uint64_t entry;
        memcpy(&entry, (const char *)table->buf + 8 * at, 8);
        if (entry == 0)
            return 0;
        if (entry >> 32 == key)
            return 1;
    }
    return 0;
}

/* Whether a word of ASCII is one of the words kept, or shares with one what is left without a letter; a quick look. */
static int
has_near(const Py_buffer *table, const unsigned char *word, Py_ssize_t size)
{
    uint32_t head = 0xffffffffu;
    if (near_has(table, ~crc_part(head, word, size)))
        return 1;
    for (Py_ssize_t out = 0; out < size; out++) {
        if (near_has(table, ~crc_part(head, word + out + 1, size - out - 1)))
            return 1;
        head = crc_part(head, word + out, 1);
    }
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

#define BEYOND 5        /* the word of a pair that stands behind words passed over is so many words off at most */
#define LONGEST 48      /* characters of a word that is remembered */
#define MOST_STEPS 32   /* slots looked at for one word: none costs more, whatever words a text is made of */
#define MOST_LETTERS 0x40000000 /* bytes of all words remembered */
#define NO_FORM 0u
#define ANY_FORM 0xffffffffu /* several words of names: any pair may be meant */

/* Which names are found by a word but for pairs: none, some whatever stands beside it, or a number by which what
   may stand beside it is kept. With FRAGMENT it may be the start of a word that is cut in two. */
#define NEVER 0u
#define ALWAYS 1u
#define FRAGMENT 0x80000000u

/* Kinds of keys, as in wordplaces.py: what is known of words before they are met. */
enum { KNOWN, START, HEAD, TAIL, END, PART, JOINED, KINDS };
/* and what may stand beside a word: a word, or its first or last two letters, behind it or before it */
enum { BESIDE = KINDS, FIRST_BEHIND, LAST_BEHIND, FIRST_BEFORE, LAST_BEFORE, PAIR_BEHIND, PAIR_BEFORE };
#define PIECE 4      /* letters, as _PIECE, _HEAD and _LEAST_TWO in wordreader.py */
#define LONG_PIECE 6 /* START holds the first two to six letters of words */
#define SHORT_PIECE 2
#define LEAST_TWO 8

typedef struct {
    uint32_t form; /* the word of pairs that it is */
    uint32_t look;
    uint32_t plain; /* stands for its canonical form */
    uint8_t role;
} Meaning;

typedef struct {
    Meaning meaning;
    uint32_t hash;
    uint32_t start; /* among the letters */
    uint16_t size;  /* characters; 0: an empty slot */
    uint8_t width;  /* bytes of a character: 1 or 4 */
} Slot;

typedef struct {
    PyObject_HEAD
    PyObject *read; /* word -> (role, form, look, canonical form) */
    Py_buffer near; /* table of nearwords.py */
    Slot *slots;
    size_t mask, used; /* a power of two less one; slots in use */
    unsigned char *letters;
    size_t letters_size, letters_room;
    Keys keys;
    int is_marked; /* it is known which words to read */
    uint64_t seed;
} Words;

typedef struct {
    int kind;
    const void *data;
    Py_ssize_t start, size;
    uint32_t hash;
    uint8_t width, ascii;
} Word;

static Py_ALWAYS_INLINE inline Word
word_of(const Words *self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end)
{
    Word word = {kind, data, start, end - start, 0, 1, 1};
    uint64_t hash = self->seed;
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c > 127) {
            word.ascii = 0;
            if (c > 255)
                word.width = 4;
        }
        hash = LETTER(hash, c);
    }
    word.hash = (uint32_t)mixed(hash);
    return word;
}

static inline Word
word_at(const Words *self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end)
{
    if (kind == PyUnicode_1BYTE_KIND) /* nearly always: made for it by the compiler */
        return word_of(self, PyUnicode_1BYTE_KIND, data, start, end);
    return word_of(self, kind, data, start, end);
}

static inline int
is_word(const Words *self, const Slot *slot, const Word *word)
{
    if (slot->hash != word->hash || slot->size != word->size || slot->width != word->width)
        return 0;
    const unsigned char *letters = self->letters + slot->start;
    if (word->kind == PyUnicode_1BYTE_KIND)
        return memcmp(letters, (const unsigned char *)word->data + word->start, (size_t)word->size) == 0;
    for (Py_ssize_t at = 0; at < word->size; at++) {
        Py_UCS4 c = PyUnicode_READ(word->kind, word->data, word->start + at);
        if (slot->width == 1 ? letters[at] != c : memcmp(letters + 4 * at, &c, 4) != 0)
            return 0;
    }
    return 1;
}

/* Return the slot of a word, or the empty one where it belongs; NULL where it is not and must not be. */
static inline Slot *
slot_of(const Words *self, const Word *word)
{
    size_t at = word->hash & self->mask;
    for (int step = 0; step < MOST_STEPS; step++, at = (at + 1) & self->mask) {
        Slot *slot = &self->slots[at];
        if (slot->size == 0 || is_word(self, slot, word))
            return slot;
    }
    return NULL;
}

static int
words_widen(Words *self)
{
    size_t room = (self->mask + 1) * 2;
    Slot *slots = PyMem_Calloc(room, sizeof(Slot)), *old = self->slots;
    if (slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    size_t used = 0;
    for (size_t from = 0; from <= self->mask; from++) {
        if (old[from].size == 0)
            continue;
        size_t at = old[from].hash & (room - 1);
        for (int step = 0; step < MOST_STEPS; step++, at = (at + 1) & (room - 1)) {
            if (slots[at].size == 0) {
                slots[at] = old[from];
                used++;
                break;
            }
        }
    }
    PyMem_Free(old);
    self->slots = slots;
    self->mask = room - 1;
    self->used = used;
    return 0;
}

/* Remember a word. Returns -1 on failure; one too long, or for which there is no room, is not remembered. */
static int
words_put(Words *self, const Word *word, Meaning meaning)
{
    if (word->size < 1 || word->size > LONGEST)
        return 0;
    size_t bytes = (size_t)word->size * word->width;
    if (self->letters_size + bytes > MOST_LETTERS)
        return 0;
    if (self->used * 2 > self->mask && words_widen(self) < 0)
        return -1;
    Slot *slot = slot_of(self, word);
    if (slot == NULL)
        return 0;
    if (slot->size == 0) {
        if (self->letters_size + bytes > self->letters_room) {
            size_t room = (self->letters_size + bytes) * 2;
            unsigned char *letters = PyMem_Realloc(self->letters, room);
            if (letters == NULL) {
                PyErr_NoMemory();
                return -1;
            }
            self->letters = letters;
            self->letters_room = room;
        }
        unsigned char *letters = self->letters + self->letters_size;
        for (Py_ssize_t at = 0; at < word->size; at++) {
            Py_UCS4 c = PyUnicode_READ(word->kind, word->data, word->start + at);
            if (word->width == 1)
                letters[at] = (unsigned char)c;
            else
                memcpy(letters + 4 * at, &c, 4);
        }
        slot->start = (uint32_t)self->letters_size;
        slot->hash = word->hash;
        slot->size = (uint16_t)word->size;
        slot->width = word->width;
        self->letters_size += bytes;
        self->used++;
    }
    slot->meaning = meaning;
    return 0;
}

static int
words_make(Words *self, size_t room)
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
    self->letters_size = 0;
    return 0;
}

static PyObject *
Words_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"read", "near", NULL};
    PyObject *read;
    Py_buffer near;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oy*", names, &read, &near))
        return NULL;
    Words *self = NULL;
    size_t places = (size_t)near.len / 8;
    if (near.len % 8 != 0 || places == 0 || (places & (places - 1)) != 0)
        PyErr_SetString(PyExc_ValueError, "the places of a table are a power of two");
    else
        self = (Words *)type->tp_alloc(type, 0);
    if (self == NULL) {
        PyBuffer_Release(&near);
        return NULL;
    }
    self->read = Py_NewRef(read);
    self->near = near;
    PyObject *secret = PyUnicode_FromString("words");
    if (secret != NULL)
        self->seed = (uint64_t)PyObject_Hash(secret); /* nobody who writes texts knows which words share a slot */
    if (secret == NULL || words_make(self, 64) < 0)
        Py_CLEAR(self);
    Py_XDECREF(secret);
    return (PyObject *)self;
}

static int
Words_traverse(Words *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->read);
    return 0;
}

static int
Words_clear(Words *self)
{
    Py_CLEAR(self->read);
    return 0;
}

static void
Words_dealloc(Words *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)Words_clear(self);
    PyMem_Free(self->slots);
    PyMem_Free(self->letters);
    PyMem_Free(self->keys.keys);
    PyBuffer_Release(&self->near);
    type->tp_free(self);
    Py_DECREF(type);
}

static int
takes_word(Words *self, PyObject *text, Word *word)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a word is a str");
        return 0;
    }
    *word = word_at(self, PyUnicode_KIND(text), PyUnicode_DATA(text), 0, PyUnicode_GET_LENGTH(text));
    return 1;
}

PyDoc_STRVAR(Words_know_doc, "Take words by which no name is found, each in its canonical form, with their roles.");

static PyObject *
Words_know(Words *self, PyObject *roles)
{
    PyObject *text, *role;
    Py_ssize_t at = 0;
    if (!PyDict_Check(roles)) {
        PyErr_SetString(PyExc_TypeError, "roles are a dict");
        return NULL;
    }
    while (PyDict_Next(roles, &at, &text, &role)) {
        Word word;
        long number = PyLong_Check(role) ? PyLong_AsLong(role) : -1;
        if (number < 0 || number > 255) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a role is a number of 8 bits");
            return NULL;
        }
        if (!takes_word(self, text, &word))
            return NULL;
        Meaning meaning = {NO_FORM, NEVER, word.hash, (uint8_t)number};
        if (words_put(self, &word, meaning) < 0)
            return NULL;
    }
    Py_RETURN_NONE;
}

/* ---- what is known of words before they are met, and of those that may stand beside one another ----------- */

static inline uint64_t
key_of(int kind, uint64_t first, uint64_t second)
{
    return mixed(first + 0x632be59bd9b4e019u * (uint64_t)(kind + 1)) ^ (second * 0xd6e8feb86659fd93u);
}

static inline int
has_key(const Words *self, int kind, uint64_t first, uint64_t second)
{
    uint64_t key = key_of(kind, first, second);
    return keys_have(&self->keys, key != 0 ? key : 1);
}

PyDoc_STRVAR(Words_mark_doc, "mark(kind, words): take words, or pieces of some, of one kind.");

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
    PyObject *each = PyObject_GetIter(given), *text;
    if (each == NULL)
        return NULL;
    while ((text = PyIter_Next(each)) != NULL) {
        int failed = 1;
        if (!PyUnicode_Check(text))
            PyErr_SetString(PyExc_TypeError, "a word is a str");
        else
            failed = keys_add(&self->keys, key_of(kind, hash_part(self->seed, PyUnicode_KIND(text), PyUnicode_DATA(text),
                                                                  0, PyUnicode_GET_LENGTH(text)), 0));
        Py_DECREF(text);
        if (failed)
            break;
    }
    Py_DECREF(each);
    if (PyErr_Occurred())
        return NULL;
    self->is_marked |= kind == KNOWN;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(Words_pair_doc,
             "pair(first, second, before): take two words of a pair, by number, `second` behind `first` or before it.");

static PyObject *
Words_pair(Words *self, PyObject *args)
{
    unsigned int first, second;
    int before;
    if (!PyArg_ParseTuple(args, "IIp", &first, &second, &before))
        return NULL;
    if (keys_add(&self->keys, key_of(before ? PAIR_BEFORE : PAIR_BEHIND, first, second)) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(Words_look_doc, "look(word, number): say of a word that was read how to look at it from now on.");

static PyObject *
Words_look(Words *self, PyObject *args)
{
    PyObject *text;
    unsigned int look;
    Word word;
    if (!PyArg_ParseTuple(args, "UI", &text, &look) || !takes_word(self, text, &word))
        return NULL;
    Slot *slot = word.size <= LONGEST ? slot_of(self, &word) : NULL;
    if (slot != NULL && slot->size != 0)
        slot->meaning.look = look;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(Words_beside_doc,
             "beside(look, side, words): take the words beside which names may be found by the word of number `look`;\n"
             "side 0: anywhere, canonical; 1 and 2: first and last two letters behind it; 3 and 4: before it.");

static PyObject *
Words_beside(Words *self, PyObject *args)
{
    unsigned int look;
    int side;
    PyObject *given;
    if (!PyArg_ParseTuple(args, "IiO", &look, &side, &given))
        return NULL;
    if (side < 0 || side > LAST_BEFORE - BESIDE) {
        PyErr_SetString(PyExc_ValueError, "no such side");
        return NULL;
    }
    PyObject *each = PyObject_GetIter(given), *text;
    if (each == NULL)
        return NULL;
    while ((text = PyIter_Next(each)) != NULL) {
        Word word;
        int failed = !takes_word(self, text, &word) || keys_add(&self->keys, key_of(BESIDE + side, look, word.hash)) < 0;
        Py_DECREF(text);
        if (failed)
            break;
    }
    Py_DECREF(each);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

/* ---- where to look ---------------------------------------------------------------------------------------- */

typedef struct {
    Meaning meaning;
    Py_ssize_t start, end;
} Met;

/* Whether a new word plainly is none of the names' and none of a language, so that `read` need not be asked. The
   same questions as in `WordReader.read`, put so that a yes is sure. */
static int
is_stranger(const Words *self, int kind, const void *data, Py_ssize_t start, Py_ssize_t end, Meaning *meaning)
{
    Py_ssize_t size = end - start;
    if (!self->is_marked || size < SHORT_PIECE || size > LONGEST)
        return 0;
    int letters = 0, figures = 0;
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        letters |= c >= 'a' && c <= 'z';
        figures |= c >= '0' && c <= '9';
        if (!is_latin(c))
            return 0;
    }
    if (letters && figures)
        return 0;
    if (has_key(self, KNOWN, hash_part(self->seed, kind, data, start, end), 0))
        return 0;
    Py_ssize_t first = size < LONG_PIECE ? size : LONG_PIECE, piece = size < PIECE ? size : PIECE;
    if (has_key(self, START, hash_part(self->seed, kind, data, start, start + first), 0))
        return 0; /* it may be the start of a word of names */
    uint64_t tail = hash_part(self->seed, kind, data, end - piece, end);
    if (letters && size >= LEAST_TWO) {
        uint64_t hash = hash_part(self->seed, kind, data, start, start + PIECE);
        int begins = has_key(self, HEAD, hash, 0), ends = has_key(self, TAIL, tail, 0);
        for (Py_ssize_t cut = start + PIECE; begins && cut < end - 1; cut++) {
            if (has_key(self, PART, hash, 0))
                return 0; /* another word is run together with it */
            hash = LETTER(hash, PyUnicode_READ(kind, data, cut));
        }
        for (Py_ssize_t cut = start + 2; ends && cut <= end - PIECE; cut++)
            if (has_key(self, PART, hash_part(self->seed, kind, data, cut, end), 0))
                return 0;
    }
    unsigned char plain[LONGEST];
    for (Py_ssize_t at = 0; at < size; at++)
        plain[at] = (unsigned char)PyUnicode_READ(kind, data, start + at);
    if (letters && size >= PIECE && has_near(&self->near, plain, size))
        return 0;
    meaning->form = NO_FORM;
    meaning->look = NEVER;
    meaning->role = has_key(self, END, tail, 0) ? ENDS : 0;
    return 1;
}

/* Look a word up, or have it read. Returns -1 on failure. */
static int
words_meet(Words *self, PyObject *text, Met *met)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_UCS4 head = PyUnicode_READ(kind, data, met->start);
    if (head > 0x3000 && is_spaceless(head)) {
        Meaning phrase = {NO_FORM, NEVER, 0, 0}; /* seldom met again, and in no name of words */
        met->meaning = phrase;
        return 0;
    }
    Word word = word_at(self, kind, data, met->start, met->end);
    if (word.size <= LONGEST) {
        const Slot *slot = slot_of(self, &word);
        if (slot != NULL && slot->size != 0) {
            met->meaning = slot->meaning;
            return 0;
        }
    }
    met->meaning.plain = word.hash;
    if (is_stranger(self, kind, data, met->start, met->end, &met->meaning))
        return words_put(self, &word, met->meaning);
    if (self->read == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the reader of words is gone");
        return -1;
    }
    PyObject *written = PyUnicode_Substring(text, met->start, met->end);
    if (written == NULL)
        return -1;
    PyObject *answer = PyObject_CallOneArg(self->read, written), *plain;
    Py_DECREF(written);
    if (answer == NULL)
        return -1;
    unsigned int form, look;
    unsigned char role;
    Word canonical;
    if (!PyTuple_Check(answer) || !PyArg_ParseTuple(answer, "bIIU", &role, &form, &look, &plain)
        || !takes_word(self, plain, &canonical)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a word is read as a role, two numbers and a word");
        Py_DECREF(answer);
        return -1;
    }
    met->meaning.role = role;
    met->meaning.form = form;
    met->meaning.look = look;
    met->meaning.plain = canonical.hash;
    Py_DECREF(answer);
    return words_put(self, &word, met->meaning);
}

typedef struct {
    const Words *words;
    int kind;
    const void *data;
    const Met *met;
    Py_ssize_t count;
} Text;

static inline uint8_t
role_at(const Text *text, Py_ssize_t at)
{
    return at >= 0 && at < text->count ? text->met[at].meaning.role : 0;
}

static inline int
is_pair(const Text *text, Py_ssize_t at, Py_ssize_t place, int before)
{
    uint32_t one = text->met[at].meaning.form, other = text->met[place].meaning.form;
    if (one == ANY_FORM || other == ANY_FORM)
        return role_at(text, place) & (before ? PRECEDES : FOLLOWS);
    return one != NO_FORM && other != NO_FORM && has_key(text->words, before ? PAIR_BEFORE : PAIR_BEHIND, one, other);
}

/* Whether the word at `place` may be the one that a name found by the word at `at` has there; see `Bucket.beside`. */
static int
may_stand(const Text *text, Py_ssize_t at, Py_ssize_t place, int before)
{
    const Met *met = &text->met[place];
    uint32_t look = text->met[at].meaning.look & ~FRAGMENT;
    if (look == NEVER)
        return 0;
    if (look == ALWAYS || met->end - met->start < 2)
        return 1;
    if (has_key(text->words, BESIDE, look, met->meaning.plain))
        return 1;
    Word first = word_at(text->words, text->kind, text->data, met->start, met->start + 2);
    Word last = word_at(text->words, text->kind, text->data, met->end - 2, met->end);
    return has_key(text->words, before ? FIRST_BEFORE : FIRST_BEHIND, look, first.hash)
           || has_key(text->words, before ? LAST_BEFORE : LAST_BEHIND, look, last.hash);
}

/* Whether the word that is looked for on one side of `at` stands there, or behind words that are passed over. */
static int
has_other(const Text *text, Py_ssize_t at, int before, int (*is_other)(const Text *, Py_ssize_t, Py_ssize_t, int))
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        int passed = role_at(text, place) & PASSED;
        if ((off == 1 || !passed) && is_other(text, at, place, before))
            return 1;
        if (!passed)
            return 0;
    }
    return 0;
}

/* By its role the word at `place` may be the other of a pair, as the pattern in wordplaces.py has it. */
static int
is_by_role(const Text *text, Py_ssize_t Py_UNUSED(at), Py_ssize_t place, int before)
{
    return role_at(text, place) & (before ? PRECEDES : FOLLOWS);
}

static int
may_have_other(const Text *text, Py_ssize_t at, int before)
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        if (is_by_role(text, at, place, before))
            return 1;
        if (!(role_at(text, place) & PASSED))
            return 0;
    }
    return 0;
}

/* Whether the word at `at` and the next one, joined, may be one of the names'. */
static int
may_be_joined(const Text *text, Py_ssize_t at)
{
    if (!(text->met[at].meaning.look & FRAGMENT) || at + 1 == text->count)
        return 0;
    const Met *one = &text->met[at], *next = &text->met[at + 1];
    Word first = word_at(text->words, text->kind, text->data, one->start, one->end);
    Word second = word_at(text->words, text->kind, text->data, next->start, next->end);
    if (!first.ascii || !second.ascii)
        return 1;
    uint64_t hash = hash_part(text->words->seed, text->kind, text->data, one->start, one->end);
    return has_key(text->words, JOINED, hash_part(hash, text->kind, text->data, next->start, next->end), 0);
}

static int
is_place(const Text *text, Py_ssize_t at)
{
    uint8_t role = role_at(text, at);
    int by_role = (role & LOOK) == LOOK;
    if (role & ONE) { /* a letter: it may belong to a name whose letters are set apart */
        uint8_t before = role_at(text, at - 1), after = role_at(text, at + 1);
        if (by_role || (after & before & ONE) || (after & role_at(text, at + 2) & ONE)
            || (before & role_at(text, at - 2) & ONE) || ((role & STARTS) && (after & ENDS)))
            return 1;
        return ((role & AFTER_IT) && may_have_other(text, at, 0)) || ((role & BEFORE_IT) && may_have_other(text, at, 1));
    }
    if (((role & AFTER_IT) && has_other(text, at, 0, is_pair)) || ((role & BEFORE_IT) && has_other(text, at, 1, is_pair)))
        return 1;
    if (by_role && ((text->met[at].meaning.look & ~FRAGMENT) == ALWAYS || has_other(text, at, 0, may_stand)
                    || has_other(text, at, 1, may_stand)))
        return 1;
    if (!(role & STARTS) || !may_be_joined(text, at))
        return 0;
    return by_role || (role_at(text, at + 1) & ENDS) || ((role & AFTER_IT) && may_have_other(text, at, 0))
           || ((role & BEFORE_IT) && may_have_other(text, at, 1));
}

PyDoc_STRVAR(Words_places_doc, "Return the numbers of the words of a folded text around which a name may stand.");

static PyObject *
Words_places(Words *self, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), count = 0, start = 0;
    Met *met = PyMem_New(Met, size / 2 + 1);
    if (met == NULL)
        return PyErr_NoMemory();
    PyObject *places = NULL;
    uint8_t any = 0;
    for (Py_ssize_t at = 0; at <= size; at++) {
        if (at < size && PyUnicode_READ(kind, data, at) != ' ')
            continue;
        if (at > start) {
            met[count].start = start;
            met[count].end = at;
            if (words_meet(self, text, &met[count]) < 0)
                goto done;
            any |= met[count].meaning.role;
            count++;
        }
        start = at + 1;
    }
    places = PyList_New(0);
    if (places == NULL || !(any & (LOOK | ONE)))
        goto done;
    Text read = {self, kind, data, met, count};
    for (Py_ssize_t at = 0; at < count; at++) {
        if (!(met[at].meaning.role & (LOOK | ONE)) || !is_place(&read, at))
            continue;
        PyObject *number = PyLong_FromSsize_t(at);
        if (number == NULL || PyList_Append(places, number) < 0) {
            Py_XDECREF(number);
            Py_CLEAR(places);
            goto done;
        }
        Py_DECREF(number);
    }
done:
    PyMem_Free(met);
    return places;
}

PyDoc_STRVAR(Words_forget_doc, "Drop all words; pairs stay.");

static PyObject *
Words_forget(Words *self, PyObject *Py_UNUSED(nothing))
{
    if (words_make(self, 64) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static Py_ssize_t
Words_length(Words *self)
{
    return (Py_ssize_t)self->used;
}

static PyMethodDef Words_methods[] = {
    {"know", (PyCFunction)Words_know, METH_O, Words_know_doc},
    {"mark", (PyCFunction)Words_mark, METH_VARARGS, Words_mark_doc},
    {"pair", (PyCFunction)Words_pair, METH_VARARGS, Words_pair_doc},
    {"look", (PyCFunction)Words_look, METH_VARARGS, Words_look_doc},
    {"beside", (PyCFunction)Words_beside, METH_VARARGS, Words_beside_doc},
    {"places", (PyCFunction)Words_places, METH_O, Words_places_doc},
    {"forget", (PyCFunction)Words_forget, METH_NOARGS, Words_forget_doc},
    {NULL},
};

static PyType_Slot Words_slots[] = {
    {Py_tp_doc, "The words met, with the role of each; `read(word)` answers the role and pair number of a new one."},
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

static PyMethodDef native_functions[] = {
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
