/* Which word of one name is which word of the other, and what that says, compiled: the two steps that every pair of
   names goes through.

   Both are the same as their form in Python (`alignment.pair_words`, `evidence.evidence`), which runs where there was
   no compiler; tests hold the two against one another. What is rare is left to Python: `weigh` answers None for very
   long or very many words, and asks for the likeness of words by their sound and for numbers that differ. What it saw
   in passing spares those who come after it a look: `hints` (see `alignment.Alignment`).

   A pointer into a word is kept over a call into Python: every string it points into is held by its `Word`. */

#include "_slots.h"

#include <stdint.h>
#include <string.h>

/* Raised with `PAIRS_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 10

#define MOST_JOINED 4
#define JOINED_ROOM (MOST_JOINED * LONGEST)

/* as in alignment.py and likeness.py */
#define CLOSE 0.7
#define LETTERS_APART 0.6
#define SURELY_JOINED 0.92
#define JOINED 0.8
#define HEARD_LONGER 6
#define SYLLABLES 1.75
#define UNHEARD 0.2 /* so little alike in spelling, words by their syllables are less than CLOSE whatever their outlines */
#define STEM_SIZE 4
#define BEGIN 3 /* as in adjectives.py */
static const double INITIALS[] = {0.0, 0.0, 0.75, 0.85, 0.92, 0.95};

/* as in evidence.py */
#define ANY 0.25
#define LEFT_OVER 19
#define PLAIN_FIGURES 61
#define PERSON_FIGURES 10

typedef enum { SAME, MEANS, SPELLING, CLOSE_BY, JOINED_UP, SHORT_FORM, INITIAL, HOWS } How;
static const char *const HOW[HOWS] = {"same", "means", "spelling", "close", "joined", "initials", "initial"};

typedef struct {
    State state; /* first, for what reads attributes */
    PyObject *hows[HOWS];
} Pairs;

/* ---- words ------------------------------------------------------------------------------------------------- */

typedef struct {
    PyObject *token; /* borrowed from the name's tokens, which are held */
    Text key, text, ident, core;
    double weight;
    uint64_t letters; /* a bit for each letter of the key */
    char kind;        /* 0: a word of its own */
    char heard;       /* 0, 'c'onsonants or 's'yllables */
    char known;       /* 0, or as what it is known: see unmistakable.known_as; UNREAD before it is asked for */
} Word;

#define UNREAD '?'

typedef struct {
    Word *at[MOST_WORDS];
    Py_ssize_t size;
} Row;

typedef struct {
    Word *left, *right; /* the first of each side */
    double likeness;
    How how;
} Pair;

typedef struct {
    PyObject *name, *tokens; /* tokens: a tuple */
    Word words[MOST_WORDS];
    Py_ssize_t size;
} Side;

typedef struct {
    State *state;
    Side sides[2];
    Row rest[2]; /* without a partner */
    Pair pairs[MOST_WORDS];
    Py_ssize_t size;
    PyObject *shown; /* the pairs as Python has them */
    double matched, loss;
    /* what Python is asked */
    PyObject *by_sound, *joined_by_sound, *numbers_and_forms, *same_letters, *acronym;
} Pairing;

static int
read_word(State *state, PyObject *token, Word *word)
{
    Text kind = {0}, heard = {0};
    int status = DONE;
    word->token = token;
    if ((status = read_text(state, token, KEY, LONGEST, &word->key)) == DONE
        && (status = read_text(state, token, TEXT, LONGEST, &word->text)) == DONE
        && (status = read_text(state, token, IDENT, PY_SSIZE_T_MAX, &word->ident)) == DONE
        && (status = read_text(state, token, CORE, LONGEST, &word->core)) == DONE
        && (status = read_text(state, token, KIND, 1, &kind)) == DONE
        && (status = read_text(state, token, HEARD, PY_SSIZE_T_MAX, &heard)) == DONE) {
        word->kind = kind.at[0]; /* strings end with a zero */
        word->heard = heard.at[0];
        word->known = UNREAD;
        word->weight = number_of(state, token, WEIGHT, &status);
        for (Py_ssize_t at = 0; at < word->key.size; at++)
            word->letters |= (uint64_t)1 << (word->key.at[at] & 63);
        if (status == DONE && !(word->key.size && word->text.size && word->ident.size))
            status = LEFT_TO_PYTHON;
    }
    Py_XDECREF(kind.held);
    Py_XDECREF(heard.held);
    return status;
}

static int
read_side(State *state, PyObject *name, Side *side)
{
    side->name = name;
    PyObject *tokens = attribute(state, name, TOKENS);
    if (tokens == NULL)
        return FAILED;
    side->tokens = PySequence_Tuple(tokens);
    Py_DECREF(tokens);
    if (side->tokens == NULL)
        return FAILED;
    Py_ssize_t size = PyTuple_GET_SIZE(side->tokens);
    if (size == 0 || size > MOST_WORDS)
        return LEFT_TO_PYTHON;
    for (; side->size < size; side->size++) {
        Word *word = &side->words[side->size];
        memset(word, 0, sizeof *word);
        int status = read_word(state, PyTuple_GET_ITEM(side->tokens, side->size), word);
        if (status != DONE) {
            side->size++; /* what it holds is released with the others */
            return status;
        }
    }
    return DONE;
}

static void
release(Side *side)
{
    for (Py_ssize_t at = 0; at < side->size; at++) {
        Py_XDECREF(side->words[at].key.held);
        Py_XDECREF(side->words[at].text.held);
        Py_XDECREF(side->words[at].ident.held);
        Py_XDECREF(side->words[at].core.held);
    }
    Py_XDECREF(side->tokens);
}

static inline int
equal(const Text *one, const Text *other)
{
    return one->size == other->size && memcmp(one->at, other->at, (size_t)one->size) == 0;
}

static inline int
starts(const Text *text, const Text *with)
{
    return with->size <= text->size && memcmp(text->at, with->at, (size_t)with->size) == 0;
}

static inline int
means_something(const Word *word)
{
    return word->kind && strchr("#gdap", word->kind) != NULL;
}

