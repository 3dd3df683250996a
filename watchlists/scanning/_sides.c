/* Whether the letters on either side of the start of a word may be those of a name: of many names most are told by that. */

#include "_places.h"

/* Where each letter stands on either side of the start of a word, as bits: those from it on, and those before, the nearest
   first. It is made once for all names that are held against what stands there. */
struct Sides {
    Py_ssize_t at;      /* the word; -1: none yet */
    Py_ssize_t next[2]; /* characters of the text that were not seen yet */
    int sizes[2];       /* letters on each side that were */
    unsigned char letters[2][SIDE];
    uint64_t places[2][256]; /* by letter; one beyond Latin-1 is none */
};

static struct Sides *
sides_make(void)
{
    return PyMem_Calloc(1, sizeof(struct Sides));
}

static void
sides_forget(struct Sides *sides)
{
    for (int side = 0; side < 2; side++) {
        for (int each = 0; each < sides->sizes[side]; each++)
            sides->places[side][sides->letters[side][each]] = 0;
        sides->sizes[side] = 0;
    }
    sides->at = -1;
}

/* Note where letters around the start of the word at `at` stand, as far as they are asked for. Returns how many of those there
   are. */
static int
sides_see(const Text *text, Py_ssize_t at, int side, int most)
{
    struct Sides *sides = text->sides;
    if (sides->at != at) {
        sides_forget(sides);
        sides->at = at;
        sides->next[0] = text->met[at].start;
        sides->next[1] = sides->next[0] - 1;
    }
    int size = sides->sizes[side];
    Py_ssize_t from = sides->next[side], end = text->met[text->count - 1].end, step = side ? -1 : 1;
    for (; size < most && from >= 0 && from < end; from += step) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, from);
        if (c == ' ')
            continue;
        unsigned char letter = c <= 0xff ? (unsigned char)c : 0;
        if (letter != 0 || text->kind != PyUnicode_1BYTE_KIND) /* those beyond Latin-1 are held to be the same */
            sides->places[side][letter] |= 1ull << size;
        sides->letters[side][size++] = letter;
    }
    sides->next[side] = from;
    sides->sizes[side] = size;
    return size < most ? size : most;
}

/* Whether the letters of some parts of a name, `size` in all, are those on one side of a word with at most `most` edits
   (OSA). All edits up to each letter of the text are counted at once, a bit for each (Hyyro, "A bit-vector algorithm for
   computing Levenshtein and Damerau edit distances", 2003). */
static int
is_on_side(const Text *text, Py_ssize_t at, int side, size_t first, size_t end, int size, int most)
{
    const Words *self = text->words;
    const struct Sides *sides = text->sides;
    int there = sides_see(text, at, side, size), edits = there, left = size, same_so_far = 0, is_same = 1;
    uint64_t up = UINT64_MAX, down = 0, same = 0, before = 0;
    for (size_t each = 0; each < end - first; each++) {
        size_t part = side ? end - 1 - each : first + each;
        const Letters *letters = &self->listed.letters[number_at(&self->tables[PARTS], part, 4) >> 1];
        const unsigned char *row = self->listed.low + letters->low;
        for (uint32_t letter = 0; letter < letters->size; letter++, left--) {
            unsigned char own = row[side ? letters->size - 1 - letter : letter];
            if (is_same && edits > 0 && own == sides->letters[side][same_so_far] && own != 0) {
                same_so_far++; /* what both begin with takes no edits */
                edits--;
                continue;
            }
            if (is_same && edits == 0)
                return left <= most;
            is_same = 0;
            if (edits - left > most)
                return 0; /* each letter that is left makes it one less at best */
            uint64_t here = sides->places[side][own] >> same_so_far;
            uint64_t swapped = (~same & here) << 1 & before;
            same = (((here & up) + up) ^ up) | here | down | swapped;
            uint64_t more = down | ~(same | up), less = same & up;
            int last = there - same_so_far - 1;
            edits += (int)(more >> last & 1) - (int)(less >> last & 1);
            more = more << 1 | 1;
            up = less << 1 | ~(same | more);
            down = more & same;
            before = here;
        }
    }
    return edits <= most;
}

/* Whether `are_around` may be true: it is where the text is in Latin-1. The target has its sizes only. */
static int
may_be_around(const Text *text, Py_ssize_t at, const Wanted *wanted, const Target *target)
{
    int most = 2 * target->allowed;
    if (target->before > SIDE || target->size - target->before > SIDE)
        return 1;
    return is_on_side(text, at, 0, wanted->part, wanted->end, target->size - target->before, most)
           && is_on_side(text, at, 1, wanted->first, wanted->part, target->before, most);
}
