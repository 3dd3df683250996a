/* What every new name goes through, compiled: how it is cut into words, how these are spelled, what their tokens are,
   and which of them count.

   Each is the same as its form in Python (`plain` is what `prepared` does with any name, `transliterate.spelling`,
   `tokens.Token`, `name.counted`), which runs where there was no compiler; tests hold the two against one another. What is rare is
   left to Python: all answer None for very long or very many words, `plain` for a name in which anything but words and
   what parts them stands, `counted` for short forms and repeated words. */

#include "_slots.h"

#include <string.h>

#include "_tokens.c"

/* Raised with `NAMES_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 3

/* ---- a plain name in words ----------------------------------------------------------------------------------- */

#define LONGEST_NAME 240 /* characters */
#define MOST_PLAIN 32    /* words */
#define LONG_NUMBER 5    /* figures of what may be a number in a register */
#define MOST_MET 100000  /* words held, as in `tokens.py` and `plain.py`, which empty their tables then */
#define SYLLABLES 4      /* words from which a name may be written by syllables, as in `aloud.py` */
#define SYLLABLE 6       /* letters of one */

typedef enum { LETTER, CYRILLIC, FIGURE, SIGN, BETWEEN, COMMA, POINT, AND, APOSTROPHE, ODD } Sort;

/* Return what a character is in a name, and write it as `folded.fold` does. */
static inline Sort
sort_of(Py_UCS4 *character)
{
    Py_UCS4 c = *character;
    if (c < 128) {
        if (c >= 'a' && c <= 'z')
            return LETTER;
        if (c >= 'A' && c <= 'Z') {
            *character = c + 32;
            return LETTER;
        }
        if (c >= '0' && c <= '9')
            return FIGURE;
        switch (c) {
        case ',':
            return COMMA;
        case '.':
            return POINT;
        case '&':
            return AND;
        case '\'':
            return APOSTROPHE;
        case '_': /* no word, but what stands beside it does not begin one for a pattern */
        case ':':
        case ';':
        case '/':
        case '(':
        case '[':
        case '`':
            return ODD;
        default:
            return BETWEEN;
        }
    }
    if (c >= 0x410 && c <= 0x42f) {
        *character = c + 0x20;
        return CYRILLIC;
    }
    if (c >= 0x430 && c <= 0x44f)
        return CYRILLIC;
    switch (c) {
    case 0x404: /* Ukrainian letters */
    case 0x406:
    case 0x407:
        *character = c + 0x50;
        return CYRILLIC;
    case 0x454:
    case 0x456:
    case 0x457:
        return CYRILLIC;
    case 0xa0: /* a blank, and quotation marks */
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x2039:
    case 0x203a:
    case 0x2013: /* dashes */
    case 0x2014:
        return BETWEEN;
    case 0x2018: /* apostrophes */
    case 0x2019:
    case 0x2bb:
    case 0x2bc:
        return APOSTROPHE;
    default:
        return ODD;
    }
}

typedef struct {
    PyObject *words[MOST_PLAIN]; /* held */
    Py_ssize_t size, longest;
    PyObject *known; /* the table that words are looked up in, borrowed */
    PyObject *special; /* words whose entry in it Python makes, borrowed; NULL for all */
    State *state;
    PyObject *met, *type, *tables; /* the tokens of all words, their class and what they are made with, borrowed */
    PyObject *behind; /* words that are one with the last, held; NULL where there are none */
    int aloud;       /* a word is one of pinyin */
} Plain;

/* Take what a table says of a word apart: (its token, the words that are one with it or None, whether it is pinyin). */
static int
read_watched(Plain *found, PyObject *watched, PyObject **token)
{
    if (PyTuple_GET_SIZE(watched) != 3) {
        PyErr_SetString(PyExc_TypeError, "a watched word is (token, words behind it, pinyin)");
        return FAILED;
    }
    PyObject *behind = PyTuple_GET_ITEM(watched, 1);
    int aloud = PyObject_IsTrue(PyTuple_GET_ITEM(watched, 2));
    if (aloud < 0)
        return FAILED;
    found->aloud |= aloud;
    found->behind = behind == Py_None ? NULL : Py_NewRef(behind);
    *token = Py_NewRef(PyTuple_GET_ITEM(watched, 0));
    return DONE;
}

/* Return what a table is to hold of a word that it lacks, and put it there: its token, which is made here where Python has
   nothing to say to it (`plain._Words`, `tokens._Tokens`). */