/* Take in as what a word is known, which it works out when it is asked. */
static int
read_known(State *state, Word *word)
{
    Text known = {0};
    if (word->known != UNREAD)
        return DONE;
    PyObject *already = attribute(state, word->token, KNOWN_ALREADY);
    if (already == NULL)
        return FAILED;
    int status = read_text(state, word->token, already == Py_None ? KNOWN : KNOWN_ALREADY, 1, &known);
    Py_DECREF(already);
    if (status == DONE)
        word->known = known.at[0];
    else if (status == LEFT_TO_PYTHON) {
        PyErr_SetString(PyExc_TypeError, "as what a word is known is one letter");
        status = FAILED;
    }
    Py_XDECREF(known.held);
    return status;
}

/* `likeness.told_apart`, of words that are no numbers; FAILED with an exception set. */
static int
told_apart(State *state, Word *a, Word *b)
{
    if (read_known(state, a) < 0 || read_known(state, b) < 0)
        return FAILED;
    char one = a->known, other = b->known;
    if (!one || !other)
        return 0;
    if (one >= 'a' && one != other)
        return (one == 'm' || one == 'e') && (other == 'm' || other == 'e')
               && strncmp(a->text.at, b->text.at, STEM_SIZE) != 0; /* strings end with a zero */
    switch (one) {
    case 'm':
    case 'n':
        return 1;
    case 'e':
        return strncmp(a->text.at, b->text.at, STEM_SIZE) != 0;
    case 'y':
        return 0;
    default: /* endings of family names */
        return other < 'a' && one != other;
    }
}

static void
drop(Row *row, Py_ssize_t from, Py_ssize_t count)
{
    memmove(&row->at[from], &row->at[from + count], (size_t)(row->size - from - count) * sizeof *row->at);
    row->size -= count;
}

/* ---- letters ----------------------------------------------------------------------------------------------- */

