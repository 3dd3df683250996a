/* Well-formed XML to tuples and strings, in one pass: a feed is small, and what libxml2 and lxml need to set up and
   to hand over one element costs more than to read it.

   The same as its form in Python (`nodes.py` over lxml), which runs where there was no compiler and wherever this
   answers None: for all that is not well-formed, with namespaces, by XML 1.0, and for what is rare (a DOCTYPE,
   names and namespaces beyond ASCII, entities of the document's own, elements nested beyond reason). It never
   reads what libxml2 refuses. A test holds the two against one another.

   Time is linear in the document. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Raised with `NODES_FORM` in compiled.py when what Python hands over or gets back changes: a build left over from
   older sources is then not used. */
#define FORM 2

#define DEEPEST 200    /* libxml2 goes to 256 */
#define SPACES 128     /* declarations of namespaces in force at a time */
#define ATTRIBUTES 64  /* of one element */
#define LARGEST 9000000 /* bytes; libxml2 refuses texts of ten million */
#define WANTED 8       /* names of entries */
#define KNOWN 512      /* names remembered from document to document; a power of two */
#define XML_SPACE "http://www.w3.org/XML/1998/namespace"
#define XMLNS_SPACE "http://www.w3.org/2000/xmlns/"

/* the parts of a node */
enum { TAG, ATTRIBUTES_OF, TEXT, CHILDREN, TAIL, PARTS };

typedef unsigned char byte;

typedef struct {
    const byte *at;
    Py_ssize_t size;
} Span;

/* A name as written, in its parts. */
typedef struct {
    Span whole, prefix, local;
    uint32_t hash; /* of the local name */
} Name;

typedef struct {
    Span prefix, uri;
    uint32_t hash; /* of the uri */
} Space;

/* Of the module: the names that were met, each where its hash says. Feeds share nearly all of theirs. */
typedef struct {
    PyObject *names[KNOWN];
} State;

/* An element that is open. `outer_…` is in force again when it ends. */
typedef struct {
    Span name;
    PyObject *node;
    PyObject *children; /* borrowed, NULL before the first */
    PyObject *outer_bases;
    Py_ssize_t outer_spaces;
    Py_ssize_t number;
} Open;

/* A document while it is read. */
typedef struct {
    const byte *end;
    byte *made; /* text since the last tag, room for all of the document */
    Py_ssize_t length;
    State *state;
    PyObject *entries, *root;
    PyObject *around; /* the namespaces in force where the entries are; NULL before the first, None if in several places */
    Py_ssize_t around_number;
    PyObject *empty, *blank, *nothing; /* "", " ", () */
    PyObject *bases;
    Py_ssize_t wanted_count, space_count, depth, numbers;
    Span wanted[WANTED];
    /* not zeroed at the start */
    Space spaces[SPACES];
    Open open[DEEPEST];
} Document;

/* Filled once, see `fill`. */
static byte copied[256];  /* stands for itself in text */
static byte begins_name[256], in_name[256], in_path[256];

