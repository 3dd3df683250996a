/* The loops that every character of every text goes through, compiled: folding, and telling at which words to look for
   names. One module in several files; `_x.c` is the compiled form of `x.py` beside it, where there is one.

   Each loop is the same as its form in Python, which runs where there was no compiler; tests hold the two against one
   another. What is rare is left to Python. Nothing is decided here: tables come from Python.

   No pointer into a table is kept over a call into Python, which may change the table. */

#ifndef WATCHLISTS_NATIVE_H
#define WATCHLISTS_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Raised with `FORM` in native.py when what Python hands over or gets back changes: a build left over from older
   sources is then not used. */
#define FORM 24

/* Has memory fetched that will be asked for in a moment: tables of many words are in no cache. By the second instruction,
   which is none, compilers see that a function that does only this is to be called. */
#ifdef __GNUC__
#define PREFETCH(place)            \
    do {                           \
        __builtin_prefetch(place); \
        __asm__ volatile("");      \
    } while (0)
#else
#define PREFETCH(place) ((void)(place))
#endif

/* Has a loop made so that it takes many characters at once. */
#if defined(__GNUC__) && !defined(__clang__)
#define FAST __attribute__((optimize("O3"), noinline))
#else
#define FAST
#endif

#define LINE 64 /* bytes of memory that are fetched together */
#define LINE_OF(type) ((LINE + sizeof(type) - 1) / sizeof(type)) /* so many of them have LINE bytes, or a few more */

/* Return `memory`, which has LINE bytes more than are needed, from where such bytes begin. */
static inline void *
from_line(void *memory)
{
    return (char *)memory + (LINE - (uintptr_t)memory % LINE) % LINE;
}

static int add_type(PyObject *module, PyType_Spec *spec);
/* each adds what a part is made of */
static int folding_add(PyObject *module);
static int runs_add(PyObject *module);
static int nearwords_add(PyObject *module);
static int stretches_add(PyObject *module);
static int words_add(PyObject *module);

/* Put something new into a list. Returns -1 on failure. */
static inline int
put_in(PyObject *list, PyObject *thing)
{
    int failed = thing == NULL || PyList_Append(list, thing) < 0;
    Py_XDECREF(thing);
    return failed ? -1 : 0;
}

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

static inline int
is_latin(Py_UCS4 c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* ---- letters: how far two words are apart ----------------------------------------------------------------- */

#define MOST_LETTERS 256 /* of what is compared here; what has more is left to Python */

#define CLASSES 32 /* that letters are counted in; a power of two */

static int edits_between(const Py_UCS4 *one, int size, const Py_UCS4 *other, int other_size, int most);
static int add_letters(Py_UCS4 *to, int size, PyObject *word);

/* Whether one row of letters is made of another by at most `most` edits. */
static inline int
is_within(const Py_UCS4 *one, int size, const Py_UCS4 *other, int other_size, int most)
{
    return edits_between(one, size, other, other_size, most) <= most;
}

/* ---- tables of numbers, as tables.py keeps them ----------------------------------------------------------- */

#define ITEM 6 /* bytes of a name with the place of a word in it, the lower ones of a number of eight */

/* A table may be a file's: it is not aligned. */
static inline uint64_t
number_at(const Py_buffer *table, size_t at, size_t width)
{
    uint32_t narrow;
    uint64_t wide = 0;
    if (width == 4) {
        memcpy(&narrow, (const char *)table->buf + 4 * at, 4);
        return narrow;
    }
    memcpy((char *)&wide + (PY_BIG_ENDIAN ? 8 - ITEM : 0), (const char *)table->buf + ITEM * at, ITEM);
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

#endif
