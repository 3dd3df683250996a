/* A part of the spellings of terms in the making, compiled: it numbers the words of spellings that are handed to it, and
   makes by itself those of names of plain words, of which the rules make little or nothing.

   Each is the same as its form in Python (`variants.py`, `spelling.py`, `spelled.py`), which runs where there was no
   compiler, and for every name of which more is to be said; tests hold the two against one another. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#include "_hashing.h"

/* Raised with `SPELLED_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 4

/* What is known of a word, or of a text of several; as in plainnames.py */
#define SPEAKS 1u        /* a word of which a rule makes more */
#define LEGAL 2u         /* legal forms begin or end with it */
#define OFFICE 4u
#define JOINS 8u         /* "and" */
#define COMMON_WORD 16u
#define ENGLISH 32u
#define PLAIN 64u
#define NOBODY 128u
#define SYLLABLE 256u
#define BEGINS_PLACE 512u
#define NATIONAL 1024u
#define IN_PLACES 2048u
#define ENDS_NONE 4096u
#define IS_FORM 8192u    /* a legal form and nothing else */
#define IS_KNOWN 16384u  /* the strong name of a well-known body */
#define PLAIN_OF 32768u  /* "of" */
#define FACTS 16         /* so many */
#define LITTLE_SHIFT 24  /* above: one more than its number among the little words */
/* What its letters say, noted beside it */
#define DIGITS (1u << 16)
#define ALPHA (1u << 17)

/* as in model.py, commonness.py and spelled.py */
enum { EXACT = 0, ALIAS = 1, LEGAL_FORM = 2, SPACING = 5 };
enum { STRONG, CAPITALISED, WEAK, COMMON };
#define WEAK_KIND 16
#define AS_WRITTEN 4
#define ALONE 8
#define NOBODYS 0xffffffffu

#define MOST_WORDS 32     /* of a name that is read here */
#define MOST_NAMES 32     /* of a term */
#define MOST_SPELLINGS 64
#define LONGEST_FORM 8    /* words */
#define BRIEF 4           /* letters, as in latinnames.py */
#define LONGEST_BRIEF 6
#define MANY_PAIRS 3
#define SHORTEST_OFFICIAL 5 /* letters, as in commonness.py */
#define SHORT 3
#define SHORTEST_ABROAD 5 /* letters, as _SHORTEST in cyrillic.py */

/* ---- rows that grow --------------------------------------------------------------------------------------- */

typedef struct {
    char *bytes;
    size_t used, room;
} Row;

