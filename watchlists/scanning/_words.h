/* `Words`: what each word of a text says of where to look, and what that is told by. */

#ifndef WATCHLISTS_WORDS_H
#define WATCHLISTS_WORDS_H

#include "../_native.h"

/* ---- keys: numbers that stand for words, in tables of powers of two ---------------------------------------- */

static inline uint64_t
mixed(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9e3779b97f4a7c15u;
    return x ^ (x >> 29);
}

#define LETTER(hash, c) (((hash) ^ (c)) * 0x100000001b3u)

#define KIND_BITS 16

/* Of what kinds words, and pieces of some, are. One table of all kinds: what is asked of a word is told at one look. */
typedef struct {
    uint64_t *keys; /* the start of a mixed hash, and a bit for each kind; 0: an empty slot */
    size_t room, used;
} Keys;

/* Return where a key belongs, by its mixed hash. */
static inline size_t
key_place(const Keys *self, uint64_t key)
{
    return (size_t)((key >> 32) * self->room >> 32);
}

/* Return the kinds of what has this mixed hash, a bit for each. */
static inline uint32_t
keys_find(const Keys *self, uint64_t key)
{
    if (self->keys == NULL)
        return 0;
    for (size_t at = key_place(self, key);; at = at + 1 < self->room ? at + 1 : 0) {
        uint64_t kept = self->keys[at];
        if (kept == 0)
            return 0;
        if ((kept ^ key) >> KIND_BITS == 0)
            return (uint32_t)(kept & ((1u << KIND_BITS) - 1));
    }
}

static inline uint64_t
hash_part(uint64_t hash, int kind, const void *data, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t at = start; at < end; at++)
        hash = LETTER(hash, PyUnicode_READ(kind, data, at));
    return hash;
}

/* ---- words near one another, as nearwords.py keeps them --------------------------------------------------- */

typedef struct {
    Py_buffer table; /* for each place the end of a key above the number of a word, counted from 1; 0: an empty place */
    int bits;        /* of an entry, for the number */
} Near;

/* Return the place where a key belongs. */
static inline size_t
near_place(uint32_t key, size_t places)
{
    return (size_t)((uint64_t)key * places >> 32);
}

/* Return the number of the next word that is kept under a key; -1 after the last. Now and then another's is among them.
   `step`: 0 at the first call. */
static inline Py_ssize_t
near_next(const Near *self, uint32_t key, size_t *step)
{
    size_t places = (size_t)self->table.len / 4, first = near_place(key, places);
    for (uint32_t wanted = key << self->bits; *step < places;) {
        size_t at = first + (*step)++;
        uint32_t entry = (uint32_t)number_at(&self->table, at < places ? at : at - places, 4);
        if (entry == 0)
            break;
        if (((entry ^ wanted) >> self->bits) == 0)
            return (Py_ssize_t)(entry & ((1u << self->bits) - 1)) - 1;
    }
    return -1;
}

static void near_keys(const Near *self, const unsigned char *word, int size, uint32_t *keys);

/* ---- Words: what each word of a text says of where to look ------------------------------------------------ */

/* Roles, as in roles.py */
#define PASSED 1
#define AFTER_IT 2
#define BEFORE_IT 4
#define FOLLOWS 8
#define PRECEDES 16
#define STARTS 32
#define ENDS 64
#define ONE 128
#define LOOK (AFTER_IT | BEFORE_IT | STARTS)

#define BEYOND 5  /* the word of a pair that stands behind words passed over is so many words off at most */
#define NO_FORM 0u
#define ANY_FORM 0xffffffffu /* several words of names: any pair may be meant */

/* What more is said of a word that was read, as in wordplaces.py */
#define FRAGMENT 1 /* it may be the start of a word that is cut in two */
#define MERGED 2   /* two words of a pair run together */
#define UNLIKE 4   /* long, and no letter of a to z at its start or its end: a number may be run together with it */