static PyObject *
learn_word(const Plain *found, PyObject *text)
{
    int full = PyDict_GET_SIZE(found->met) >= MOST_MET || PyDict_GET_SIZE(found->known) >= MOST_MET;
    int special = found->special == NULL || full ? 1 : PySet_Contains(found->special, text);
    if (special)
        return special < 0 ? NULL : PyObject_GetItem(found->known, text);
    PyObject *token = Py_XNewRef(PyDict_GetItemWithError(found->met, text));
    if (token == NULL && !PyErr_Occurred()) {
        token = make_token(found->state, found->type, text, found->tables);
        if (token == Py_None) {
            Py_DECREF(token);
            return PyObject_GetItem(found->known, text);
        }
        if (token != NULL && PyDict_SetItem(found->met, text, token) < 0)
            Py_CLEAR(token);
    }
    if (token != NULL && PyDict_SetItem(found->known, text, token) < 0)
        Py_CLEAR(token);
    return token;
}

/* Put the token of a word behind the others; LEFT_TO_PYTHON for one that its neighbours change. */
static int
put_word(Plain *found, const Py_UCS2 *word, Py_ssize_t size)
{
    if (found->size == MOST_PLAIN)
        return LEFT_TO_PYTHON;
    PyObject *text = PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, word, size);
    if (text == NULL)
        return FAILED;
    int one_with_last = found->behind == NULL ? 0 : PySequence_Contains(found->behind, text), status = DONE;
    Py_CLEAR(found->behind);
    PyObject *known = one_with_last ? NULL : PyDict_GetItemWithError(found->known, text), *token = NULL;
    Py_XINCREF(known);
    if (known == NULL && !one_with_last && !PyErr_Occurred())
        known = learn_word(found, text);
    Py_DECREF(text);
    if (known == NULL)
        return one_with_last > 0 ? LEFT_TO_PYTHON : FAILED;
    if (known == Py_None)
        status = LEFT_TO_PYTHON;
    else if (PyTuple_Check(known))
        status = read_watched(found, known, &token);
    else
        token = Py_NewRef(known);
    Py_DECREF(known);
    if (status != DONE)
        return status;
    found->words[found->size++] = token;
    found->longest = size > found->longest ? size : found->longest;
    return DONE;
}

/* Whether a word may be the "no." or "nr." of a number, which is dropped. */
static inline int
may_number(const Py_UCS2 *word, Py_ssize_t size)
{
    return size > 1 && word[0] == 'n' && (word[1] == 'o' || word[1] == 'r')
           && (size == 2 || (word[2] >= '0' && word[2] <= '9'));
}

/* What stands in a name, told before its words are looked up: whether it may be read here at all. */
typedef struct {
    int latin, cyrillic, figures, comma, point;
} Holds;

static int
look_over(PyObject *name, Py_UCS2 *folded, unsigned char *sorts, Holds *holds)
{
    int kind = PyUnicode_KIND(name);
    const void *data = PyUnicode_DATA(name);
    Py_ssize_t length = PyUnicode_GET_LENGTH(name);
    int figures_together = 0;
    for (Py_ssize_t at = 0; at < length; at++) {
        Py_UCS4 character = PyUnicode_READ(kind, data, at);
        Sort sort = sort_of(&character);
        folded[at] = (Py_UCS2)character;
        sorts[at] = (unsigned char)sort;
        figures_together = sort == FIGURE ? figures_together + 1 : sort == APOSTROPHE ? figures_together : 0;
        switch (sort) {
        case LETTER:
            holds->latin = 1;
            break;
        case CYRILLIC:
            holds->cyrillic = 1;
            break;
        case FIGURE: /* behind a comma it may be of an address */
            holds->figures = 1;
            if (holds->comma || figures_together == LONG_NUMBER)
                return LEFT_TO_PYTHON;
            break;
        case COMMA:
            holds->comma = 1;
            break;
        case POINT:
            holds->point = 1;
            break;
        case ODD:
            return LEFT_TO_PYTHON;
        default:
            break;
        }
    }
    return holds->latin && holds->cyrillic ? LEFT_TO_PYTHON : DONE;
}

static inline int
in_word(unsigned char sort)
{
    return sort == LETTER || sort == CYRILLIC || sort == FIGURE;
}

