/* A line of JSON that is one flat object, as most are: read, and written, in one pass each.

   The same as Python's json in `jsonlines.py`, which runs where there was no compiler and wherever this answers None:
   for what is nested, for texts with escapes, for fractions that are read and large numbers, and for every line that
   is no JSON, whose error it names. A test holds the two against one another.

   Time and memory are linear in the line. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <math.h>
#include <string.h>

/* Raised with `FORM` in jsonlines.py when what Python hands over or gets back changes. */
#define FORM 1

#define KEYS 8      /* of an object that are remembered: the lines of a file have the same ones */
#define DIGITS 18   /* of a whole number that is read here, at most */
#define SHORT 1e9   /* fractions below it are written here, */
#define PLACES 4    /* of so many places at most */
#define SCALE 1e4
#define NUMBER 24   /* digits of a number that is written here, at most */

typedef struct {
    PyObject *keys[KEYS]; /* by their place in the object; NULL where none was read yet */
} State;

typedef struct {
    State *state;
    const void *data;
    Py_ssize_t size, at;
    PyObject *line;
} Line;

/* Of the three widths of a text each gets its own loops. */
#if defined(__GNUC__)
#define LOOP static inline __attribute__((always_inline))
#else
#define LOOP static inline
#endif
#define HERE(line) ((line)->at < (line)->size ? PyUnicode_READ(kind, (line)->data, (line)->at) : 0)

/* ---- reading ----------------------------------------------------------------------------------------------- */

LOOP void
skip_blanks(int kind, Line *line)
{
    for (Py_UCS4 c = HERE(line); c == ' ' || c == '\t' || c == '\n' || c == '\r'; c = HERE(line))
        line->at++;
}

/* Step over a character, with the blanks before it and behind it. Whether it was there. */
LOOP int
step_over(int kind, Line *line, Py_UCS4 sign)
{
    skip_blanks(kind, line);
    if (HERE(line) != sign)
        return 0;
    line->at++;
    skip_blanks(kind, line);
    return 1;
}

/* Find where the text that begins here ends, behind its quotation mark; -1 for none and for one with escapes. */
LOOP Py_ssize_t
end_of_text(int kind, const Line *line)
{
    Py_ssize_t at = line->at;
    if (HERE(line) != '"')
        return -1;
    for (at++; at < line->size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, line->data, at);
        if (c == '"')
            return at + 1;
        if (c == '\\' || c < ' ')
            return -1;
    }
    return -1;
}

/* Whether these characters of the line are a text. */
LOOP int
is_text(int kind, const Line *line, Py_ssize_t from, Py_ssize_t size, PyObject *text)
{
    if (PyUnicode_GET_LENGTH(text) != size)
        return 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (PyUnicode_READ_CHAR(text, at) != PyUnicode_READ(kind, line->data, from + at))
            return 0;
    return 1;
}

/* Return the key that begins here, or NULL with or without an exception set. */
LOOP PyObject *
read_key(int kind, Line *line, int place)
{
    Py_ssize_t end = end_of_text(kind, line), from = line->at + 1;
    if (end < 0)
        return NULL;
    line->at = end;
    PyObject **known = place < KEYS ? &line->state->keys[place] : NULL;
    if (known != NULL && *known != NULL && is_text(kind, line, from, end - 1 - from, *known))
        return Py_NewRef(*known);
    PyObject *key = PyUnicode_Substring(line->line, from, end - 1);
    if (key != NULL && known != NULL)
        Py_XSETREF(*known, Py_NewRef(key));
    return key;
}

/* Return the whole number that begins here, or NULL with or without an exception set. */
LOOP PyObject *
read_number(int kind, Line *line)
{
    long long number = 0;
    int negative = HERE(line) == '-';
    line->at += negative;
    Py_ssize_t from = line->at;
    for (Py_UCS4 c = HERE(line); c >= '0' && c <= '9' && line->at - from < DIGITS; c = HERE(line)) {
        number = 10 * number + (long long)(c - '0');
        line->at++;
    }
    Py_ssize_t digits = line->at - from;
    Py_UCS4 next = HERE(line);
    if (digits == 0 || (next >= '0' && next <= '9') || next == '.' || next == 'e' || next == 'E'
        || (digits > 1 && PyUnicode_READ(kind, line->data, from) == '0'))
        return NULL;
    return PyLong_FromLongLong(negative ? -number : number);
}

LOOP int
read_word(int kind, Line *line, const char *word)
{
    Py_ssize_t size = (Py_ssize_t)strlen(word);
    if (line->size - line->at < size)
        return 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (PyUnicode_READ(kind, line->data, line->at + at) != (Py_UCS4)word[at])
            return 0;
    line->at += size;
    return 1;
}

