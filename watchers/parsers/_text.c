/* Simple markup to the text a reader sees, in one pass: tags skipped, blocks set apart, references read, white
   space folded.

   The same as its form in Python (`text.py` over `tagless.py`), which runs where there was no compiler and
   wherever this answers None: for all that is rare or not surely read (a "<" that begins no tag, styles that hide,
   a reference without its ";", names that HTML does not have). A test holds the two against one another. What the
   names of tags and references mean is handed over by Python.

   Time is linear in the text; what is written is never longer than what is read. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Raised with `FORM` in compiled.py when what Python hands over or gets back changes: a build left over from older
   sources is then not used. */
#define FORM 2

#define LONGEST 33 /* characters of a reference, its ";" counted */
/* what stands where a tag was, as Python says it */
enum { NOTHING = 'n', BLANK = 'b', LINE = 'l', UNSEEN = 'u', UNSURE = 0 };

/* A text while it is read. `failed`: 1 where Python has to make it, -1 with an exception set. */
typedef struct {
    const void *data;
    Py_ssize_t size;
    const char *names; /* of tags: small letters, zeros up to 16 bytes, in the order of two numbers each */
    const char *gaps;  /* one for each name */
    Py_ssize_t known;
    PyObject *references; /* "hellip;" -> "…" */
    Py_UCS4 *made;        /* room for `size`, and a line end before it */
    Py_ssize_t length;    /* of what was made */
    Py_ssize_t line;      /* where its last line begins */
    int failed;
} Reading;

#define READ(at) PyUnicode_READ(kind, r->data, at)
/* Of the three widths of a text each gets its own loops. */
#if defined(__GNUC__)
#define LOOP static inline __attribute__((always_inline))
#else
#define LOOP static inline
#endif