/* For what to look at a place, as in wordplaces.py; names are handed over besides */
#define BESIDE 2  /* names found by the word if what stands beside it does not speak against them */
#define PAIRED 4  /* names of common words */
#define JOINED_UP 8 /* a word that is cut in two */
#define APART 16  /* letters that are set apart */
#define RUN_TOGETHER 32 /* two common words run together */

/* Kinds of words, as in wordplaces.py: what is known of them before they are met. */
enum {
    KNOWN, START, HEAD, TAIL, END, PLAIN_WORD, PASSED_OVER, FORM_START, FORM_END, PLACE, LITTLE, COMMON, INSERTION,
    NOUN, SHORTENED, QUIET, KINDS
};
#define LONGEST 48   /* letters of a word that is told by its pieces */
#define PIECE 4      /* letters, as PIECE, HEAD, TYPO_LENGTH, _LEAST_TWO, _LEAST_MANY and _LONG in Python */
#define LONG_PIECE 6 /* START holds the first two to six letters of words */
#define SHORT_PIECE 2
#define LEAST_MISREAD 5
#define LEAST_NUMBERED 6
#define LEAST_TWO 8
#define LEAST_MANY 16
#define LONG_WORD 9
#define LONG_MODEL 16 /* characters of a word with figures that is told by its parts */

/* Tables of wordindex.py */
enum {
    PLAIN, SORTED, PARTS_STARTS, PARTS, SINGLE_WORDS, SINGLE_STARTS, SINGLES, BUCKET_WORDS, BUCKET_STARTS, BUCKETS,
    PAIR_WORDS, PAIR_TELLS, PAIR_STARTS, PAIRS, COUNTS, TERMS, MADE_BY, TURNED, LEVELS, ORGS,
    WATCHED_BY, TABLES
};
#define PLACES 16 /* bits for the place of a word in a spelling */
#define AS_WRITTEN 1 /* a spelling counts with a capital only, where it is one word */
#define BARE 2       /* it is a word of the language, and counts beside a legal form only */
#define NEARLY 4     /* one letter may be wrong though it has few */
/* A name of one word that counts so: with a capital, or as the word itself beside a legal form */
#define WITH_CAPITAL (1ull << 62)
#define BESIDE_FORM (1ull << 63)
#define MANY 500  /* names found by one word, or pair, that are looked through one by one */

typedef struct {
    uint32_t form; /* the word of pairs that it is */
    uint32_t row;  /* one more than where in `rows` it stands which names are found by it; 0: none */
    uint64_t plain; /* the hash of its canonical form */
    uint8_t role, more;
    uint16_t kinds; /* a bit for each */
} Meaning;

typedef struct {
    uint64_t hash; /* stands for the word; 0: an empty slot */
    Meaning meaning;
} Slot;

typedef struct {
    Slot *slots;
    void *memory;      /* in which they are */
    size_t mask, used; /* a power of two less one; slots in use */
} Slots;

/* What is found by a word of names, where it is one of ASCII; nothing by most. */
typedef struct {
    uint32_t single, bucket; /* one more than the numbers of its groups, 0 for none */
    uint8_t role; /* in pairs */
} Anchor;

typedef struct {
    uint64_t hash, plain; /* of the word and of its canonical form */
    uint32_t size;
    uint32_t first, last; /* stand for its first and its last two letters */
    uint32_t low;         /* where its letters stand in `low` */
} Letters;

#define AT_A_TIME 16 /* letters that are copied at once */

/* The words of names by number: those of a text with a line for each, and the little ones behind them. */
typedef struct {
    Py_buffer lines, little;
    uint32_t count, listed; /* all of them; those that are not little */
    Letters *letters;       /* of each */
    void *memory;           /* in which these are */
    /* Their letters, one word after the other; 0 for one beyond Latin-1: behind such a word stands where in `lines` it
       begins. AT_A_TIME can be read from the start of any. */
    unsigned char *low;
    uint32_t *places; /* for each place the end of a hash above the number of a word, counted from 1; 0: an empty place */
    size_t room;
    int bits; /* of a place, for the number */
} Listed;

