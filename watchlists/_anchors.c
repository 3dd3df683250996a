/* The two loops that every name goes through when an index is made, compiled: how many names hold each word, and by
   which of its words each name is found.

   Each is the same as its form in Python (`anchors.py`), which runs where there was no compiler; tests hold the two
   against one another. Rows of numbers come in and go out, nothing else; all are checked before they are read. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* Raised with `ANCHORS_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 1

/* as in anchors.py */
#define PLACES 16
#define ALONE 0xffffu
#define NO_WORD 0xffffffffu
#define NEVER UINT64_MAX

typedef struct {
    Py_buffer views[3];
    const uint32_t *starts, *parts, *plain;
    uint32_t names, words;
} Rows;

/* Whether a buffer holds so many numbers of so many bytes; sets an exception where it does not. */
static int
holds(const Py_buffer *view, size_t number, size_t bytes)
{
    if ((uintptr_t)view->buf % bytes == 0 && (size_t)view->len / bytes >= number)
        return 1;
    PyErr_SetString(PyExc_ValueError, "a row of numbers is too short");
    return 0;
}

/* Take what `views` hold. Returns whether all numbers in it lead to where there is something. */
static int
rows_take(Rows *self)
{
    const Py_buffer *views = self->views;
    if (!holds(&views[0], 1, 4) || !holds(&views[1], 0, 4) || !holds(&views[2], 0, 4))
        return 0;
    self->starts = views[0].buf;
    self->parts = views[1].buf;
    self->plain = views[2].buf;
    if (views[0].len / 4 > NO_WORD || views[2].len / 4 > NO_WORD) {
        PyErr_SetString(PyExc_ValueError, "more than can be numbered");
        return 0;
    }
    self->names = (uint32_t)(views[0].len / 4 - 1);
    self->words = (uint32_t)(views[2].len / 4);
    int fine = 1;
    for (uint32_t name = 0; name < self->names; name++)
        fine &= self->starts[name] <= self->starts[name + 1];
    for (uint32_t word = 0; word < self->words; word++)
        fine &= self->plain[word] < self->words;
    if (!fine)
        PyErr_SetString(PyExc_ValueError, "no such word or part");
    return fine && holds(&views[1], self->starts[self->names], 4);
}

static void
rows_leave(Rows *self)
{
    for (int at = 0; at < 3; at++)
        PyBuffer_Release(&self->views[at]);
}

/* The next word of a name as spelt, from the part at `at` on; little words and phrases are passed over. */
static inline int
rows_next(const Rows *self, uint32_t name, uint32_t *at, uint32_t *word)
{
    while (*at < self->starts[name + 1]) {
        uint32_t part = self->parts[(*at)++];
        *word = part >> 1;
        if (!(part & 1) && *word < self->words)
            return 1;
    }
    return 0;
}

static const char count_names_doc[] = "count_names(starts, parts, plain, counts): see anchors.frequency.";

static PyObject *
count_names(PyObject *Py_UNUSED(module), PyObject *args)
{
    Rows rows;
    Py_buffer given;
    if (!PyArg_ParseTuple(args, "y*y*y*w*", &rows.views[0], &rows.views[1], &rows.views[2], &given))
        return NULL;
    PyObject *answer = NULL;
    uint32_t *counts = given.buf, *last = NULL; /* last: the name that a word was counted for last, from 1 on */
    if (!rows_take(&rows) || !holds(&given, rows.words, 4))
        goto done;
    last = PyMem_Calloc((size_t)rows.words + 1, sizeof(*last));
    if (last == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (uint32_t name = 0; name < rows.names; name++)
        for (uint32_t at = rows.starts[name], word; rows_next(&rows, name, &at, &word);) {
            uint32_t form = rows.plain[word];
            counts[form] += last[form] != name + 1;
            last[form] = name + 1;
        }
    answer = Py_NewRef(Py_None);
done:
    PyMem_Free(last);
    PyBuffer_Release(&given);
    rows_leave(&rows);
    return answer;
}

typedef struct {
    uint64_t order;
    uint32_t text, form, place;
} Rare;

static const char anchor_names_doc[] =
    "anchor_names(starts, parts, plain, order, most, started, words, items) -> size: see anchors.anchors.";

static PyObject *
anchor_names(PyObject *Py_UNUSED(module), PyObject *args)
{
    Rows rows;
    Py_buffer orders, starting, of_words, of_items;
    unsigned long long most;
    if (!PyArg_ParseTuple(args, "y*y*y*y*Kw*w*w*", &rows.views[0], &rows.views[1], &rows.views[2], &orders, &most,
                          &starting, &of_words, &of_items))
        return NULL;
    PyObject *answer = NULL;
    if (!rows_take(&rows) || !holds(&orders, rows.words, 8) || !holds(&starting, rows.words, 1)
        || !holds(&of_words, 2 * (size_t)rows.names, 4) || !holds(&of_items, 2 * (size_t)rows.names, 8))
        goto done;
    const uint64_t *order = orders.buf;
    unsigned char *started = starting.buf;
    uint32_t *words = of_words.buf;
    uint64_t *items = of_items.buf;
    size_t size = 0;
    for (uint32_t name = 0; name < rows.names; name++) {
        const uint64_t number = (uint64_t)name << PLACES;
        Rare first = {NEVER, 0, 0, 0}, best = first, second = first;
        uint32_t at = rows.starts[name], place = 0;
        for (uint32_t word; place < ALONE && rows_next(&rows, name, &at, &word); place++) {
            Rare one = {order[rows.plain[word]], word, rows.plain[word], place};
            if (place == 0)
                first = one;
            if (one.order < best.order) {
                second = best;
                best = one;
            }
            else if (one.order < second.order)
                second = one;
        }
        if (place == 0)
            continue;
        if (place == 1) {
            best = first;
            best.place = ALONE;
        }
        else if (best.order == NEVER) {
            at = rows.starts[name];
            for (uint32_t word, left = place; left > 0 && rows_next(&rows, name, &at, &word); left--)
                started[word] = 1;
            best = (Rare){NEVER, first.text, first.form, 0};
        }
        started[best.text] = started[best.form] = 1;
        words[size] = place > 1 && best.order == NEVER ? NO_WORD : best.form;
        items[size++] = number | best.place;
        if (place > 1 && second.order <= most && second.order != NEVER && second.form != best.form) {
            words[size] = second.form;
            items[size++] = number | second.place;
        }
    }
    answer = PyLong_FromSize_t(size);
done:
    PyBuffer_Release(&of_items);
    PyBuffer_Release(&of_words);
    PyBuffer_Release(&starting);
    PyBuffer_Release(&orders);
    rows_leave(&rows);
    return answer;
}

static int
anchors_exec(PyObject *module)
{
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyMethodDef anchors_functions[] = {
    {"count_names", count_names, METH_VARARGS, count_names_doc},
    {"anchor_names", anchor_names, METH_VARARGS, anchor_names_doc},
    {NULL},
};

static PyModuleDef_Slot anchors_slots[] = {
    {Py_mod_exec, anchors_exec},
    {0, NULL},
};

static struct PyModuleDef anchors_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._anchors",
    .m_doc = "The choice of words that names are found by, compiled.",
    .m_methods = anchors_functions,
    .m_slots = anchors_slots,
};

PyMODINIT_FUNC
PyInit__anchors(void)
{
    return PyModuleDef_Init(&anchors_module);
}