static inline int
is_letter(Py_UCS4 c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline int
is_digit(Py_UCS4 c)
{
    return c >= '0' && c <= '9';
}

/* white space of ASCII, as Python has it */
static inline int
is_gap(Py_UCS4 c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

/* ---- writing ---------------------------------------------------------------------------------------------- */

/* never stored or shown: `_UNWANTED` of plain.py */
static int
is_unwanted(Py_UCS4 c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
           || (c >= 0x2066 && c <= 0x2069) || (c >= 0xd800 && c <= 0xdfff) || c == 0xfeff || c == 0xfffe
           || c == 0xffff;
}

static unsigned char common[128], watched[128]; /* filled once, see `fill` */

/* Whether it is text and written as it is; of the others most are, and `put` looks closer. */
static inline int
is_common(Py_UCS4 c)
{
    return c < 128 ? common[c] : (c > 0xa0 && c < 0x1680) || (c > 0x3000 && c < 0xd800);
}

static inline void
write_one(Reading *r, Py_UCS4 c)
{
    if (r->length < r->size)
        r->made[r->length++] = c;
    else
        r->failed = 1;
}

static void
end_line(Reading *r)
{
    while (r->length > r->line && Py_UNICODE_ISSPACE(r->made[r->length - 1]))
        r->length--;
    if (r->length > r->line) {
        write_one(r, '\n');
        r->line = r->length;
    }
}

static void
put(Reading *r, Py_UCS4 c)
{
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
        end_line(r);
    else if (c == ' ' || c == '\t' || c == 0xa0) {
        if (r->made[r->length - 1] > ' ') /* neither a blank nor the end of the last line */
            write_one(r, ' ');
    }
    else if (!is_unwanted(c) && (r->length > r->line || !Py_UNICODE_ISSPACE(c)))
        write_one(r, c);
}

/* ---- tags ------------------------------------------------------------------------------------------------- */

/* Whether the word, in letters of any size, stands at `at`. */
LOOP int
follows(int kind, const Reading *r, Py_ssize_t at, const char *word)
{
    for (; *word; word++, at++)
        if (at >= r->size || (READ(at) != (Py_UCS4)*word && (!is_letter(READ(at)) || (READ(at) | 32) != (Py_UCS4)*word)))
            return 0;
    return 1;
}

/* Whether a word within a tag may hide the element or make it a block; more often yes than Python says. */
LOOP int
may_matter(int kind, const Reading *r, Py_ssize_t at, Py_UCS4 quote)
{
    if (at + 1 >= r->size || (READ(at + 1) | 32) != 'i')
        return 0;
    Py_UCS4 before = READ(at - 1);
    if (is_letter(before) || is_digit(before) || before == '_' || before == '-')
        return 0; /* "aria-hidden" */
    if (follows(kind, r, at, "hidden")) {
        Py_UCS4 after = at + 6 < r->size ? READ(at + 6) : ' ';
        return !quote && !is_letter(after) && !is_digit(after) && after != '_';
    }
    if (follows(kind, r, at, "visib"))
        return 1;
    if (!follows(kind, r, at, "display"))
        return 0;
    at += 7;
    while (at < r->size && (is_gap(READ(at)) || READ(at) == ':'))
        at++;
    /* none, block, table-row, flex, grid, list-item */
    return at >= r->size || READ(at) >= 0x80 || (READ(at) != 0 && strchr("nNbBtTfFgGlL", (int)READ(at)) != NULL);
}

/* Read the name of the tag at `at` in small letters, "/" before that of an end tag. Return its size, 0 where there
   is none of the usual kind. */
LOOP Py_ssize_t
read_name(int kind, const Reading *r, Py_ssize_t at, char name[64])
{
    Py_ssize_t size = 0;
    at++;
    if (at < r->size && READ(at) == '/')
        name[size++] = '/', at++;
    if (at >= r->size || !is_letter(READ(at)))
        return 0;
    for (; at < r->size && size < 64; at++) {
        Py_UCS4 c = READ(at);
        if (is_letter(c) || is_digit(c) || c == ':' || c == '-' || c == '.' || c == '_')
            name[size++] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
        else
            return is_gap(c) || c == '/' || c == '>' ? size : 0;
    }
    return 0;
}

/* Return what stands where a tag of this name was. */
static int
gap_of(const Reading *r, const char *name, Py_ssize_t size)
{
    uint64_t key[2] = {0, 0}, other[2];
    if (memchr(name, '-', (size_t)size) != NULL) /* of a custom element, as no name of HTML is */
        return memchr(name, ':', (size_t)size) == NULL ? NOTHING : UNSURE;
    if (size >= (Py_ssize_t)sizeof(key))
        return UNSURE;
    memcpy(key, name, (size_t)size);
    for (Py_ssize_t low = 0, high = r->known; low < high;) {
        Py_ssize_t middle = low + (high - low) / 2;
        memcpy(other, r->names + middle * (Py_ssize_t)sizeof(other), sizeof(other));
        if (key[0] == other[0] && key[1] == other[1])
            return r->gaps[middle];
        if (key[0] < other[0] || (key[0] == other[0] && key[1] < other[1]))
            high = middle;
        else
            low = middle + 1;
    }
    return UNSURE;
}

/* Whether the "<" within quotes begins what means nothing there: neither a comment nor a tag that hides what follows. */
LOOP int
is_quoted_tag(int kind, const Reading *r, Py_ssize_t at)
{
    char name[64];
    Py_ssize_t size = read_name(kind, r, at, name);
    int gap = size ? gap_of(r, name, size) : UNSURE;
    return gap != UNSEEN && gap != UNSURE;
}

/* Return where the tag ends whose name ends before `at`, 0 where it is for Python to say. `nested`: whether there may
   be tags within its quotes. */
LOOP Py_ssize_t
end_of_tag(int kind, const Reading *r, Py_ssize_t at, int nested)
{
    Py_UCS4 quote = 0;
    int has_tag = 0, may_hide = 0;
    for (; at < r->size; at++) {
        Py_UCS4 c = READ(at);
        if (c >= 128 || !watched[c])
            continue;
        if (c == '>' && !quote)
            return has_tag && may_hide ? 0 : at + 1;
        if (c == '<' || c == '>') {
            if (!nested || !quote || (c == '<' && !is_quoted_tag(kind, r, at)))
                return 0;
            has_tag = 1;
        }
        else if (is_letter(c)) {
            if (may_matter(kind, r, at, quote))
                return 0;
            may_hide |= may_matter(kind, r, at, 0);
        }
        else if (!quote)
            quote = c;
        else if (quote == c)
            quote = 0;
    }
    return 0;
}

/* Return where the element ends whose content is not shown, from the end of its start tag; 0 where unsure. */
LOOP Py_ssize_t
end_of_unseen(int kind, const Reading *r, Py_ssize_t at, const char *name, Py_ssize_t size)
{
    if (READ(at - 2) == '/')
        return at;
    char inner[64];
    for (; at < r->size; at++) {
        if (READ(at) != '<')
            continue;
        Py_ssize_t read = read_name(kind, r, at, inner);
        Py_ssize_t end = read ? end_of_tag(kind, r, at + 1 + read, 0) : 0;
        if (!end)
            return 0;
        if (read == size + 1 && inner[0] == '/' && memcmp(inner + 1, name, (size_t)size) == 0) {
            Py_ssize_t rest = at + 1 + read;
            while (is_gap(READ(rest)))
                rest++;
            if (READ(rest) == '>')
                return end;
        }
        at = end - 1;
    }
    return 0;
}

/* Read the comment or tag at `at`; return where the text goes on. */
LOOP Py_ssize_t
tag(int kind, Reading *r, Py_ssize_t at)
{
    if (follows(kind, r, at, "<!--")) {
        for (at += 4; at < r->size; at++)
            if (READ(at) == '-' && follows(kind, r, at, "-->"))
                return at + 3;
        return r->size;
    }
    char name[64];
    Py_ssize_t size = read_name(kind, r, at, name);
    int gap = size ? gap_of(r, name, size) : UNSURE;
    Py_ssize_t end = gap != UNSURE ? end_of_tag(kind, r, at + 1 + size, gap != UNSEEN) : 0;
    if (!end)
        gap = UNSURE;
    if (gap == UNSEEN) {
        end = end_of_unseen(kind, r, end, name, size);
        gap = end ? BLANK : UNSURE;
    }
    if (gap == LINE)
        end_line(r);
    else if (gap == BLANK)
        put(r, ' ');
    else if (gap != NOTHING)
        r->failed = 1;
    return end;
}

/* ---- references ------------------------------------------------------------------------------------------- */

/* What html.unescape takes as it is; the rest of the numbers it repairs, which is left to it. */
static int
is_usual_number(Py_UCS4 c)
{
    return c == '\n' || (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0xd800) || (c >= 0xe000 && c < 0xfdd0)
           || (c >= 0xfdf0 && c < 0xfffe) || (c >= 0x10000 && c <= 0x10ffff && (c & 0xffff) < 0xfffe);
}

LOOP Py_ssize_t
number(int kind, Reading *r, Py_ssize_t at)
{
    int base = at < r->size && (READ(at) | 32) == 'x' ? 16 : 10;
    Py_UCS4 value = 0;
    Py_ssize_t start = at += base == 16;
    for (; at < r->size && value <= 0x10ffff; at++) {
        Py_UCS4 c = READ(at);
        if (is_digit(c))
            value = value * (Py_UCS4)base + (c - '0');
        else if (base == 16 && (c | 32) >= 'a' && (c | 32) <= 'f')
            value = value * 16 + ((c | 32) - 'a' + 10);
        else
            break;
    }
    if (at == start || at >= r->size || READ(at) != ';' || !is_usual_number(value))
        r->failed = 1;
    else
        put(r, value);
    return at + 1;
}

/* Return what the reference of this name is (borrowed), NULL where it is none or failed. */
static PyObject *
meaning(Reading *r, const char *name, Py_ssize_t size)
{
    PyObject *key = PyUnicode_FromStringAndSize(name, size);
    PyObject *value = key ? PyDict_GetItemWithError(r->references, key) : NULL;
    Py_XDECREF(key);
    if (PyErr_Occurred())
        r->failed = -1;
    return value != NULL && PyUnicode_Check(value) ? value : NULL;
}

/* Read "&name;", put what it is. */
static void
named(Reading *r, const char *name, Py_ssize_t size)
{
    if (size == 3 && (memcmp(name, "lt;", 3) == 0 || memcmp(name, "gt;", 3) == 0))
        put(r, name[0] == 'l' ? '<' : '>');
    else if (size == 4 && memcmp(name, "amp;", 4) == 0)
        put(r, '&');
    else {
        PyObject *value = meaning(r, name, size);
        for (Py_ssize_t at = 0; value != NULL && at < PyUnicode_GET_LENGTH(value); at++)
            put(r, PyUnicode_READ_CHAR(value, at));
        if (value == NULL && !r->failed)
            r->failed = 1;
    }
}

/* Read the reference whose "&" is at `at`; return where the text goes on. */
LOOP Py_ssize_t
reference(int kind, Reading *r, Py_ssize_t at)
{
    Py_UCS4 c = ++at < r->size ? READ(at) : ' ';
    if (c == '#')
        return number(kind, r, at + 1);
    char name[LONGEST];
    Py_ssize_t size = 0;
    while (size < LONGEST - 1 && (is_letter(c) || (size && is_digit(c)))) {
        name[size++] = (char)c;
        c = at + size < r->size ? READ(at + size) : ' ';
    }
    name[size] = ';';
    if (c == ';' && size) {
        named(r, name, size + 1);
        return at + size + 1;
    }
    if (c == '<' || size == LONGEST - 1) /* a tag in the middle of one */
        r->failed = 1;
    for (; size > 1 && !r->failed; size--) /* some may go without their ";": "AT&T" is none */
        if (meaning(r, name, size) != NULL)
            r->failed = 1;
    put(r, '&');
    return at;
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

/* Copy common characters from `at` on, of several blanks the first; return where they end. */
LOOP Py_ssize_t
copy(int kind, Reading *r, Py_ssize_t at)
{
    Py_UCS4 *to = r->made + r->length, last = to[-1];
    Py_ssize_t room = r->size - r->length, end = at + Py_MIN(r->size - at, room);
    for (; at < end; at++) {
        Py_UCS4 c = READ(at);
        if (!is_common(c))
            break;
        *to = c;
        to += (c != ' ') | (last > ' '); /* without a branch, which words of all lengths would make slow */
        last = c;
    }
    r->failed |= room <= 0; /* which cannot be */
    r->length = to - r->made;
    return at;
}

LOOP void
read_all(int kind, Reading *r)
{
    int marked = 0; /* in markup, line ends of the source are blanks */
    for (Py_ssize_t at = 0; at < r->size && !marked; at++)
        marked = READ(at) == '<';
    for (Py_ssize_t at = 0; at < r->size && !r->failed;) {
        Py_UCS4 c = READ(at);
        if (is_common(c))
            at = copy(kind, r, at);
        else if (c == '<')
            at = tag(kind, r, at);
        else if (c == '&')
            at = reference(kind, r, at);
        else {
            put(r, marked && (c == '\n' || c == '\r') ? ' ' : c);
            at++;
        }
    }
}

PyDoc_STRVAR(text_of_doc,
             "text_of(markup, (names, gaps), references): return the text, None where the form in Python has to make it.");

static PyObject *
text_of(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *markup, *answer = NULL;
    Py_ssize_t bytes;
    Reading r = {0};
    if (!PyArg_ParseTuple(args, "U(y#y#)O!", &markup, &r.names, &bytes, &r.gaps, &r.known, &PyDict_Type, &r.references))
        return NULL;
    r.known = Py_MIN(r.known, bytes / 16);
    r.data = PyUnicode_DATA(markup);
    r.size = PyUnicode_GET_LENGTH(markup);
    Py_UCS4 *room = PyMem_New(Py_UCS4, r.size + 1);
    if (room == NULL)
        return PyErr_NoMemory();
    *room = '\n';
    r.made = room + 1;
    int kind = PyUnicode_KIND(markup);
    if (kind == PyUnicode_1BYTE_KIND)
        read_all(PyUnicode_1BYTE_KIND, &r);
    else if (kind == PyUnicode_2BYTE_KIND)
        read_all(PyUnicode_2BYTE_KIND, &r);
    else
        read_all(PyUnicode_4BYTE_KIND, &r);
    if (r.failed == 0) {
        while (r.length > 0 && Py_UNICODE_ISSPACE(r.made[r.length - 1]))
            r.length--;
        answer = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, r.made, r.length);
    }
    else if (r.failed > 0)
        answer = Py_NewRef(Py_None);
    PyMem_Free(room);
    return answer;
}

static PyMethodDef functions[] = {
    {"text_of", text_of, METH_VARARGS, text_of_doc},
    {NULL},
};

static int
fill(PyObject *module)
{
    for (int c = ' '; c < 0x7f; c++) {
        common[c] = c != '<' && c != '&';
        watched[c] = strchr("<>\"'hHdDvV", c) != NULL;
    }
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, fill},
    {0, NULL},
};

static struct PyModuleDef text_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchers.parsers._text",
    .m_doc = "Markup to text, compiled.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__text(void)
{
    return PyModuleDef_Init(&text_module);
}
