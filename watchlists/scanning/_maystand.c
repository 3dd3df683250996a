/* Whether a name may stand at a word, at a look: what no name passes that `wordalign` finds there. */

#include "_places.h"

/* Read of what words a name is. Returns 0 where it is none that can be compared here. */
static int
wanted_words(const Words *self, uint64_t item, Wanted *wanted)
{
    item &= ~(WITH_CAPITAL | BESIDE_FORM);
    wanted->place = (int)(item & ((1 << PLACES) - 1));
    wanted->count = 0;
    wanted->size = 0;
    wanted->nearly = (item >> PLACES) < (uint64_t)self->tables[COUNTS].len
                     && ((unsigned char *)self->tables[COUNTS].buf)[item >> PLACES] & NEARLY;
    if (!find_group(&self->tables[PARTS_STARTS], &self->tables[PARTS], 4, item >> PLACES, &wanted->first, &wanted->end))
        return 0;
    unsigned char gap = 0;
    for (size_t at = wanted->first; at < wanted->end; at++) {
        uint32_t part = (uint32_t)number_at(&self->tables[PARTS], at, 4);
        if (part >> 1 >= self->listed.count || wanted->count == MOST_WORDS)
            return 0;
        const Letters *letters = &self->listed.letters[part >> 1];
        uint32_t before = wanted->size;
        wanted->size += letters->size < MOST_LETTERS ? letters->size : MOST_LETTERS + 1;
        if (part & 1) {
            gap = 1;
            continue;
        }
        if (wanted->count == wanted->place) {
            wanted->part = at;
            wanted->before = before;
        }
        wanted->words[wanted->count] = part >> 1;
        wanted->plains[wanted->count] = letters->plain;
        wanted->gap[wanted->count++] = gap;
        gap = 0;
    }
    return wanted->place < wanted->count;
}

/* Write the letters of a name, which are no more than MOST_LETTERS. */
static void
wanted_letters(const Words *self, const Wanted *wanted, Py_UCS4 *letters)
{
    int size = 0;
    for (size_t part = wanted->first; part < wanted->end; part++)
        size = add_word(&self->listed, letters, size, (uint32_t)number_at(&self->tables[PARTS], part, 4) >> 1);
}

/* Whether the number of a note may be run together with a word: University2025, see `_is_numbered`. */
static inline int
may_be_numbered(const Text *text, Py_ssize_t at)
{
    const Met *met = &text->met[at];
    if (met->end - met->start < LEAST_NUMBERED)
        return 0;
    Py_UCS4 first = PyUnicode_READ(text->kind, text->data, met->start);
    Py_UCS4 last = PyUnicode_READ(text->kind, text->data, met->end - 1);
    return (first >= '0' && first <= '9') || (last >= '0' && last <= '9');
}

/* Return which words of a name stand on one side of `at` with nothing between but others of it and words passed over. */
static uint32_t
words_beside(const Text *text, Py_ssize_t at, int step, const Wanted *wanted)
{
    uint32_t all = 0;
    Py_ssize_t place = at + step;
    for (int off = 0; off < REACH && place >= 0 && place < text->count; off++, place += step) {
        const Meaning *meaning = &text->met[place].meaning;
        uint32_t found = which_words(wanted, meaning->plain);
        if (found == 0 && may_be_numbered(text, place))
            found = (uint32_t)((1ull << wanted->count) - 1); /* any of them */
        if (found == 0 && !(meaning->role & PASSED) && text->met[place].hash != 0)
            break; /* a phrase without spaces may be a place that is put in: 中国 */
        all |= found;
    }
    return all;
}

/* Whether the word at `at` is one of a name, or a form of it: all but plain letters is left to Python. */
static int
is_form_of(const Text *text, Py_ssize_t at, uint32_t word)
{
    const Met *met = &text->met[at];
    uint64_t plain = text->words->listed.letters[word].plain;
    if (met->meaning.plain == plain)
        return 1;
    for (Py_ssize_t letter = met->start; letter < met->end; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
        if (c < 'a' || c > 'z')
            return 1;
    }
    if (PyUnicode_READ(text->kind, text->data, met->end - 1) != 's')
        return 0;
    uint64_t hash = hash_part(text->words->seed, text->kind, text->data, met->start, met->end - 1);
    return (hash != 0 ? hash : 1) == plain;
}