/* Bits for the words of a name that is found by one of them, and for what those on either side of that begin and end with:
   most are told from what a text has there without a look at their words. 0: it was not looked at yet. */
typedef struct {
    uint64_t words, edges[2];
} Mark;

typedef struct {
    uint32_t first, second; /* words of names */
    uint32_t number;        /* one more than the pair's; 0: an empty place */
} Pair;

typedef struct {
    PyObject_HEAD
    PyObject *read;  /* word -> (role, form, more, canonical form, names, buckets) */
    Listed listed;   /* the words of names */
    Anchor *anchors; /* of each of them, and one of no word */
    Mark *marks; /* of the names in buckets */
    uint64_t *heads; /* the first letters of the words in order */
    Near near;
    Py_buffer tables[TABLES];
    Pair *pairs;
    size_t pair_mask;
    Slots met; /* words that texts held */
    Slots short_forms; /* abbreviations, with the words that they stand for */
    uint64_t *rows; /* how many names and buckets; the names; the buckets */
    size_t rows_used, rows_room;
    Keys keys;
    struct Sides *sides; /* of the word of a text that is looked at */
    int is_marked; /* it is known which words to read */
    uint64_t seed;
} Words;

static struct Sides *sides_make(void);

/* Return the slot of a word, or the empty one where it belongs. */
static inline Slot *
slot_of(const Slots *self, uint64_t hash)
{
    for (size_t at = mixed(hash) & self->mask;; at = (at + 1) & self->mask)
        if (self->slots[at].hash == hash || self->slots[at].hash == 0)
            return &self->slots[at];
}

static int slots_make(Slots *self, size_t room);
static int slots_put(Slots *self, uint64_t hash, Meaning meaning);
static int rows_add(Words *self, uint64_t number);
static int rows_add_all(Words *self, PyObject *numbers);
static int rows_begin(Words *self, uint64_t names, uint64_t buckets, uint32_t *row);

static inline uint64_t
hash_of(const Words *self, PyObject *word)
{
    uint64_t hash = hash_part(self->seed, PyUnicode_KIND(word), PyUnicode_DATA(word), 0, PyUnicode_GET_LENGTH(word));
    return hash != 0 ? hash : 1;
}

static inline uint32_t
two_letters(Py_UCS4 one, Py_UCS4 other)
{
    return one * 0x10001u + other;
}

/* What stands for the first two letters of a word of a text, or for the last two; shorter words have one. */
static inline uint32_t
edge_of(int kind, const void *data, Py_ssize_t start, Py_ssize_t end, int last)
{
    if (end - start < 2)
        return end > start ? PyUnicode_READ(kind, data, start) : 0;
    Py_ssize_t at = last ? end - 2 : start;
    return two_letters(PyUnicode_READ(kind, data, at), PyUnicode_READ(kind, data, at + 1));
}

#define HEAD_LETTERS 8

/* The first letters of a word as a number that orders words as they do; letters beyond Latin-1 count as its last. */
static inline uint64_t
head_of(int kind, const void *data, Py_ssize_t size)
{
    uint64_t head = 0;
    for (Py_ssize_t at = 0; at < HEAD_LETTERS; at++) {
        Py_UCS4 c = at < size ? PyUnicode_READ(kind, data, at) : 0;
        head = head << 8 | (c < 0xff ? c : 0xff);
    }
    return head;
}

/* Return the number of the pair of two words, one more than it is; 0 for none. */
static inline uint32_t
pair_of(const Words *self, uint32_t first, uint32_t second)
{
    if (self->pairs == NULL)
        return 0;
    for (size_t at = mixed((uint64_t)first << 32 | second) & self->pair_mask;; at = (at + 1) & self->pair_mask) {
        const Pair *pair = &self->pairs[at];
        if (pair->number == 0 || (pair->first == first && pair->second == second))
            return pair->number;
    }
}