/* Make room for `more` bytes. Returns -1 on failure. */
static int
row_room(Row *self, size_t more)
{
    if (self->room - self->used >= more)
        return 0;
    size_t room = self->room * 2 + more + 1024;
    char *bytes = PyMem_Realloc(self->bytes, room);
    if (bytes == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->bytes = bytes;
    self->room = room;
    return 0;
}

static int
row_add(Row *self, const void *bytes, size_t size)
{
    if (row_room(self, size) < 0)
        return -1;
    if (size > 0)
        memcpy(self->bytes + self->used, bytes, size);
    self->used += size;
    return 0;
}

static int
row_add_number(Row *self, uint32_t number)
{
    return row_add(self, &number, sizeof(number));
}

static int
row_add_byte(Row *self, int byte)
{
    char one = (char)byte;
    return row_add(self, &one, 1);
}

static PyObject *
row_bytes(const Row *self)
{
    return PyBytes_FromStringAndSize(self->bytes, (Py_ssize_t)self->used);
}

/* ---- texts, each once ------------------------------------------------------------------------------------- */

typedef struct {
    uint64_t hash;
    size_t start; /* where its bytes stand in `letters` */
    uint32_t size, facts;
    uint32_t number; /* one more than that in the part; 0: it is in no spelling yet */
    uint32_t held;   /* names of official lists that hold it */
    uint32_t last;   /* the last of those, from 1 on */
} Text;

typedef struct {
    Row letters, texts;
    uint32_t *slots; /* one more than the number of a text; 0: free */
    size_t mask, count;
    uint64_t seed; /* nobody who writes names knows which of them share a slot */
} Texts;

static inline Text *
text_at(const Texts *self, size_t number)
{
    return (Text *)self->texts.bytes + number;
}

/* Return the slot of a text, or the free one where it belongs. */
static inline uint32_t *
slot_of(const Texts *self, uint64_t hash, const char *text, size_t size)
{
    for (size_t at = (size_t)hash & self->mask;; at = (at + 1) & self->mask) {
        uint32_t number = self->slots[at];
        if (number == 0)
            return &self->slots[at];
        const Text *held = text_at(self, number - 1);
        if (held->hash == hash && held->size == size && memcmp(self->letters.bytes + held->start, text, size) == 0)
            return &self->slots[at];
    }
}

/* Return the number of a text, a new one for one that is new; -1 on failure. */
static Py_ssize_t
texts_put(Texts *self, const char *text, size_t size)
{
    if (self->count * 2 >= self->mask) {
        size_t room = (self->mask + 1) * 2 < 64 ? 64 : (self->mask + 1) * 2;
        uint32_t *slots = PyMem_Calloc(room, sizeof(*slots));
        if (slots == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        for (size_t number = 0; number < self->count; number++) {
            size_t at = (size_t)text_at(self, number)->hash & (room - 1);
            while (slots[at] != 0)
                at = (at + 1) & (room - 1);
            slots[at] = (uint32_t)number + 1;
        }
        PyMem_Free(self->slots);
        self->slots = slots;
        self->mask = room - 1;
    }
    uint64_t hash = text_hash(self->seed, text, size);
    uint32_t *slot = slot_of(self, hash, text, size);
    if (*slot != 0)
        return (Py_ssize_t)*slot - 1;
    Text new = {.hash = hash, .start = self->letters.used, .size = (uint32_t)size};
    if (self->count >= UINT32_MAX / 4 || size > UINT32_MAX) {
        PyErr_SetString(PyExc_OverflowError, "more than can be numbered");
        return -1;
    }
    if (row_add(&self->letters, text, size) < 0 || row_add(&self->texts, &new, sizeof(new)) < 0)
        return -1;
    *slot = (uint32_t)++self->count;
    return (Py_ssize_t)self->count - 1;
}

static int
texts_begin(Texts *self)
{
    PyObject *secret = PyUnicode_FromString("spelled");
    if (secret == NULL)
        return -1;
    self->seed = (uint64_t)PyObject_Hash(secret);
    Py_DECREF(secret);
    return 0;
}

static void
texts_end(Texts *self)
{
    PyMem_Free(self->letters.bytes);
    PyMem_Free(self->texts.bytes);
    PyMem_Free(self->slots);
}

/* ---- what is known of words ------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    Texts texts;
} Facts;

/* Note a fact of each of some texts, or of the first `fact`, of the next twice that, and so on. Returns -1 on failure. */
static int
facts_note(Facts *self, PyObject *texts, uint32_t fact, int is_counted)
{
    PyObject *each = PyObject_GetIter(texts), *text;
    if (each == NULL)
        return -1;
    for (uint32_t said = fact; (text = PyIter_Next(each)) != NULL; said += is_counted ? fact : 0) {
        Py_ssize_t size, number = -1;
        const char *utf8 = PyUnicode_Check(text) ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
        if (utf8 != NULL && said >= fact)
            number = texts_put(&self->texts, utf8, (size_t)size);
        else if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "facts are of texts, and of few that are numbered");
        Py_DECREF(text);
        if (number < 0)
            break;
        text_at(&self->texts, (size_t)number)->facts |= said;
    }
    Py_DECREF(each);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *
Facts_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"said", "little", NULL};
    PyObject *said, *little;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O!O", names, &PyTuple_Type, &said, &little))
        return NULL;
    if (PyTuple_GET_SIZE(said) > FACTS) {
        PyErr_SetString(PyExc_ValueError, "more than can be said of a word");
        return NULL;
    }
    Facts *self = (Facts *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    if (texts_begin(&self->texts) < 0)
        goto failed;
    for (Py_ssize_t bit = 0; bit < PyTuple_GET_SIZE(said); bit++)
        if (facts_note(self, PyTuple_GET_ITEM(said, bit), 1u << bit, 0) < 0)
            goto failed;
    if (facts_note(self, little, 1u << LITTLE_SHIFT, 1) < 0)
        goto failed;
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static void
Facts_dealloc(Facts *self)
{
    PyTypeObject *type = Py_TYPE(self);
    texts_end(&self->texts);
    type->tp_free(self);
    Py_DECREF(type);
}

static inline uint32_t
facts_of(const Facts *self, const char *text, size_t size)
{
    if (self->texts.count == 0)
        return 0;
    uint32_t number = *slot_of(&self->texts, text_hash(self->texts.seed, text, size), text, size);
    return number != 0 ? text_at(&self->texts, number - 1)->facts : 0;
}

/* ---- a part ----------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject_HEAD
    Facts *facts;
    Texts words;
    Row in_order; /* the numbers of words, those of the first spelling first */
    uint32_t numbered;
    Row parts, sizes, terms, kinds, levels, sought, phrases, phrase_starts;
    uint32_t phrases_count, names_held;
    unsigned char plain[256]; /* what becomes of a letter of ASCII */
    uint32_t little;          /* how many little words there are */
} Part;

typedef struct {
    uint32_t words[MOST_WORDS];
    int count, reason, weak, level, sought;
} Spelling;

typedef struct {
    const char *text;
    size_t size;
} Name;

typedef struct {
    Name names[MOST_NAMES];
    int count, official;
    Spelling spellings[MOST_SPELLINGS];
    int spelled;
} Term;

static PyObject *
Part_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"facts", "letters", "little", NULL};
    PyObject *facts;
    Py_buffer letters;
    unsigned int little;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oy*I", names, &facts, &letters, &little))
        return NULL;
    Part *self = NULL;
    if (letters.len != 256 || Py_TYPE(facts)->tp_dealloc != (destructor)Facts_dealloc || little >= 1u << 8) {
        PyErr_SetString(PyExc_ValueError, "no facts, or not 256 letters");
        goto done;
    }
    self = (Part *)type->tp_alloc(type, 0);
    if (self == NULL)
        goto done;
    self->facts = (Facts *)Py_NewRef(facts);
    memcpy(self->plain, letters.buf, 256);
    self->little = little;
    if (texts_begin(&self->words) < 0)
        Py_CLEAR(self);
done:
    PyBuffer_Release(&letters);
    return (PyObject *)self;
}