/* Return the value that begins here, or NULL with or without an exception set. */
LOOP PyObject *
read_value(int kind, Line *line)
{
    switch (HERE(line)) {
    case '"': {
        Py_ssize_t from = line->at + 1, end = end_of_text(kind, line);
        if (end < 0)
            return NULL;
        line->at = end;
        return PyUnicode_Substring(line->line, from, end - 1);
    }
    case 't':
        return read_word(kind, line, "true") ? Py_NewRef(Py_True) : NULL;
    case 'f':
        return read_word(kind, line, "false") ? Py_NewRef(Py_False) : NULL;
    case 'n':
        return read_word(kind, line, "null") ? Py_NewRef(Py_None) : NULL;
    default:
        return read_number(kind, line);
    }
}

/* Put the keys and values of the line into a dict. Whether it is an object and nothing else; an exception may be set. */
LOOP int
fill(int kind, Line *line, PyObject *made)
{
    if (!step_over(kind, line, '{'))
        return 0;
    if (HERE(line) != '}')
        for (int place = 0;; place++) { /* a value follows every comma */
            PyObject *key = read_key(kind, line, place);
            PyObject *value = key != NULL && step_over(kind, line, ':') ? read_value(kind, line) : NULL;
            int put = value == NULL ? -1 : PyDict_SetItem(made, key, value);
            Py_XDECREF(key);
            Py_XDECREF(value);
            if (put < 0)
                return 0;
            if (!step_over(kind, line, ','))
                break;
        }
    return step_over(kind, line, '}') && line->at == line->size;
}

PyDoc_STRVAR(read_doc, "read(line): return the dict that a line of JSON is; None: it is left to Python.");

static PyObject *
read_line(PyObject *module, PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a line is a text");
        return NULL;
    }
    Line line = {PyModule_GetState(module), PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text), 0, text};
    PyObject *made = PyDict_New();
    if (made == NULL)
        return NULL;
    int kind = PyUnicode_KIND(text);
    int done = kind == PyUnicode_1BYTE_KIND   ? fill(PyUnicode_1BYTE_KIND, &line, made)
               : kind == PyUnicode_2BYTE_KIND ? fill(PyUnicode_2BYTE_KIND, &line, made)
                                              : fill(PyUnicode_4BYTE_KIND, &line, made);
    if (done)
        return made;
    Py_DECREF(made);
    return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* ---- writing ----------------------------------------------------------------------------------------------- */

/* What is written, as wide as it has to be. */
typedef struct {
    Py_UCS4 widest;
    Py_ssize_t size;
    int kind;
    void *data; /* NULL while it is measured */
} Out;

static void
put(Out *out, const char *text, Py_ssize_t size)
{
    if (out->data != NULL)
        for (Py_ssize_t at = 0; at < size; at++)
            PyUnicode_WRITE(out->kind, out->data, out->size + at, (unsigned char)text[at]);
    out->size += size;
}

/* Put a character of a text that does not stand there as it is. */
static void
put_escaped(Out *out, Py_UCS4 c)
{
    static const char signs[] = "\"\\\n\r\t\f\b", letters[] = "\"\\nrtfb", hex[] = "0123456789abcdef";
    const char *sign = memchr(signs, (int)c, sizeof signs - 1);
    if (sign != NULL) {
        char two[] = {'\\', letters[sign - signs]};
        put(out, two, 2);
    }
    else {
        char six[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        put(out, six, 6);
    }
}

static inline int
is_escaped(Py_UCS4 c)
{
    return c < ' ' || c == '"' || c == '\\';
}

/* Put characters that stand there as they are. */
LOOP void
put_run(int kind, Out *out, const void *data, Py_ssize_t from, Py_ssize_t size)
{
    if (out->data != NULL && out->kind == kind)
        memcpy((char *)out->data + out->size * kind, (const char *)data + from * kind, (size_t)(size * kind));
    else if (out->data != NULL)
        for (Py_ssize_t at = 0; at < size; at++)
            PyUnicode_WRITE(out->kind, out->data, out->size + at, PyUnicode_READ(kind, data, from + at));
    out->size += size;
}

/* Put the characters of a text. */
LOOP void
put_characters(int kind, Out *out, const void *data, Py_ssize_t size)
{
    Py_UCS4 widest = 0;
    Py_ssize_t from = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, at);
        widest |= c;
        if (is_escaped(c)) {
            put_run(kind, out, data, from, at - from);
            put_escaped(out, c);
            from = at + 1;
        }
    }
    put_run(kind, out, data, from, size - from);
    out->widest |= widest;
}

/* Put a text in quotation marks. */
static void
put_text(Out *out, PyObject *text)
{
    put(out, "\"", 1);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    switch (PyUnicode_KIND(text)) {
    case PyUnicode_1BYTE_KIND:
        put_characters(PyUnicode_1BYTE_KIND, out, data, size);
        break;
    case PyUnicode_2BYTE_KIND:
        put_characters(PyUnicode_2BYTE_KIND, out, data, size);
        break;
    default:
        put_characters(PyUnicode_4BYTE_KIND, out, data, size);
    }
    put(out, "\"", 1);
}