static int
is_blank(byte c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static int
is(Span span, const char *word)
{
    return (size_t)span.size == strlen(word) && memcmp(span.at, word, (size_t)span.size) == 0;
}

static int
same(Span one, Span other)
{
    return one.size == other.size && memcmp(one.at, other.at, (size_t)one.size) == 0;
}

static int
begins(const byte *at, const byte *end, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(end - at) >= size && memcmp(at, word, size) == 0;
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

/* Whether XML 1.0 may hold the character (its production Char). */
static int
is_legal(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe)
           || (c >= 0x10000 && c <= 0x10ffff);
}

/* Write a character in UTF-8; it is shorter than any reference to it. */
static byte *
encode(byte *to, uint32_t c)
{
    if (c < 0x80)
        *to++ = (byte)c;
    else {
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        *to++ = (byte)((0xff00 >> (more + 1) & 0xff) | c >> 6 * more);
        while (more--)
            *to++ = (byte)(0x80 | (c >> 6 * more & 0x3f));
    }
    return to;
}

/* Read the reference after its "&", write what it is; return where the text goes on, NULL where it is none. */
static const byte *
reference(const byte *at, const byte *end, byte **to)
{
    static const char *const names[] = {"<lt;", ">gt;", "&amp;", "\"quot;", "'apos;"};
    for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++)
        if (begins(at, end, names[n] + 1)) {
            *(*to)++ = (byte)names[n][0];
            return at + strlen(names[n] + 1);
        }
    if (at == end || *at++ != '#')
        return NULL;
    uint32_t base = at < end && *at == 'x' ? 16 : 10, value = 0;
    const byte *first = at += base == 16;
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

/* Whether a character other than plain text begins at `at` that XML does not allow: a control, U+FFFE, U+FFFF. */
static int
is_illegal(const byte *at, const byte *end)
{
    return (*at < 0x20 && !is_blank(*at)) || (*at == 0xef && end - at >= 3 && at[1] == 0xbf && at[2] >= 0xbe);
}

#define EACH(c) (UINT64_C(0x0101010101010101) * (c))

/* Whether any of eight bytes is below `least`, which is at most 128. */
static inline uint64_t
below(uint64_t eight, byte least)
{
    return (eight - EACH(least)) & ~eight & EACH(0x80);
}

/* Whether eight bytes stand for themselves, looked at all at once. */
static inline int
are_plain(const byte *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof(eight));
    return !(below(eight, ' ') | below(eight ^ EACH('&'), 1) | below(eight ^ EACH(']'), 1)
             | below(eight ^ EACH(0xef), 1));
}

/* Add text to that since the last tag, `section`: of a CDATA section. Return 0 where XML allows no such. */
static int
add_text(Document *d, const byte *at, const byte *end, int section)
{
    byte *to = d->made + d->length;
    while (at < end) {
        const byte *run = at;
        while (end - at >= 8 && are_plain(at))
            at += 8;
        while (at < end && copied[*at])
            at++;
        memcpy(to, run, (size_t)(at - run));
        to += at - run;
        if (at == end)
            break;
        byte c = *at;
        if (c == '&' && !section) {
            at = reference(at + 1, end, &to);
            if (at == NULL)
                return 0;
            continue;
        }
        if (is_illegal(at, end) || begins(at, end, "]]>"))
            return 0;
        at++;
        if (c == '\r') { /* the line ends of XML */
            at += at < end && *at == '\n';
            c = '\n';
        }
        *to++ = c;
    }
    d->length = to - d->made;
    return 1;
}

/* Return UTF-8 as a str; NULL, without an exception where it is none. */
static PyObject *
decoded(const byte *at, Py_ssize_t size)
{
    PyObject *text = PyUnicode_DecodeUTF8((const char *)at, size, NULL);
    if (text == NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError))
        PyErr_Clear();
    return text;
}

static void
set_part(PyObject *node, int part, PyObject *value)
{
    PyObject *before = PyTuple_GET_ITEM(node, part);
    PyTuple_SET_ITEM(node, part, value);
    Py_XDECREF(before);
}

/* Give the text since the last tag to whom it belongs; white space alone is one blank. */
static int
end_text(Document *d)
{
    if (d->length == 0)
        return 1;
    Open *top = &d->open[d->depth - 1];
    Py_ssize_t blanks = 0;
    while (blanks < d->length && is_blank(d->made[blanks]))
        blanks++;
    PyObject *text = blanks == d->length ? Py_NewRef(d->blank) : decoded(d->made, d->length);
    d->length = 0;
    if (text == NULL)
        return 0;
    if (top->children == NULL)
        set_part(top->node, TEXT, text);
    else
        set_part(PyList_GET_ITEM(top->children, PyList_GET_SIZE(top->children) - 1), TAIL, text);
    return 1;
}

/* ---- names and namespaces --------------------------------------------------------------------------------- */