static void
Part_dealloc(Part *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_CLEAR(self->facts);
    texts_end(&self->words);
    Row *rows[] = {&self->in_order, &self->parts,  &self->sizes,   &self->terms,        &self->kinds,
                   &self->levels,   &self->sought, &self->phrases, &self->phrase_starts};
    for (size_t at = 0; at < sizeof(rows) / sizeof(*rows); at++)
        PyMem_Free(rows[at]->bytes);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Return a word's number among all that were met, with its facts; -1 on failure. */
static Py_ssize_t
word_of(Part *self, const char *text, size_t size)
{
    size_t before = self->words.count;
    Py_ssize_t number = texts_put(&self->words, text, size);
    if (number < 0 || self->words.count == before)
        return number;
    uint32_t facts = facts_of(self->facts, text, size) & ~(DIGITS | ALPHA);
    int digits = 1, alpha = 1;
    for (size_t at = 0; at < size; at++) {
        digits &= text[at] >= '0' && text[at] <= '9';
        alpha &= text[at] >= 'a' && text[at] <= 'z';
    }
    text_at(&self->words, (size_t)number)->facts = facts | DIGITS * (uint32_t)digits | ALPHA * (uint32_t)alpha;
    return number;
}

/* Take a word as the next of a spelling: a little one by its number among these. Returns -1 on failure. */
static int
part_add_word(Part *self, size_t word, int is_little)
{
    Text *text = text_at(&self->words, word);
    uint32_t little = text->facts >> LITTLE_SHIFT;
    if (is_little && little != 0)
        return row_add_number(&self->parts, (little - 1) << 1 | 1);
    if (text->number == 0) {
        if (row_add_number(&self->in_order, (uint32_t)word) < 0)
            return -1;
        text->number = ++self->numbered;
    }
    return row_add_number(&self->parts, (text->number - 1) << 1);
}

static int
part_add_spelling(Part *self, uint32_t term, uint32_t size, int kind, int level, int sought)
{
    return row_add_number(&self->sizes, size) < 0 || row_add_number(&self->terms, term) < 0
                   || row_add_byte(&self->kinds, kind) < 0 || row_add_byte(&self->levels, level) < 0
                   || row_add_byte(&self->sought, sought) < 0
               ? -1
               : 0;
}

/* ---- names of plain words --------------------------------------------------------------------------------- */

static inline int
is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline int
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline int
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Read a text between quotation marks of which every letter stands for itself. Returns what follows it; NULL: none is. */
static const char *
read_name(const char *at, const char *end, Name *name)
{
    if (at == end || *at++ != '"')
        return NULL;
    name->text = at;
    for (; at < end && *at != '"'; at++)
        if (*at == '\\' || (unsigned char)*at < ' ' || (unsigned char)*at >= 0x7f)
            return NULL;
    name->size = (size_t)(at - name->text);
    return at < end ? at + 1 : NULL;
}

/* Read a key as distinct.py writes it. Returns whether it is that of an organisation with names alone, all ASCII. */
static int
read_key(const char *at, Py_ssize_t size, Term *term)
{
    static const char kind[] = ",\"org\"";
    const char *end = at + size;
    term->count = 1;
    term->official = 0;
    if (size < 2 || *at++ != '[' || (at = read_name(at, end, &term->names[0])) == NULL
        || (size_t)(end - at) < sizeof(kind) || memcmp(at, kind, sizeof(kind) - 1) != 0)
        return 0;
    at += sizeof(kind) - 1;
    if (at < end && *at == ',') {
        if (end - at < 3 || (at[1] != '0' && at[1] != '1'))
            return 0;
        term->official = at[1] == '1';
        at += 2;
        if (*at == ',') {
            if (end - at < 4 || at[1] != '[')
                return 0;
            for (at++; *at == '[' || *at == ',';) {
                if (term->count == MOST_NAMES || (at = read_name(at + 1, end, &term->names[term->count])) == NULL
                    || at == end)
                    return 0;
                term->count++;
            }
            if (*at++ != ']')
                return 0;
        }
    }
    return end - at == 1 && *at == ']';
}

static int
holds(const Name *name, const char *part, size_t size)
{
    for (size_t at = 0; at + size <= name->size; at++)
        if (memcmp(name->text + at, part, size) == 0)
            return 1;
    return 0;
}

/* Whether how a name is written says something of its spellings: capitals inside words, beside figures, a place. */
static int
is_telling(const Name *name, int is_first)
{
    int figures = 0, three = 0, capitals = 0, letters = 1;
    for (size_t at = 0; at < name->size; at++) {
        char c = name->text[at], next = at + 1 < name->size ? name->text[at + 1] : 0;
        if (is_lower(c) && is_upper(next))
            return 1;
        capitals |= is_upper(c) && is_upper(next);
        letters &= is_upper(c);
        figures = is_digit(c) ? figures + 1 : 0;
        three |= figures == 3;
    }
    if (capitals && (three || letters))
        return 1;
    if (!is_first)
        return 0;
    if (holds(name, " in ", 4) || holds(name, " at ", 4))
        return 1;
    for (size_t at = name->size; at-- > 1;)
        if (name->text[at] == ' ') { /* what stands behind the last comma is one word, or there is none */
            if (name->text[at - 1] == ',')
                break;
            return holds(name, ", ", 2);
        }
    return 0;
}

/* Take a spelling unless it is there already as strong. Returns 0 where there is no room. */
static int
keep(Term *term, const uint32_t *words, int count, int reason, int weak)
{
    for (int at = 0; at < term->spelled; at++) {
        Spelling *held = &term->spellings[at];
        if (held->count == count && memcmp(held->words, words, (size_t)count * sizeof(*words)) == 0) {
            if (!weak && held->weak && held->reason != ALIAS) {
                held->weak = 0;
                held->reason = reason;
            }
            return 1;
        }
    }
    if (term->spelled == MOST_SPELLINGS)
        return 0;
    Spelling *new = &term->spellings[term->spelled++];
    memcpy(new->words, words, (size_t)count * sizeof(*words));
    new->count = count;
    new->reason = reason;
    new->weak = weak;
    return 1;
}

/* Return what is known of a text of several words. */
static uint32_t
facts_of_text(const Part *self, const uint32_t *words, int count)
{
    char text[1024];
    size_t size = 0;
    for (int at = 0; at < count; at++) {
        const Text *word = text_at(&self->words, words[at]);
        if (size + word->size + 1 > sizeof(text))
            return 0; /* longer than anything that is known, see `read_words` */
        memcpy(text + size, self->words.letters.bytes + word->start, word->size);
        size += word->size;
        text[size++] = ' ';
    }
    return facts_of(self->facts, text, size > 0 ? size - 1 : 0);
}

static inline uint32_t
facts_at(const Part *self, uint32_t word)
{
    return text_at(&self->words, word)->facts;
}

static inline uint32_t
size_at(const Part *self, uint32_t word)
{
    return text_at(&self->words, word)->size;
}

/* Read the words of a name, folded. Returns how many; 0 where they are to be read otherwise; -1 on failure. */
static int
read_words(Part *self, const Name *name, uint32_t *words)
{
    char letters[512];
    int count = 0;
    if (name->size > sizeof(letters))
        return 0;
    for (size_t at = 0; at < name->size; at++)
        letters[at] = (char)self->plain[(unsigned char)name->text[at]];
    for (size_t at = 0; at < name->size;) {
        if (letters[at] == ' ') {
            at++;
            continue;
        }
        size_t start = at;
        while (at < name->size && letters[at] != ' ')
            at++;
        if (count == MOST_WORDS)
            return 0;
        Py_ssize_t word = word_of(self, letters + start, at - start);
        if (word < 0)
            return -1;
        words[count++] = (uint32_t)word;
    }
    return count;
}

static int
is_brief(const Part *self, uint32_t word)
{
    uint32_t facts = facts_at(self, word), size = size_at(self, word);
    return size <= LONGEST_BRIEF && ((size >= 2 && size <= BRIEF) || facts & SYLLABLE) && facts & ALPHA
           && !(facts & COMMON_WORD);
}

/* Take a name with two short rare words as one. Returns 0 where there is no room, -1 on failure. */
static int
join_pairs(Part *self, Term *term, const uint32_t *core, int count)
{
    int firsts[MOST_WORDS], found = 0;
    for (int at = 0; at + 1 < count; at++)
        if (is_brief(self, core[at]) && is_brief(self, core[at + 1]))
            firsts[found++] = at;
    if (found >= MANY_PAIRS)
        return 1;
    for (int pair = 0; pair < found; pair++) {
        char letters[2 * LONGEST_BRIEF];
        const Text *one = text_at(&self->words, core[firsts[pair]]), *other = text_at(&self->words, core[firsts[pair] + 1]);
        size_t size = one->size;
        memcpy(letters, self->words.letters.bytes + one->start, size);
        memcpy(letters + size, self->words.letters.bytes + other->start, other->size);
        Py_ssize_t joined = word_of(self, letters, size + other->size);
        if (joined < 0)
            return -1;
        uint32_t words[MOST_WORDS];
        memcpy(words, core, (size_t)count * sizeof(*words));
        words[firsts[pair]] = (uint32_t)joined;
        memmove(words + firsts[pair] + 1, core + firsts[pair] + 2, (size_t)(count - firsts[pair] - 2) * sizeof(*words));
        if (!keep(term, words, count - 1, SPACING, 0))
            return 0;
    }
    return 1;
}

/* Take what is made of a listed name. Returns 0 where a rule makes more of it than is made here, -1 on failure. */
static int
make(Part *self, Term *term, const Spelling *listed)
{
    const uint32_t *core = listed->words;
    int count = listed->count;
    uint32_t said = 0;
    for (int at = 0; at < count; at++)
        said |= facts_at(self, core[at]);
    if (said & SPEAKS)
        return 0;
    if (count > 2 && !(said & (LEGAL | OFFICE)))
        return join_pairs(self, term, core, count);
    if (said & OFFICE
        && (facts_at(self, core[0]) & BEGINS_PLACE || (count > 1 && facts_at(self, core[count - 2]) & PLAIN_OF)))
        return 0;
    if (said & JOINS)
        return 0;
    if (said & LEGAL) {
        int behind = 0, before = 0;
        for (int size = count < LONGEST_FORM ? count : LONGEST_FORM; size > 0 && !behind; size--)
            if (facts_of_text(self, core + count - size, size) & IS_FORM)
                behind = size;
        if (behind < count)
            count -= behind;
        for (int size = count < LONGEST_FORM ? count : LONGEST_FORM; size > 0 && !before; size--)
            if (facts_of_text(self, core, size) & IS_FORM)
                before = size;
        if (before < count) {
            core += before;
            count -= before;
        }
    }
    uint32_t first = facts_at(self, core[0]);
    if (count < listed->count && !(count == 1 && first >> LITTLE_SHIFT)) {
        int plain = count == 1 && first & COMMON_WORD;
        if (!plain || !(first & ENGLISH) || listed->reason == EXACT) {
            int weak = plain || (count == 1 && size_at(self, core[0]) < BRIEF);
            if (!keep(term, core, count, LEGAL_FORM, weak))
                return 0;
        }
    }
    if (count == 1)
        return !!(first & ALPHA);
    if (count > 2 && first & NATIONAL)
        return 0;
    if (count == 2 && size_at(self, core[0]) <= 3 && size_at(self, core[1]) > 3
        && !(facts_at(self, core[1]) & COMMON_WORD))
        return 0; /* SKhynix */
    return join_pairs(self, term, core, count);
}

/* Return what a spelling is worth alone. */
static int
level_of(const Part *self, const Spelling *spelling, int official)
{
    const uint32_t *words = spelling->words;
    int count = spelling->count;
    uint32_t all = UINT32_MAX, last = facts_at(self, words[count - 1]);
    int known = 1, telling = 0;
    for (int at = 0; at < count; at++) {
        uint32_t facts = facts_at(self, words[at]);
        all &= facts;
        known &= (facts & (DIGITS | COMMON_WORD)) != 0;
        telling |= size_at(self, words[at]) >= SHORT && !(facts & (PLAIN | DIGITS));
    }
    if (spelling->reason == SPACING && count > 1 && known)
        return CAPITALISED;
    int level = STRONG;
    if (count == 1) {
        uint32_t size = size_at(self, words[0]);
        if (size == 1 || last & (IS_FORM | NOBODY))
            level = COMMON;
        else if (last & ENGLISH)
            level = official ? COMMON : CAPITALISED;
        else if (official && (size < SHORTEST_OFFICIAL || last & IN_PLACES))
            level = WEAK;
    }
    else if (last & ENDS_NONE && (all & NOBODY || facts_of_text(self, words, count) & IS_FORM))
        level = COMMON;
    else if (official && !telling)
        level = CAPITALISED;
    int weak = spelling->weak;
    if (spelling->reason == LEGAL_FORM && count == 1)
        weak |= last & DIGITS || (official && last & ALPHA);
    return weak && level < WEAK ? WEAK : level;
}

/* Make every spelling of a term. Returns 0 where that is to be done by the rules, -1 on failure. */
static int
make_all(Part *self, Term *term)
{
    term->spelled = 0;
    for (int at = 0; at < term->count; at++) {
        uint32_t words[MOST_WORDS];
        if (is_telling(&term->names[at], at == 0))
            return 0;
        int count = read_words(self, &term->names[at], words);
        if (count <= 0)
            return count;
        if (!keep(term, words, count, at == 0 ? EXACT : ALIAS, 0))
            return 0;
    }
    for (int at = 0, listed = term->spelled; at < listed; at++) {
        int made = make(self, term, &term->spellings[at]);
        if (made <= 0)
            return made;
    }
    for (int at = 0; at < term->spelled; at++) {
        Spelling *one = &term->spellings[at];
        uint32_t first = facts_at(self, one->words[0]);
        if ((one->count == 1 ? first : facts_of_text(self, one->words, one->count)) & IS_KNOWN)
            return 0;
        for (int word = 1; word < one->count; word++)
            if (size_at(self, one->words[word]) == 1 && facts_at(self, one->words[word]) >> LITTLE_SHIFT)
                return 0; /* "e" may be little or a letter */
        if (!term->official && one->count == 1 && first & ALPHA && !(first & COMMON_WORD)
            && size_at(self, one->words[0]) >= SHORTEST_ABROAD && !one->weak)
            return 0; /* it may be written in another alphabet */
        one->level = level_of(self, one, term->official);
        if (one->level == WEAK && one->reason == LEGAL_FORM && one->count == 1 && first & COMMON_WORD)
            return 0; /* what it means besides is to be asked */
        one->sought = one->level == STRONG && term->official && one->count == 1 ? ALONE
                      : one->level == CAPITALISED                              ? AS_WRITTEN
                                                                               : 0;
    }
    return 1;
}

/* Note the words of a name of an official list. */
static void
hold(Part *self, const uint32_t *words, int count)
{
    self->names_held++;
    for (int at = 0; at < count; at++) {
        Text *word = text_at(&self->words, words[at]);
        word->held += word->last != self->names_held;
        word->last = self->names_held;
    }
}

static const char Part_take_doc[] = "take(number, key) -> bool: make the spellings of a term, where its names are plain.";

static PyObject *
Part_take(Part *self, PyObject *args)
{
    unsigned int number;
    const char *key;
    Py_ssize_t size;
    Term term;
    if (!PyArg_ParseTuple(args, "Iy#", &number, &key, &size))
        return NULL;
    int made = read_key(key, size, &term) ? make_all(self, &term) : 0;
    if (made < 0)
        return NULL;
    if (made == 0)
        Py_RETURN_FALSE;
    if (term.official)
        hold(self, term.spellings[0].words, term.spellings[0].count);
    for (int at = 0; at < term.spelled; at++) {
        const Spelling *one = &term.spellings[at];
        if (one->level == COMMON)
            continue;
        for (int word = 0; word < one->count; word++)
            if (part_add_word(self, one->words[word], word > 0 && word + 1 < one->count) < 0)
                return NULL;
        if (part_add_spelling(self, number, (uint32_t)one->count, one->reason | WEAK_KIND * one->weak, one->level,
                              one->sought)
            < 0)
            return NULL;
    }
    Py_RETURN_TRUE;
}

/* ---- spellings that are handed over ----------------------------------------------------------------------- */

/* Return the bytes of a text, half a character too; NULL on failure. */
static PyObject *
bytes_of(PyObject *text)
{
    if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a word is a str");
        return NULL;
    }
    return PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
}