/* Cut a name that was looked over into words; `letters`: all of them together. */
static int
cut(Py_ssize_t length, const Py_UCS2 *folded, const unsigned char *sorts, const Holds *holds, Plain *found,
    Py_UCS2 *letters, Py_ssize_t *count)
{
    static const Py_UCS2 also[] = {'a', 'n', 'd'};
    Py_ssize_t begun = 0;
    int last_is_i = 0, status = DONE;
    for (Py_ssize_t at = 0; at <= length && status == DONE; at++) {
        if (at < length && in_word(sorts[at])) {
            letters[(*count)++] = folded[at];
            continue;
        }
        if (at > 0 && at + 1 < length && sorts[at] == APOSTROPHE && in_word(sorts[at - 1]) && in_word(sorts[at + 1]))
            continue;
        Py_ssize_t size = *count - begun;
        const Py_UCS2 *word = letters + begun;
        if (size > LONGEST || (holds->figures && may_number(word, size))
            || (size == 1 && holds->point && holds->cyrillic)) /* an initial, most likely */
            return LEFT_TO_PYTHON;
        if (size) {
            last_is_i = size == 1 && word[0] == 'i';
            begun = *count;
            status = put_word(found, word, size);
        }
        if (status == DONE && at < length && sorts[at] == AND) {
            last_is_i = 0;
            status = holds->cyrillic ? LEFT_TO_PYTHON : put_word(found, also, 3);
        }
    }
    return status == DONE && (found->size == 0 || (last_is_i && found->size > 1)) ? LEFT_TO_PYTHON : status;
}

/* ---- spelling ---------------------------------------------------------------------------------------------- */

static inline int
is_ascii(PyObject *text)
{
    return PyUnicode_Check(text) && PyUnicode_IS_ASCII(text);
}

PyDoc_STRVAR(spelled_doc, "spelled(word, groups): return the one spelling of a word in ASCII letters. `groups`: for each "
                          "of the first 128 characters the (written, meant) that begin with it, the longest first; "
                          "None: it is left to Python.");