/* Read the name at `at`; the size of its parts is 0 where there is none of the usual kind. */
static Name
read_name(const byte *at, const byte *end)
{
    Name none = {{at, 0}, {at, 0}, {at, 0}, 0}, name = none;
    if (at == end || !begins_name[*at])
        return none;
    for (; at < end && (in_name[*at] || *at == ':'); at++)
        if (*at != ':')
            name.hash = name.hash * 31 + *at;
        else if (name.prefix.size || at + 1 == end || !begins_name[at[1]])
            return none;
        else {
            name.prefix.size = at - name.whole.at;
            name.local.at = at + 1;
            name.hash = 0;
        }
    if (at < end && *at >= 0x80) /* it goes on */
        return none;
    name.whole.size = at - name.whole.at;
    name.local.size = at - name.local.at;
    return name;
}

/* Whether it surely is an absolute address to libxml2, as it has to be. */
static int
is_uri(Span uri)
{
    const byte *at = uri.at, *end = uri.at + uri.size;
    if (is(uri, XML_SPACE) || is(uri, XMLNS_SPACE) || at == end || !begins_name[*at] || *at == '_')
        return 0;
    while (at < end && in_name[*at] && *at != '_')
        at++;
    if (at == end || *at++ != ':' || at == end)
        return 0;
    if (begins(at, end, "//")) {
        const byte *host = at += 2;
        while (at < end && in_name[*at] && *at != '_')
            at++;
        if (at == host || (at < end && *at != '/' && *at != '#' && *at != '?'))
            return 0;
    }
    else if (*at == '/')
        return 0;
    int fragments = 0;
    for (; at < end && fragments < 2; at++)
        if (*at == '#')
            fragments++;
        else if (!in_path[*at])
            return 0;
    return fragments < 2;
}

static uint32_t
hash_of(Span span)
{
    uint32_t hash = 0;
    for (const byte *at = span.at; at < span.at + span.size; at++)
        hash = hash * 31 + *at;
    return hash;
}

static int
declare(Document *d, Py_ssize_t outer, Span prefix, Span uri)
{
    if (!is_uri(uri) || d->space_count == SPACES || is(prefix, "xml") || is(prefix, "xmlns"))
        return 0;
    for (Py_ssize_t n = outer; n < d->space_count; n++)
        if (same(d->spaces[n].prefix, prefix))
            return 0;
    d->spaces[d->space_count++] = (Space){prefix, uri, hash_of(uri)};
    return 1;
}

/* Return the namespace of the name, NULL where its prefix has none; `none` where it is in none. */
static const Space *
space_of(const Document *d, const Name *name, int is_attribute)
{
    static const Space xml = {{NULL, 0}, {(const byte *)XML_SPACE, sizeof(XML_SPACE) - 1}, 1}, none = {{0}, {0}, 0};
    if (is_attribute && name->prefix.size == 0)
        return &none;
    if (is_attribute && is(name->prefix, "xml"))
        return &xml;
    for (Py_ssize_t n = d->space_count; n-- > 0;)
        if (same(d->spaces[n].prefix, name->prefix))
            return &d->spaces[n];
    return name->prefix.size ? NULL : &none;
}

/* Return "{address}local" as lxml names elements and attributes, "local" without a namespace, borrowed from the names
   that were met; NULL, with or without an exception, where there is no such name. */
static PyObject *
known(Document *d, const Name *name, int is_attribute)
{
    const Space *space = space_of(d, name, is_attribute);
    byte made[512];
    if (space == NULL || space->uri.size + name->local.size + 2 > (Py_ssize_t)sizeof(made))
        return NULL;
    Py_ssize_t size = 0;
    if (space->uri.size) {
        made[size++] = '{';
        memcpy(made + size, space->uri.at, (size_t)space->uri.size);
        size += space->uri.size;
        made[size++] = '}';
    }
    memcpy(made + size, name->local.at, (size_t)name->local.size);
    size += name->local.size;
    PyObject **place = &d->state->names[(name->hash ^ space->hash) & (KNOWN - 1)];
    if (*place != NULL && PyUnicode_GET_LENGTH(*place) == size
        && memcmp(PyUnicode_1BYTE_DATA(*place), made, (size_t)size) == 0)
        return *place;
    PyObject *kept = decoded(made, size);
    if (kept != NULL)
        Py_XSETREF(*place, kept);
    return kept;
}