static Py_ssize_t
word_given(Part *self, PyObject *text)
{
    PyObject *bytes = bytes_of(text);
    if (bytes == NULL)
        return -1;
    Py_ssize_t word = word_of(self, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes));
    Py_DECREF(bytes);
    return word;
}

static const char Part_add_doc[] = "add(term, words, little, kind, level, sought): take a spelling as the next.";

static PyObject *
Part_add(Part *self, PyObject *args)
{
    unsigned int term;
    PyObject *words, *little;
    unsigned char kind, level, sought;
    if (!PyArg_ParseTuple(args, "IO!Obbb", &term, &PyList_Type, &words, &little, &kind, &level, &sought))
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(words);
    if (little != Py_None && (!PyList_Check(little) || PyList_GET_SIZE(little) != size)) {
        PyErr_SetString(PyExc_ValueError, "a word is little or not");
        return NULL;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_ssize_t word = word_given(self, PyList_GET_ITEM(words, at));
        if (word < 0 || part_add_word(self, (size_t)word, little != Py_None && PyList_GET_ITEM(little, at) == Py_True) < 0)
            return NULL;
    }
    if (part_add_spelling(self, term, (uint32_t)size, kind, level, sought) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static const char Part_add_phrase_doc[] = "add_phrase(term, text, kind, level, sought): take one without spaces.";

static PyObject *
Part_add_phrase(Part *self, PyObject *args)
{
    unsigned int term;
    PyObject *text;
    unsigned char kind, level, sought;
    if (!PyArg_ParseTuple(args, "IObbb", &term, &text, &kind, &level, &sought))
        return NULL;
    PyObject *bytes = bytes_of(text);
    if (bytes == NULL)
        return NULL;
    int failed = self->phrases.used > UINT32_MAX / 2 || row_add_number(&self->phrase_starts, (uint32_t)self->phrases.used) < 0
                 || row_add(&self->phrases, PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes)) < 0
                 || row_add_number(&self->parts, (self->little + self->phrases_count++) << 1 | 1) < 0
                 || part_add_spelling(self, term, 1, kind, level, sought) < 0;
    Py_DECREF(bytes);
    if (failed)
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    Py_RETURN_NONE;
}

static const char Part_hold_doc[] = "hold(words): note the words of a name of an official list.";

static PyObject *
Part_hold(Part *self, PyObject *words)
{
    if (!PyList_Check(words)) {
        PyErr_SetString(PyExc_TypeError, "words are a list");
        return NULL;
    }
    self->names_held++;
    for (Py_ssize_t at = 0; at < PyList_GET_SIZE(words); at++) {
        Py_ssize_t number = word_given(self, PyList_GET_ITEM(words, at));
        if (number < 0)
            return NULL;
        Text *word = text_at(&self->words, (size_t)number);
        word->held += word->last != self->names_held;
        word->last = self->names_held;
    }
    Py_RETURN_NONE;
}

static const char Part_columns_doc[] =
    "columns() -> tuple: the words, a line each; those held, and how often; the rows of spellings; phrases.";

static PyObject *
Part_columns(Part *self, PyObject *Py_UNUSED(none))
{
    Row words = {NULL, 0, 0}, held = {NULL, 0, 0}, times = {NULL, 0, 0};
    PyObject *answer = NULL, *columns[11] = {NULL};
    const uint32_t *order = (const uint32_t *)self->in_order.bytes;
    for (uint32_t at = 0; at < self->numbered; at++) {
        const Text *word = text_at(&self->words, order[at]);
        if ((at > 0 && row_add_byte(&words, '\n') < 0)
            || row_add(&words, self->words.letters.bytes + word->start, word->size) < 0)
            goto done;
    }
    for (size_t at = 0; at < self->words.count; at++) {
        const Text *word = text_at(&self->words, at);
        if (word->held == 0)
            continue;
        if ((times.used > 0 && row_add_byte(&held, '\n') < 0)
            || row_add(&held, self->words.letters.bytes + word->start, word->size) < 0
            || row_add_number(&times, word->held) < 0)
            goto done;
    }
    if (row_add_number(&self->phrase_starts, (uint32_t)self->phrases.used) < 0)
        goto done;
    const Row *rows[11] = {&words,       &held,         &times,        &self->parts,   &self->sizes,        &self->terms,
                           &self->kinds, &self->levels, &self->sought, &self->phrases, &self->phrase_starts};
    answer = PyTuple_New(11);
    for (int at = 0; answer != NULL && at < 11; at++) {
        columns[at] = row_bytes(rows[at]);
        if (columns[at] == NULL)
            Py_CLEAR(answer);
        else
            PyTuple_SET_ITEM(answer, at, columns[at]);
    }
    self->phrase_starts.used -= sizeof(uint32_t);
done:
    PyMem_Free(words.bytes);
    PyMem_Free(held.bytes);
    PyMem_Free(times.bytes);
    return answer;
}

/* ---- parts made one --------------------------------------------------------------------------------------- */

static const char join_words_doc[] =
    "join_words(parts) -> words, numbers: the words of all parts, a line each, and of each part the numbers of its own.";

static PyObject *
join_words(PyObject *Py_UNUSED(module), PyObject *parts)
{
    if (!PyTuple_Check(parts)) {
        PyErr_SetString(PyExc_TypeError, "parts are a tuple");
        return NULL;
    }
    Texts words = {.count = 0};
    Row joined = {NULL, 0, 0}, numbers = {NULL, 0, 0};
    PyObject *answer = NULL, *all = PyTuple_New(PyTuple_GET_SIZE(parts)), *content = NULL;
    Py_buffer part = {.buf = NULL};
    if (all == NULL || texts_begin(&words) < 0)
        goto done;
    for (Py_ssize_t number = 0; number < PyTuple_GET_SIZE(parts); number++) {
        if (PyObject_GetBuffer(PyTuple_GET_ITEM(parts, number), &part, PyBUF_SIMPLE) < 0)
            goto done;
        numbers.used = 0;
        for (const char *at = part.buf, *end = at + part.len; at < end;) {
            const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline != NULL ? newline : end;
            size_t before = words.count;
            Py_ssize_t word = texts_put(&words, at, (size_t)(stop - at));
            if (word < 0 || row_add_number(&numbers, (uint32_t)word) < 0
                || (words.count != before
                    && ((before > 0 && row_add_byte(&joined, '\n') < 0) || row_add(&joined, at, (size_t)(stop - at)) < 0)))
                goto done;
            at = stop + 1;
        }
        PyObject *own = row_bytes(&numbers);
        if (own == NULL)
            goto done;
        PyTuple_SET_ITEM(all, number, own);
        PyBuffer_Release(&part);
    }
    content = row_bytes(&joined);
    if (content != NULL)
        answer = PyTuple_Pack(2, content, all);
done:
    if (part.obj != NULL)
        PyBuffer_Release(&part);
    Py_XDECREF(content);
    Py_XDECREF(all);
    PyMem_Free(joined.bytes);
    PyMem_Free(numbers.bytes);
    texts_end(&words);
    return answer;
}

static const char renumber_doc[] =
    "renumber(parts, numbers, words, little, phrases) -> bytes: the parts of spellings by the numbers of all.";

static PyObject *
renumber(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer parts, numbers;
    unsigned int words, little, phrases;
    if (!PyArg_ParseTuple(args, "y*y*III", &parts, &numbers, &words, &little, &phrases))
        return NULL;
    PyObject *answer = NULL;
    size_t size = (size_t)parts.len / 4, own = (size_t)numbers.len / 4;
    if (words > INT32_MAX / 2 || little > 255 || phrases > INT32_MAX / 2) {
        PyErr_SetString(PyExc_ValueError, "more than can be numbered");
        goto done;
    }
    answer = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(4 * size));
    if (answer == NULL)
        goto done;
    for (size_t at = 0; at < size; at++) {
        uint32_t part, number, new; /* rows that came from a process may begin anywhere */
        memcpy(&part, (const char *)parts.buf + 4 * at, 4);
        number = part >> 1;
        if (part & 1)
            new = number < little ? (words + number) << 1 | 1 : (words + number + phrases) << 1;
        else if (number < own) {
            memcpy(&new, (const char *)numbers.buf + 4 * (size_t)number, 4);
            new <<= 1;
        }
        else {
            PyErr_SetString(PyExc_ValueError, "no such word");
            Py_CLEAR(answer);
            goto done;
        }
        memcpy(PyBytes_AS_STRING(answer) + 4 * at, &new, 4);
    }
done:
    PyBuffer_Release(&parts);
    PyBuffer_Release(&numbers);
    return answer;
}

