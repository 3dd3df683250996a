/* Folding, compiled: what every character of every text goes through. The same as `normalize.fold`. What is rare is left to
   Python: `Folder.fold` answers None for it. */

#include "../_native.h"

#define PUNCTUATION 0x1f /* a space that came from punctuation, see characters.py */

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
    int is_plain; /* of ASCII letters become small, and all but letters and figures a space */
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

/* Write what each of some characters of ASCII becomes, where that is plain. */
static FAST void
fold_plain(const unsigned char *from, unsigned char *to, Py_ssize_t size)
{
    for (Py_ssize_t at = 0; at < size; at++) {
        unsigned char c = from[at], small = c | 0x20;
        to[at] = (unsigned char)(small - 'a') < 26 ? small : (unsigned char)(c - '0') < 10 ? c : ' ';
    }
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
    unsigned char all[128], plain[128];
    for (int c = 0; c < 128; c++)
        all[c] = (unsigned char)c;
    fold_plain(all, plain, 128);
    self->is_plain = memcmp(plain, self->ascii, 128) == 0;
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

/* What is answered: a text, which is taken over, and whether characters moved. */
static PyObject *
answered(PyObject *text, int moved)
{
    PyObject *answer = PyTuple_Pack(2, text, moved ? Py_True : Py_False);
    Py_DECREF(text);
    return answer;
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
    *to++ = ' ';
    if (self->is_plain)
        fold_plain(from, to, size);
    else
        for (Py_ssize_t at = 0; at < size; at++)
            to[at] = self->ascii[from[at]];
    to[size] = ' ';
    return answered(text, 0);
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

static inline int
is_katakana(Py_UCS4 c)
{
    return (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc;
}

/* The katakana that a character between two katakana is taken for (`folding.in_kana`), else itself. `text` goes on
   behind `at`. */
static inline Py_UCS4
as_katakana(const Py_UCS4 *text, Py_ssize_t at, Py_ssize_t size)
{
    Py_UCS4 c = text[at], next = text[at + 1];
    int counts = next == 0x30ab || next == 0x30b1 || next == 0x30f5 || next == 0x30f6;
    switch (c) {
    case 0x4e00: return counts ? c : 0x30fc;
    case 0x4e8c: return counts ? c : 0x30cb;
    case 0x516b: return counts ? c : 0x30cf;
    case 0x53e3: return next == 0x30b3 && at + 2 < size && text[at + 2] == 0x30df ? c : 0x30ed;
    case 0x529b: return 0x30ab;
    case 0x5de5: return 0x30a8;
    case 0x5915: return 0x30bf;
    case 0x535c: return 0x30c8;
    case 0x624d: return 0x30aa;
    case 0x3078: return 0x30d8;
    default: return c;
    }
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
    for (Py_ssize_t at = 0; at < last->size; at++) {
        if (last->at[at] == PUNCTUATION)
            last->at[at] = ' ';
        else if (is_katakana(last->at[at]) && at + 2 < last->size && is_katakana(last->at[at + 2]))
            last->at[at + 1] = as_katakana(last->at, at + 1, last->size);
    }
    PyObject *text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, last->at, last->size);
    if (text != NULL)
        answer = answered(text, moved);
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

static int
folding_add(PyObject *module)
{
    return add_type(module, &Folder_spec);
}