static int
is_wanted(const Document *d, Span local)
{
    for (Py_ssize_t n = 0; n < d->wanted_count; n++)
        if (same(d->wanted[n], local))
            return 1;
    return 0;
}

/* ---- elements --------------------------------------------------------------------------------------------- */

/* Return the value between quotes as a str; NULL, with or without an exception, where it is none. */
static PyObject *
value_of(Document *d, Span written)
{
    const byte *at = written.at, *end = written.at + written.size;
    byte *to = d->made;
    while (at < end) {
        if (*at == '&') {
            at = reference(at + 1, end, &to);
            if (at == NULL)
                return NULL;
        }
        else if (*at == '<' || is_illegal(at, end))
            return NULL;
        else if (is_blank(*at)) {
            at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
            *to++ = ' ';
        }
        else
            *to++ = *at++;
    }
    return decoded(d->made, to - d->made);
}

typedef struct {
    Name name;
    Span value;
} Attribute;

/* Read the attributes at `at`, declare their namespaces; return where ">" or "/>" is, NULL where unsure. */
static const byte *
read_attributes(Document *d, const byte *at, Attribute *found, int *count)
{
    Py_ssize_t outer = d->space_count;
    for (;;) {
        const byte *start = at;
        while (at < d->end && is_blank(*at))
            at++;
        if (at == d->end)
            return NULL;
        if (*at == '>' || *at == '/')
            return at;
        Name name = read_name(at, d->end);
        if (name.whole.size == 0 || at == start)
            return NULL;
        at += name.whole.size;
        while (at < d->end && is_blank(*at))
            at++;
        if (at == d->end || *at++ != '=')
            return NULL;
        while (at < d->end && is_blank(*at))
            at++;
        if (at == d->end || (*at != '"' && *at != '\''))
            return NULL;
        const byte *close = memchr(at + 1, *at, (size_t)(d->end - at - 1));
        if (close == NULL)
            return NULL;
        Span value = {at + 1, close - at - 1};
        at = close + 1;
        if (is(name.whole, "xmlns") || is(name.prefix, "xmlns")) {
            if (!declare(d, outer, name.prefix.size ? name.local : name.prefix, value))
                return NULL;
        }
        else if (*count == ATTRIBUTES || is(name.whole, "xml:id"))
            return NULL;
        else
            found[(*count)++] = (Attribute){name, value};
    }
}

/* Return the attributes as a dict; NULL, with or without an exception, where they are none. */
static PyObject *
made_attributes(Document *d, const Attribute *found, int count)
{
    PyObject *attributes = PyDict_New();
    for (int n = 0; attributes != NULL && n < count; n++) {
        PyObject *name = known(d, &found[n].name, 1);
        PyObject *value = name == NULL ? NULL : value_of(d, found[n].value);
        int failed = value == NULL || PyDict_SetItem(attributes, name, value) < 0;
        if (!failed && is(found[n].name.whole, "xml:base")) {
            PyObject *one = PyTuple_Pack(1, value);
            PyObject *bases = one == NULL ? NULL : PySequence_Concat(d->bases, one);
            Py_XDECREF(one);
            failed = bases == NULL;
            if (!failed)
                Py_SETREF(d->bases, bases);
        }
        Py_XDECREF(value);
        if (failed)
            Py_CLEAR(attributes);
    }
    if (attributes != NULL && PyDict_GET_SIZE(attributes) != count) /* one of them twice */
        Py_CLEAR(attributes);
    return attributes;
}