/* Put a whole number, of so many digits at least. */
static void
put_digits(Out *out, unsigned long long number, int least)
{
    char text[NUMBER];
    int at = NUMBER;
    for (; number || NUMBER - at < least; number /= 10)
        text[--at] = (char)('0' + number % 10);
    put(out, text + at, NUMBER - at);
}

/* Put a number of few places (0.9301), whose shortest digits these are; 0 where that is not sure. */
static int
put_fraction(Out *out, double number)
{
    double scaled = rint(number * SCALE);
    if (!(number >= 0 && number < SHORT) || signbit(number) || scaled / SCALE != number)
        return 0;
    unsigned long long whole = (unsigned long long)scaled, rest = whole % (unsigned long long)SCALE;
    int places = PLACES;
    for (; places > 1 && rest % 10 == 0; places--)
        rest /= 10;
    put_digits(out, whole / (unsigned long long)SCALE, 1);
    put(out, ".", 1);
    put_digits(out, rest, places);
    return 1;
}

/* Put a value; 0 where it is left to Python. */
static int
put_value(Out *out, PyObject *value)
{
    if (PyUnicode_Check(value))
        put_text(out, value);
    else if (value == Py_True)
        put(out, "true", 4);
    else if (value == Py_False)
        put(out, "false", 5);
    else if (value == Py_None)
        put(out, "null", 4);
    else if (PyFloat_CheckExact(value))
        return put_fraction(out, PyFloat_AS_DOUBLE(value));
    else if (PyLong_CheckExact(value)) {
        int over;
        long long number = PyLong_AsLongLongAndOverflow(value, &over);
        if (over || number == LLONG_MIN)
            return 0;
        put(out, "-", number < 0);
        put_digits(out, (unsigned long long)(number < 0 ? -number : number), 1);
    }
    else
        return 0;
    return 1;
}

/* Put an object; 0 where it is left to Python. */
static int
put_object(Out *out, PyObject *asked)
{
    Py_ssize_t at = 0;
    PyObject *key, *value;
    const char *before = "{";
    while (PyDict_Next(asked, &at, &key, &value)) {
        if (!PyUnicode_Check(key))
            return 0;
        put(out, before, (Py_ssize_t)strlen(before));
        put_text(out, key);
        put(out, ": ", 2);
        if (!put_value(out, value))
            return 0;
        before = ", ";
    }
    put(out, "{}", *before == '{' ? 2 : 0);
    put(out, "}", *before == ',');
    return 1;
}

PyDoc_STRVAR(written_doc, "written(answer): return a dict as a line of JSON, without its end; None: it is left to Python.");

static PyObject *
written(PyObject *module, PyObject *answer)
{
    Out out = {0};
    if (!PyDict_Check(answer)) {
        PyErr_SetString(PyExc_TypeError, "an answer is a dict");
        return NULL;
    }
    if (!put_object(&out, answer))
        return Py_NewRef(Py_None);
    Py_UCS4 widest = out.widest < 0x80 ? 0x7f : out.widest < 0x100 ? 0xff : out.widest < 0x10000 ? 0xffff : 0x10ffff;
    PyObject *made = PyUnicode_New(out.size, widest);
    if (made == NULL)
        return NULL;
    out.size = 0;
    out.kind = PyUnicode_KIND(made);
    out.data = PyUnicode_DATA(made);
    put_object(&out, answer);
    return made;
}

/* ---- the module -------------------------------------------------------------------------------------------- */

static int
lines_exec(PyObject *module)
{
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static int
lines_clear(PyObject *module)
{
    State *state = PyModule_GetState(module);
    for (int at = 0; state != NULL && at < KEYS; at++)
        Py_CLEAR(state->keys[at]);
    return 0;
}

static void
lines_free(void *module)
{
    lines_clear(module);
}

static PyMethodDef lines_functions[] = {
    {"read", read_line, METH_O, read_doc},
    {"written", written, METH_O, written_doc},
    {NULL},
};

static PyModuleDef_Slot lines_slots[] = {
    {Py_mod_exec, lines_exec},
    {0, NULL},
};

static struct PyModuleDef lines_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "bot.cli._jsonlines",
    .m_doc = "Lines of JSON, compiled.",
    .m_size = sizeof(State),
    .m_methods = lines_functions,
    .m_slots = lines_slots,
    .m_clear = lines_clear,
    .m_free = lines_free,
};

PyMODINIT_FUNC
PyInit__jsonlines(void)
{
    return PyModuleDef_Init(&lines_module);
}