/* Whether the words of a name stand around `at`, in their order or any, see `align` and `any_order`. */
static int
has_words(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    uint32_t one = 1u << wanted->place, before = one - 1;
    uint32_t all = (uint32_t)((1ull << wanted->count) - 1), after = all & ~before & ~one;
    uint32_t left = words_beside(text, at, -1, wanted), right = words_beside(text, at, 1, wanted);
    if ((left & before) == before && (right & after) == after && is_form_of(text, at, wanted->words[wanted->place]))
        return 1;
    return wanted->count > 2
           && (left | right | which_words(wanted, text->met[at].meaning.plain)) == all;
}

/* Whether the word at `at` begins or ends as a word of a name, see `_is_near`. */
static int
is_like(const Text *text, Py_ssize_t at, uint32_t word)
{
    if (at < 0 || at >= text->count)
        return 0;
    const Letters *letters = &text->words->listed.letters[word];
    const Met *met = &text->met[at];
    return letters->size <= 2 || edge_of(text->kind, text->data, met->start, met->end, 0) == letters->first
           || edge_of(text->kind, text->data, met->start, met->end, 1) == letters->last;
}

/* Whether the letters from `start` to `end` of a text stand in a row of letters. */
static int
stand_in(const Text *text, Py_ssize_t start, Py_ssize_t end, const Py_UCS4 *row, int size)
{
    for (int at = 0; at + (end - start) <= size; at++) {
        Py_ssize_t same = 0;
        while (start + same < end && row[at + same] == PyUnicode_READ(text->kind, text->data, start + same))
            same++;
        if (start + same == end)
            return 1;
    }
    return 0;
}

/* Return the first of the words up to `at` that have no more than so many letters before it. */
static Py_ssize_t
first_of_stretch(const Text *text, Py_ssize_t at, Py_ssize_t most)
{
    for (Py_ssize_t reach = 0; at > 0; at--) {
        reach += text->met[at - 1].end - text->met[at - 1].start;
        if (reach > most)
            break;
    }
    return at;
}

/* Write the letters of the word at `at` behind the `count` that are there. Returns how many are there then; -1: more than
   `most`, or no such word. */
static int
more_letters(const Text *text, Py_ssize_t at, Py_UCS4 *letters, int count, int most)
{
    if (at >= text->count || text->met[at].end - text->met[at].start > most - count)
        return -1;
    for (Py_ssize_t from = text->met[at].start; from < text->met[at].end; from++)
        letters[count++] = PyUnicode_READ(text->kind, text->data, from);
    return count;
}

/* Whether words in a row, that at `at` among them, spell some letters with at most `allowed` amiss, see
   `spelt_in_python`; the letters from `before` on are those of the word at `at`. */
static int
are_spelt(const Text *text, Py_ssize_t at, const Py_UCS4 *target, int size, int before, int allowed, int most)
{
    if (size + allowed > MOST_LETTERS)
        return 1;
    Py_ssize_t first = first_of_stretch(text, at, before + allowed), starts[] = {first, first + 1, first - 1};
    for (int which = 0; which < 3; which++) {
        Py_ssize_t start = starts[which];
        Py_UCS4 letters[MOST_LETTERS];
        int count = 0;
        for (Py_ssize_t end = start; start >= 0 && start <= at && end < start + most; end++) {
            count = more_letters(text, end, letters, count, size + allowed);
            if (count < 0)
                break;
            if (end >= at && is_within(letters, count, target, size, allowed))
                return 1;
        }
    }
    return 0;
}

/* Whether the letters from `at` on, and those before, are much like those of a name from `before` on, and before. */
static int
are_around(const Text *text, Py_ssize_t at, const Py_UCS4 *target, int size, int before, int allowed)
{
    Py_UCS4 found[MOST_LETTERS];
    int reach = 0, most = size - before;
    for (Py_ssize_t word = at; word < text->count && reach < most; word++)
        for (Py_ssize_t from = text->met[word].start; from < text->met[word].end && reach < most; from++)
            found[reach++] = PyUnicode_READ(text->kind, text->data, from);
    if (!is_within(found, reach, target + before, most, 2 * allowed))
        return 0;
    reach = before;
    for (Py_ssize_t word = at - 1; word >= 0 && reach > 0; word--)
        for (Py_ssize_t from = text->met[word].end; from > text->met[word].start && reach > 0; from--)
            found[--reach] = PyUnicode_READ(text->kind, text->data, from - 1);
    return is_within(found + reach, before - reach, target, before, 2 * allowed);
}

/* How many letters of a name of so many may be wrong: `Spelling.slips`. */
static int
slips_of(const Wanted *wanted, int size)
{
    return size >= 13 ? 2 : size >= 8 || wanted->nearly;
}

