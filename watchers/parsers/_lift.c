/* Long texts lifted out of XML, an element put in the place of each: libxml2 reads sections and references ten times
   as slowly as plain text.

   See `lifted.py`. A text is read as XML 1.0 says: references, line ends, characters. One that XML does not allow,
   or that refers to an entity of the document's own, stays where it is, for the XML parser to refuse or read; so
   does all other markup. Where a tag, comment or section does not end, nothing after it is lifted.

   Time is linear in the document; what is written is never longer than what is read. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdio.h>
#include <string.h>

/* Raised with `LIFT_FORM` in compiled.py when what Python hands over or gets back changes. */
#define FORM 1

#define SECTION "<![CDATA["

static unsigned char copied[256]; /* bytes of text that stand for themselves; filled once, see `fill` */

/* Whether XML 1.0 may hold the character (its production Char). */
static int
is_legal(Py_UCS4 c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe)
           || (c >= 0x10000 && c <= 0x10ffff);
}

/* Write a character in UTF-8; it is shorter than any reference to it. */
static unsigned char *
encode(unsigned char *to, Py_UCS4 c)
{
    if (c < 0x80)
        *to++ = (unsigned char)c;
    else {
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        *to++ = (unsigned char)((0xff00 >> (more + 1) & 0xff) | c >> 6 * more);
        while (more--)
            *to++ = (unsigned char)(0x80 | (c >> 6 * more & 0x3f));
    }
    return to;
}

/* Read the reference of XML after its "&", write what it is; return where the text goes on, NULL where it is none. */
static const unsigned char *
xml_reference(const unsigned char *at, const unsigned char *end, unsigned char **to)
{
    static const char *const names[] = {"<lt;", ">gt;", "&amp;", "\"quot;", "'apos;"};
    for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++) {
        size_t size = strlen(names[n] + 1);
        if ((size_t)(end - at) >= size && memcmp(at, names[n] + 1, size) == 0) {
            *(*to)++ = (unsigned char)names[n][0];
            return at + size;
        }
    }
    if (at == end || *at++ != '#')
        return NULL;
    Py_UCS4 base = at < end && *at == 'x' ? 16 : 10, value = 0;
    const unsigned char *first = at += base == 16;
    for (; at < end && value <= 0x10ffff; at++) {
        if (*at >= '0' && *at <= '9')
            value = value * base + (*at - '0');
        else if (base == 16 && (*at | 32) >= 'a' && (*at | 32) <= 'f')
            value = value * 16 + ((*at | 32) - 'a' + 10);
        else
            break;
    }
    if (at == first || at == end || *at != ';' || !is_legal(value))
        return NULL;
    *to = encode(*to, value);
    return at + 1;
}

/* Write the text, `section`: of a CDATA section; return where what was written ends, NULL where XML allows no such. */
static unsigned char *
read_xml(const unsigned char *at, const unsigned char *end, int section, unsigned char *to)
{
    while (at < end) {
        const unsigned char *run = at;
        while (at < end && copied[*at])
            at++;
        memcpy(to, run, (size_t)(at - run));
        to += at - run;
        if (at == end)
            break;
        unsigned char c = *at++;
        if (c == '&' && !section) {
            at = xml_reference(at, end, &to);
            if (at == NULL)
                return NULL;
            continue;
        }
        if (c == '\r') { /* the line ends of XML */
            at += at < end && *at == '\n';
            c = '\n';
        }
        else if (c < 0x20 || (c == 0xef && end - at >= 2 && at[0] == 0xbf && at[1] >= 0xbe) /* U+FFFE, U+FFFF */
                 || (c == ']' && end - at >= 2 && at[0] == ']' && at[1] == '>'))
            return NULL;
        *to++ = c;
    }
    return to;
}

/* Return what `read_xml` reads as a str; NULL, with or without an exception, where it cannot be. */
static PyObject *
xml_text(const char *at, const char *end, int section)
{
    unsigned char *made = PyMem_Malloc((size_t)(end - at) + 1);
    if (made == NULL)
        return PyErr_NoMemory();
    unsigned char *stop = read_xml((const unsigned char *)at, (const unsigned char *)end, section, made);
    PyObject *text = stop == NULL ? NULL : PyUnicode_DecodeUTF8((const char *)made, (char *)stop - (char *)made, NULL);
    if (text == NULL && stop != NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError))
        PyErr_Clear();
    PyMem_Free(made);
    return text;
}

