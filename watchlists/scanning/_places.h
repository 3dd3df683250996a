/* A text whose words are known, and the names that stand in it. */

#ifndef WATCHLISTS_PLACES_H
#define WATCHLISTS_PLACES_H

#include "_words.h"

/* What is not told here is left to Python: words that are no plain letters, and what is seldom met. */
enum { NO, YES, UNSURE };

#define HELD 1024 /* bits; a power of two */

typedef struct {
    const Words *words;
    int kind;
    const void *data;
    const Met *met;
    Py_ssize_t count;
    const unsigned char *source; /* the text as given, character for character, in ASCII; NULL where it is not */
    Py_ssize_t source_size;
    int all_bare; /* bare words count without a legal form too */
    int edited;   /* who watches a name may have changed since WATCHED_BY was made */
    int is_clear; /* a word that is none of a name's by its letters is no other form of one */
    struct Sides *sides;
    uint64_t held[HELD / 64]; /* bits for the words of the text in their canonical form, by which most that it has not are told */
} Text;

static inline uint32_t
held_bit(uint64_t plain)
{
    return (uint32_t)(plain * 0x9e3779b97f4a7c15u >> 32) % HELD;
}

static inline uint8_t
role_at(const Text *text, Py_ssize_t at)
{
    return at >= 0 && at < text->count ? text->met[at].meaning.role : 0;
}

static inline uint32_t
which_words(const Wanted *wanted, uint64_t plain)
{
    uint32_t found = 0;
    for (int at = 0; at < wanted->count; at++)
        found |= (uint32_t)(wanted->plains[at] == plain) << at;
    return found;
}

static inline uint64_t
hash_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].hash;
}

static inline uint64_t
plain_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].meaning.plain;
}

static inline Py_ssize_t
size_at(const Text *text, Py_ssize_t at)
{
    return text->met[at].end - text->met[at].start;
}

static inline const Letters *
letters_of(const Text *text, const Wanted *wanted, int place)
{
    return &text->words->listed.letters[wanted->words[place]];
}

static inline int
has_kind_at(const Text *text, Py_ssize_t at, int kind)
{
    return has_kind(text->met[at].meaning.kinds, kind);
}

static inline int
is_little(const Text *text, Py_ssize_t at)
{
    return has_kind_at(text, at, LITTLE);
}

static inline int
begins_with(const Text *text, Py_ssize_t at, const char *letters)
{
    Py_ssize_t letter = text->met[at].start;
    for (; *letters != 0; letters++, letter++)
        if (letter >= text->met[at].end || PyUnicode_READ(text->kind, text->data, letter) != (unsigned char)*letters)
            return 0;
    return 1;
}

static inline int
is_the_word(const Text *text, Py_ssize_t at, const char *letters)
{
    return size_at(text, at) == (Py_ssize_t)strlen(letters) && begins_with(text, at, letters);
}

/* Whether the word at `at` is plain letters, a to z. */
static inline int
is_plain(const Text *text, Py_ssize_t at)
{
    for (Py_ssize_t letter = text->met[at].start; letter < text->met[at].end; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
        if (c < 'a' || c > 'z')
            return 0;
    }
    return 1;
}

/* Whether a word is letters and figures of ASCII, as most are. */
static inline int
is_latin_word(const Text *text, Py_ssize_t at)
{
    for (Py_ssize_t letter = text->met[at].start; letter < text->met[at].end; letter++)
        if (!is_latin(PyUnicode_READ(text->kind, text->data, letter)))
            return 0;
    return 1;
}

/* ---- whether a name may stand at a word: what no name passes that `wordalign` finds there ------------------- */

/* Letters of a name that those of a text are held against. */
typedef struct {
    Py_UCS4 letters[MOST_LETTERS];
    int size, before; /* how many; how many of them stand before the word at its place */
    int allowed;      /* slips */
    int most;         /* words that may spell them */
} Target;

static int is_form_of(const Text *text, Py_ssize_t at, uint32_t word);
static Py_ssize_t first_of_stretch(const Text *text, Py_ssize_t at, Py_ssize_t most);
static int more_letters(const Text *text, Py_ssize_t at, Py_UCS4 *letters, int count, int most);
static int may_be_near(const Text *text, Py_ssize_t at, const Wanted *wanted, int width, Target *target);
static int may_stand(const Text *text, Py_ssize_t at, const Wanted *wanted);
static int stands_as_spelt(const Text *text, Py_ssize_t at, const Wanted *wanted, Py_ssize_t *first, Py_ssize_t *last);

/* How far from the start of a word the letters are looked at that stand on one side of it. */
#define SIDE 64

static void sides_forget(struct Sides *sides);
static int may_be_around(const Text *text, Py_ssize_t at, const Wanted *wanted, const Target *target);

/* ---- whether a name stands at a word, as wordalign.py says it ------------------------------------------------ */

/* Words of a text that are a name, see `WordHit` in wordalign.py. */
typedef struct {
    Py_ssize_t first, last;
    int edits, spaced, abbreviated, reordered;
} Hit;

static int has_text(const Text *text, const Wanted *wanted, uint64_t hash);
static int are_slips(const Text *text, Py_ssize_t first, Py_ssize_t last, const Wanted *wanted, const Py_UCS4 *letters, int size);
static int is_near(const Text *text, Py_ssize_t at, const Wanted *wanted, int width, Hit *hit);
static int compare(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, Hit *hit);

/* ---- what is found at a word ------------------------------------------------------------------------------- */

/* A name that stands on words of the text (`hit`), or one for Python to compare with what stands around a word. */
typedef struct {
    uint64_t item; /* its number above the place of the word in it */
    int stands;
    Hit hit;
} Named;

/* A word around which Python is to look, for what, and where in a row of names those stand that are told with it: those
   found by the word itself or a pair, and from `beside` on those that it is to hold against the words beside. */
typedef struct {
    Py_ssize_t at;
    int what;
    size_t own, beside, end;
    int all_beside; /* not those are meant, but all that are found by the word */
} Around;

/* A name that may stand at a word, and beside which of the words around it. */
typedef struct {
    uint64_t item;
    int off;
} Beside;

typedef struct {
    Named *names;
    size_t used, room;
    Around *places;
    size_t places_used, places_room;
    Beside *beside; /* those of the word that is looked at */
    size_t beside_used, beside_room;
    int some_left; /* of the names at this word some are for Python */
} Found;

static void *grown(void *row, size_t used, size_t *room, size_t width);
static int put_name(Found *found, uint64_t item, const Hit *hit);
static int take(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, int compared, Found *found);
static size_t row_of(const Text *text, Py_ssize_t at, size_t *names, size_t *buckets);
static int take_beside(const Text *text, Py_ssize_t at, Around *around, Found *found);
static int take_pieces(const Text *text, Py_ssize_t at, int what, Found *found);
static int look_around(const Text *text, Py_ssize_t at, Found *found);

/* ---- which of the names win, as candidates.py has it ---------------------------------------------------------- */

static PyObject *told_winners(const Text *text, const Found *found, int *settled);

#endif
