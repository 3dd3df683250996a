/* How the token of a word is made (`tokens.Token`), compiled.

   A word of lower-case Latin letters, as nearly all are, is made here; others, numbers, fathers' names, and words that
   are written together with "zavod" are left to Python. */

#include "_slots.h"

#include <string.h>

static inline void
let_go(PyObject **held, int count)
{
    for (int at = 0; at < count; at++)
        Py_XDECREF(held[at]);
}

typedef enum { T_KNOWN, T_LETTERS, T_OUTLINE, T_CORE, T_FORMS, T_HEARD, T_IDENT, T_KEY, T_KIND, T_PHRASE, T_STEM,
               T_TEXT, T_WEIGHT, TOKEN_HELD } TokenHeld;
static const Attribute TOKEN_NAMES[TOKEN_HELD] = {KNOWN_ALREADY, LETTERS_ALREADY, OUTLINE_ALREADY, CORE, FORMS, HEARD,
                                                  IDENT, KEY, KIND, PHRASE, STEM, TEXT, WEIGHT};

/* ---- the token of a word --------------------------------------------------------------------------------------- */

/* as in tokens.py and transliterate.py */
#define SHORT_STEM 5
#define STEM_LETTERS 8
#define WITH_PLANT 8
#define COGNATE_FROM 8
#define BEGUN 3 /* letters that beginnings of words are filed under, as in vocabulary.py */
#define LENGTHS 11
static const char *const FATHERS[] = {"vc", "vs", "vts", "vna", "vic", "vis", "vits", "vina", "icna", "una", "ugli",
                                      "kizi"};

static inline int
ends_with(const char *text, Py_ssize_t size, const char *end)
{
    Py_ssize_t length = (Py_ssize_t)strlen(end);
    return length <= size && memcmp(text + size - length, end, (size_t)length) == 0;
}

static inline int
is_fathers(const char *key, Py_ssize_t size)
{
    for (size_t at = 0; at < sizeof FATHERS / sizeof *FATHERS; at++)
        if (ends_with(key, size, FATHERS[at]))
            return 1;
    return 0;
}

/* What tokens are made with, in the order of `tokens.tables`; borrowed. */
typedef struct {
    PyObject *numbers, *written, *spelled, *begins, *groups, *weights, *lengths, *forms, *phrases, *cognate;
} Tables;

#define TABLES 10

static int
read_tables(PyObject *asked, Tables *tables)
{
    PyObject *held[TABLES];
    if (take_items(asked, held, TABLES) < 0)
        return FAILED;
    for (int at = 0; at < TABLES - 1; at++)
        if (is_a(held[at], at == 4 || at == 6 ? &PyTuple_Type : &PyDict_Type) < 0)
            return FAILED;
    *tables = (Tables){held[0], held[1], held[2], held[3], held[4], held[5], held[6], held[7], held[8], held[9]};
    if (PyTuple_GET_SIZE(tables->lengths) != LENGTHS) {
        PyErr_SetString(PyExc_ValueError, "there is one weight for each length of a word");
        return FAILED;
    }
    return DONE;
}

/* Find the meaning of a word (`vocabulary.meaning`), borrowed; NULL for none, or with an exception set. */
static PyObject *
meaning_of(const Tables *tables, PyObject *text, PyObject *key)
{
    PyObject *found = PyDict_GetItemWithError(tables->written, text);
    if (found != NULL || PyErr_Occurred() || PyUnicode_GET_LENGTH(key) < SHORT_STEM)
        return found;
    found = PyDict_GetItemWithError(tables->spelled, key);
    if (found != NULL || PyErr_Occurred())
        return found;
    PyObject *begin = PyUnicode_Substring(key, 0, BEGUN);
    PyObject *known = begin == NULL ? NULL : PyDict_GetItemWithError(tables->begins, begin);
    Py_XDECREF(begin);
    for (Py_ssize_t at = 0; known != NULL && PyTuple_Check(known) && at < PyTuple_GET_SIZE(known); at++) {
        PyObject *each = PyTuple_GET_ITEM(known, at);
        if (!PyTuple_Check(each) || PyTuple_GET_SIZE(each) != 2 || !PyUnicode_Check(PyTuple_GET_ITEM(each, 0))) {
            PyErr_SetString(PyExc_TypeError, "a beginning of words is (letters, meaning)");
            return NULL;
        }
        int same = (int)PyUnicode_Tailmatch(key, PyTuple_GET_ITEM(each, 0), 0, PY_SSIZE_T_MAX, -1);
        if (same)
            return same < 0 ? NULL : PyTuple_GET_ITEM(each, 1);
    }
    return NULL;
}

/* Hold what a dict has for a text, or else what it is given. */
static int
hold_found(PyObject **to, PyObject *dict, PyObject *text, PyObject *otherwise)
{
    PyObject *found = PyDict_GetItemWithError(dict, text);
    if (found == NULL && PyErr_Occurred())
        return FAILED;
    *to = Py_XNewRef(found == NULL ? otherwise : found);
    return *to == NULL ? FAILED : DONE;
}

