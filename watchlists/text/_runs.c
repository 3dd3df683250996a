/* Which words of a text may hold two run together: see `runs.py`. */

#include "../_native.h"

enum { NO_WORD, DIGIT, LOWER, UPPER };
enum { NOTHING, BEGINS, STOPS, CAPITAL_INSIDE, LETTER_BEHIND_FIGURE };

#define LEAST_OF_TWO 5    /* letters and figures, _LEAST of runs.py */
#define LEAST_OF_VERSUS 3 /* _LEAST_VERSUS */
#define YEAR 4         /* figures */

/* What a character behind another says, by the kinds of both. */
static const unsigned char CHANGES[4][4] = {
    [NO_WORD] = {NOTHING, BEGINS, BEGINS, BEGINS},
    [DIGIT] = {STOPS, NOTHING, LETTER_BEHIND_FIGURE, LETTER_BEHIND_FIGURE},
    [LOWER] = {STOPS, NOTHING, NOTHING, CAPITAL_INSIDE},
    [UPPER] = {STOPS, NOTHING, NOTHING, NOTHING},
};

static inline int
kind_of(Py_UCS4 c)
{
    if (c > 'z') {
        if (c < 0xff10 || c > 0xff5a)
            return NO_WORD;
        c -= 0xfee0;
    }
    if (c - 'a' < 26)
        return LOWER;
    if (c - '0' < 10)
        return DIGIT;
    return c - 'A' < 26 ? UPPER : NO_WORD;
}

/* Whether "vs" stands at `at`. */
static inline int
is_versus(int kind, const void *text, Py_ssize_t at)
{
    Py_UCS4 first = PyUnicode_READ(kind, text, at), second = PyUnicode_READ(kind, text, at + 1);
    first = kind_of(first) >= LOWER ? first & 0x1f : 0; /* the number in the alphabet, whatever the case and width */
    second = kind_of(second) >= LOWER ? second & 0x1f : 0;
    return first == ('v' & 0x1f) && second == ('s' & 0x1f);
}

/* Whether a word begins or ends with "vs" beside another script. */
static int
is_beside_other(int kind, const void *text, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end)
{
    Py_UCS4 before = start > 0 ? PyUnicode_READ(kind, text, start - 1) : 0;
    Py_UCS4 after = end < size ? PyUnicode_READ(kind, text, end) : 0;
    if (is_spaceless(before) && is_versus(kind, text, start))
        return 1;
    return is_spaceless(after) && is_versus(kind, text, end - 2);
}

static inline int
is_tagged(int kind, const void *text, Py_ssize_t start)
{
    Py_UCS4 before = start > 0 ? PyUnicode_READ(kind, text, start - 1) : 0;
    return before == '#' || before == 0xff03;
}

static int
is_year(int kind, const void *text, Py_ssize_t at)
{
    Py_UCS4 first = PyUnicode_READ(kind, text, at);
    if (first != '1' && first != '2' && first != 0xff11 && first != 0xff12)
        return 0;
    for (int digit = 1; digit < YEAR; digit++)
        if (kind_of(PyUnicode_READ(kind, text, at + digit)) != DIGIT)
            return 0;
    return 1;
}

/* Add where such words stand that begin at `at` or behind it and before `stop`, to a list. Returns where the next word may
   begin, -1 on failure. */
static inline Py_ssize_t
add_suspects(int kind, const void *text, Py_ssize_t size, Py_ssize_t at, Py_ssize_t stop, PyObject *found)
{
    Py_ssize_t start = at;
    int last = NO_WORD, suspect = 0;
    for (; at <= size && (last != NO_WORD || at < stop); at++) {
        int own = at < size ? kind_of(PyUnicode_READ(kind, text, at)) : NO_WORD;
        if (own == NO_WORD && last == NO_WORD)
            continue;
        int change = CHANGES[last][own];
        last = own;
        if (change == NOTHING)
            continue;
        if (change == BEGINS) {
            start = at;
            suspect = 0;
        }
        else if (change == CAPITAL_INSIDE) {
            suspect = 1;
        }
        else if (change == LETTER_BEHIND_FIGURE) {
            suspect |= (at + 1 < size && kind_of(PyUnicode_READ(kind, text, at + 1)) >= LOWER)
                       || (at - start == YEAR && is_year(kind, text, start));
        }
        else if (at - start >= LEAST_OF_VERSUS) {
            suspect = at - start >= LEAST_OF_TWO && (suspect || is_tagged(kind, text, start));
            if ((suspect || is_beside_other(kind, text, size, start, at))
                && put_in(found, Py_BuildValue("(nn)", start, at)) < 0)
                return -1;
        }
    }
    return at;
}

