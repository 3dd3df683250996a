/* Whether a name stands at a word, as wordalign.py says it. */

#include "_places.h"

#define FEWEST_MOVABLE 3 /* words of a name in any order */
#define MANY_WORDS 4     /* of one between the words of which little ones may stand */
#define MOST_SKIPPED 5   /* little words between two of a name: _MOST_LITTLE in wordalign.py */

/* Whether a canonical word of a name is no word of the language and no short one, see `is_rare`. */
static int
is_rare(const Text *text, uint32_t word)
{
    const Words *self = text->words;
    const Letters *plain = plain_letters(self, word);
    return plain->size > 3 && !is_of_kind(self, COMMON, plain->hash);
}

/* Whether a note's number may be run together with the word at `at`, which is not the wanted one: `_is_numbered`. */
static int
is_numbered(const Text *text, Py_ssize_t at)
{
    return text->met[at].hash == 0 || text->met[at].meaning.more & UNLIKE ? UNSURE : NO;
}

static uint64_t
hash_of_literal(const Words *self, const char *word)
{
    uint64_t hash = hash_part(self->seed, PyUnicode_1BYTE_KIND, word, 0, (Py_ssize_t)strlen(word));
    return hash != 0 ? hash : 1;
}

/* Whether one of some words, the last of which is NULL, is that at `at`. */
static int
is_one_of(const Text *text, Py_ssize_t at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (is_the_word(text, at, *words))
            return 1;
    return 0;
}

/* Whether a little word may stand where a name has those before its word at `place`: `_may_fill`. */
static int
may_fill(const Text *text, Py_ssize_t at, const Wanted *wanted, int place)
{
    static const char *const loose[] = {"of", "the", "for", NULL}; /* as in wordalign.py */
    static const char *const of[] = {"de", "du", "des", "di", "da", "do", "von", "der", "e", NULL};
    static const char *const and[] = {"y", "e", "et", "und", NULL};
    const Words *self = text->words;
    if (!wanted->gap[place])
        return NO;
    if (!is_latin_word(text, at))
        return UNSURE;
    int count = 0, has_of = 0, has_and = 0, has_in = 0;
    for (size_t part = wanted->first; part < wanted->end && count <= place; part++) {
        uint32_t number = (uint32_t)number_at(&self->tables[PARTS], part, 4);
        if (!(number & 1)) {
            count++;
            continue;
        }
        if (count != place)
            continue;
        uint64_t hash = self->listed.letters[number >> 1].hash;
        if (hash == hash_at(text, at))
            return YES;
        has_of |= hash == hash_of_literal(self, "of");
        has_and |= hash == hash_of_literal(self, "and");
        has_in |= hash == hash_of_literal(self, "in");
    }
    return is_one_of(text, at, loose) || (has_in && is_the_word(text, at, "at")) || (has_of && is_one_of(text, at, of))
                   || (has_and && is_one_of(text, at, and))
               ? YES
               : NO;
}

/* Whether the word at `at` stands without the little words that a name has beside it, see `_NEEDS_NO_OF`. */
static int
needs_no_of(const Text *text, Py_ssize_t at)
{
    static const char *const bodies[] = {"universitat", "universitet", "universiteit", "universidad", "universidade",
                                         "universita", "universite", "universitatea", "uniwersytet", "univerzita",
                                         "institut", "instituto", "istituto", "instytut", NULL};
    return is_one_of(text, at, bodies) ? YES : NO;
}

static int
has_text(const Text *text, const Wanted *wanted, uint64_t hash)
{
    for (int place = 0; place < wanted->count; place++)
        if (letters_of(text, wanted, place)->hash == hash)
            return 1;
    return 0;
}

/* Go from the word at `*at`, which is that at `place` of a name, to the next word of it on one side: over little words,
   and once over what may be put in. Answers NO where another word stands there. */
