/* How far two rows of letters are apart; and which words in a row spell a name, see stretches.py. */

#include "../_native.h"

#define FAR_OFF 1000

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

/* How many edits make one row of letters of another: a letter left out, put in, exchanged, or swapped with the next (OSA);
   `most` and one where there are more. Both have MOST_LETTERS at most. */
static int
edits_between(const Py_UCS4 *one, int size, const Py_UCS4 *other, int other_size, int most)
{
    if (size - other_size > most || other_size - size > most)
        return most + 1;
    if (most == 0)
        return memcmp(one, other, (size_t)size * sizeof(Py_UCS4)) != 0;
    for (; size > 0 && other_size > 0 && *one == *other; one++, other++, size--, other_size--)
        ; /* what both begin and end with takes no edits */
    for (; size > 0 && other_size > 0 && one[size - 1] == other[other_size - 1]; size--, other_size--)
        ;
    if (size <= 1 && other_size <= 1)
        return size > other_size ? size : other_size;
    if (size == 0 || other_size == 0)
        return size + other_size;
    if (size == 2 && other_size == 2 && one[0] == other[1] && one[1] == other[0])
        return 1;
    if (!have_letters_in_common(one, size, other, other_size, most))
        return most + 1;
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
            return most + 1;
    }
    return rows[size % 3][other_size] <= most ? rows[size % 3][other_size] : most + 1;
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
        int edits = end < least ? allowed + 1 : edits_between(text, count, target, size, allowed);
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

static PyMethodDef stretches_functions[] = {
    {"spelt", spelt, METH_VARARGS, spelt_doc},
    {NULL},
};

static int
stretches_add(PyObject *module)
{
    return PyModule_AddFunctions(module, stretches_functions);
}
