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

/* Whether more than `most` letters of a name stand nowhere near their place in the text, of those from `from` on: each of them
   takes an edit, and so many edits move a letter no further. It tells nearly all that are not there. */
static int
are_strange(const uint64_t *places, const unsigned char *row, int step, int from, int size, int most)
{
    uint64_t reach = (2ull << 2 * most) - 1;
    int strange = 0;
    for (int at = from; at < size && strange <= most; at++, row += step)
        strange += (places[*row] & (at >= most ? reach << (at - most) : reach >> (most - at))) == 0;
    return strange > most;
}

/* Whether letters of a name, `size` of them from `row` on, are those on one side of a word with at most `most` edits (OSA).
   All edits up to each letter of the text are counted at once, a bit for each (Hyyro, "A bit-vector algorithm for computing
   Levenshtein and Damerau edit distances", 2003). */
static int
is_on_side(const Text *text, Py_ssize_t at, int side, const unsigned char *row, int size, int most)
{
    const struct Sides *sides = text->sides;
    const unsigned char *seen = sides->letters[side];
    int there = sides_see(text, at, side, size), same_so_far = 0, step = side ? -1 : 1;
    for (; same_so_far < there && *row == seen[same_so_far] && *row != 0; row += step)
        same_so_far++; /* what both begin with takes no edits */
    int edits = there - same_so_far, left = size - same_so_far;
    if (edits == 0)
        return left <= most;
    if (are_strange(sides->places[side], row, step, same_so_far, size, most))
        return 0;
    uint64_t up = UINT64_MAX, down = 0, same = 0, before = 0;
    for (int last = edits - 1; left > 0; left--, row += step) {
        if (edits - left > most)
            return 0; /* each letter that is left makes it one less at best */
        uint64_t here = sides->places[side][*row] >> same_so_far;
        uint64_t swapped = (~same & here) << 1 & before;
        same = (((here & up) + up) ^ up) | here | down | swapped;
        uint64_t more = down | ~(same | up), less = same & up;
        edits += (int)(more >> last & 1) - (int)(less >> last & 1);
        more = more << 1 | 1;
        up = less << 1 | ~(same | more);
        down = more & same;
        before = here;
    }
    return edits <= most;
}

/* Whether `are_around` may be true: it is where the text is in Latin-1. The target has its sizes only. */
static int
may_be_around(const Text *text, Py_ssize_t at, const Wanted *wanted, const Target *target)
{
    const Words *self = text->words;
    unsigned char letters[2 * SIDE + AT_A_TIME];
    int most = 2 * target->allowed, count = 0;
    if (target->before > SIDE || target->size - target->before > SIDE)
        return 1;
    for (size_t part = wanted->first; part < wanted->end; part++) {
        const Letters *own = &self->listed.letters[number_at(&self->tables[PARTS], part, 4) >> 1];
        memcpy(letters + count, self->listed.low + own->low, AT_A_TIME); /* nearly always the whole word, and more */
        if (own->size > AT_A_TIME)
            memcpy(letters + count, self->listed.low + own->low, own->size);
        count += (int)own->size;
    }
    return is_on_side(text, at, 0, letters + target->before, target->size - target->before, most)
           && (target->before == 0 || is_on_side(text, at, 1, letters + target->before - 1, target->before, most));
}