static int
go_on(const Text *text, const Wanted *wanted, int place, int step, int tight, int *inserted, Py_ssize_t *at)
{
    int next = place + step, gap = step < 0 ? place : next, skipped = 0;
    const Letters *letters = letters_of(text, wanted, next);
    Py_ssize_t here = *at + step;
    for (; here >= 0 && here < text->count && hash_at(text, here) != letters->hash && is_little(text, here); here += step) {
        int fills = skipped == MOST_SKIPPED ? NO : may_fill(text, here, wanted, gap);
        if (fills != YES && step > 0 && wanted->gap[gap] && skipped < MOST_SKIPPED && is_the_word(text, here, "and"))
            fills = YES;
        if (fills != YES)
            return fills;
        skipped++;
    }
    if (here < 0 || here >= text->count)
        return NO;
    Py_ssize_t beyond = here + step;
    int is_inner = step < 0 ? here > 0 : beyond < text->count;
    if (is_inner && !*inserted && plain_at(text, here) != letters->plain) {
        if (hash_at(text, here) == 0)
            return UNSURE;
        int may_be = step < 0 ? wanted->count > 2 : is_rare(text, wanted->words[wanted->place]);
        if (may_be && plain_at(text, beyond) == letters->plain && has_kind_at(text, here, INSERTION)) {
            *inserted = 1;
            here = beyond;
        }
    }
    if (plain_at(text, here) != letters->plain) {
        int is_edge = next == 0 || next == wanted->count - 1;
        return hash_at(text, here) == 0 ? UNSURE : is_edge ? is_numbered(text, here) : NO;
    }
    *at = here;
    Py_ssize_t before = step < 0 ? here : here - 1;
    return wanted->gap[gap] && !skipped && tight ? needs_no_of(text, before) : YES;
}

/* Whether a text may hold all words of a name, that at its place aside; a phrase may be any. */
static int
may_hold(const Text *text, const Wanted *wanted)
{
    for (int at = 0; at < wanted->count; at++) {
        if (at == wanted->place)
            continue;
        uint32_t bit = held_bit(wanted->plains[at]);
        if (!(text->held[bit / 64] >> bit % 64 & 1))
            return 0;
    }
    return 1;
}

/* Whether the words around `at` are a name, little words aside: `align`. */
static int
is_aligned(const Text *text, Py_ssize_t at, const Wanted *wanted, int strict, Hit *hit)
{
    const Letters *letters = letters_of(text, wanted, wanted->place);
    Hit found = {at, at, 0, 0, 0, 0};
    *hit = found;
    if (wanted->count == 1 && hash_at(text, at) == letters->hash)
        return YES;
    if (wanted->count == 1 && plain_at(text, at) == letters->plain)
        return is_plain(text, at) ? NO : UNSURE;
    if (plain_at(text, at) != letters->plain && hash_at(text, at) != letters->hash) {
        if (!is_plain(text, at))
            return UNSURE;
        if (!is_form_of(text, at, wanted->words[wanted->place]) || size_at(text, at) < 3)
            return NO;
    }
    if (text->is_clear && !may_hold(text, wanted))
        return NO;
    int inserted = 0, tight = strict || wanted->count == 2, told = YES;
    for (int place = wanted->place; told == YES && place > 0; place--)
        told = go_on(text, wanted, place, -1, tight, &inserted, &hit->first);
    for (int place = wanted->place; told == YES && place < wanted->count - 1; place++)
        told = go_on(text, wanted, place, 1, tight, &inserted, &hit->last);
    for (Py_ssize_t word = hit->first; told == YES && !hit->abbreviated && word <= hit->last; word++) {
        if (has_text(text, wanted, hash_at(text, word)) || is_little(text, word))
            continue;
        hit->abbreviated = 1;
        told = is_numbered(text, word) == UNSURE ? UNSURE : YES;
    }
    return told;
}