/* Return the first so many namespaces in force as a dict, None the prefix of those without one. */
static PyObject *
spaces_in_force(const Document *d, Py_ssize_t count)
{
    PyObject *made = PyDict_New();
    for (Py_ssize_t n = 0; made != NULL && n < count; n++) {
        Span prefix = d->spaces[n].prefix, uri = d->spaces[n].uri;
        PyObject *key = prefix.size ? decoded(prefix.at, prefix.size) : Py_NewRef(Py_None);
        PyObject *value = key == NULL ? NULL : decoded(uri.at, uri.size);
        if (value == NULL || PyDict_SetItem(made, key, value) < 0)
            Py_CLEAR(made);
        Py_XDECREF(key);
        Py_XDECREF(value);
    }
    return made;
}

/* Note an entry, and whether it is where the others are. */
static int
add_entry(Document *d, const Open *element)
{
    Py_ssize_t number = d->depth ? d->open[d->depth - 1].number : 0;
    if (d->around == NULL) {
        d->around = spaces_in_force(d, element->outer_spaces); /* its own are its own */
        d->around_number = number;
    }
    else if (d->around_number != number)
        Py_SETREF(d->around, Py_NewRef(Py_None));
    PyObject *entry = d->around == NULL ? NULL : PyTuple_Pack(2, element->node, d->bases);
    int failed = entry == NULL || PyList_Append(d->entries, entry) < 0;
    Py_XDECREF(entry);
    return !failed;
}

static int
open_element(Document *d, Open *element, PyObject *tag, PyObject *attributes)
{
    PyObject *node = element->node = PyTuple_New(PARTS);
    if (node == NULL)
        return 0;
    PyTuple_SET_ITEM(node, TAG, Py_NewRef(tag));
    PyTuple_SET_ITEM(node, ATTRIBUTES_OF, Py_NewRef(attributes ? attributes : Py_None));
    PyTuple_SET_ITEM(node, TEXT, Py_NewRef(d->empty));
    PyTuple_SET_ITEM(node, CHILDREN, Py_NewRef(d->nothing));
    PyTuple_SET_ITEM(node, TAIL, Py_NewRef(d->empty));
    if (d->depth == 0) {
        d->root = Py_NewRef(node);
        return 1;
    }
    Open *parent = &d->open[d->depth - 1];
    if (parent->children == NULL) {
        PyObject *children = PyList_New(0);
        if (children == NULL)
            return 0;
        parent->children = children;
        set_part(parent->node, CHILDREN, children);
    }
    return PyList_Append(parent->children, node) == 0;
}

static void
close_element(Document *d)
{
    Open *top = &d->open[--d->depth];
    PyObject *attributes = top->node ? PyTuple_GET_ITEM(top->node, ATTRIBUTES_OF) : NULL;
    /* Strings alone are nothing to the collector of cycles, as it would find out later. */
    if (attributes != NULL && top->children == NULL
        && (attributes == Py_None || !PyObject_GC_IsTracked(attributes)) && PyObject_GC_IsTracked(top->node))
        PyObject_GC_UnTrack(top->node);
    Py_CLEAR(top->node);
    Py_XSETREF(d->bases, top->outer_bases);
    d->space_count = top->outer_spaces;
}

/* Read the start tag at `at`; return where the text goes on, NULL where unsure. */
static const byte *
start_tag(Document *d, const byte *at)
{
    if (!end_text(d) || d->depth == DEEPEST || (d->depth == 0 && d->root != NULL))
        return NULL;
    Name name = read_name(at + 1, d->end);
    if (name.whole.size == 0 || is(name.prefix, "xml") || is(name.prefix, "xmlns"))
        return NULL;
    Open *element = &d->open[d->depth];
    *element = (Open){.name = name.whole,
                      .outer_bases = Py_NewRef(d->bases),
                      .outer_spaces = d->space_count,
                      .number = ++d->numbers};
    Attribute found[ATTRIBUTES];
    int count = 0;
    at = read_attributes(d, at + 1 + name.whole.size, found, &count);
    PyObject *tag = at == NULL ? NULL : Py_XNewRef(known(d, &name, 0)), *attributes = NULL;
    int failed = tag == NULL;
    if (!failed && count) {
        attributes = made_attributes(d, found, count);
        failed = attributes == NULL;
    }
    failed = failed || !open_element(d, element, tag, attributes)
             || (is_wanted(d, name.local) && !add_entry(d, element));
    Py_XDECREF(tag);
    Py_XDECREF(attributes);
    d->depth++; /* now `close_element` is what frees it */
    if (failed)
        return NULL;
    if (*at == '>')
        return at + 1;
    if (!begins(at, d->end, "/>"))
        return NULL;
    close_element(d);
    return at + 2;
}