/* ---- terms of entries as stored --------------------------------------------------------------------------- */

#define MARKS 5 /* around a field each: aliases, what is behind them, list, name, what is behind it */

typedef struct {
    const char *at, *end;
} Part_of; /* of an entry */

typedef struct {
    Part_of aliases;
    uint32_t next; /* one more than the number of the next of the same name; 0: there is none */
} Aliases;

typedef struct {
    uint32_t first, last; /* as `next` */
} Ends;

/* Return where a text begins in another, NULL where it does not. */
static const char *
find_in(const char *at, const char *end, const Part_of *mark)
{
    size_t size = (size_t)(mark->end - mark->at);
    for (; (size_t)(end - at) >= size && (at = memchr(at, *mark->at, (size_t)(end - at) - size + 1)) != NULL; at++)
        if (memcmp(at, mark->at, size) == 0)
            return at;
    return NULL;
}

/* Cut aliases, list and name out of an entry, see written_names.py. Returns 0 where it is not written as expected. */
static int
cut_entry(const char *at, const char *end, const Part_of *marks, Part_of *aliases, Part_of *listed, Part_of *name)
{
    const char *found[MARKS];
    for (int mark = 0; mark < MARKS; mark++)
        if ((found[mark] = at = find_in(at, end, &marks[mark])) == NULL)
            return 0;
    *aliases = (Part_of){found[0] + (marks[0].end - marks[0].at), found[1]};
    *listed = (Part_of){found[2] + (marks[2].end - marks[2].at) - 1, found[3] + 1};
    *name = (Part_of){found[3] + (marks[3].end - marks[3].at) - 1, found[4] + 1};
    return aliases->at <= aliases->end && listed->at < listed->end && name->at < name->end;
}