/* Say how many letters a name has. Returns NO where they are too few for a slip, UNSURE where they are too many to compare
   here. */
static int
target_sizes(const Wanted *wanted, Target *target)
{
    target->size = (int)wanted->size;
    target->before = (int)wanted->before;
    target->allowed = slips_of(wanted, target->size);
    target->most = wanted->count * 2 + 6;
    return target->size > MOST_LETTERS ? UNSURE : target->size < 5 ? NO : YES;
}

/* Whether the words around `at` may spell a name with a slip or two at most, at a look. Its letters are written then.
   `width`: the word of the name that stands at `at` is cut into so many. */
static int
may_be_near(const Text *text, Py_ssize_t at, const Wanted *wanted, int width, Target *target)
{
    const Words *self = text->words;
    const Met *met = &text->met[at];
    int next = wanted->place + 1, told = target_sizes(wanted, target);
    if (told != YES)
        return told;
    Py_ssize_t three = met->end - met->start < 3 ? met->end - met->start : 3;
    int is_whole = width == 1, size = (int)self->listed.letters[wanted->words[wanted->place]].size;
    int is_longer = is_whole && met->end - met->start > (Py_ssize_t)size + target->allowed;
    is_whole &= !is_longer;
    if (is_whole && next < wanted->count && !wanted->gap[next] && !is_like(text, at + 1, wanted->words[next]))
        return NO;
    if (is_whole && wanted->place > 0 && !wanted->gap[wanted->place]
        && !is_like(text, at - 1, wanted->words[wanted->place - 1]))
        return NO;
    if (!is_longer && !may_be_around(text, at, wanted, target))
        return NO;
    wanted_letters(self, wanted, target->letters);
    if (!is_longer && text->kind == PyUnicode_1BYTE_KIND && target->before <= SIDE && target->size - target->before <= SIDE)
        return YES;
    if (is_longer) /* run together with another word */
        return stand_in(text, met->start, met->start + three, target->letters, target->size)
               && stand_in(text, met->end - three, met->end, target->letters, target->size);
    return are_around(text, at, target->letters, target->size, target->before, target->allowed);
}

/* Whether the letters around `at` are those of a name with a slip or two at most, see `near_miss`. */
static int
has_letters(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    Target target;
    int told = may_be_near(text, at, wanted, 1, &target);
    return told == YES ? are_spelt(text, at, target.letters, target.size, target.before, target.allowed, target.most)
                       : told == UNSURE;
}

static int
may_stand(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    return has_words(text, at, wanted) || has_letters(text, at, wanted);
}

/* Whether the word at `at` is this one, letter for letter. */
static int
is_word(const Text *text, Py_ssize_t at, uint32_t number)
{
    const Met *met = &text->met[at];
    return text->words->listed.letters[number].size == (size_t)(met->end - met->start)
           && stands_in(&text->words->listed, number, 0, text->kind, text->data, met->start, met->end);
}

#define MOST_LITTLE 2 /* little words in a row of a name that is told here */

/* Whether the words of a name stand around `at` letter for letter, little ones too, so that `align` finds nothing else
   there. Says which words of the text they are. */
static int
stands_as_spelt(const Text *text, Py_ssize_t at, const Wanted *wanted, Py_ssize_t *first, Py_ssize_t *last)
{
    const Words *self = text->words;
    *first = at - (Py_ssize_t)(wanted->part - wanted->first);
    *last = *first + (Py_ssize_t)(wanted->end - wanted->first) - 1;
    if (*first < 0 || *last >= text->count)
        return 0;
    Py_ssize_t big = *first; /* the last word that is no little one */
    for (Py_ssize_t place = *first; place <= *last; place++) {
        uint64_t number = number_at(&self->tables[PARTS], wanted->first + (size_t)(place - *first), 4);
        uint64_t hash = text->met[place].hash; /* 0: a phrase */
        if (hash != 0 ? hash != self->listed.letters[number >> 1].hash : !is_word(text, place, (uint32_t)(number >> 1)))
            return 0;
        if (number & 1)
            continue;
        if (place - big - 1 > MOST_LITTLE)
            return 0;
        for (Py_ssize_t little = big + 1; little < place; little++)
            if (text->met[little].hash == text->met[big].hash || text->met[little].hash == text->met[place].hash)
                return 0; /* which of the two is meant is not told here */
        big = place;
    }
    return 1;
}