/* Read the end tag at `at`; return where the text goes on, NULL where it ends something else. */
static const byte *
end_tag(Document *d, const byte *at)
{
    if (!end_text(d) || d->depth == 0)
        return NULL;
    Span name = d->open[d->depth - 1].name;
    at += 2;
    if (d->end - at <= name.size || memcmp(at, name.at, (size_t)name.size) != 0)
        return NULL;
    at += name.size;
    while (at < d->end && is_blank(*at))
        at++;
    if (at == d->end || *at != '>')
        return NULL;
    close_element(d);
    return at + 1;
}

/* ---- documents -------------------------------------------------------------------------------------------- */

/* Return where `closing` begins, from `at` on; NULL where it does not. */
static const byte *
find(const byte *at, const byte *end, const char *closing)
{
    for (; at < end && (at = memchr(at, closing[0], (size_t)(end - at))) != NULL; at++)
        if (begins(at, end, closing))
            return at;
    return NULL;
}

/* Pass over what a comment or an instruction says; NULL where it is no text. */
static const byte *
pass(Document *d, const byte *at, const byte *closing, Py_ssize_t size)
{
    Py_ssize_t before = d->length;
    if (closing == NULL || !add_text(d, at, closing, 1))
        return NULL;
    PyObject *text = decoded(d->made + before, d->length - before);
    d->length = before;
    if (text == NULL)
        return NULL;
    Py_DECREF(text);
    return closing + size;
}

/* Read the comment, section or instruction at `at`; return where the text goes on, NULL where unsure. */
static const byte *
other_markup(Document *d, const byte *at)
{
    if (begins(at, d->end, "<!--")) {
        const byte *closing = find(at + 4, d->end, "--");
        return closing == NULL || !begins(closing, d->end, "-->") ? NULL : pass(d, at + 4, closing, 3);
    }
    if (begins(at, d->end, "<![CDATA[") && d->depth > 0) {
        const byte *closing = find(at + 9, d->end, "]]>");
        return closing == NULL || !add_text(d, at + 9, closing, 1) ? NULL : closing + 3;
    }
    if (at[1] != '?')
        return NULL;
    Name name = read_name(at + 2, d->end);
    at += 2 + name.whole.size;
    if (name.whole.size == 0 || name.prefix.size || at == d->end || (!is_blank(*at) && *at != '?'))
        return NULL;
    if (name.whole.size == 3 && (name.whole.at[0] | 32) == 'x' && (name.whole.at[1] | 32) == 'm'
        && (name.whole.at[2] | 32) == 'l')
        return NULL;
    const byte *closing = find(at, d->end, "?>");
    return *at == '?' && closing != at ? NULL : pass(d, at, closing, 2);
}

/* Read all from `at` on; return whether it is a document. */
static int
read_all(Document *d, const byte *at)
{
    while (at < d->end) {
        if (*at != '<') {
            const byte *next = memchr(at, '<', (size_t)(d->end - at));
            if (next == NULL)
                next = d->end;
            if (d->depth > 0) {
                if (!add_text(d, at, next, 0))
                    return 0;
            }
            else
                for (; at < next; at++)
                    if (!is_blank(*at))
                        return 0;
            at = next;
            continue;
        }
        if (at + 1 == d->end)
            return 0;
        at = at[1] == '/' ? end_tag(d, at) : at[1] == '!' || at[1] == '?' ? other_markup(d, at) : start_tag(d, at);
        if (at == NULL)
            return 0;
    }
    return d->depth == 0 && d->root != NULL;
}

