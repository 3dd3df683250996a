/* What is found at a word: wordplaces.py. */

#include "_places.h"

#define MOST_APART 20 /* letters on one side that are set apart, as in respaced.py */

static void *
grown(void *row, size_t used, size_t *room, size_t width)
{
    if (used < *room)
        return row;
    void *wider = PyMem_Realloc(row, (*room * 2 + 16) * width);
    if (wider == NULL)
        PyErr_NoMemory();
    else
        *room = *room * 2 + 16;
    return wider;
}

/* Note a name that stands on words of the text, or one for Python (`hit` NULL). Returns -1 on failure. */
static int
put_name(Found *found, uint64_t item, const Hit *hit)
{
    Named *names = grown(found->names, found->used, &found->room, sizeof(Named));
    if (names == NULL)
        return -1;
    found->names = names;
    names[found->used] = (Named){.item = item, .stands = hit != NULL};
    if (hit != NULL)
        names[found->used].hit = *hit;
    found->used++;
    return 0;
}

/* Take a name that may stand at `at`; `wanted`: its words, NULL where they are not to be told here; `compared`: it is to be
   held against what stands there. Returns -1 on failure. */
static int
take(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted, int compared, Found *found)
{
    Hit hit = {0};
    int told = UNSURE;
    if (wanted != NULL && stands_as_spelt(text, at, wanted, &hit.first, &hit.last))
        told = YES;
    else if (wanted != NULL && compared)
        told = compare(text, at, item, wanted, &hit);
    if (told == NO || (told == UNSURE && wanted != NULL && !may_stand(text, at, wanted)))
        return 0;
    found->some_left |= told != YES;
    return put_name(found, item, told == YES ? &hit : NULL);
}

/* Take the names of two common words, these at `at` and `place`, that may stand there. Returns -1 on failure, 1 where
   not all were asked. */
static int
take_pair(const Text *text, Py_ssize_t at, Py_ssize_t place, int before, Found *found)
{
    const Words *self = text->words;
    uint32_t one = text->met[at].meaning.form, other = text->met[place].meaning.form;
    if (one == ANY_FORM || other == ANY_FORM)
        return (role_at(text, place) & (before ? PRECEDES : FOLLOWS)) != 0;
    if (one == NO_FORM || other == NO_FORM)
        return 0;
    uint32_t pair = before ? pair_of(self, other - 1, one - 1) : pair_of(self, one - 1, other - 1);
    if (pair == 0 || ((const char *)self->tables[PAIR_TELLS].buf)[pair - 1] == before)
        return 0; /* none, or looked for at its other word */
    size_t first, end;
    if (!find_group(&self->tables[PAIR_STARTS], &self->tables[PAIRS], ITEM, pair - 1, &first, &end) || end - first > MANY)
        return 1;
    while (first < end) {
        uint64_t items[NAMES_AT_ONCE];
        int count = 0;
        for (; first < end && count < NAMES_AT_ONCE; first++)
            items[count++] = number_at(&self->tables[PAIRS], first, ITEM) + (uint64_t)before;
        fetch_names(self, items, count);
        for (int each = 0; each < count; each++) {
            Wanted wanted;
            int is_told = wanted_words(self, items[each], &wanted);
            if (take(text, at, items[each], is_told ? &wanted : NULL, 1, found) < 0)
                return -1;
        }
    }
    return 0;
}

/* Take the names of a word at `at` and one that is looked for on one side of it, there or behind words that are passed
   over. Returns -1 on failure, 1 where not all were asked. */
static int
take_pairs(const Text *text, Py_ssize_t at, int before, Found *found)
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    int some_left = 0, other = before ? PRECEDES : FOLLOWS;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        /* a phrase may be a place, which Python passes over where it looks in any case */
        int passed = role_at(text, place) & PASSED || (text->met[place].hash == 0 && (role_at(text, at) & STARTS));
        int may_be = off == 1 || !passed || role_at(text, place) & other; /* a land may be either: Railways of China */
        int left = may_be ? take_pair(text, at, place, before, found) : 0;
        if (left < 0)
            return -1;
        some_left |= left;
        if (!passed)
            break;
    }
    return some_left;
}

/* By its role a word on one side may be the other of a pair, as the pattern in wordplaces.py has it. */
static int
may_have_pair(const Text *text, Py_ssize_t at, int before)
{
    Py_ssize_t step = before ? -1 : 1, place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; place += step, off++) {
        if (role_at(text, place) & (before ? PRECEDES : FOLLOWS))
            return 1;
        if (!(role_at(text, place) & PASSED))
            return 0;
    }
    return 0;
}

/* Whether a name found by the word at `at` counts there. */
static int
may_count(const Text *text, Py_ssize_t at, uint64_t item, const Wanted *wanted)
{
    if (item & BESIDE_FORM)
        return text->all_bare || (at + 1 < text->count && has_kind_at(text, at + 1, FORM_START))
               || (at > 0 && has_kind_at(text, at - 1, FORM_END));
    Py_ssize_t place = text->met[at].start - 1;
    if (!(item & WITH_CAPITAL))
        return 1;
    if (text->source == NULL || place < 0 || place >= text->source_size)
        return wanted == NULL || may_stand(text, at, wanted);
    return text->source[place] < 'a' || text->source[place] > 'z';
}

