/* Makes what a text is the first to ask of an index, compiled: the term of a number, and the text of a spelling; and
   tells the number of a word.

   An index of tens of thousands of names makes no object of any until a text holds it; most texts that hold one hold one
   that none held before. Each is the same as its form in Python (`distinct.py`, `wordings.py`, `listedwords.py`), which runs where there was
   no compiler, and to which is left what is no plain name; tests hold the two against one another. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>
#include <structmember.h>

#include "_hashing.h"

/* Raised with `TERMS_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 3

#define MOST_IN_TUPLE 8 /* watchlists that hold a term; of more a part of the row is shown */

/* Return a number of a row, which may begin anywhere: it is a part of a file. */
static inline uint32_t
number_at(const Py_buffer *row, size_t at)
{
    uint32_t number;
    memcpy(&number, (const char *)row->buf + 4 * at, 4);
    return number;
}

/* Say where in its rows a group starts and ends. Returns 0 where there is no such group. */
static int
find_group(const Py_buffer *starts, size_t width, size_t content, Py_ssize_t number, size_t *first, size_t *end)
{
    if (number < 0 || number >= starts->len / 4 - 1)
        return 0;
    *first = number_at(starts, (size_t)number);
    *end = number_at(starts, (size_t)number + 1);
    return *first <= *end && *end <= content / width;
}

static int
take_row(PyObject *given, Py_buffer *row, Py_ssize_t width)
{
    if (PyObject_GetBuffer(given, row, PyBUF_SIMPLE) < 0)
        return -1;
    if (row->len % width == 0)
        return 0;
    PyErr_SetString(PyExc_ValueError, "a row holds whole numbers");
    return -1;
}

/* ---- objects with slots ------------------------------------------------------------------------------------- */

#define MOST_SLOTS 8

typedef struct {
    PyTypeObject *type;
    int count;
    Py_ssize_t places[MOST_SLOTS]; /* of the slots of its objects, in the order of our names for them */
} Slotted;

/* Learn where the objects of a class have these slots, which are all of its own. Returns -1 on failure. */
static int
slotted_learn(Slotted *self, PyObject *type, const char *const *names)
{
    if (!PyType_Check(type)) {
        PyErr_SetString(PyExc_TypeError, "a class is wanted");
        return -1;
    }
    PyObject *slots = PyObject_GetAttrString(type, "__slots__");
    Py_ssize_t count = slots != NULL ? PyObject_Size(slots) : -1;
    Py_XDECREF(slots);
    if (count < 0)
        return -1;
    for (self->count = 0; names[self->count] != NULL; self->count++) {
        PyObject *slot = PyObject_GetAttrString(type, names[self->count]);
        if (slot == NULL)
            return -1;
        PyMemberDef *member = Py_IS_TYPE(slot, &PyMemberDescr_Type) ? ((PyMemberDescrObject *)slot)->d_member : NULL;
        int is_fine = member != NULL && member->type == T_OBJECT_EX && ((PyMemberDescrObject *)slot)->d_common.d_type == (PyTypeObject *)type;
        self->places[self->count] = is_fine ? member->offset : 0;
        Py_DECREF(slot);
        if (!is_fine)
            break;
    }
    if (names[self->count] != NULL || self->count != count) {
        PyErr_SetString(PyExc_ValueError, "a class of other slots");
        return -1;
    }
    self->type = (PyTypeObject *)Py_NewRef(type);
    return 0;
}

/* Return an object of these values, which are taken over; NULL among them is a failure before. */
static PyObject *
slotted_make(const Slotted *self, PyObject *const *values)
{
    PyObject *made = NULL;
    int is_whole = 1;
    for (int slot = 0; slot < self->count; slot++)
        is_whole &= values[slot] != NULL;
    if (is_whole)
        made = self->type->tp_alloc(self->type, 0);
    for (int slot = 0; slot < self->count; slot++) {
        if (made != NULL)
            *(PyObject **)((char *)made + self->places[slot]) = values[slot];
        else
            Py_XDECREF(values[slot]);
    }
    return made;
}

/* ---- terms -------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    Slotted entry, term;
    Py_buffer starts, keys, owner_starts, owners;
    PyObject *row;                  /* the same owners, to be shown in part */
    PyObject *kind, *none, *blank; /* the kind met last; an empty tuple and text */
} Terms;

static const char *const entry_slots[] = {"official", "owners", "term", "traits", NULL};
static const char *const term_slots[] = {"name", "kind", "aliases", "weak_aliases", "context", "note", "extra", NULL};