/* Return None for what is left to Python. */
static PyObject *
spelling_of(PyObject *source, PyObject *groups)
{
    char text[2 * LONGEST + 8];
    Py_ssize_t size = 0, at = 0;
    if (PyTuple_GET_SIZE(groups) != 128) {
        PyErr_SetString(PyExc_ValueError, "there are groups for each of 128 characters");
        return NULL;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(source);
    if (!PyUnicode_IS_ASCII(source) || length > LONGEST)
        return Py_NewRef(Py_None);
    char word[LONGEST + 1];
    memcpy(word, PyUnicode_1BYTE_DATA(source), (size_t)length + 1);
    if (word[0] == 'y' && word[1] == 'o')
        word[0] = 'i';
    while (at < length) {
        PyObject *known = PyTuple_GET_ITEM(groups, (unsigned char)word[at]);
        const char *meant = word + at;
        Py_ssize_t count = PyTuple_Check(known) ? PyTuple_GET_SIZE(known) : 0, used = 1, given = 1;
        for (Py_ssize_t n = 0; n < count; n++) {
            PyObject *group = PyTuple_GET_ITEM(known, n), *from = NULL, *to = NULL;
            if (PyTuple_Check(group) && PyTuple_GET_SIZE(group) == 2) {
                from = PyTuple_GET_ITEM(group, 0);
                to = PyTuple_GET_ITEM(group, 1);
            }
            if (from == NULL || !is_ascii(from) || !is_ascii(to)) {
                PyErr_SetString(PyExc_TypeError, "a group is (written, meant), in ASCII");
                return NULL;
            }
            Py_ssize_t taken = PyUnicode_GET_LENGTH(from);
            if (taken > 0 && taken <= length - at
                && memcmp(word + at, PyUnicode_1BYTE_DATA(from), (size_t)taken) == 0) {
                meant = (const char *)PyUnicode_1BYTE_DATA(to);
                used = taken;
                given = PyUnicode_GET_LENGTH(to);
                break;
            }
        }
        for (Py_ssize_t n = 0; n < given; n++) { /* what is doubled is written once */
            if (size == (Py_ssize_t)sizeof text)
                return Py_NewRef(Py_None);
            if (size == 0 || text[size - 1] != meant[n])
                text[size++] = meant[n];
        }
        at += used;
    }
    if (size > 2 && text[size - 1] == 'f' && (text[size - 2] == 'o' || text[size - 2] == 'e'))
        text[size - 1] = 'v';
    else if (size > 2 && text[size - 1] == 'h' && strchr("aeiu", text[size - 2]) != NULL)
        size--;
    if (size == 0 || (size == length && memcmp(text, PyUnicode_1BYTE_DATA(source), (size_t)size) == 0))
        return Py_NewRef(source); /* one text for both: less to hold, and its hash is known */
    return PyUnicode_DecodeASCII(text, size, "strict");
}

static PyObject *
spelled(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *source, *groups;
    return PyArg_ParseTuple(args, "UO!", &source, &PyTuple_Type, &groups) ? spelling_of(source, groups) : NULL;
}

/* ---- what of a name counts --------------------------------------------------------------------------------- */

/* Whether these are the stems of the words from `at` on; the first is, since forms are filed under it. */
static int
begins(State *state, PyObject *words, Py_ssize_t at, PyObject *stems)
{
    Py_ssize_t size = PyTuple_GET_SIZE(stems);
    if (size > PyList_GET_SIZE(words) - at)
        return 0;
    for (Py_ssize_t n = 1; n < size; n++) {
        PyObject *stem = attribute(state, PyList_GET_ITEM(words, at + n), STEM);
        int same = stem == NULL ? FAILED : PyObject_RichCompareBool(stem, PyTuple_GET_ITEM(stems, n), Py_EQ);
        Py_XDECREF(stem);
        if (same <= 0)
            return same;
    }
    return 1;
}

typedef struct {
    PyObject *forms, *ident, *key, *text; /* held */
    double weight;
    char kind;
    int brief; /* fewer than three letters */
} Counted;

static int
read_counted(State *state, PyObject *token, Counted *word)
{
    Text kind = {0}, text = {0};
    int status = DONE;
    memset(word, 0, sizeof *word);
    word->forms = attribute(state, token, FORMS);
    word->ident = attribute(state, token, IDENT);
    word->key = attribute(state, token, KEY);
    PyObject *phrase = attribute(state, token, PHRASE);
    if (!word->forms || !word->ident || !word->key || !phrase)
        status = FAILED;
    else if (!PyTuple_Check(word->forms) || !PyUnicode_Check(word->ident) || !PyTuple_Check(phrase)
             || PyTuple_GET_SIZE(phrase))
        status = LEFT_TO_PYTHON;
    else if ((status = read_text(state, token, KIND, 1, &kind)) == DONE
             && (status = read_text(state, token, TEXT, PY_SSIZE_T_MAX, &text)) == DONE) {
        word->kind = kind.at[0];
        word->brief = text.size < 3;
        word->weight = number_of(state, token, WEIGHT, &status);
    }
    word->text = text.held;
    Py_XDECREF(phrase);
    Py_XDECREF(kind.held);
    return status;
}

/* Mark the words of legal forms as taken and list their families (`prepared._take_forms`). */
static int
take_forms(State *state, PyObject *words, const Counted *read, char *taken, PyObject *families)
{
    Py_ssize_t size = PyList_GET_SIZE(words), kept = 0;
    for (Py_ssize_t at = 0, step; at < size; at += step) {
        step = 1;
        Py_ssize_t count = PyTuple_GET_SIZE(read[at].forms), found = -1;
        for (Py_ssize_t n = 0; n < count && found < 0; n++) {
            PyObject *form = PyTuple_GET_ITEM(read[at].forms, n), *stems = NULL, *family = NULL;
            if (PyTuple_Check(form) && PyTuple_GET_SIZE(form) == 2) {
                stems = PyTuple_GET_ITEM(form, 0);
                family = PyTuple_GET_ITEM(form, 1);
            }
            if (stems == NULL || !PyTuple_Check(stems) || !PyUnicode_Check(family)) {
                PyErr_SetString(PyExc_TypeError, "a legal form is (stems, family)");
                return FAILED;
            }
            Py_ssize_t length = PyTuple_GET_SIZE(stems);
            int inside = kept && at + 1 < size && !PyTuple_GET_SIZE(read[at + 1].forms);
            int fits = length == 1 ? !(read[at].brief && inside) : begins(state, words, at, stems);
            if (fits < 0)
                return FAILED;
            if (!fits || length == 0)
                continue;
            found = n;
            step = length;
            memset(taken + at, 1, (size_t)length);
            if (PyUnicode_CompareWithASCIIString(family, "company") != 0 && PyList_Append(families, family) < 0)
                return FAILED;
        }
        kept += found < 0;
    }
    return DONE;
}

/* Return the words that are kept: the same list where all are. */
static PyObject *
kept_of(PyObject *words, const char *dropped, int any)
{
    if (!any)
        return Py_NewRef(words);
    PyObject *kept = PyList_New(0);
    for (Py_ssize_t at = 0; kept != NULL && at < PyList_GET_SIZE(words); at++)
        if (!dropped[at] && PyList_Append(kept, PyList_GET_ITEM(words, at)) < 0)
            Py_CLEAR(kept);
    return kept;
}

typedef struct {
    char at[MOST_WORDS * LONGEST];
    Py_ssize_t size;
} Joined;

/* Write a word behind the others; LEFT_TO_PYTHON when it is not ASCII, or there is no room. */
static int
put_behind(Joined *to, PyObject *word)
{
    if (!PyUnicode_Check(word) || !PyUnicode_IS_ASCII(word))
        return LEFT_TO_PYTHON;
    Py_ssize_t size = PyUnicode_GET_LENGTH(word);
    if (size > (Py_ssize_t)sizeof to->at - to->size)
        return LEFT_TO_PYTHON;
    memcpy(to->at + to->size, PyUnicode_1BYTE_DATA(word), (size_t)size);
    to->size += size;
    return DONE;
}

/* Sum up the words that count; LEFT_TO_PYTHON where two mean the same, or none counts. */
static int
sum_up(const Counted *read, Py_ssize_t size, const char *dropped, double *total, Joined *keys, PyObject *numbers)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        if (dropped[at])
            continue;
        for (Py_ssize_t before = 0; before < at; before++)
            if (!dropped[before] && PyUnicode_Compare(read[before].ident, read[at].ident) == 0)
                return LEFT_TO_PYTHON;
        count++;
        *total += read[at].weight;
        int status = put_behind(keys, read[at].key);
        if (status != DONE)
            return status;
        if (read[at].kind == '#' && PyList_Append(numbers, read[at].ident) < 0)
            return FAILED;
    }
    return count ? DONE : LEFT_TO_PYTHON;
}