static int
begins(const char *at, const char *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - at) >= size && memcmp(at, word, size) == 0;
}

/* Return where the markup at `at` ends, a tag, comment, section or instruction; NULL where it does not. */
static const char *
end_of_markup(const char *at, const char *end)
{
    static const char *const kinds[][2] = {{SECTION, "]]>"}, {"<!--", "-->"}, {"<?", "?>"}};
    for (size_t n = 0; n < sizeof(kinds) / sizeof(*kinds); n++) {
        const char *closing = kinds[n][1];
        if (!begins(at, end, kinds[n][0]))
            continue;
        for (at += strlen(kinds[n][0]); at < end; at++) {
            at = memchr(at, closing[0], (size_t)(end - at));
            if (at == NULL || begins(at, end, closing))
                return at == NULL ? NULL : at + strlen(closing);
        }
        return NULL;
    }
    char quote = 0;
    for (at++; at < end && *at != '<'; at++) {
        if (*at == '>' && !quote)
            return at + 1;
        if (*at == quote)
            quote = 0;
        else if (!quote && (*at == '"' || *at == '\''))
            quote = *at;
    }
    return NULL;
}

/* Return the text if what stands up to `end`, a section or between tags, is long and may stand in an element only;
   NULL, with or without an exception, where it is to be left there. */
static PyObject *
long_text(const char *at, const char *end, Py_ssize_t shortest)
{
    if (end - at < shortest)
        return NULL;
    if (begins(at, end, SECTION))
        return xml_text(at + strlen(SECTION), end - 3, 1);
    const char *blank = at;
    while (blank < end && strchr(" \t\r\n", *blank) != NULL)
        blank++;
    return *at == '<' || blank == end ? NULL : xml_text(at, end, 0);
}

PyDoc_STRVAR(lift_doc,
             "lift(body, opening, closing, shortest): return the XML with an element, \"opening number closing\", for each\n"
             "section or text of at least so many bytes, and these texts by their numbers.");

static PyObject *
lift(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *body;
    const char *opening, *closing;
    Py_ssize_t shortest;
    if (!PyArg_ParseTuple(args, "Sssn", &body, &opening, &closing, &shortest))
        return NULL;
    /* what is made is never longer than what is read */
    shortest = Py_MAX(shortest, (Py_ssize_t)(strlen(opening) + strlen(closing)) + 20);
    const char *at = PyBytes_AS_STRING(body), *end = at + PyBytes_GET_SIZE(body), *kept = at;
    PyObject *texts = PyList_New(0), *made = PyBytes_FromStringAndSize(NULL, PyBytes_GET_SIZE(body));
    char *to = made != NULL ? PyBytes_AS_STRING(made) : NULL;
    while (at < end && !PyErr_Occurred()) {
        const char *next = *at == '<' ? end_of_markup(at, end) : memchr(at, '<', (size_t)(end - at));
        if (next == NULL)
            break;
        PyObject *text = long_text(at, next, shortest);
        if (text != NULL && PyList_Append(texts, text) == 0) {
            memcpy(to, kept, (size_t)(at - kept));
            to += at - kept;
            to += sprintf(to, "%s%zd%s", opening, PyList_GET_SIZE(texts) - 1, closing);
            kept = next;
        }
        Py_XDECREF(text);
        at = next;
    }
    if (!PyErr_Occurred()) {
        memcpy(to, kept, (size_t)(end - kept));
        if (_PyBytes_Resize(&made, to + (end - kept) - PyBytes_AS_STRING(made)) == 0)
            return Py_BuildValue("(NN)", made, texts);
    }
    Py_XDECREF(made);
    Py_XDECREF(texts);
    return NULL;
}

static PyMethodDef functions[] = {
    {"lift", lift, METH_VARARGS, lift_doc},
    {NULL},
};

static int
fill(PyObject *module)
{
    for (int c = 0; c < 256; c++)
        copied[c] = c == '\t' || c == '\n' || (c >= ' ' && c != '&' && c != ']' && c != 0xef);
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, fill},
    {0, NULL},
};

static struct PyModuleDef lift_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchers.parsers._lift",
    .m_doc = "Long texts lifted out of XML, compiled.",
    .m_methods = functions,
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit__lift(void)
{
    return PyModuleDef_Init(&lift_module);
}