/* Whether the words around `at` spell a name with spaces or letters amiss: `near_miss`. */
static int
is_near(const Text *text, Py_ssize_t at, const Wanted *wanted, int width, Hit *hit)
{
    Target target;
    int may_be = may_be_near(text, at, wanted, width, &target), size = target.size, allowed = target.allowed;
    if (may_be != YES || size + allowed > MOST_LETTERS)
        return may_be == NO ? NO : UNSURE;
    Py_ssize_t first = first_of_stretch(text, at, target.before + allowed), starts[] = {first, first + 1, first - 1};
    int best = allowed + 1;
    for (int which = 0; which < 3 && best > 0; which++) {
        Py_UCS4 letters[MOST_LETTERS];
        int count = 0;
        for (Py_ssize_t end = starts[which]; starts[which] >= 0 && starts[which] <= at; end++) {
            count = end < starts[which] + target.most ? more_letters(text, end, letters, count, size + allowed) : -1;
            if (count < 0)
                break;
            int edits = end < at + width - 1 ? best : edits_between(letters, count, target.letters, size, best - 1);
            if (edits >= best)
                continue;
            int told = edits != 0 ? are_slips(text, starts[which], end, wanted, target.letters, size) : YES;
            if (told == UNSURE)
                return UNSURE;
            if (told == NO)
                continue;
            *hit = (Hit){starts[which], end, edits, 1, 0, 0};
            best = edits;
            if (best == 0)
                break;
        }
    }
    return best <= allowed ? YES : NO;
}

/* Whether a name's words may stand in any order: `Spelling.movable`. */
static int
is_movable(const Text *text, const Wanted *wanted, int strict)
{
    int size = 0, rare = 0, body = 0;
    for (int place = 0; place < wanted->count; place++) {
        uint64_t plain = letters_of(text, wanted, place)->plain;
        uint32_t kinds = kinds_of(text->words, plain);
        size += !has_kind(kinds, LITTLE);
        rare |= is_rare(text, wanted->words[place]);
        body |= has_kind(kinds, NOUN);
    }
    return !strict && size >= FEWEST_MOVABLE + !rare + 2 * body;
}

/* Whether the words of a text in a window are those of a name, each as often. */
static int
are_words_of(const Text *text, const Py_ssize_t *window, const Wanted *wanted)
{
    uint32_t left = (uint32_t)((1ull << wanted->count) - 1);
    for (int at = 0; at < wanted->count; at++) {
        uint32_t found = which_words(wanted, plain_at(text, window[at])) & left;
        if (found == 0)
            return 0;
        left &= ~(found & -found);
    }
    return 1;
}

/* Whether the words around `at` are those of a company's name in any order: `any_order`. */
static int
is_reordered(const Text *text, Py_ssize_t at, const Wanted *wanted, int strict, Hit *hit)
{
    int size = wanted->count, count = 0, left = 0;
    if (size < FEWEST_MOVABLE || !may_hold(text, wanted))
        return NO;
    Py_ssize_t places[4 * MOST_WORDS + 1], *window = places + 2 * MOST_WORDS; /* in order around `at` */
    window[count++] = at;
    for (int step = 1; step >= -1; step -= 2)
        for (Py_ssize_t place = at + step; place >= 0 && place < text->count && count < 2 * size; place += step) {
            if (step * (place - at) >= 3 * size)
                break;
            if (hash_at(text, place) == 0)
                return UNSURE;
            if (which_words(wanted, plain_at(text, place)) == 0) {
                if (size < MANY_WORDS || !is_little(text, place))
                    break;
                continue;
            }
            if (step > 0)
                window[count] = place;
            else
                window[-++left] = place;
            count++;
        }
    if (count < size || !is_movable(text, wanted, strict))
        return NO;
    for (int first = 0; first <= count - size; first++) {
        Py_ssize_t *some = window - left + first;
        if (some[0] <= at && at <= some[size - 1] && are_words_of(text, some, wanted)) {
            Hit found = {some[0], some[size - 1], 0, 0, 0, 1};
            *hit = found;
            return YES;
        }
    }
    return NO;
}

/* Whether a name stands at `at`, and on which words. */
static int
compare(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, Hit *hit)
{
    const Words *self = text->words;
    uint64_t number = item >> PLACES;
    if (!self->is_marked || item & (WITH_CAPITAL | BESIDE_FORM) || number >= (uint64_t)self->tables[COUNTS].len)
        return UNSURE;
    if (hash_at(text, at) == 0)
        return UNSURE;
    int strict = ((unsigned char *)self->tables[COUNTS].buf)[number] & AS_WRITTEN;
    int told = is_aligned(text, at, wanted, strict, hit);
    if (told == NO)
        told = is_near(text, at, wanted, 1, hit);
    if (told == NO)
        told = is_reordered(text, at, wanted, strict, hit);
    return told;
}