/* Return how alike two words are written, 0 to 1: optimal string alignment (Hyyrö 2003), at most 64 letters. */
static double
alike(const char *one, Py_ssize_t size, const char *other, Py_ssize_t length)
{
    uint64_t where[128] = {0};
    for (Py_ssize_t at = 0; at < size; at++)
        where[one[at] & 127] |= (uint64_t)1 << at;
    uint64_t up = ~(uint64_t)0, down = 0, diagonal = 0, before = 0, last = (uint64_t)1 << (size - 1);
    Py_ssize_t apart = size;
    for (Py_ssize_t at = 0; at < length; at++) {
        uint64_t here = where[other[at] & 127];
        uint64_t swapped = ((~diagonal & here) << 1) & before;
        diagonal = (((here & up) + up) ^ up) | here | down | swapped;
        uint64_t right = down | ~(diagonal | up), back = diagonal & up;
        apart += (right & last) != 0;
        apart -= (back & last) != 0;
        right = (right << 1) | 1;
        up = (back << 1) | ~(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    return 1.0 - (double)apart / (double)(size > length ? size : length);
}

static int
bits(uint64_t set)
{
    int count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

/* Take a number that Python answered. */
static int
answered(PyObject *answer, double *number)
{
    *number = answer == NULL ? -1.0 : PyFloat_AsDouble(answer);
    Py_XDECREF(answer);
    return *number == -1.0 && PyErr_Occurred() ? FAILED : DONE;
}

/* Work the consonants of a word's spelling out (`transliterate.consonants`) and let the word hold them. */
static int
make_outline(State *state, PyObject *token)
{
    Text key = {0};
    char kept[64];
    Py_ssize_t size = 0;
    PyObject **slot = slot_of(state, token, OUTLINE_ALREADY);
    int status = slot == NULL ? LEFT_TO_PYTHON : read_text(state, token, KEY, sizeof kept, &key);
    for (Py_ssize_t at = 0; status == DONE && at < key.size; at++) {
        char letter = key.at[at] == 'j' ? 'g' : key.at[at];
        if (memchr("aeiouhv'", letter, 8) == NULL && !(size && kept[size - 1] == letter))
            kept[size++] = letter;
    }
    PyObject *made = status == DONE ? PyUnicode_FromStringAndSize(kept, size) : NULL;
    if (made != NULL)
        Py_XSETREF(*slot, made);
    Py_XDECREF(key.held);
    return status == DONE && made == NULL ? FAILED : status;
}

/* Read the consonants of a word's spelling; LEFT_TO_PYTHON for very long ones. */
static int
read_outline(State *state, const Word *word, Text *outline)
{
    PyObject *already = attribute(state, word->token, OUTLINE_ALREADY);
    if (already == NULL)
        return FAILED;
    int made = already != Py_None ? DONE : make_outline(state, word->token);
    Py_DECREF(already);
    return made == FAILED ? FAILED : read_text(state, word->token, made == DONE ? OUTLINE_ALREADY : OUTLINE, 64, outline);
}

/* Whether two words have the same consonants, more than one. */
static int
same_outline(State *state, const Word *a, const Word *b)
{
    Text one = {0}, other = {0};
    int status = read_outline(state, a, &one);
    if (status == DONE)
        status = read_outline(state, b, &other);
    int same = status == DONE ? one.size > 1 && equal(&one, &other) : status == LEFT_TO_PYTHON ? 0 : FAILED;
    Py_XDECREF(one.held);
    Py_XDECREF(other.held);
    return same;
}

static int
ask_by_sound(const Pairing *found, const Word *a, const Word *b, double *score)
{
    return answered(PyObject_CallFunctionObjArgs(found->by_sound, a->token, b->token, NULL), score);
}

#define HALF_HEARD 0.44 /* as in likeness.py */

/* `likeness.likeness_by_sound`; of words that are no pair anyhow nothing is told but that. */
static int
likeness_by_sound(const Pairing *found, const Word *a, const Word *b, double *score)
{
    static const double same[] = {0.72, 0.82, 0.88, 0.92};
    if (a->heard != 'c' && b->heard != 'c') {
        *score = alike(a->key.at, a->key.size, b->key.at, b->key.size);
        if (*score > 0.8 || a->heard == b->heard)
            return DONE;
        if (*score >= UNHEARD)
            return ask_by_sound(found, a, b, score);
        *score = 0.0;
        return DONE;
    }
    Text one = {0}, other = {0};
    int status = read_outline(found->state, a, &one);
    if (status == DONE)
        status = read_outline(found->state, b, &other);
    if (status == DONE && *one.at != *other.at && (a->core.size || b->core.size)) /* strings end with a zero */
        status = LEFT_TO_PYTHON;
    if (status == DONE) {
        if (one.size > 1 && equal(&one, &other))
            *score = same[one.size < 4 ? one.size - 1 : 3];
        else if (one.size < 2 || other.size < 2
                 || (*score = 0.88 * alike(one.at, one.size, other.at, other.size)) >= HALF_HEARD)
            status = LEFT_TO_PYTHON; /* which letters it may be: `unvowelled` */
    }
    Py_XDECREF(one.held);
    Py_XDECREF(other.held);
    return status == LEFT_TO_PYTHON ? ask_by_sound(found, a, b, score) : status;
}

/* `likeness._gh_and_q` */
static int
gh_and_q(const Word *gh, const Word *q)
{
    return gh->text.size > 1 && gh->text.at[0] == 'g' && gh->text.at[1] == 'h' && q->text.at[0] == 'q';
}

/* How alike two words are, whatever they are known as. */
static int
likeness_of_letters(const Pairing *found, const Word *a, const Word *b, double *score)
{
    const Text *one = &a->key, *other = &b->key;
    *score = 0.0;
    if (equal(one, other)) {
        *score = 0.97;
        return DONE;
    }
    if (a->heard || b->heard)
        return likeness_by_sound(found, a, b, score);
    if ((a->core.size && equal(&a->core, b->core.size ? &b->core : other)) || (b->core.size && equal(&b->core, one))) {
        *score = 0.95;
        return DONE;
    }
    if (one->size < 3 || other->size < 3 || one->size > 2 * other->size || other->size > 2 * one->size)
        return DONE;
    double like = alike(one->at, one->size, other->at, other->size);
    if (like < 0.5)
        return DONE;
    if (!equal(&a->text, one) || !equal(&b->text, other)) {
        double written = alike(a->text.at, a->text.size, b->text.at, b->text.size);
        like = written > like ? written : like;
    }
    int sounds = same_outline(found->state, a, b);
    if (sounds < 0)
        return FAILED;
    if (sounds && 0.6 * like + 0.37 > like)
        like = 0.6 * like + 0.37;
    if (a->kind == 'n' && b->kind == 'n')
        like -= 0.1;
    char first = one->at[0], its = other->at[0];
    if (first != its) {
        if ((first == 'g' && its == 'h') || (first == 'h' && its == 'g') || gh_and_q(a, b) || gh_and_q(b, a))
            like = alike(one->at + 1, one->size - 1, other->at + 1, other->size - 1);
        else
            like -= 0.08;
    }
    *score = like;
    return DONE;
}

/* `likeness.likeness`; of words that are no pair anyhow nothing is told but that. As what they are known is asked last: it
   takes longer, and few get so far. */
static int
likeness(const Pairing *found, Word *a, Word *b, double *score)
{
    *score = 0.0;
    if (a->kind == '#' || b->kind == '#')
        return DONE;
    if (likeness_of_letters(found, a, b, score) < 0)
        return FAILED;
    int apart = *score < CLOSE ? 0 : told_apart(found->state, a, b);
    if (apart)
        *score = 0.0;
    return apart < 0 ? FAILED : DONE;
}

/* ---- pairing ----------------------------------------------------------------------------------------------- */

static PyObject *
group_of(Word *const *words, Py_ssize_t size)
{
    PyObject *group = PyTuple_New(size);
    for (Py_ssize_t at = 0; group != NULL && at < size; at++)
        PyTuple_SET_ITEM(group, at, Py_NewRef(words[at]->token));
    return group;
}

/* Note that words of both sides are the same; `swap`: the first are the right side's. */
static int
pair(Pairing *found, Word *const *one, Py_ssize_t size, Word *const *other, Py_ssize_t length, double like, How how,
     int swap)
{
    if (swap)
        return pair(found, other, length, one, size, like, how, 0);
    double left = 0.0, right = 0.0;
    for (Py_ssize_t at = 0; at < size; at++)
        left += one[at]->weight;
    for (Py_ssize_t at = 0; at < length; at++)
        right += other[at]->weight;
    double weight = (left + right) / 2;
    found->matched += weight;
    found->loss += weight * (1 - like);
    found->pairs[found->size++] = (Pair){one[0], other[0], like, how}; /* each takes a word of the left side */
    PyObject *ours = group_of(one, size), *theirs = group_of(other, length), *sure = PyFloat_FromDouble(like);
    PyObject *shown = ours && theirs && sure ? PyTuple_Pack(4, ours, theirs, sure, ((Pairs *)found->state)->hows[how]) : NULL;
    Py_XDECREF(ours);
    Py_XDECREF(theirs);
    Py_XDECREF(sure);
    int status = shown == NULL || PyList_Append(found->shown, shown) < 0 ? FAILED : DONE;
    Py_XDECREF(shown);
    return status;
}

static int
pair_same(Pairing *found)
{
    Row *left = &found->rest[0], *right = &found->rest[1];
    for (Py_ssize_t at = 0; at < found->sides[1].size; at++)
        right->at[right->size++] = &found->sides[1].words[at];
    for (Py_ssize_t at = 0; at < found->sides[0].size; at++) {
        Word *word = &found->sides[0].words[at];
        Py_ssize_t its = 0;
        while (its < right->size && !equal(&word->ident, &right->at[its]->ident))
            its++;
        if (its == right->size) {
            left->at[left->size++] = word;
            continue;
        }
        Word *other = right->at[its];
        drop(right, its, 1);
        How how = word->token == other->token ? SAME : word->ident.at[0] == '~' ? MEANS : SPELLING;
        if (pair(found, &word, 1, &other, 1, 1.0, how, 0) < 0)
            return FAILED;
    }
    return DONE;
}

typedef struct {
    double score;
    unsigned char left, right;
} Scored;

/* `alignment._pair_close` */
static int
pair_close(Pairing *found)
{
    Row *left = &found->rest[0], *right = &found->rest[1];
    Scored scored[MOST_WORDS * MOST_WORDS];
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < left->size; i++) {
        for (Py_ssize_t j = 0; j < right->size; j++) {
            Word *a = left->at[i], *b = right->at[j];
            Py_ssize_t longer = a->key.size > b->key.size ? a->key.size : b->key.size;
            if (!(a->heard || a->core.size || b->heard || b->core.size)
                && bits(a->letters ^ b->letters) > LETTERS_APART * (double)longer + 2)
                continue;
            double score;
            if (likeness(found, a, b, &score) < 0)
                return FAILED;
            if (score < CLOSE)
                continue;
            Py_ssize_t at = count++;
            for (; at > 0 && scored[at - 1].score < score; at--)
                scored[at] = scored[at - 1];
            scored[at] = (Scored){score, (unsigned char)i, (unsigned char)j};
        }
    }
    if (count == 0)
        return DONE;
    char used_left[MOST_WORDS] = {0}, used_right[MOST_WORDS] = {0};
    for (Py_ssize_t at = 0; at < count; at++) {
        int i = scored[at].left, j = scored[at].right;
        if (used_left[i] || used_right[j])
            continue;
        used_left[i] = used_right[j] = 1;
        if (pair(found, &left->at[i], 1, &right->at[j], 1, scored[at].score, CLOSE_BY, 0) < 0)
            return FAILED;
    }
    for (Py_ssize_t at = left->size; at-- > 0;)
        if (used_left[at])
            drop(left, at, 1);
    for (Py_ssize_t at = right->size; at-- > 0;)
        if (used_right[at])
            drop(right, at, 1);
    return DONE;
}

static Py_ssize_t
without_doubles(const char *from, Py_ssize_t size, char *to)
{
    Py_ssize_t kept = 0;
    for (Py_ssize_t at = 0; at < size; at++)
        if (kept == 0 || to[kept - 1] != from[at])
            to[kept++] = from[at];
    return kept;
}

static int
written_as(Word *const *several, Py_ssize_t count, const Text *single)
{
    Py_ssize_t at = 0;
    for (Py_ssize_t n = 0; n < count; n++) {
        const Text *text = &several[n]->text;
        if (text->size > single->size - at || memcmp(single->at + at, text->at, (size_t)text->size) != 0)
            return 0;
        at += text->size;
    }
    return at == single->size;
}

/* How alike `several` words, whose keys together are `joined`, and one word are. */
static int
joined_likeness(const Pairing *found, Word *const *several, Py_ssize_t count, const char *joined, Py_ssize_t size,
                const Word *single, double floor, double *score)
{
    if (single->heard || several[0]->heard) {
        Py_ssize_t written = 0, length = single->text.size;
        for (Py_ssize_t at = 0; at < count; at++)
            written += several[at]->text.size;
        *score = 0.0;
        if ((single->heard == 's' || several[0]->heard == 's')
            && ((double)written >= SYLLABLES * (double)length || (double)length >= SYLLABLES * (double)written))
            return DONE;
        PyObject *words = PyList_New(count);
        for (Py_ssize_t at = 0; words != NULL && at < count; at++)
            PyList_SET_ITEM(words, at, Py_NewRef(several[at]->token));
        PyObject *together = PyUnicode_FromStringAndSize(joined, size);
        PyObject *answer = words && together ? PyObject_CallFunctionObjArgs(found->joined_by_sound, words, together,
                                                                            single->token, NULL)
                                             : NULL;
        Py_XDECREF(words);
        Py_XDECREF(together);
        return answered(answer, score);
    }
    char plain[JOINED_ROOM];
    *score = alike(plain, without_doubles(joined, size, plain), single->key.at, single->key.size);
    if (*score < floor && written_as(several, count, &single->text))
        *score = 1.0;
    return DONE;
}

static int
any_initial(Word *const *words, Py_ssize_t count)
{
    for (Py_ssize_t at = 0; at < count; at++)
        if (words[at]->kind == 'i')
            return 1;
    return 0;
}

/* All that is left of both sides, written together. */
static int
pair_all(Pairing *found, double floor, double *nearest)
{
    Row *rows = found->rest;
    char joined[2][MOST_WORDS * LONGEST];
    Py_ssize_t sizes[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        for (Py_ssize_t at = 0; at < rows[side].size; at++) {
            const Word *word = rows[side].at[at];
            if (word->kind == '#')
                return DONE;
            memcpy(joined[side] + sizes[side], word->key.at, (size_t)word->key.size);
            sizes[side] += word->key.size;
        }
    }
    Py_ssize_t apart = sizes[0] > sizes[1] ? sizes[0] - sizes[1] : sizes[1] - sizes[0];
    if (sizes[0] <= 4 || apart > 2)
        return DONE;
    if (sizes[0] > 64 || sizes[1] > 64)
        return LEFT_TO_PYTHON;
    double score = alike(joined[0], sizes[0], joined[1], sizes[1]);
    *nearest = score > *nearest ? score : *nearest;
    if (score < floor)
        return DONE;
    int status = pair(found, rows[0].at, rows[0].size, rows[1].at, rows[1].size, score, JOINED_UP, 0);
    rows[0].size = rows[1].size = 0;
    return status;
}

/* `alignment._pair_joined` */
static int
pair_joined(Pairing *found, double floor, double *nearest)
{
    Row *left = &found->rest[0], *right = &found->rest[1];
    if (left->size == 1 && right->size == 1)
        return DONE;
    for (int swap = 0; swap < 2; swap++) {
        Row *one = swap ? right : left, *many = swap ? left : right;
        for (Py_ssize_t i = 0; i < one->size && many->size > 1; i++) {
            Word *single = one->at[i];
            Py_ssize_t size = single->key.size;
            int fits = single->heard || many->at[0]->heard;
            for (Py_ssize_t j = 0; j < many->size - 1 && !fits; j++)
                fits = many->at[j]->key.at[0] == single->key.at[0];
            if (size < 4 || single->kind == '#' || !fits)
                continue;
            for (Py_ssize_t j = 0; j < many->size - 1; j++) {
                const Word *head = many->at[j];
                int heard = single->heard || head->heard;
                if (!heard && (head->key.at[0] != single->key.at[0] || head->key.size > size))
                    continue;
                char joined[JOINED_ROOM];
                Py_ssize_t length = head->key.size;
                memcpy(joined, head->key.at, (size_t)length);
                for (Py_ssize_t end = j + 2; end <= many->size && end <= j + MOST_JOINED; end++) {
                    const Text *next = &many->at[end - 1]->key;
                    memcpy(joined + length, next->at, (size_t)next->size);
                    length += next->size;
                    if ((length > size ? length - size : size - length) > (heard ? HEARD_LONGER : 2))
                        continue;
                    double score;
                    if (joined_likeness(found, &many->at[j], end - j, joined, length, single, floor, &score) < 0)
                        return FAILED;
                    if (score < 1 && !heard && any_initial(&many->at[j], end - j))
                        continue;
                    *nearest = score > *nearest ? score : *nearest;
                    if (score < floor)
                        continue;
                    int status = pair(found, &single, 1, &many->at[j], end - j, score, JOINED_UP, swap);
                    drop(one, i, 1);
                    drop(many, j, end - j);
                    return status;
                }
            }
        }
    }
    if (left->size > 1 && right->size > 1 && left->at[0]->key.at[0] == right->at[0]->key.at[0])
        return pair_all(found, floor, nearest);
    return DONE;
}

/* `alignment._pair_short_forms` */
static int
pair_short_forms(Pairing *found)
{
    for (int swap = 0; swap < 2; swap++) {
        Row *one = &found->rest[swap], *many = &found->rest[!swap];
        if (many->size == 1)
            continue;
        for (Py_ssize_t i = 0; i < one->size; i++) {
            Word *word = one->at[i];
            Py_ssize_t size = word->text.size, at = 0, same = 0;
            if (size < 2 || size > 5 || size > many->size || means_something(word))
                continue;
            for (; at + size <= many->size; at++) {
                for (same = 0; same < size && many->at[at + same]->text.at[0] == word->text.at[same];)
                    same++;
                if (same == size)
                    break;
            }
            if (same < size)
                continue;
            int status = pair(found, &word, 1, &many->at[at], size, INITIALS[size], SHORT_FORM, swap);
            drop(one, i, 1);
            drop(many, at, size);
            if (status < 0)
                return FAILED;
            break;
        }
    }
    return DONE;
}

/* `alignment._pair_initials` */
static int
pair_initials(Pairing *found)
{
    for (int swap = 0; swap < 2; swap++) {
        Row *one = &found->rest[swap], *many = &found->rest[!swap];
        for (Py_ssize_t i = 0; i < one->size; i++) {
            Word *letter = one->at[i];
            for (Py_ssize_t j = 0; letter->kind == 'i' && j < many->size; j++) {
                Word *word = many->at[j];
                if (word->kind == 'i' || word->kind == '#'
                    || !(starts(&word->text, &letter->text) || starts(&word->key, &letter->key)))
                    continue;
                if (pair(found, &letter, 1, &word, 1, 0.8, INITIAL, swap) < 0)
                    return FAILED;
                drop(one, i--, 1);
                drop(many, j, 1);
                break;
            }
        }
    }
    return DONE;
}

/* `alignment.pair_words` */
static int
pair_words(Pairing *found)
{
    Row *left = &found->rest[0], *right = &found->rest[1];
    double nearest = 0.0, ignored = 0.0;
    int status = pair_same(found);
    if (status == DONE && left->size && right->size)
        status = pair_joined(found, SURELY_JOINED, &nearest);
    Py_ssize_t count = left->size;
    if (status == DONE && left->size && right->size)
        status = pair_close(found);
    if (status == DONE && left->size && right->size && (nearest >= JOINED || left->size < count))
        status = pair_joined(found, JOINED, &ignored);
    if (status == DONE && left->size && right->size)
        status = pair_short_forms(found);
    if (status == DONE && left->size && right->size)
        status = pair_initials(found);
    return status;
}

/* ---- evidence ---------------------------------------------------------------------------------------------- */

static inline double
least(double one, double other)
{
    return other < one ? other : one;
}

static inline double
apart(double one, double other)
{
    return one > other ? one - other : other - one;
}

static double
weight_of(const Row *row)
{
    double sum = 0.0;
    for (Py_ssize_t at = 0; at < row->size; at++)
        sum += row->at[at]->weight;
    return sum;
}

typedef enum { OWN, GIVEN, FATHER, TRADE, PLACE, QUALITY, GENERAL, OTHER, GROUPS } Group;

static void
by_group(const Row *row, double *sums)
{
    static const char kinds[] = "nfdpag";
    for (Py_ssize_t at = 0; at < row->size; at++) {
        char kind = row->at[at]->kind;
        const char *known = kind ? strchr(kinds, kind) : NULL;
        sums[kind == 0 ? OWN : known ? GIVEN + (known - kinds) : OTHER] += row->at[at]->weight;
    }
}

/* `evidence._left_over` */
static void
left_over(const Pairing *found, double conflict, double own, double *to)
{
    const Row *left = &found->rest[0], *right = &found->rest[1];
    double a[GROUPS] = {0}, b[GROUPS] = {0};
    by_group(left, a);
    by_group(right, b);
    double any = conflict > ANY;
    int heads = (left->size && left->at[0]->token == found->sides[0].words[0].token)
                + (right->size && right->at[0]->token == found->sides[1].words[0].token);
    if (left->size && right->size) {
        to[0] = conflict;
        to[1] = any;
        to[2] = least(least(a[OWN], b[OWN]), 1.2);
        to[3] = least(a[GIVEN], b[GIVEN]);
        for (int group = FATHER; group <= GENERAL; group++)
            to[2 + group] = a[group] > 0 && b[group] > 0;
    }
    to[9] = any * own;
    to[10] = heads == 1;
    to[11] = heads == 2;
    to[12] = least(apart(a[OWN], b[OWN]), 2.0);
    to[13] = least(apart(a[GIVEN], b[GIVEN]), 1.3);
    to[14] = apart(a[FATHER], b[FATHER]);
    to[15] = least(apart(a[TRADE], b[TRADE]), 1.0);
    to[16] = least(apart(a[PLACE], b[PLACE]), 0.9);
    to[17] = least(apart(a[GENERAL], b[GENERAL]), 0.6);
    to[18] = least(apart((double)left->size, (double)right->size), 5);
}

typedef struct {
    double own, given, worst, shorts;
    int first_letter, joined, initial, close, first;
} Agreement;

/* `evidence._agreement` */
static Agreement
agreement(const Pairing *found)
{
    Agreement sum = {0};
    for (Py_ssize_t at = 0; at < found->size; at++) {
        const Pair *this = &found->pairs[at];
        const Word *t = this->left, *u = this->right;
        double miss = 1 - this->likeness;
        if (t->kind == 0)
            sum.own += t->weight * this->likeness;
        else if (t->kind == 'n')
            sum.given += t->weight * this->likeness;
        if (t->token == found->sides[0].words[0].token && u->token == found->sides[1].words[0].token)
            sum.first = 1;
        if ((this->how == CLOSE_BY || this->how == JOINED_UP) && miss > sum.worst)
            sum.worst = miss;
        if (this->how == CLOSE_BY) {
            sum.close++;
            sum.first_letter |= t->key.at[0] != u->key.at[0];
            if ((t->weight <= u->weight ? t : u)->kind == 0 && t->key.size < 6 && miss > sum.shorts)
                sum.shorts = miss;
        }
        sum.joined += this->how == JOINED_UP;
        sum.initial += this->how == INITIAL;
    }
    return sum;
}

/* Whether two sets share anything; FAILED with an exception set. */
static int
share(PyObject *one, PyObject *other)
{
    if (one == other)
        return 1;
    int shared = 0;
    PyObject *all = PyObject_GetIter(one), *each;
    while (all != NULL && shared == 0 && (each = PyIter_Next(all)) != NULL) {
        shared = PySequence_Contains(other, each);
        Py_DECREF(each);
    }
    Py_XDECREF(all);
    return PyErr_Occurred() ? FAILED : shared;
}

/* Write what numbers and legal forms say (`evidence.numbers_and_forms`, asked where numbers differ). */
static int
numbers_and_forms(const Pairing *found, PyObject *alignment, double *to)
{
    PyObject *a = found->sides[0].name, *b = found->sides[1].name, *owners[] = {a, b, a, b}, *sets[4] = {NULL};
    Py_ssize_t sizes[4] = {0};
    int status = DONE;
    for (int at = 0; at < 4 && status == DONE; at++) {
        sets[at] = attribute(found->state, owners[at], at < 2 ? NUMBERS : FORMS);
        sizes[at] = sets[at] == NULL ? -1 : PyObject_Size(sets[at]);
        status = sizes[at] < 0 ? FAILED : DONE;
    }
    if (status == DONE && sizes[0] && sizes[0] == sizes[1]) {
        int same = PyObject_RichCompareBool(sets[0], sets[1], Py_EQ);
        status = same < 0 ? FAILED : same ? DONE : LEFT_TO_PYTHON;
        to[2] = same > 0;
    }
    else if (status == DONE && (sizes[0] || sizes[1]))
        status = LEFT_TO_PYTHON;
    if (status == DONE && sizes[2] && sizes[3]) {
        int shared = share(sets[2], sets[3]);
        status = shared < 0 ? FAILED : DONE;
        to[3] = !shared;
        to[4] = shared;
    }
    else
        to[5] = sizes[2] || sizes[3];
    if (status == LEFT_TO_PYTHON) {
        PyObject *said = PyObject_CallFunctionObjArgs(found->numbers_and_forms, a, b, alignment, NULL);
        status = said != NULL && PyArg_ParseTuple(said, "dddddd", to, to + 1, to + 2, to + 3, to + 4, to + 5) ? DONE : FAILED;
        Py_XDECREF(said);
    }
    for (int at = 0; at < 4; at++)
        Py_XDECREF(sets[at]);
    return status;
}

/* Return how many letters two texts share in order: the longest common subsequence (Hyyrö 2004), one of at most 64. */
static int
shared_letters(const char *one, Py_ssize_t size, const char *other, Py_ssize_t length)
{
    uint64_t where[128] = {0}, rows = ~(uint64_t)0;
    for (Py_ssize_t at = 0; at < size; at++)
        where[one[at] & 127] |= (uint64_t)1 << at;
    for (Py_ssize_t at = 0; at < length; at++) {
        uint64_t here = rows & where[other[at] & 127];
        rows = (rows + here) | (rows - here);
    }
    return bits(~rows & (size == 64 ? ~(uint64_t)0 : ((uint64_t)1 << size) - 1));
}

/* Write how alike two texts of the names are; `size`: the letters of the shorter. Python is asked about long ones. */
static int
alike_as(const Pairing *found, Attribute which, double *score, Py_ssize_t *size)
{
    Text texts[2] = {{0}};
    int status = DONE;
    for (int at = 0; at < 2 && status != FAILED; at++) {
        int ours = read_text(found->state, found->sides[at].name, which, PY_SSIZE_T_MAX, &texts[at]);
        status = ours == DONE ? status : ours;
        texts[at].size = ours == FAILED ? 0 : PyUnicode_GET_LENGTH(texts[at].held);
    }
    const Text *shorter = &texts[texts[1].size < texts[0].size], *longer = &texts[shorter == texts];
    *size = shorter->size;
    if (status != FAILED && *size == 0)
        status = DONE;
    else if (status == DONE && *size <= 64) {
        int shared = shared_letters(shorter->at, shorter->size, longer->at, longer->size);
        Py_ssize_t all = shorter->size + longer->size;
        *score = 1.0 - (double)(all - 2 * shared) / (double)all;
    }
    else if (status != FAILED)
        status = answered(PyObject_CallFunctionObjArgs(found->same_letters, texts[0].held, texts[1].held, NULL), score);
    Py_XDECREF(texts[0].held);
    Py_XDECREF(texts[1].held);
    return status;
}

/* `evidence.evidence`; the number of figures, or FAILED. */
static int
figures_of(const Pairing *found, PyObject *alignment, double acronym, int person, double *to)
{
    const Side *a = &found->sides[0], *b = &found->sides[1];
    State *state = found->state;
    int status = DONE;
    double total = number_of(state, a->name, TOTAL, &status), its = number_of(state, b->name, TOTAL, &status);
    double string = 0.0, han = 0.0;
    Py_ssize_t shorter = 0, characters = 0;
    if (status != DONE || numbers_and_forms(found, alignment, to + 36) < 0
        || alike_as(found, JOINED_KEYS, &string, &shorter) < 0 || alike_as(found, HAN, &han, &characters) < 0)
        return FAILED;
    PyObject *one = attribute(state, a->name, SCRIPT), *other = attribute(state, b->name, SCRIPT);
    int script = one && other ? PyObject_RichCompareBool(one, other, Py_NE) : FAILED;
    Py_XDECREF(one);
    Py_XDECREF(other);
    if (script < 0)
        return FAILED;

    Agreement sum = agreement(found);
    double left = weight_of(&found->rest[0]), right = weight_of(&found->rest[1]);
    double low = 1 - left / (total ? total : 0.1), high = 1 - right / (its ? its : 0.1);
    if (low > high) {
        double lower = high;
        high = low;
        low = lower;
    }
    low = low > 0 ? low : 0.0;
    high = high > 0 ? high : 0.0;
    double shares = low * high, conflict = least(least(left, right), 1.5), extra = least(apart(left, right), 2.0);
    double matched = least(found->matched, 3.0), own = least(2.5, sum.own), no_own = own + sum.given == 0;
    double one_word = a->size == 1 || b->size == 1, contained = high > 0.999 && 0.999 > low;
    int nothing_left = !found->rest[0].size && !found->rest[1].size;

    to[0] = matched;
    to[1] = least(own, 1.0);
    to[2] = own;
    to[3] = least(1.3, sum.given);
    to[4] = no_own;
    to[5] = low;
    to[6] = high;
    to[7] = shares;
    to[8] = found->loss;
    to[9] = sum.worst;
    to[10] = sum.worst > 0.2;
    to[11] = sum.worst > 0.12 ? sum.worst - 0.12 : 0.0;
    to[12] = sum.shorts;
    to[13] = sum.first_letter;
    to[14] = sum.joined;
    to[15] = sum.initial;
    to[16] = sum.close;
    if (!nothing_left)
        left_over(found, conflict, own, to + 17);
    to[42] = string;
    to[43] = string > 0.85 ? string - 0.85 : 0.0;
    to[44] = nothing_left && sum.worst == 0;
    to[45] = sum.first;
    to[46] = shorter < 6;
    to[47] = characters ? 1 - han : 0.0;
    to[48] = acronym;
    to[49] = script;
    to[50] = script * conflict;
    to[51] = script * shares;
    to[52] = one_word;
    to[53] = one_word * extra;
    to[54] = one_word * sum.worst;
    to[55] = contained;
    to[56] = contained && one_word;
    to[57] = contained * matched;
    to[58] = low > 0.999 ? matched : 0.0;
    to[59] = shares > 0.6 ? shares - 0.6 : 0.0;
    to[60] = no_own * shares;
    if (!person)
        return PLAIN_FIGURES;
    to[61] = 1;
    to[62] = conflict;
    to[63] = conflict > ANY;
    to[64] = extra;
    to[65] = found->loss;
    to[66] = matched;
    to[67] = shares;
    to[68] = contained;
    to[69] = own == 0;
    to[70] = acronym;
    return PLAIN_FIGURES + PERSON_FIGURES;
}

/* ---- what was seen in passing --------------------------------------------------------------------------------- */

/* as in alignment.py */
#define ALIKE_BEGUN 1
#define PINYIN 2
#define TELLING 4
#define NUMBERED 8
#define FIELDS 16
#define LEARNED 32

/* `branches.LEARNED` */
static int
is_learned(const char *ident)
{
    return ident[0] == '~'
           && (strcmp(ident, "~academy") == 0 || strcmp(ident, "~institute") == 0 || strcmp(ident, "~laboratory") == 0
               || strcmp(ident, "~faculty") == 0 || strcmp(ident, "~college") == 0);
}

static int
hints_of(const Pairing *found, PyObject *telling)
{
    int hints = FIELDS;
    for (int side = 0; side < 2; side++) {
        for (Py_ssize_t at = 0; at < found->rest[side].size; at++) {
            const Word *word = found->rest[side].at[at];
            if (word->ident.at[0] == '~' || word->ident.at[0] == '#') {
                int tells = PySequence_Contains(telling, word->ident.held);
                if (tells < 0)
                    return FAILED;
                hints |= tells ? TELLING : 0;
            }
            hints |= word->kind == 'i' || word->kind == '#' ? NUMBERED : 0;
            hints &= word->kind == 'd' || word->kind == 'a' ? ~0 : ~FIELDS;
            for (Py_ssize_t n = 0; side && word->kind == 0 && n < found->rest[0].size; n++) {
                const Word *other = found->rest[0].at[n];
                if (other->kind == 0 && strncmp(word->text.at, other->text.at, BEGIN) == 0)
                    hints |= ALIKE_BEGUN;
            }
        }
        for (Py_ssize_t at = 0; at < found->sides[side].size; at++)
            hints |= is_learned(found->sides[side].words[at].ident.at) ? LEARNED : 0;
    }
    for (Py_ssize_t at = 0; at < found->size; at++) {
        const Pair *pair = &found->pairs[at]; /* as what they are known was asked when they were compared */
        if (pair->how == CLOSE_BY && (pair->left->known == 'y' || pair->right->known == 'y'))
            hints |= PINYIN;
    }
    return hints;
}

/* ---- both steps -------------------------------------------------------------------------------------------- */

/* Make the Alignment; NULL with an exception set. */
static PyObject *
shown_as(const Pairing *found, PyObject *type, double acronym, PyObject *telling)
{
    static const Attribute names[] = {ACRONYM, HINTS, PAIRS, MATCHED, LOSS, LEFT, RIGHT};
    int hints = hints_of(found, telling);
    PyObject *shown[] = {PyFloat_FromDouble(acronym), hints < 0 ? NULL : PyLong_FromLong(hints), Py_NewRef(found->shown),
                         PyFloat_FromDouble(found->matched), PyFloat_FromDouble(found->loss), NULL, NULL};
    int whole = 1;
    for (int side = 0; side < 2; side++) {
        const Row *row = &found->rest[side];
        PyObject *words = shown[5 + side] = PyList_New(row->size);
        for (Py_ssize_t at = 0; words != NULL && at < row->size; at++)
            PyList_SET_ITEM(words, at, Py_NewRef(row->at[at]->token));
    }
    for (int at = 0; at < 7; at++)
        whole &= shown[at] != NULL;
    if (whole)
        return instance_of(found->state, type, names, shown, 7);
    for (int at = 0; at < 7; at++)
        Py_XDECREF(shown[at]);
    return NULL;
}

/* `initials.acronym`, asked where one of the names is a single word and the other is not. */
static int
acronym_of(const Pairing *found, double *acronym)
{
    const Side *a = &found->sides[0], *b = &found->sides[1];
    PyObject *words = attribute(found->state, a->name, WORDS), *others = attribute(found->state, b->name, WORDS);
    Py_ssize_t one = words == NULL ? -1 : PyObject_Size(words), other = others == NULL ? -1 : PyObject_Size(others);
    Py_XDECREF(words);
    Py_XDECREF(others);
    *acronym = 0.0;
    if (one < 0 || other < 0)
        return FAILED;
    if ((one == 1) == (other == 1) && (a->size == 1) == (b->size == 1))
        return DONE;
    return answered(PyObject_CallFunctionObjArgs(found->acronym, a->name, b->name, NULL), acronym);
}

/* The order of `odds.ASKED`. */
enum { A_BIAS, A_WEIGHTS, A_BY_SOUND, A_JOINED_BY_SOUND, A_NUMBERS_AND_FORMS, A_SAME_LETTERS, A_TELLING, A_ALIGNMENT,
       A_ACRONYM, ASKED };

PyDoc_STRVAR(weigh_doc, "weigh(a, b, person, asked): pair the words of two names and return (the Alignment, the log "
                        "odds); None: it is left to Python. `asked`: see `odds.ASKED`.");

static PyObject *
weigh(PyObject *module, PyObject *const *given, Py_ssize_t size)
{
    PyObject *asked[ASKED], *alignment = NULL, *answer = NULL;
    Pairing found;
    double acronym, figures[PLAIN_FIGURES + PERSON_FIGURES] = {0};
    int status = DONE;
    found.state = PyModule_GetState(module);
    found.sides[0].size = found.sides[1].size = found.rest[0].size = found.rest[1].size = found.size = 0;
    found.sides[0].tokens = found.sides[1].tokens = NULL;
    found.matched = found.loss = 0.0;
    if (is_given(size, 4) < 0 || take_items(given[3], asked, ASKED) < 0 || is_a(asked[A_WEIGHTS], &PyTuple_Type) < 0)
        return NULL;
    PyObject *a = given[0], *b = given[1], *weights = asked[A_WEIGHTS];
    int person = PyObject_IsTrue(given[2]);
    double bias = person < 0 ? -1.0 : PyFloat_AsDouble(asked[A_BIAS]);
    if (bias == -1.0 && PyErr_Occurred())
        return NULL;
    found.by_sound = asked[A_BY_SOUND];
    found.joined_by_sound = asked[A_JOINED_BY_SOUND];
    found.numbers_and_forms = asked[A_NUMBERS_AND_FORMS];
    found.same_letters = asked[A_SAME_LETTERS];
    found.acronym = asked[A_ACRONYM];
    if (PyTuple_GET_SIZE(weights) != PLAIN_FIGURES + PERSON_FIGURES) {
        PyErr_SetString(PyExc_ValueError, "there is one weight for each figure");
        return NULL;
    }
    if ((found.shown = PyList_New(0)) == NULL)
        return NULL;
    if ((status = read_side(found.state, a, &found.sides[0])) != DONE
        || (status = read_side(found.state, b, &found.sides[1])) != DONE || (status = acronym_of(&found, &acronym)) != DONE
        || (status = pair_words(&found)) != DONE) {
        answer = status == LEFT_TO_PYTHON ? Py_NewRef(Py_None) : NULL;
        goto done;
    }
    if ((alignment = shown_as(&found, asked[A_ALIGNMENT], acronym, asked[A_TELLING])) == NULL)
        goto done;
    int count = found.size || acronym ? figures_of(&found, alignment, acronym, person, figures) : 0;
    for (int at = 0; at < count; at++) {
        double weight = PyFloat_AsDouble(PyTuple_GET_ITEM(weights, at));
        if (weight == -1.0 && PyErr_Occurred())
            goto done;
        bias += figures[at] * weight;
    }
    answer = count < 0 ? NULL : Py_BuildValue("Od", alignment, bias);
done:
    release(&found.sides[0]);
    release(&found.sides[1]);
    Py_XDECREF(found.shown);
    Py_XDECREF(alignment);
    return answer;
}

#include "_explained.c"

/* ---- the module -------------------------------------------------------------------------------------------- */

static int
pairs_exec(PyObject *module)
{
    Pairs *pairs = PyModule_GetState(module);
    if (begin(&pairs->state) < 0)
        return -1;
    for (int at = 0; at < HOWS; at++)
        if ((pairs->hows[at] = PyUnicode_InternFromString(HOW[at])) == NULL)
            return -1;
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static int
pairs_clear(PyObject *module)
{
    Pairs *pairs = PyModule_GetState(module);
    if (pairs == NULL)
        return 0;
    end(&pairs->state);
    for (int at = 0; at < HOWS; at++)
        Py_CLEAR(pairs->hows[at]);
    return 0;
}

static void
pairs_free(void *module)
{
    pairs_clear(module);
}

static PyMethodDef pairs_functions[] = {
    {"explained", (PyCFunction)(void (*)(void))explained, METH_FASTCALL, explained_doc},
    {"weigh", (PyCFunction)(void (*)(void))weigh, METH_FASTCALL, weigh_doc},
    {NULL},
};

static PyModuleDef_Slot pairs_slots[] = {
    {Py_mod_exec, pairs_exec},
    {0, NULL},
};

static struct PyModuleDef pairs_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists.names._pairs",
    .m_doc = "The comparing of two names, compiled.",
    .m_size = sizeof(Pairs),
    .m_methods = pairs_functions,
    .m_slots = pairs_slots,
    .m_clear = pairs_clear,
    .m_free = pairs_free,
};

PyMODINIT_FUNC
PyInit__pairs(void)
{
    return PyModuleDef_Init(&pairs_module);
}