PyDoc_STRVAR(nodes_of_doc,
             "nodes_of(body, start, names): return the XML that begins there as (root, entries, around), None where the form in\n"
             "Python has to read it. Entries are the elements of these local names, each with the xml:base of those\n"
             "around it and its own; `around` the namespaces in force where all of them are.");

/* Take the names of entries; return 0 where they are no tuple of few strings. */
static int
take_wanted(Document *d, PyObject *names)
{
    for (Py_ssize_t n = 0; n < PyTuple_GET_SIZE(names); n++, d->wanted_count++) {
        Py_ssize_t size;
        const char *name = n < WANTED ? PyUnicode_AsUTF8AndSize(PyTuple_GET_ITEM(names, n), &size) : NULL;
        if (name == NULL) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "too many names");
            return 0;
        }
        d->wanted[n] = (Span){(const byte *)name, size};
    }
    return 1;
}

static PyObject *
nodes_of(PyObject *module, PyObject *args)
{
    PyObject *body, *names, *answer = NULL;
    Py_ssize_t start;
    if (!PyArg_ParseTuple(args, "SnO!", &body, &start, &PyTuple_Type, &names))
        return NULL;
    Document *d = PyMem_Malloc(sizeof(Document));
    if (d == NULL)
        return PyErr_NoMemory();
    memset(d, 0, offsetof(Document, spaces));
    Py_ssize_t size = PyBytes_GET_SIZE(body);
    const byte *at = (const byte *)PyBytes_AS_STRING(body);
    d->end = at + size;
    d->state = PyModule_GetState(module);
    d->entries = PyList_New(0);
    d->empty = PyUnicode_FromStringAndSize("", 0);
    d->blank = PyUnicode_FromStringAndSize(" ", 1);
    d->nothing = PyTuple_New(0);
    d->bases = Py_XNewRef(d->nothing);
    d->made = PyMem_Malloc((size_t)size + 1);
    if (d->entries == NULL || d->empty == NULL || d->blank == NULL || d->nothing == NULL || d->made == NULL)
        PyErr_NoMemory();
    else if (take_wanted(d, names) && start >= 0 && start < size && size < LARGEST && read_all(d, at + start))
        answer = PyTuple_Pack(3, d->root, d->entries, d->around ? d->around : Py_None);
    while (d->depth > 0)
        close_element(d);
    Py_XDECREF(d->root);
    Py_XDECREF(d->entries);
    Py_XDECREF(d->around);
    Py_XDECREF(d->empty);
    Py_XDECREF(d->blank);
    Py_XDECREF(d->nothing);
    Py_XDECREF(d->bases);
    PyMem_Free(d->made);
    PyMem_Free(d);
    return answer != NULL || PyErr_Occurred() ? answer : Py_NewRef(Py_None);
}

static PyMethodDef functions[] = {
    {"nodes_of", nodes_of, METH_VARARGS, nodes_of_doc},
    {NULL},
};

static int
fill(PyObject *module)
{
    for (int c = 0; c < 256; c++) {
        int is_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        copied[c] = c == '\t' || c == '\n' || (c >= ' ' && c != '&' && c != ']' && c != 0xef);
        begins_name[c] = is_letter || c == '_';
        in_name[c] = begins_name[c] || (c >= '0' && c <= '9') || c == '-' || c == '.';
        in_path[c] = in_name[c] || (c != 0 && strchr("~/:@+=,?", c) != NULL);
    }
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, fill},
    {0, NULL},
};

static void
forget(void *module)
{
    State *state = PyModule_GetState(module);
    for (int n = 0; state != NULL && n < KNOWN; n++)
        Py_CLEAR(state->names[n]);
}

static struct PyModuleDef nodes_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchers.parsers._nodes",
    .m_doc = "XML to tuples and strings, compiled.",
    .m_size = sizeof(State),
    .m_methods = functions,
    .m_slots = slots,
    .m_free = forget,
};

PyMODINIT_FUNC
PyInit__nodes(void)
{
    return PyModuleDef_Init(&nodes_module);
}