/* Return where the text in quotation marks ends that begins there; NULL where none does. */
static const char *
end_of_text(const char *at, const char *end)
{
    if (at == end || *at != '"')
        return NULL;
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\';
    return at < end ? at + 1 : NULL;
}

/* Write the key of a name with its aliases, as distinct.keys_of_written does. Returns 0 where an alias is not written as
   expected, -1 on failure. */
static int
write_key(Row *key, Texts *met, uint32_t number, const Texts *names, const Row *chain, uint32_t first, const Part_of *kind,
          int official)
{
    const Text *name = text_at(names, number);
    key->used = 0;
    if (row_add_byte(key, '[') < 0 || row_add(key, names->letters.bytes + name->start, name->size) < 0
        || row_add_byte(key, ',') < 0 || row_add(key, kind->at, (size_t)(kind->end - kind->at)) < 0)
        return -1;
    int more = 0;
    for (uint32_t link = first; link != 0; link = ((Aliases *)chain->bytes)[link - 1].next) {
        Part_of left = ((Aliases *)chain->bytes)[link - 1].aliases;
        while (left.at < left.end) {
            const char *text = left.at, *stop = end_of_text(text, left.end);
            if (stop == NULL || (stop < left.end && (left.end - stop < 3 || memcmp(stop, ", ", 2) != 0)))
                return 0;
            left.at = stop < left.end ? stop + 2 : stop;
            size_t size = (size_t)(stop - text);
            if (size == name->size && memcmp(text, names->letters.bytes + name->start, size) == 0)
                continue;
            Py_ssize_t alias = texts_put(met, text, size);
            if (alias < 0)
                return -1;
            Text *held = text_at(met, (size_t)alias);
            if (held->last == number + 1)
                continue;
            held->last = number + 1;
            if (row_add(key, more ? "," : official ? ",1,[" : ",0,[", more ? 1 : 4) < 0 || row_add(key, text, size) < 0)
                return -1;
            more = 1;
        }
    }
    const char *end = more ? "]]" : official ? ",1]" : "]";
    return row_add(key, end, strlen(end)) < 0 ? -1 : 1;
}