typedef struct {
    PyObject *rest, *families, *tokens, *numbers; /* held */
    Joined keys, texts;
    double total;
} Count;

static void
let_count_go(Count *count)
{
    Py_XDECREF(count->rest);
    Py_XDECREF(count->families);
    Py_XDECREF(count->tokens);
    Py_XDECREF(count->numbers);
}

/* Tell which words of a list count; DONE, LEFT_TO_PYTHON or FAILED. */
static int
count_words(State *state, PyObject *words, Count *count)
{
    Counted read[MOST_WORDS];
    char taken[MOST_WORDS] = {0}, dropped[MOST_WORDS] = {0};
    int any_taken = 0, any_dropped = 0, status = DONE;
    count->rest = count->tokens = count->families = count->numbers = NULL;
    count->total = 0.0;
    count->keys.size = count->texts.size = 0;
    Py_ssize_t size = PyList_GET_SIZE(words), known = 0;
    if (size > MOST_WORDS)
        return LEFT_TO_PYTHON;
    count->families = PyList_New(0);
    count->numbers = PyList_New(0);
    if (!count->families || !count->numbers)
        status = FAILED;
    while (status == DONE && known < size && known < PyList_GET_SIZE(words)) {
        status = read_counted(state, PyList_GET_ITEM(words, known), &read[known]);
        known++;
    }
    if (status == DONE)
        status = take_forms(state, words, read, taken, count->families);
    for (Py_ssize_t at = 0; at < known; at++) {
        any_taken |= taken[at];
        dropped[at] = taken[at] || (status == DONE && read[at].kind == 'x');
        any_dropped |= dropped[at] && !taken[at];
    }
    if (status == DONE)
        status = sum_up(read, size, dropped, &count->total, &count->keys, count->numbers);
    for (Py_ssize_t at = 0; status == DONE && at < size; at++)
        if (!taken[at])
            status = put_behind(&count->texts, read[at].text);
    if (status == DONE
        && ((count->rest = kept_of(words, taken, any_taken)) == NULL
            || (count->tokens = any_dropped ? kept_of(words, dropped, 1) : Py_NewRef(count->rest)) == NULL))
        status = FAILED;
    for (Py_ssize_t at = 0; at < known; at++) {
        Py_XDECREF(read[at].forms);
        Py_XDECREF(read[at].ident);
        Py_XDECREF(read[at].key);
        Py_XDECREF(read[at].text);
    }
    return status;
}