/* Return the place that a word of names has, or the empty one where it belongs. */
static inline uint32_t *
listed_place(const Listed *self, uint64_t hash)
{
    uint64_t mix = mixed(hash);
    uint32_t end = (uint32_t)mix << self->bits;
    for (size_t at = (size_t)((mix >> 32) * self->room >> 32);; at = at + 1 < self->room ? at + 1 : 0) {
        uint32_t entry = self->places[at];
        if (entry == 0
            || ((entry ^ end) >> self->bits == 0 && self->letters[(entry & ((1u << self->bits) - 1)) - 1].hash == hash))
            return &self->places[at];
    }
}

/* Return the number of a word of names, one more than it is; 0 for none. */
static inline uint32_t
number_of(const Words *self, uint64_t hash)
{
    return *listed_place(&self->listed, hash) & ((1u << self->listed.bits) - 1);
}

/* Have the memory fetched that `listed_place` is going to read first. */
static inline void
fetch_place(const Words *self, uint64_t hash)
{
    PREFETCH(&self->listed.places[(size_t)((mixed(hash) >> 32) * self->listed.room >> 32)]);
}

/* Whether a word may be one of the names', by the ends of hashes alone. Has the memory fetched of the one that it may be. */
static inline int
may_be_listed(const Words *self, uint64_t hash)
{
    const Listed *listed = &self->listed;
    uint64_t mix = mixed(hash);
    uint32_t end = (uint32_t)mix << listed->bits;
    for (size_t at = (size_t)((mix >> 32) * listed->room >> 32);; at = at + 1 < listed->room ? at + 1 : 0) {
        uint32_t entry = listed->places[at];
        if (entry == 0)
            return 0;
        if ((entry ^ end) >> listed->bits == 0) {
            uint32_t number = (entry & ((1u << listed->bits) - 1)) - 1;
            PREFETCH(&listed->letters[number]);
            PREFETCH(&self->anchors[number]);
            return 1;
        }
    }
}

/* Return what is found by the word of that number, counted from 1; 0 is none. */
static inline const Anchor *
anchor_at(const Words *self, uint32_t number)
{
    return &self->anchors[number != 0 ? number - 1 : self->listed.count];
}

static inline const Anchor *
anchor_of(const Words *self, uint64_t hash)
{
    return anchor_at(self, number_of(self, hash));
}

/* Whether names are found by a word. */
static inline int
finds(const Anchor *anchor)
{
    return (anchor->single | anchor->bucket | anchor->role) != 0;
}

/* Return the number of the word of an anchor. */
static inline uint32_t
word_by(const Words *self, const Anchor *anchor)
{
    return (uint32_t)(anchor - self->anchors);
}

/* Return the canonical form of a word of names; of most that is the word itself. */
static inline const Letters *
plain_letters(const Words *self, uint32_t number)
{
    const Letters *letters = &self->listed.letters[number];
    return letters->plain == letters->hash ? letters : &self->listed.letters[number_at(&self->tables[PLAIN], number, 4)];
}

static int listed_learn(Listed *self, const Py_buffer *plain, uint64_t seed);
static void listed_leave(Listed *self);
static int is_ascii(const Listed *self, uint32_t number);
static int add_word(const Listed *self, Py_UCS4 *to, int size, uint32_t number);
static int stands_in(const Listed *self, uint32_t number, uint32_t first, int kind, const void *data, Py_ssize_t start,
                     Py_ssize_t end);
static int has_near(const Words *self, const unsigned char *word, int size, const uint32_t *keys, int most);

/* Return the kinds of a word or a piece of one, a bit for each. */
static inline uint32_t
kinds_of(const Words *self, uint64_t hash)
{
    return keys_find(&self->keys, mixed(hash));
}