static const char written_keys_doc[] =
    "written_keys(entries, marks, listed, kind, official) -> list of bytes: see distinct.keys_of_entries; None where an\n"
    "entry is not written as expected.";

static PyObject *
written_keys(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *entries;
    Part_of marks[MARKS], wanted, kind;
    Py_ssize_t sizes[MARKS], of_wanted, of_kind;
    int official;
    if (!PyArg_ParseTuple(args, "O!(y#y#y#y#y#)y#y#p", &PyList_Type, &entries, &marks[0].at, &sizes[0], &marks[1].at, &sizes[1],
                          &marks[2].at, &sizes[2], &marks[3].at, &sizes[3], &marks[4].at, &sizes[4], &wanted.at, &of_wanted,
                          &kind.at, &of_kind, &official))
        return NULL;
    for (int mark = 0; mark < MARKS; mark++) {
        marks[mark].end = marks[mark].at + sizes[mark];
        if (sizes[mark] == 0) {
            PyErr_SetString(PyExc_ValueError, "a mark is a text");
            return NULL;
        }
    }
    kind.end = kind.at + of_kind;
    Texts names = {.count = 0}, met = {.count = 0};
    Row chain = {NULL, 0, 0}, of_name = {NULL, 0, 0}, key = {NULL, 0, 0};
    PyObject *answer = NULL;
    int is_fine = 1;
    if (texts_begin(&names) < 0 || texts_begin(&met) < 0)
        goto done;
    for (Py_ssize_t at = 0; is_fine && at < PyList_GET_SIZE(entries); at++) {
        PyObject *entry = PyList_GET_ITEM(entries, at);
        Part_of aliases, listed, name;
        Py_ssize_t size;
        const char *text = PyUnicode_Check(entry) ? PyUnicode_AsUTF8AndSize(entry, &size) : NULL;
        if (text == NULL) { /* half a character, say */
            PyErr_Clear();
            is_fine = 0;
            break;
        }
        is_fine = cut_entry(text, text + size, marks, &aliases, &listed, &name);
        if (!is_fine
            || (of_wanted > 0
                && (listed.end - listed.at != of_wanted || memcmp(listed.at, wanted.at, (size_t)of_wanted) != 0)))
            continue;
        size_t before = names.count;
        Py_ssize_t number = texts_put(&names, name.at, (size_t)(name.end - name.at));
        Ends none = {0, 0};
        if (number < 0 || (names.count != before && row_add(&of_name, &none, sizeof(none)) < 0))
            goto done;
        if (aliases.at == aliases.end)
            continue;
        Aliases link = {aliases, 0};
        if (row_add(&chain, &link, sizeof(link)) < 0)
            goto done;
        Ends *ends = (Ends *)of_name.bytes + number;
        uint32_t new = (uint32_t)(chain.used / sizeof(link));
        if (ends->first == 0)
            ends->first = new;
        else
            ((Aliases *)chain.bytes)[ends->last - 1].next = new;
        ends->last = new;
    }
    answer = is_fine ? PyList_New((Py_ssize_t)names.count) : NULL;
    for (size_t number = 0; answer != NULL && number < names.count; number++) {
        int written = write_key(&key, &met, (uint32_t)number, &names, &chain, ((Ends *)of_name.bytes)[number].first, &kind,
                                official);
        PyObject *bytes = written > 0 ? row_bytes(&key) : NULL;
        if (bytes == NULL) {
            is_fine = written != 0;
            Py_CLEAR(answer);
            break;
        }
        PyList_SET_ITEM(answer, (Py_ssize_t)number, bytes);
    }
    if (!is_fine)
        answer = Py_NewRef(Py_None);
done:
    PyMem_Free(key.bytes);
    PyMem_Free(of_name.bytes);
    PyMem_Free(chain.bytes);
    texts_end(&met);
    texts_end(&names);
    return answer;
}