PyDoc_STRVAR(counted_doc, "counted(words): return (the words without legal forms, the families of these, those that count, "
                          "their keys together, their weight, the numbers, all but the forms together); None: it is "
                          "left to Python.");

static PyObject *
counted(PyObject *module, PyObject *words)
{
    Count count;
    PyObject *answer = NULL;
    if (!PyList_Check(words))
        return Py_NewRef(Py_None);
    int status = count_words(PyModule_GetState(module), words, &count);
    if (status == DONE)
        answer = Py_BuildValue("OOOs#dOs#", count.rest, count.families, count.tokens, count.keys.at, count.keys.size,
                               count.total, count.numbers, count.texts.at, count.texts.size);
    else if (status == LEFT_TO_PYTHON)
        answer = Py_NewRef(Py_None);
    let_count_go(&count);
    return answer;
}

/* ---- a plain name ------------------------------------------------------------------------------------------ */

/* What a name is made with: its class, a set of nothing, the bodies by their names, the set of legal forms of a tuple
   of them, and what words of pinyin are in translation. */
typedef struct {
    PyObject *type, *none, *bodies, *family, *translated, *academy, *business;
} Making;

#define MAKING 12 /* the length of `plain._asked` */

/* Whether the words of a name mean something as pinyin; FAILED with an exception set. */
static int
is_translated(State *state, const Making *with, PyObject *words)
{
    PyObject *texts = PyList_New(PyList_GET_SIZE(words)), *meant = NULL;
    for (Py_ssize_t at = 0; texts != NULL && at < PyList_GET_SIZE(words); at++) {
        PyObject *text = attribute(state, PyList_GET_ITEM(words, at), TEXT);
        if (text == NULL)
            Py_CLEAR(texts);
        else
            PyList_SET_ITEM(texts, at, text);
    }
    if (texts != NULL)
        meant = PyObject_CallOneArg(with->translated, texts);
    int any = meant == NULL ? FAILED : PyObject_IsTrue(meant);
    Py_XDECREF(texts);
    Py_XDECREF(meant);
    return any;
}

/* Find the body of a name of no body by its words without those for lines of business, and by the rest of Python's rules
   where they may hold (`name.Name.find_body`). Returns NULL for none, or with an exception set. */
static PyObject *
find_body(State *state, const Making *with, const Count *count, PyObject *words, PyObject *name, PyObject *letters)
{
    int ask = PyList_GET_SIZE(count->numbers) || (count->keys.size && strchr("0123456789", count->keys.at[count->keys.size - 1]));
    Py_ssize_t size = PyList_GET_SIZE(count->tokens), own = 0;
    Joined together;
    together.size = 0;
    for (Py_ssize_t at = 0; !ask && at < PyList_GET_SIZE(words); at++) {
        PyObject *text = attribute(state, PyList_GET_ITEM(words, at), TEXT);
        ask = text == NULL ? FAILED : PySet_Contains(with->academy, text);
        Py_XDECREF(text);
    }
    for (Py_ssize_t at = 0; !ask && at < size; at++) {
        PyObject *ident = attribute(state, PyList_GET_ITEM(count->tokens, at), IDENT);
        PyObject *text = ident == NULL ? NULL : attribute(state, PyList_GET_ITEM(count->tokens, at), TEXT);
        int is_business = text == NULL ? FAILED : PySet_Contains(with->business, ident);
        own += !is_business;
        ask = is_business < 0 ? FAILED : is_business ? 0 : put_behind(&together, text) != DONE;
        Py_XDECREF(ident);
        Py_XDECREF(text);
    }
    if (ask > 0) {
        PyObject *asked = PyObject_CallMethodOneArg(name, state->find_body, letters);
        Py_XDECREF(asked);
        return asked == NULL ? NULL : attribute(state, name, BODY);
    }
    if (ask < 0 || own == 0 || own == size)
        return NULL;
    PyObject *text = PyUnicode_FromStringAndSize(together.at, together.size);
    PyObject *firm = text == NULL ? NULL : PyDict_GetItemWithError(with->bodies, text);
    Py_XDECREF(text);
    long number = firm == NULL ? 0 : PyLong_AsLong(firm);
    return number > 0 ? PyLong_FromLong(-number) : NULL;
}