#define BLOCK 32 /* characters looked at together, most of which hold no such word; Chinese texts are short */

/* Whether a row of characters has one before or behind which such a word shows. Written so that compilers take many
   characters at once. */
#define SPEAKS(name, Letter, wide)                                                                                     \
    static FAST int name(const Letter *text)                                                                           \
    {                                                                                                                  \
        Letter any = 0;                                                                                                \
        for (int at = 0; at < BLOCK; at++) {                                                                           \
            Letter own = text[at], next = text[at + 1];                                                                \
            /* of a narrow text some marks count too, which are rare */                                                \
            any |= (wide ? (Letter)(own - 'a') < 26 : own >= 'a') & ((Letter)(next - 'A') < 26);                       \
            any |= ((Letter)(own - '0') < 10) & (wide ? (Letter)((next | 0x20) - 'a') < 26 : next >= 'A');             \
            any |= own == '#';                                                                                         \
            if (wide) {                                                                                                \
                any |= ((own | 0x20) == 'v') & ((next | 0x20) == 's');                                                 \
                any |= (own == 0xff03) | ((Letter)(own - 0xff10) < 10);                                                \
                any |= ((Letter)(own - 0xff21) < 26) | ((Letter)(own - 0xff41) < 26);                                  \
            }                                                                                                          \
        }                                                                                                              \
        return any;                                                                                                    \
    }

SPEAKS(speaks, Py_UCS1, 0)
SPEAKS(wide_speaks, Py_UCS2, 1)

static int
find_suspects(int kind, const void *text, Py_ssize_t size, PyObject *found)
{
    Py_ssize_t at = 0;
    while (at < size) {
        Py_ssize_t stop = at + BLOCK;
        if (kind != PyUnicode_4BYTE_KIND && size > BLOCK) {
            Py_ssize_t from = stop < size ? at : size - 1 - BLOCK; /* the last one together with what was looked at */
            int told = kind == PyUnicode_1BYTE_KIND ? speaks((const Py_UCS1 *)text + from)
                                                    : wide_speaks((const Py_UCS2 *)text + from);
            if (!told) {
                at = stop;
                continue;
            }
        }
        /* a word that shows here may begin before */
        while (at > 0 && kind_of(PyUnicode_READ(kind, text, at - 1)) != NO_WORD)
            at--;
        at = add_suspects(kind, text, size, at, stop, found);
        if (at < 0)
            return -1;
    }
    return 0;
}

PyDoc_STRVAR(suspects_doc, "suspects(text): return where words stand that may hold two, see runs.py.");

static PyObject *
suspects(PyObject *Py_UNUSED(module), PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    PyObject *found = PyList_New(0);
    if (found == NULL)
        return NULL;
    int kind = PyUnicode_KIND(text), failed;
    if (kind == PyUnicode_1BYTE_KIND) /* the loops are compiled for each */
        failed = find_suspects(PyUnicode_1BYTE_KIND, data, size, found);
    else if (kind == PyUnicode_2BYTE_KIND)
        failed = find_suspects(PyUnicode_2BYTE_KIND, data, size, found);
    else
        failed = find_suspects(PyUnicode_4BYTE_KIND, data, size, found);
    if (failed < 0)
        Py_CLEAR(found);
    return found;
}

static PyMethodDef runs_functions[] = {
    {"suspects", suspects, METH_O, suspects_doc},
    {NULL},
};

static int
runs_add(PyObject *module)
{
    return PyModule_AddFunctions(module, runs_functions);
}
