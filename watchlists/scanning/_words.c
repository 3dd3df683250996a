/* `Words`: where in a text to look for names, and which stand there. */

#include "_places.h"

static const unsigned char table_width[TABLES] = {4, 4, 4, 4, 4, 4, 4, 4, 4, ITEM, 4, 1, 4, ITEM, 1, 4, 1, 1, 1, 1, 4};

static PyObject *
Words_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"read", "near", "near_bits", "words", "little", "tables", NULL};
    PyObject *read, *near, *words, *little, *tables;
    int bits;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OOiOOO!", names, &read, &near, &bits, &words, &little, &PyTuple_Type,
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
    size_t places = (size_t)self->near.table.len / 4;
    if (self->near.table.len % 4 != 0 || places == 0 || places > UINT32_MAX || bits < 1 || bits > 31) {
        PyErr_SetString(PyExc_ValueError, "a table of words near one another has a place at least, and numbers of 31 bits");
        goto failed;
    }
    self->near.bits = bits;
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
    if (PyObject_GetBuffer(words, &self->listed.lines, PyBUF_SIMPLE) < 0
        || PyObject_GetBuffer(little, &self->listed.little, PyBUF_SIMPLE) < 0
        || listed_learn(&self->listed, &self->tables[PLAIN], self->seed) < 0
        || slots_make(&self->short_forms, 64) < 0 || slots_make(&self->met, 64) < 0 || words_learn(self) < 0)
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
    listed_leave(&self->listed);
    PyMem_Free(self->heads);
    PyMem_Free(self->marks);
    PyMem_Free(self->sides);
    PyMem_Free(self->pairs);
    PyMem_Free(self->anchors);
    PyMem_Free(self->short_forms.memory);
    PyMem_Free(self->met.memory);
    PyMem_Free(self->rows);
    PyMem_Free(self->keys.keys);
    PyBuffer_Release(&self->near.table);
    for (int table = 0; table < TABLES; table++)
        PyBuffer_Release(&self->tables[table]);
    type->tp_free(self);
    Py_DECREF(type);
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

PyDoc_STRVAR(Words_places_doc,
             "places(text, source, all_bare, alone, edited): return two lists. The first holds the names that stand in a folded\n"
             "text, and the words around which more may stand, each with what to look for, see Place in wordplaces.py. `source`\n"
             "tells capitals; with `all_bare`, bare words count without a legal form. The second holds, where no others are\n"
             "held against them (`alone`), those that win; then the first is empty. It is None where that is not told. Third it\n"
             "is told whether all of these win, and none that may. With `edited`, others may watch a name than did at first.");

static PyObject *
Words_places(Words *self, PyObject *const *args, Py_ssize_t given)
{
    if (given != 5 || !PyUnicode_Check(args[0]) || !PyUnicode_Check(args[1])) {
        PyErr_SetString(PyExc_TypeError, "a text is asked for with its source, and how");
        return NULL;
    }
    PyObject *text = args[0], *source = args[1];
    int all_bare = PyObject_IsTrue(args[2]), alone = PyObject_IsTrue(args[3]), edited = PyObject_IsTrue(args[4]), settled = 0;
    if (all_bare < 0 || alone < 0 || edited < 0)
        return NULL;
    Met *met = PyMem_New(Met, PyUnicode_GET_LENGTH(text) / 2 + 1);
    if (met == NULL)
        return PyErr_NoMemory();
    Py_ssize_t count = split_words(self, text, met);
    PyObject *answer = NULL;
    Found found = {0};
    uint8_t any = 0;
    Met *new[MET_AT_ONCE];
    int news = 0;
    for (Py_ssize_t at = 0; at < count; at++) {
        if (words_know(self, &met[at]))
            continue;
        fetch_kinds(self, met[at].hash);
        new[news++] = &met[at];
        if (news < MET_AT_ONCE)
            continue;
        if (words_meet(self, text, new, news) < 0)
            goto done;
        news = 0;
    }
    if (news > 0 && words_meet(self, text, new, news) < 0)
        goto done;
    for (Py_ssize_t at = 0; at < count; at++)
        any |= met[at].meaning.role;
    Text read = {self, PyUnicode_KIND(text), PyUnicode_DATA(text), met, count, NULL, PyUnicode_GET_LENGTH(source), all_bare,
                 edited, PyUnicode_IS_ASCII(text), self->sides, {0}};
    if (PyUnicode_IS_ASCII(source) && read.source_size + 2 == PyUnicode_GET_LENGTH(text)) /* one space on either side */
        read.source = PyUnicode_1BYTE_DATA(source);
    for (Py_ssize_t at = 0; (any & (LOOK | ONE)) && at < count; at++) {
        uint32_t bit = held_bit(met[at].meaning.plain);
        read.held[bit / 64] |= 1ull << bit % 64;
        if (met[at].hash == 0)
            memset(read.held, 0xff, sizeof(read.held)); /* a phrase may be any word */
        read.is_clear &= !(met[at].meaning.more & UNLIKE);
        if (met[at].meaning.row != 0)
            PREFETCH(&self->rows[met[at].meaning.row - 1]);
    }
    if (any & (LOOK | ONE))
        fetch_text(&read);
    sides_forget(self->sides);
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

PyDoc_STRVAR(Words_expect_doc, "expect(count): make room for so many that are going to be marked.");

static PyObject *
Words_expect(Words *self, PyObject *given)
{
    Py_ssize_t count = PyLong_AsSsize_t(given);
    if (count < 0 || count > INT32_MAX) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "so many are not marked");
        return NULL;
    }
    if (keys_room(&self->keys, (size_t)count) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(Words_shorten_doc, "Take abbreviations with the words they stand for.");

PyDoc_STRVAR(Words_mark_doc, "mark(kind, words): take words, or pieces of some, of one kind; as bytes, a line for each.");

static PyMethodDef Words_methods[] = {
    {"expect", (PyCFunction)Words_expect, METH_O, Words_expect_doc},
    {"mark", (PyCFunction)Words_mark, METH_VARARGS, Words_mark_doc},
    {"shorten", (PyCFunction)Words_shorten, METH_O, Words_shorten_doc},
    {"places", (PyCFunction)(void (*)(void))Words_places, METH_FASTCALL, Words_places_doc},
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

static PyMethodDef words_functions[] = {
    {"word_start", word_start, METH_VARARGS, word_start_doc},
    {NULL},
};

static int
words_add(PyObject *module)
{
    return PyModule_AddFunctions(module, words_functions) < 0 ? -1 : add_type(module, &Words_spec);
}
