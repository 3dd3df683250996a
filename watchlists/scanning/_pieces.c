/* Names whose words are cut in two in a text, or run together: `_joined` and `_merged` in respaced.py. */

#include "_places.h"

/* Take a name where the letters around `at` are its own, a word of it being cut into `width`. Returns -1 on failure, 1
   where it is left to Python. */
static int
take_spelt(const Text *text, Py_ssize_t at, uint64_t item, int width, Found *found)
{
    Wanted wanted;
    Hit hit;
    int told = wanted_words(text->words, item, &wanted) ? is_near(text, at, &wanted, width, &hit) : UNSURE;
    if (told != YES)
        return told == UNSURE;
    return put_name(found, item, &hit);
}

/* Take those of a group of names whose letters stand around `at`. Returns -1 on failure, 1 where some are left to Python. */
static int
take_group(const Text *text, Py_ssize_t at, int starts, int numbers, uint64_t group, int width, Found *found)
{
    size_t each, end, wide = numbers == SINGLES ? 4 : ITEM;
    if (!find_group(&text->words->tables[starts], &text->words->tables[numbers], wide, group, &each, &end) || end - each > MANY)
        return 1;
    for (; each < end; each++) {
        uint64_t item = number_at(&text->words->tables[numbers], each, wide);
        int left = take_spelt(text, at, wide == 4 ? item << PLACES : item, width, found);
        if (left != 0)
            return left;
    }
    return 0;
}

/* The same of the names in which two words follow one another, by their numbers. */
static int
take_pair_spelt(const Text *text, Py_ssize_t at, uint32_t first, uint32_t second, int width, Found *found)
{
    uint32_t pair = pair_of(text->words, first, second);
    return pair != 0 ? take_group(text, at, PAIR_STARTS, PAIRS, pair - 1, width, found) : 0;
}

/* Take the names a word of which is cut in two at `at`: `_joined` in respaced.py. Returns -1 on failure, 1 where that is
   left to Python. */
static int
take_joined(const Text *text, Py_ssize_t at, Found *found)
{
    const Words *self = text->words;
    Py_ssize_t last = at + 3 < text->count ? at + 3 : text->count - 1;
    uint64_t joined = hash_part(hash_at(text, at), text->kind, text->data, text->met[at + 1].start, text->met[at + 1].end);
    if (!is_latin_word(text, at) || !is_latin_word(text, at + 1))
        return 1;
    const Anchor *single = anchor_of(self, joined), *anchor = anchor_of(self, plain_of(self, joined));
    int left = 0;
    if (single->single == 0 && anchor->bucket == 0 && anchor->role == 0)
        return 0;
    if (!self->is_marked)
        return 1;
    if (single->single != 0)
        left = take_group(text, at, SINGLE_STARTS, SINGLES, single->single - 1, 2, found);
    if (left == 0 && anchor->bucket != 0)
        left = take_group(text, at, BUCKET_STARTS, BUCKETS, anchor->bucket - 1, 2, found);
    if (left != 0 || anchor->role == 0)
        return left;
    for (Py_ssize_t place = at > 0 ? at - 1 : 0; place <= last; place++)
        if (!is_latin_word(text, place))
            return 1;
    if (last >= at + 2) {
        const Anchor *next = anchor_of(self, plain_at(text, at + 2));
        left = take_pair_spelt(text, at, word_by(self, anchor), word_by(self, next), 2, found);
    }
    if (left == 0 && last == at + 3) {
        uint64_t after = hash_part(hash_at(text, at + 2), text->kind, text->data, text->met[last].start, text->met[last].end);
        const Anchor *next = anchor_of(self, plain_of(self, after));
        left = take_pair_spelt(text, at, word_by(self, anchor), word_by(self, next), 2, found);
    }
    if (left == 0 && at > 0) {
        const Anchor *before = anchor_of(self, plain_at(text, at - 1));
        left = take_pair_spelt(text, at, word_by(self, before), word_by(self, anchor), 2, found);
    }
    return left;
}

/* Take the names two words of which are run together in the word at `at`: `_merged` in respaced.py. Returns -1 on failure,
   1 where that is left to Python. */
static int
take_merged(const Text *text, Py_ssize_t at, Found *found)
{
    Py_ssize_t size = size_at(text, at);
    unsigned char letters[LONGEST];
    Part parts[2 * LONGEST];
    if (!text->words->is_marked || size > LONGEST || size < LEAST_TWO || !is_plain(text, at))
        return 1;
    for (Py_ssize_t letter = 0; letter < size; letter++)
        letters[letter] = (unsigned char)PyUnicode_READ(text->kind, text->data, text->met[at].start + letter);
    Word word = {.words = text->words, .letters = letters, .size = (int)size, .hash = hash_at(text, at)};
    word.head = kinds_of(text->words, hash_letters(&word, 0, PIECE));
    word.tail = kinds_of(text->words, hash_letters(&word, word.size - PIECE, word.size));
    int count = find_parts(&word, parts);
    for (int each = 0; each < count; each++) {
        const Part *part = &parts[each];
        const Anchor *rest = merged_with(text->words, &word, part);
        if (rest == NULL)
            continue;
        uint32_t one = word_by(text->words, part->anchor), other = word_by(text->words, rest);
        int left = take_pair_spelt(text, at, one, other, 1, found);
        if (left == 0)
            left = take_pair_spelt(text, at, other, one, 1, found);
        if (left != 0)
            return left;
    }
    return 0;
}

/* Take the names whose words are cut or run together at `at`, of these two whichever `what` says. Returns for which Python
   is to look, -1 on failure. */
static int
take_pieces(const Text *text, Py_ssize_t at, int what, Found *found)
{
    size_t used = found->used;
    int left = what & JOINED_UP ? take_joined(text, at, found) : 0;
    if (left == 0 && what & RUN_TOGETHER)
        left = take_merged(text, at, found);
    if (left == 1)
        found->used = used; /* none is told twice */
    return left < 0 ? -1 : left ? what : 0;
}