static PyObject *
Terms_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"entry", "term", "starts", "keys", "owner_starts", "owners", NULL};
    PyObject *entry, *term, *starts, *keys, *owner_starts, *owners;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOOOOO", names, &entry, &term, &starts, &keys, &owner_starts, &owners))
        return NULL;
    Terms *self = (Terms *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->row = Py_NewRef(owners);
    self->none = PyTuple_New(0);
    self->blank = PyUnicode_FromString("");
    if (self->none == NULL || self->blank == NULL || slotted_learn(&self->entry, entry, entry_slots) < 0
        || slotted_learn(&self->term, term, term_slots) < 0 || take_row(starts, &self->starts, 4) < 0
        || take_row(keys, &self->keys, 1) < 0 || take_row(owner_starts, &self->owner_starts, 4) < 0
        || take_row(owners, &self->owners, 4) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int
Terms_traverse(Terms *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->entry.type);
    Py_VISIT(self->term.type);
    Py_VISIT(self->row);
    return 0;
}

static int
Terms_clear(Terms *self)
{
    Py_CLEAR(self->entry.type);
    Py_CLEAR(self->term.type);
    Py_CLEAR(self->row);
    return 0;
}

static void
Terms_dealloc(Terms *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)Terms_clear(self);
    Py_CLEAR(self->kind);
    Py_CLEAR(self->none);
    Py_CLEAR(self->blank);
    PyBuffer_Release(&self->starts);
    PyBuffer_Release(&self->keys);
    PyBuffer_Release(&self->owner_starts);
    PyBuffer_Release(&self->owners);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Read a text up to the next quotation mark. Returns 0 where it holds what is not written as it is. */
static int
read_text(const char **at, const char *end, const char **text, Py_ssize_t *size)
{
    *text = *at;
    const char *mark = memchr(*at, '"', (size_t)(end - *at));
    if (mark == NULL || memchr(*at, '\\', (size_t)(mark - *at)) != NULL)
        return 0;
    *size = mark - *at;
    *at = mark + 1;
    return 1;
}

/* Go past some characters. Returns 0 where others stand there. */
static int
go_past(const char **at, const char *end, const char *wanted)
{
    size_t size = strlen(wanted);
    if ((size_t)(end - *at) < size || memcmp(*at, wanted, size) != 0)
        return 0;
    *at += size;
    return 1;
}

/* Return the numbers of the watchlists that hold a term. */
static PyObject *
owners_of(const Terms *self, size_t first, size_t end)
{
    if (end - first > MOST_IN_TUPLE)
        return PySequence_GetSlice(self->row, (Py_ssize_t)first, (Py_ssize_t)end);
    PyObject *owners = PyTuple_New((Py_ssize_t)(end - first));
    for (size_t at = first; owners != NULL && at < end; at++) {
        PyObject *number = PyLong_FromUnsignedLong(number_at(&self->owners, at));
        if (number == NULL)
            Py_CLEAR(owners);
        else
            PyTuple_SET_ITEM(owners, (Py_ssize_t)(at - first), number);
    }
    return owners;
}

/* Return the word for a kind of term, the same object as long as it is the same. */
static PyObject *
kind_of(Terms *self, const char *text, Py_ssize_t size)
{
    Py_ssize_t held;
    const char *last = self->kind != NULL ? PyUnicode_AsUTF8AndSize(self->kind, &held) : NULL;
    if (last != NULL && held == size && memcmp(last, text, (size_t)size) == 0)
        return Py_NewRef(self->kind);
    PyErr_Clear(); /* half a character has no UTF-8 */
    PyObject *kind = PyUnicode_DecodeUTF8(text, size, "surrogatepass");
    if (kind != NULL)
        Py_XSETREF(self->kind, Py_NewRef(kind));
    return kind;
}

PyDoc_STRVAR(Terms_make_doc, "make(number): return the entry of a term that is a name and a kind alone; None for any other.");

static PyObject *
Terms_make(Terms *self, PyObject *given)
{
    Py_ssize_t number = PyLong_AsSsize_t(given), size, kind_size;
    size_t first, end, owned, owned_end;
    if (number == -1 && PyErr_Occurred())
        return NULL;
    if (self->row == NULL || !find_group(&self->starts, 1, (size_t)self->keys.len, number, &first, &end)
        || !find_group(&self->owner_starts, 4, (size_t)self->owners.len, number, &owned, &owned_end))
        Py_RETURN_NONE;
    const char *at = (const char *)self->keys.buf + first, *stop = (const char *)self->keys.buf + end, *name, *kind;
    if (!go_past(&at, stop, "[\"") || !read_text(&at, stop, &name, &size) || !go_past(&at, stop, ",\"")
        || !read_text(&at, stop, &kind, &kind_size))
        Py_RETURN_NONE;
    int official = go_past(&at, stop, ",1");
    if (!go_past(&at, stop, "]") || at != stop)
        Py_RETURN_NONE;
    PyObject *of_term[] = {PyUnicode_DecodeUTF8(name, size, "surrogatepass"),
                           kind_of(self, kind, kind_size),
                           Py_NewRef(self->none),
                           Py_NewRef(self->none),
                           Py_NewRef(self->none),
                           Py_NewRef(self->blank),
                           PyDict_New()};
    PyObject *term = slotted_make(&self->term, of_term);
    PyObject *of_entry[] = {PyBool_FromLong(official), owners_of(self, owned, owned_end), term,
                            term != NULL ? PyDict_New() : NULL};
    return slotted_make(&self->entry, of_entry);
}

static PyMethodDef Terms_methods[] = {
    {"make", (PyCFunction)Terms_make, METH_O, Terms_make_doc},
    {NULL},
};

static PyType_Slot Terms_of_slots[] = {
    {Py_tp_doc, "Terms by number, each made when it is asked for; who asks keeps it."},
    {Py_tp_new, Terms_new},
    {Py_tp_traverse, Terms_traverse},
    {Py_tp_clear, Terms_clear},
    {Py_tp_dealloc, Terms_dealloc},
    {Py_tp_methods, Terms_methods},
    {0, NULL},
};

static PyType_Spec Terms_spec = {
    .name = "watchlists._terms.Terms",
    .basicsize = sizeof(Terms),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = Terms_of_slots,
};

/* ---- words by line ---------------------------------------------------------------------------------------------- */

/* Numbers and bytes alone: an object for each of a million words would take ten times as much. */
typedef struct {
    PyObject_HEAD
    Py_buffer content, behind; /* a line for each word; those of the second have numbers only */
    uint32_t *starts; /* of each line, and where another would start; the same of those behind */
    uint32_t *places; /* one more than the number of a line; 0: an empty place */
    size_t count, more, room;
    uint64_t seed;
} Lines;

/* Return the text of a line, and say how many bytes it has. */
static inline const char *
line_text(const Lines *self, size_t number, size_t *size)
{
    size_t at = number + (number >= self->count);
    const Py_buffer *from = number < self->count ? &self->content : &self->behind;
    *size = self->starts[at + 1] - self->starts[at] - 1;
    return (const char *)from->buf + self->starts[at];
}

/* Return the place of a word, or the empty one where it belongs. */
static uint32_t *
line_place(const Lines *self, const char *word, size_t size)
{
    size_t at = (size_t)((text_hash(self->seed, word, size) >> 32) * self->room >> 32);
    for (;; at = at + 1 < self->room ? at + 1 : 0) {
        uint32_t number = self->places[at];
        if (number == 0)
            return &self->places[at];
        size_t held;
        const char *text = line_text(self, number - 1, &held);
        if (held == size && memcmp(text, word, size) == 0)
            return &self->places[at];
    }
}

/* Return how many lines a text has. */
static size_t
count_lines(const Py_buffer *content)
{
    const char *at = content->buf, *end = at + content->len;
    size_t lines = content->len > 0;
    for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Write where each line of a text starts, and where another would. */
static void
find_lines(const Py_buffer *content, size_t lines, uint32_t *starts)
{
    const char *text = content->buf, *end = text + content->len, *start = text;
    for (size_t number = 0; number < lines; number++) {
        const char *stop = memchr(start, '\n', (size_t)(end - start));
        starts[number] = (uint32_t)(start - text);
        start = stop != NULL ? stop + 1 : end + 1;
    }
    starts[lines] = (uint32_t)(start - text);
}

/* Learn where each line starts, and find a place for it. Returns -1 on failure. */
static int
lines_learn(Lines *self)
{
    if (self->content.len >= UINT32_MAX || self->behind.len >= UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "so much text is not told apart");
        return -1;
    }
    self->count = count_lines(&self->content);
    self->more = count_lines(&self->behind);
    self->room = self->count + self->count / 2 + 1; /* one place stays free: who looks stops there */
    self->starts = PyMem_New(uint32_t, self->count + self->more + 2);
    self->places = PyMem_Calloc(self->room, sizeof(uint32_t));
    if (self->starts == NULL || self->places == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    find_lines(&self->content, self->count, self->starts);
    find_lines(&self->behind, self->more, self->starts + self->count + 1);
    for (size_t number = 0; number < self->count; number++) {
        size_t size;
        const char *text = line_text(self, number, &size);
        uint32_t *place = line_place(self, text, size);
        if (*place == 0)
            *place = (uint32_t)number + 1;
    }
    return 0;
}

static PyObject *
Lines_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"content", "behind", NULL};
    PyObject *content, *behind = NULL, *secret;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O", names, &content, &behind)
        || (secret = PyUnicode_FromString("lines")) == NULL)
        return NULL;
    uint64_t seed = (uint64_t)PyObject_Hash(secret); /* nobody who writes texts knows which words share a place */
    Py_DECREF(secret);
    Lines *self = (Lines *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->seed = seed;
    if (take_row(content, &self->content, 1) < 0 || (behind != NULL && take_row(behind, &self->behind, 1) < 0)
        || lines_learn(self) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void
Lines_dealloc(Lines *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(self->starts);
    PyMem_Free(self->places);
    PyBuffer_Release(&self->content);
    PyBuffer_Release(&self->behind);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Say which line a word is, counted from 1; 0 for none. Returns -1 on failure. */
static Py_ssize_t
line_of(const Lines *self, PyObject *word)
{
    if (!PyUnicode_Check(word))
        return 0;
    if (PyUnicode_IS_ASCII(word))
        return *line_place(self, (const char *)PyUnicode_1BYTE_DATA(word), (size_t)PyUnicode_GET_LENGTH(word));
    /* not `PyUnicode_AsUTF8`, which keeps what it makes with every word */
    PyObject *written = PyUnicode_AsEncodedString(word, "utf-8", "surrogatepass");
    if (written == NULL)
        return -1;
    Py_ssize_t line = *line_place(self, PyBytes_AS_STRING(written), (size_t)PyBytes_GET_SIZE(written));
    Py_DECREF(written);
    return line;
}

PyDoc_STRVAR(Lines_get_doc, "get(word): return the number of the line that a word is; None where it is none.");

static PyObject *
Lines_get(Lines *self, PyObject *word)
{
    Py_ssize_t line = line_of(self, word);
    if (line > 0)
        return PyLong_FromSsize_t(line - 1);
    if (line < 0)
        return NULL;
    Py_RETURN_NONE;
}

static int
Lines_contains(Lines *self, PyObject *word)
{
    Py_ssize_t line = line_of(self, word);
    return line < 0 ? -1 : line > 0;
}

static Py_ssize_t
Lines_length(Lines *self)
{
    return (Py_ssize_t)(self->count + self->more);
}

static PyObject *
Lines_item(Lines *self, Py_ssize_t number)
{
    if (number < 0 || number >= Lines_length(self)) {
        PyErr_SetString(PyExc_IndexError, "no such line");
        return NULL;
    }
    size_t size;
    const char *text = line_text(self, (size_t)number, &size);
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, "surrogatepass");
}

PyDoc_STRVAR(Lines_among_doc, "among(words, are): return those of some words that are a line for whose number `are` has a byte of one.");

static PyObject *
Lines_among(Lines *self, PyObject *args)
{
    PyObject *words, *found = NULL, *each = NULL, *word;
    Py_buffer are;
    if (!PyArg_ParseTuple(args, "Oy*", &words, &are))
        return NULL;
    found = PyList_New(0);
    each = PyObject_GetIter(words);
    while (found != NULL && each != NULL && (word = PyIter_Next(each)) != NULL) {
        Py_ssize_t line = line_of(self, word);
        if (line < 0
            || (line > 0 && line <= are.len && ((const char *)are.buf)[line - 1] == 1 && PyList_Append(found, word) < 0))
            Py_CLEAR(found);
        Py_DECREF(word);
    }
    if (each == NULL || PyErr_Occurred())
        Py_CLEAR(found);
    Py_XDECREF(each);
    PyBuffer_Release(&are);
    return found;
}

static PyMethodDef Lines_methods[] = {
    {"get", (PyCFunction)Lines_get, METH_O, Lines_get_doc},
    {"among", (PyCFunction)Lines_among, METH_VARARGS, Lines_among_doc},
    {NULL},
};

static PyType_Slot Lines_slots[] = {
    {Py_tp_doc, "Words by the lines of a text, each one line, and more behind them that have numbers only."},
    {Py_tp_new, Lines_new},
    {Py_tp_dealloc, Lines_dealloc},
    {Py_tp_methods, Lines_methods},
    {Py_sq_contains, Lines_contains},
    {Py_sq_length, Lines_length},
    {Py_sq_item, Lines_item},
    {0, NULL},
};

static PyType_Spec Lines_spec = {
    .name = "watchlists._terms.Lines",
    .basicsize = sizeof(Lines),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = Lines_slots,
};

/* ---- texts of spellings --------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    PyObject *words; /* Lines */
    Py_buffer starts, parts;
} Texts;

static PyObject *
Texts_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"words", "starts", "parts", NULL};
    PyObject *words, *starts, *parts;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOO", names, &words, &starts, &parts))
        return NULL;
    if (Py_TYPE(words)->tp_dealloc != (destructor)Lines_dealloc) {
        PyErr_SetString(PyExc_TypeError, "words are Lines");
        return NULL;
    }
    Texts *self = (Texts *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->words = Py_NewRef(words);
    if (take_row(starts, &self->starts, 4) < 0 || take_row(parts, &self->parts, 4) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int
Texts_traverse(Texts *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->words);
    return 0;
}

static int
Texts_clear(Texts *self)
{
    Py_CLEAR(self->words);
    return 0;
}

static void
Texts_dealloc(Texts *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    (void)Texts_clear(self);
    PyBuffer_Release(&self->starts);
    PyBuffer_Release(&self->parts);
    type->tp_free(self);
    Py_DECREF(type);
}

PyDoc_STRVAR(Texts_text_doc, "text(number): return the words of a spelling with spaces between; None where not all are ASCII.");

static PyObject *
Texts_text(Texts *self, PyObject *given)
{
    Py_ssize_t number = PyLong_AsSsize_t(given), size = -1;
    size_t first, end;
    if (number == -1 && PyErr_Occurred())
        return NULL;
    if (self->words == NULL || !find_group(&self->starts, 4, (size_t)self->parts.len, number, &first, &end))
        Py_RETURN_NONE;
    const Lines *words = (const Lines *)self->words;
    const char *word;
    size_t letters;
    for (size_t at = first; at < end; at++) {
        size_t line = number_at(&self->parts, at) >> 1;
        if (line >= words->count + words->more)
            Py_RETURN_NONE;
        word = line_text(words, line, &letters);
        for (size_t letter = 0; letter < letters; letter++)
            if ((unsigned char)word[letter] > 127)
                Py_RETURN_NONE;
        size += 1 + (Py_ssize_t)letters;
    }
    PyObject *text = PyUnicode_New(size < 0 ? 0 : size, 127);
    if (text == NULL)
        return NULL;
    Py_UCS1 *to = PyUnicode_1BYTE_DATA(text);
    for (size_t at = first; at < end; at++) {
        word = line_text(words, number_at(&self->parts, at) >> 1, &letters);
        if (at != first)
            *to++ = ' ';
        memcpy(to, word, letters);
        to += letters;
    }
    return text;
}

static PyMethodDef Texts_methods[] = {
    {"text", (PyCFunction)Texts_text, METH_O, Texts_text_doc},
    {NULL},
};

static PyType_Slot Texts_of_slots[] = {
    {Py_tp_doc, "Texts of spellings by number, each made when it is asked for."},
    {Py_tp_new, Texts_new},
    {Py_tp_traverse, Texts_traverse},
    {Py_tp_clear, Texts_clear},
    {Py_tp_dealloc, Texts_dealloc},
    {Py_tp_methods, Texts_methods},
    {0, NULL},
};

static PyType_Spec Texts_spec = {
    .name = "watchlists._terms.Texts",
    .basicsize = sizeof(Texts),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = Texts_of_slots,
};

/* ---- the module ------------------------------------------------------------------------------------------- */

static int
terms_exec(PyObject *module)
{
    PyType_Spec *specs[] = {&Terms_spec, &Texts_spec, &Lines_spec};
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

static PyModuleDef_Slot terms_slots[] = {
    {Py_mod_exec, terms_exec},
    {0, NULL},
};

static struct PyModuleDef terms_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._terms",
    .m_doc = "The making of terms and of the texts of spellings, and words by number, compiled.",
    .m_slots = terms_slots,
};

PyMODINIT_FUNC
PyInit__terms(void)
{
    return PyModuleDef_Init(&terms_module);
}