/* ---- the module ------------------------------------------------------------------------------------------- */

static PyType_Slot facts_slots[] = {
    {Py_tp_doc, "Facts(said, little): what is known of words and texts, see plainnames.py."},
    {Py_tp_new, Facts_new},
    {Py_tp_dealloc, Facts_dealloc},
    {0, NULL},
};

static PyType_Spec facts_spec = {
    .name = "watchlists._spelled.Facts",
    .basicsize = sizeof(Facts),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = facts_slots,
};

static PyMethodDef part_methods[] = {
    {"take", (PyCFunction)Part_take, METH_VARARGS, Part_take_doc},
    {"add", (PyCFunction)Part_add, METH_VARARGS, Part_add_doc},
    {"add_phrase", (PyCFunction)Part_add_phrase, METH_VARARGS, Part_add_phrase_doc},
    {"hold", (PyCFunction)Part_hold, METH_O, Part_hold_doc},
    {"columns", (PyCFunction)Part_columns, METH_NOARGS, Part_columns_doc},
    {NULL},
};

static PyType_Slot part_slots[] = {
    {Py_tp_doc, "Part(facts, letters, little): spellings in the making; see spelled.SpelledPart."},
    {Py_tp_new, Part_new},
    {Py_tp_dealloc, Part_dealloc},
    {Py_tp_methods, part_methods},
    {0, NULL},
};

static PyType_Spec part_spec = {
    .name = "watchlists._spelled.Part",
    .basicsize = sizeof(Part),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = part_slots,
};

static int
spelled_exec(PyObject *module)
{
    PyType_Spec *specs[] = {&facts_spec, &part_spec};
    for (size_t at = 0; at < sizeof(specs) / sizeof(*specs); at++) {
        PyObject *type = PyType_FromModuleAndSpec(module, specs[at], NULL);
        int added = type == NULL ? -1 : PyModule_AddType(module, (PyTypeObject *)type);
        Py_XDECREF(type);
        if (added < 0)
            return -1;
    }
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyMethodDef spelled_functions[] = {
    {"join_words", join_words, METH_O, join_words_doc},
    {"renumber", renumber, METH_VARARGS, renumber_doc},
    {"written_keys", written_keys, METH_VARARGS, written_keys_doc},
    {NULL},
};

static PyModuleDef_Slot spelled_slots[] = {
    {Py_mod_exec, spelled_exec},
    {0, NULL},
};

static struct PyModuleDef spelled_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._spelled",
    .m_doc = "Spellings in the making, compiled.",
    .m_methods = spelled_functions,
    .m_slots = spelled_slots,
};

PyMODINIT_FUNC
PyInit__spelled(void)
{
    return PyModuleDef_Init(&spelled_module);
}