/* Tell what a word means: its kind and ident; LEFT_TO_PYTHON for a father's name. */
static int
tell_meaning(State *state, const Tables *tables, PyObject **held, PyObject *empty)
{
    PyObject *text = held[T_TEXT], *key = held[T_KEY], *meaning = meaning_of(tables, text, key);
    if (meaning != NULL) {
        PyObject *name = PyObject_GetAttr(meaning, state->name), *sign = PyUnicode_FromOrdinal('~');
        held[T_KIND] = PyObject_GetAttr(meaning, state->names[KIND]);
        held[T_IDENT] = name && sign ? PyUnicode_Concat(sign, name) : NULL;
        Py_XDECREF(name);
        Py_XDECREF(sign);
        return held[T_KIND] && held[T_IDENT] ? DONE : FAILED;
    }
    if (PyErr_Occurred())
        return FAILED;
    if (is_fathers((const char *)PyUnicode_1BYTE_DATA(key), PyUnicode_GET_LENGTH(key)))
        return LEFT_TO_PYTHON;
    held[T_KIND] = Py_NewRef(empty);
    if (PyUnicode_GET_LENGTH(text) >= COGNATE_FROM) {
        PyObject *cognate = PyObject_CallOneArg(tables->cognate, text);
        if (cognate == NULL || !PyUnicode_Check(cognate) || PyUnicode_GET_LENGTH(cognate)) {
            held[T_IDENT] = cognate;
            return cognate == NULL ? FAILED : DONE;
        }
        Py_DECREF(cognate);
    }
    held[T_IDENT] = Py_NewRef(key);
    return DONE;
}

/* Whether a word is of two or more lower-case Latin letters, and can be made here. */
static int
is_simple(PyObject *text)
{
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    if (!PyUnicode_IS_ASCII(text) || size < 2 || size > LONGEST)
        return 0;
    const char *letters = (const char *)PyUnicode_1BYTE_DATA(text);
    for (Py_ssize_t at = 0; at < size; at++)
        if (letters[at] < 'a' || letters[at] > 'z')
            return 0;
    return !(size > WITH_PLANT && ends_with(letters, size, "zavod"));
}

static PyObject *spelling_of(PyObject *source, PyObject *groups);

/* Tell what a token holds; DONE, LEFT_TO_PYTHON or FAILED. */
static int
fill_token(State *state, const Tables *tables, PyObject *text, PyObject **held)
{
    PyObject *empty = state->nothing, *none = state->none;
    held[T_TEXT] = Py_NewRef(text);
    held[T_HEARD] = Py_NewRef(empty);
    held[T_KNOWN] = Py_NewRef(Py_None);
    held[T_OUTLINE] = Py_NewRef(Py_None);
    if ((held[T_LETTERS] = PyLong_FromLong(0)) == NULL || (held[T_KEY] = spelling_of(text, tables->groups)) == NULL)
        return FAILED;
    if (held[T_KEY] == Py_None)
        return LEFT_TO_PYTHON;
    Py_ssize_t size = PyUnicode_GET_LENGTH(held[T_KEY]), length = PyUnicode_GET_LENGTH(text);
    const char *key = (const char *)PyUnicode_1BYTE_DATA(held[T_KEY]);
    held[T_STEM] = length < SHORT_STEM ? Py_NewRef(text) : PyUnicode_Substring(held[T_KEY], 0, STEM_LETTERS);
    int article = size > 4 && key[1] == 'l' && (key[0] == 'a' || key[0] == 'e' || key[0] == 'u');
    held[T_CORE] = article ? PyUnicode_Substring(held[T_KEY], 2, size) : Py_NewRef(empty);
    if (held[T_STEM] == NULL || held[T_CORE] == NULL)
        return FAILED;
    int status = tell_meaning(state, tables, held, empty);
    if (status != DONE)
        return status;
    Py_ssize_t counted = length < LENGTHS ? length : LENGTHS - 1;
    if (hold_found(&held[T_WEIGHT], tables->weights, held[T_KIND], PyTuple_GET_ITEM(tables->lengths, counted)) < 0
        || hold_found(&held[T_FORMS], tables->forms, held[T_STEM], none) < 0
        || hold_found(&held[T_PHRASE], tables->phrases, text, none) < 0)
        return FAILED;
    return DONE;
}

/* Return the token of a folded word (`tokens.token`); None where it is left to Python. */
static PyObject *
make_token(State *state, PyObject *type, PyObject *text, PyObject *asked)
{
    Tables tables;
    if (read_tables(asked, &tables) < 0)
        return NULL;
    if (!is_simple(text))
        return Py_NewRef(Py_None);
    int number = PyDict_Contains(tables.numbers, text);
    if (number)
        return number < 0 ? NULL : Py_NewRef(Py_None);
    PyObject *held[TOKEN_HELD] = {NULL};
    int status = fill_token(state, &tables, text, held);
    if (status == DONE)
        return instance_of(state, type, TOKEN_NAMES, held, TOKEN_HELD);
    let_go(held, TOKEN_HELD);
    return status == LEFT_TO_PYTHON ? Py_NewRef(Py_None) : NULL;
}

PyDoc_STRVAR(made_doc, "made(type, text, asked): return the token of a folded word, a `type`; None: it is left to Python. "
                       "`asked`: see `tokens.tables`.");

static PyObject *
made(PyObject *module, PyObject *const *given, Py_ssize_t size)
{
    if (is_given(size, 3) < 0 || is_a(given[1], &PyUnicode_Type) < 0)
        return NULL;
    return make_token(PyModule_GetState(module), given[0], given[1], given[2]);
}