typedef enum { N_ASIDE, N_BODY, N_FORMS, N_HAN, N_JOINED, N_NUMBERS, N_REGISTERED, N_REST, N_SCRIPT, N_STATED, N_TOKENS,
               N_TOTAL, N_WORDS, NAME_HELD } NameHeld;
static const Attribute NAME_NAMES[NAME_HELD] = {ASIDE, BODY, FORMS, HAN, JOINED_KEYS, NUMBERS, REGISTERED,
                                                REST, SCRIPT, STATED, TOKENS, TOTAL, WORDS};

/* Make a name whose words were counted (`name.Name.__init__`). */
static PyObject *
make_name(State *state, const Making *with, const Count *count, PyObject *words, PyObject *letters)
{
    PyObject *held[NAME_HELD];
    PyObject *numbers = PyList_GET_SIZE(count->numbers) ? PyFrozenSet_New(count->numbers) : Py_NewRef(with->none);
    PyObject *forms = Py_NewRef(with->none), *bare = NULL;
    if (PyList_GET_SIZE(count->families)) {
        PyObject *families = PyList_AsTuple(count->families);
        Py_SETREF(forms, families == NULL ? NULL : PyObject_CallOneArg(with->family, families));
        Py_XDECREF(families);
    }
    bare = PyUnicode_GET_LENGTH(letters) ? Py_NewRef(letters)
                                         : PyUnicode_FromStringAndSize(count->texts.at, count->texts.size);
    PyObject *body = bare == NULL ? NULL : PyDict_GetItemWithError(with->bodies, bare);
    Py_XDECREF(bare);
    held[N_ASIDE] = Py_NewRef(Py_False);
    held[N_BODY] = body != NULL ? Py_NewRef(body) : PyErr_Occurred() ? NULL : PyLong_FromLong(0);
    held[N_FORMS] = forms;
    held[N_HAN] = Py_NewRef(state->nothing);
    held[N_JOINED] = PyUnicode_FromStringAndSize(count->keys.at, count->keys.size);
    held[N_NUMBERS] = numbers;
    held[N_REGISTERED] = Py_NewRef(with->none);
    held[N_REST] = Py_NewRef(count->rest);
    held[N_SCRIPT] = PyUnicode_InternFromString(PyUnicode_GET_LENGTH(letters) ? "cyrillic" : "latin");
    held[N_STATED] = Py_NewRef(with->none);
    held[N_TOKENS] = Py_NewRef(count->tokens);
    held[N_TOTAL] = PyFloat_FromDouble(count->total);
    held[N_WORDS] = Py_NewRef(words);
    for (int at = 0; at < NAME_HELD; at++)
        if (held[at] == NULL) {
            let_go(held, NAME_HELD);
            return NULL;
        }
    int nobody = PyObject_Not(held[N_BODY]);
    PyObject *name = instance_of(state, with->type, NAME_NAMES, held, NAME_HELD);
    if (name == NULL || !nobody)
        return name;
    PyObject *found = nobody < 0 ? NULL : find_body(state, with, count, words, name, letters);
    if (found != NULL && PyObject_SetAttr(name, state->names[BODY], found) < 0)
        Py_CLEAR(name);
    Py_XDECREF(found);
    if (PyErr_Occurred())
        Py_CLEAR(name);
    return name;
}

/* Return the name of these words; None where it is no plain one; the words as they are where Python is to count them. */
static PyObject *
name_of(State *state, const Making *with, PyObject *words, PyObject *letters, int aloud)
{
    Count count;
    int status = count_words(state, words, &count);
    PyObject *answer = NULL;
    if (status == DONE && aloud) {
        int meant = is_translated(state, with, words);
        status = meant < 0 ? FAILED : DONE;
        answer = meant > 0 ? Py_NewRef(Py_None) : NULL;
    }
    if (status == DONE && answer == NULL)
        answer = make_name(state, with, &count, words, letters);
    else if (status == LEFT_TO_PYTHON)
        answer = PyTuple_Pack(3, words, letters, aloud ? Py_True : Py_False);
    let_count_go(&count);
    return answer;
}

PyDoc_STRVAR(plain_doc, "plain(name, words, pointed, cyrillic, asked): return a Name; (its tokens, its letters where they "
                        "are Cyrillic, whether it may be pinyin) where Python is to count them; None: it is left to Python "
                        "altogether. `asked`: see `plain._asked`. The others are tables of tokens "
                        "by word, for names in Latin letters, for those with points, for those in Cyrillic ones: with "
                        "None for a word that its neighbours may change, (token, words behind it, whether it is "
                        "pinyin) for one that words behind it change.");