static inline int
has_kind(uint32_t kinds, int kind)
{
    return kinds >> kind & 1;
}

static inline int
is_of_kind(const Words *self, int kind, uint64_t hash)
{
    return has_kind(kinds_of(self, hash), kind);
}

/* Return the hash of the canonical form of a word of ASCII. */
static inline uint64_t
plain_of(const Words *self, uint64_t hash)
{
    const Slot *slot = slot_of(&self->short_forms, hash);
    return slot->hash != 0 ? slot->meaning.plain : hash;
}

static int words_learn(Words *self);
static PyObject *Words_mark(Words *self, PyObject *args);
static PyObject *Words_shorten(Words *self, PyObject *words);

/* ---- the words of a text ---------------------------------------------------------------------------------- */

typedef struct {
    uint64_t hash;
    Py_ssize_t start, end;
    Meaning meaning;
} Met;

/* Whether a word is a phrase without spaces: seldom met again, and in no name of words. */
static inline int
is_phrase(Py_UCS4 head)
{
    return head > 0x3000 && is_spaceless(head);
}

/* Look a word up. Returns 0 where it is met for the first time. */
static inline int
words_know(const Words *self, Met *met)
{
    static const Meaning phrase = {NO_FORM, 0, 0, 0, 0, 0};
    const Slot *slot = met->hash != 0 ? slot_of(&self->met, met->hash) : NULL;
    met->meaning = slot != NULL ? slot->meaning : phrase;
    return slot == NULL || slot->hash != 0;
}

#define MET_AT_ONCE 16 /* words that are met for the first time together, so that the memory of all is fetched at the same time */

static void fetch_kinds(const Words *self, uint64_t hash);
static int words_meet(Words *self, PyObject *text, Met *const *met, int count);

/* ---- names as rows of words ------------------------------------------------------------------------------- */

#define MOST_WORDS 32 /* of a name that is compared here */
#define REACH 192     /* words on one side in which a name of so many words stands, see MOST_LITTLE in wordalign.py */

typedef struct {
    int count, place; /* words; the one that stands at the place */
    uint32_t words[MOST_WORDS];
    uint64_t plains[MOST_WORDS]; /* the hashes of their canonical forms */
    unsigned char gap[MOST_WORDS]; /* whether little words stand before it */
    size_t first, end, part;       /* of its parts, little words included; that of the word at the place */
    uint32_t size, before;         /* letters; those before that word */
    int nearly;                    /* see NEARLY */
} Wanted;

static int wanted_words(const Words *self, uint64_t item, Wanted *wanted);

#define NAMES_AT_ONCE 16 /* names the memory of which is fetched together */

static void fetch_names(const Words *self, const uint64_t *items, int count);
static size_t fetch_group(const Words *self, const Py_buffer *numbers, size_t first, size_t end);

/* ---- reading words: as `WordReader.read`, where that is plain from what is known ---------------------------- */

typedef struct {
    const Words *words;
    const unsigned char *letters; /* ASCII */
    int size;
    uint64_t hash;
    uint32_t number; /* one more than its own among the words of names; 0: it is none */
    uint32_t kinds, head, long_head, tail; /* the kinds of it, and of what it begins and ends with */
    const uint32_t *near; /* see `near_keys` */
} Word;

static inline uint64_t
hash_letters(const Word *word, int start, int end)
{
    return hash_part(word->words->seed, PyUnicode_1BYTE_KIND, word->letters, start, end);
}

/* A part of a word by which names are found, at its start or its end. */
typedef struct {
    const unsigned char *letters;
    int size;
    int first, last; /* of the rest of the word */
    const Anchor *anchor;
} Part;

static int find_parts(const Word *word, Part *parts);
static const Anchor *merged_with(const Words *self, const Word *word, const Part *part);
static int keep_held(Words *self, const Word *word, Meaning *meaning);

#endif