/* Where the names and buckets of the word at `at` stand. Returns 0 where there are none. */
static size_t
row_of(const Text *text, Py_ssize_t at, size_t *names, size_t *buckets)
{
    const Words *self = text->words;
    size_t row = text->met[at].meaning.row;
    if (row == 0 || row > self->rows_used)
        return 0;
    *names = self->rows[row - 1] >> 32;
    *buckets = self->rows[row - 1] & 0xffffffffu;
    return *names + *buckets <= self->rows_used - row ? row : 0;
}

/* Take the names found by the word at `at` whatever stands beside it: those that always count, or the others. Returns
   -1 on failure. */
static int
take_own(const Text *text, Py_ssize_t at, int always, Found *found)
{
    size_t names, buckets, row = row_of(text, at, &names, &buckets);
    for (size_t name = 0; row != 0 && name < names; name++) {
        uint64_t item = text->words->rows[row + name];
        Wanted read, *wanted = wanted_words(text->words, item, &read) ? &read : NULL;
        if (((item & (WITH_CAPITAL | BESIDE_FORM)) == 0) != always || !may_count(text, at, item, wanted))
            continue;
        if (item & WITH_CAPITAL && text->source != NULL)
            item &= ~WITH_CAPITAL; /* it has one */
        /* Python is to ask for the capital or the legal form */
        int is_told = !(item & (WITH_CAPITAL | BESIDE_FORM));
        if (take(text, at, item, is_told ? wanted : NULL, 1, found) < 0)
            return -1;
    }
    return 0;
}

/* Whether letters that are set apart around `at` may be those of a name of one word, see `_letters`. */
static int
is_set_apart(const Text *text, Py_ssize_t at)
{
    Py_ssize_t first = at, last = at;
    while (first > 0 && at - first < MOST_APART && text->met[first - 1].end - text->met[first - 1].start == 1)
        first--;
    while (last + 1 < text->count && last - at < MOST_APART && text->met[last + 1].end - text->met[last + 1].start == 1)
        last++;
    uint64_t hash = text->words->seed;
    for (Py_ssize_t letter = first; letter <= last; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, text->met[letter].start);
        if (c > 127)
            return 1;
        hash = LETTER(hash, c);
    }
    return last - first > 1 && anchor_of(text->words, hash)->single != 0;
}

/* Return for what to look at a word, and take the names found by it, those of its buckets aside. Returns -1 on
   failure. */
static int
look_at(const Text *text, Py_ssize_t at, Found *found)
{
    uint8_t role = role_at(text, at), before = role_at(text, at - 1), after = role_at(text, at + 1);
    int by_role = (role & LOOK) == LOOK, what = by_role && text->met[at].meaning.more & MERGED ? RUN_TOGETHER : 0;
    if (by_role && take_own(text, at, 1, found) < 0)
        return -1;
    int left = role & AFTER_IT ? take_pairs(text, at, 0, found) : 0;
    int right = left >= 0 && role & BEFORE_IT ? take_pairs(text, at, 1, found) : 0;
    if (left < 0 || right < 0 || (by_role && take_own(text, at, 0, found) < 0))
        return -1;
    if (left || right)
        what |= PAIRED;
    if ((role & STARTS) && text->met[at].meaning.more & FRAGMENT && at + 1 < text->count
        && (by_role || (after & ENDS) || ((role & AFTER_IT) && may_have_pair(text, at, 0))
            || ((role & BEFORE_IT) && may_have_pair(text, at, 1))))
        what |= JOINED_UP;
    if (role & ONE & ((after & before) | (after & role_at(text, at + 2)) | (before & role_at(text, at - 2)))
        && is_set_apart(text, at))
        what |= APART;
    return what;
}

/* Look at a word, and take what is found there. Returns -1 on failure. */
static int
look_around(const Text *text, Py_ssize_t at, Found *found)
{
    Around around = {at, 0, found->used, SIZE_MAX, 0, 0};
    found->some_left = 0;
    around.what = look_at(text, at, found);
    int beside = around.what < 0 ? -1 : take_beside(text, at, &around, found);
    if (beside < 0)
        return -1;
    around.what |= beside;
    around.end = found->used;
    if (around.beside > around.end)
        around.beside = around.end;
    int pieces = take_pieces(text, at, around.what & (JOINED_UP | RUN_TOGETHER), found);
    if (pieces < 0)
        return -1;
    around.what = (around.what & ~(JOINED_UP | RUN_TOGETHER)) | pieces;
    if (around.what == 0 && !found->some_left)
        return 0; /* nothing, or names that stand there */
    Around *places = grown(found->places, found->places_used, &found->places_room, sizeof(Around));
    if (places == NULL)
        return -1;
    found->places = places;
    places[found->places_used++] = around;
    return 0;
}