static PyObject *
plain(PyObject *module, PyObject *const *given, Py_ssize_t size)
{
    PyObject *asked[MAKING], *answer = NULL;
    Py_UCS2 folded[LONGEST_NAME], letters[LONGEST_NAME];
    unsigned char sorts[LONGEST_NAME];
    Holds holds = {0};
    Plain found;
    found.size = found.longest = 0;
    found.behind = NULL;
    found.aloud = 0;
    if (is_given(size, 5) < 0 || is_a(given[0], &PyUnicode_Type) < 0 || take_items(given[4], asked, MAKING) < 0
        || is_a(asked[2], &PyDict_Type) < 0 || is_a(asked[5], &PyDict_Type) < 0)
        return NULL;
    for (int at = 8; at < MAKING; at++)
        if (is_a(asked[at], &PyFrozenSet_Type) < 0)
            return NULL;
    for (int at = 1; at < 4; at++)
        if (is_a(given[at], &PyDict_Type) < 0)
            return NULL;
    PyObject *name = given[0], *words = given[1], *pointed = given[2], *cyrillic = given[3];
    Making with = {asked[0], asked[1], asked[2], asked[3], asked[4], asked[10], asked[11]};
    found.state = PyModule_GetState(module);
    found.met = asked[5];
    found.type = asked[6];
    found.tables = asked[7];
    if (PyUnicode_GET_LENGTH(name) > LONGEST_NAME || look_over(name, folded, sorts, &holds) != DONE)
        return Py_NewRef(Py_None);
    found.known = holds.cyrillic ? cyrillic : holds.point ? pointed : words;
    found.special = holds.cyrillic ? NULL : asked[holds.point ? 9 : 8];
    Py_ssize_t count = 0;
    int status = cut(PyUnicode_GET_LENGTH(name), folded, sorts, &holds, &found, letters, &count);
    if (status == DONE) {
        PyObject *tokens = PyList_New(found.size);
        for (Py_ssize_t at = 0; tokens != NULL && at < found.size; at++)
            PyList_SET_ITEM(tokens, at, Py_NewRef(found.words[at]));
        PyObject *text = PyUnicode_FromKindAndData(PyUnicode_2BYTE_KIND, letters, holds.cyrillic ? count : 0);
        int aloud = found.aloud || (!holds.cyrillic && found.size >= SYLLABLES && found.longest <= SYLLABLE);
        if (tokens != NULL && text != NULL)
            answer = name_of(PyModule_GetState(module), &with, tokens, text, aloud);
        Py_XDECREF(tokens);
        Py_XDECREF(text);
    }
    else if (status == LEFT_TO_PYTHON)
        answer = Py_NewRef(Py_None);
    Py_XDECREF(found.behind);
    while (found.size)
        Py_DECREF(found.words[--found.size]);
    return answer;
}

/* ---- the module -------------------------------------------------------------------------------------------- */

static int
names_exec(PyObject *module)
{
    return begin(PyModule_GetState(module)) < 0 ? -1 : PyModule_AddIntConstant(module, "FORM", FORM);
}

static int
names_clear(PyObject *module)
{
    State *state = PyModule_GetState(module);
    if (state != NULL)
        end(state);
    return 0;
}

static void
names_free(void *module)
{
    names_clear(module);
}

static PyMethodDef names_functions[] = {
    {"made", (PyCFunction)(void (*)(void))made, METH_FASTCALL, made_doc},
    {"plain", (PyCFunction)(void (*)(void))plain, METH_FASTCALL, plain_doc},
    {"spelled", spelled, METH_VARARGS, spelled_doc},
    {"counted", counted, METH_O, counted_doc},
    {NULL},
};

static PyModuleDef_Slot names_slots[] = {
    {Py_mod_exec, names_exec},
    {0, NULL},
};

static struct PyModuleDef names_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists.names._names",
    .m_doc = "The reading of a name, compiled.",
    .m_size = sizeof(State),
    .m_methods = names_functions,
    .m_slots = names_slots,
    .m_clear = names_clear,
    .m_free = names_free,
};

PyMODINIT_FUNC
PyInit__names(void)
{
    return PyModuleDef_Init(&names_module);
}
