/* Which of the names of a text win, as candidates.py has it. */

#include "../scanning/_places.h"

#define NOBODYS UINT32_MAX /* nobody watches the name */
#define CAPITALISED 1 /* of what it is worth alone, see Standing in commonness.py */
#define WEAK 2
#define TURNED_OFF 2 /* characters by which a name in another order counts as shorter: _REORDERED in candidates.py */
#define MOST_TOGETHER 256 /* names that touch one another, of which the winners are told here */
#define FEWEST_LETTERS_OF_STOP 4 /* before a full stop that ends a sentence, see `_is_one` in shard.py */

enum { LOST, KEPT, MAYBE };

typedef struct {
    const Named *name;
    Py_ssize_t start, end; /* characters of the text */
    uint32_t term, watched_by;
    unsigned char turned, of_org, status;
    Py_ssize_t rank[5];
} Rival;

/* What the pattern \s means in ASCII. */
static inline int
is_white(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
}

/* Whether no sentence ends between the words `first` to `last`: `_is_one` in shard.py. */
static int
is_one(const Text *text, Py_ssize_t first, Py_ssize_t last)
{
    for (Py_ssize_t at = first; at < last; at++) {
        Py_ssize_t start = text->met[at].end - 1, end = text->met[at + 1].start - 1; /* in the text as given */
        for (Py_ssize_t c = start; c < end; c++) {
            const unsigned char *here = text->source + c;
            int before = c > start ? here[-1] : 'a', next = c + 1 < end ? here[1] : 'a';
            if ((*here != 0 && strchr(";:!?|", *here) != NULL) || (*here == '\n' && next == '\n'))
                return 0;
            if (*here == '.' && is_white(next) && !is_white(before) && size_at(text, at) >= FEWEST_LETTERS_OF_STOP
                && has_kind_at(text, at, COMMON) && plain_at(text, at) == hash_at(text, at))
                return 0;
        }
    }
    return 1;
}

/* Whether a year or the number of a note may be run together with the word at `at`, see `without_year`. */
static int
may_be_dated(const Text *text, Py_ssize_t at)
{
    int letters = 0, figures = 0;
    for (Py_ssize_t c = text->met[at].start; c < text->met[at].end; c++) {
        Py_UCS4 letter = PyUnicode_READ(text->kind, text->data, c);
        letters |= letter < '0' || letter > '9';
        figures |= letter >= '0' && letter <= '9';
    }
    return letters && figures && size_at(text, at) >= LEAST_NUMBERED;
}

/* Say what a name that stands in an ASCII text is worth against others: `Shard._of_words`. Answers NO for one that is none
   at first sight. */
static int
weigh(const Text *text, const Named *name, Rival *rival)
{
    const Words *self = text->words;
    const Hit *hit = &name->hit;
    uint64_t number = name->item >> PLACES;
    if (number >= (uint64_t)self->tables[TERMS].len / 4 || number >= (uint64_t)self->tables[MADE_BY].len
        || number >= (uint64_t)self->tables[LEVELS].len || is_the_word(text, hit->last, "x"))
        return UNSURE;
    Rival its = {name, text->met[hit->first].start, text->met[hit->last].end, 0, 0, 0, 0, LOST, {0}};
    unsigned char level = ((unsigned char *)self->tables[LEVELS].buf)[number];
    its.term = (uint32_t)number_at(&self->tables[TERMS], number, 4);
    unsigned char made_by = ((unsigned char *)self->tables[MADE_BY].buf)[number];
    unsigned char turned = made_by < self->tables[TURNED].len && ((unsigned char *)self->tables[TURNED].buf)[made_by];
    its.turned = hit->reordered || turned;
    its.of_org = its.term < (uint64_t)self->tables[ORGS].len && ((unsigned char *)self->tables[ORGS].buf)[its.term];
    if (its.term < (uint64_t)self->tables[WATCHED_BY].len / 4)
        its.watched_by = (uint32_t)number_at(&self->tables[WATCHED_BY], its.term, 4);
    unsigned char head = text->source[its.start - 1];
    if (level == CAPITALISED && hit->first == hit->last && head >= 'a' && head <= 'z')
        return UNSURE;
    /* the character before the first is the last: as Python counts */
    if (size_at(text, hit->first) == 1 && text->source[its.start > 1 ? its.start - 2 : text->source_size - 1] == '\'')
        return NO;
    if (!is_one(text, hit->first, hit->last) || may_be_dated(text, hit->first) || may_be_dated(text, hit->last))
        return UNSURE;
    if (turned && hit->first > 0 && hash_at(text, hit->first - 1) == hash_at(text, hit->last))
        return NO;
    Py_ssize_t rank[5] = {its.end - its.start - TURNED_OFF * its.turned, -hit->edits, level != WEAK, !its.turned,
                          its.term != NOBODYS};
    memcpy(its.rank, rank, sizeof(rank));
    *rival = its;
    return YES;
}

/* Whether one name ranks before another: `Candidate.rank`. */
static int
is_before(const Rival *one, const Rival *other)
{
    for (int at = 0; at < 5; at++)
        if (one->rank[at] != other->rank[at])
            return one->rank[at] > other->rank[at];
    return 0;
}

/* Whether a name must not be told beside one that ranks before it: `_beats` in candidates.py. */
static int
beats(const Text *text, const Rival *winner, const Rival *rival)
{
    if (winner->end <= rival->start || rival->end <= winner->start)
        return NO;
    if (winner->term == rival->term)
        return YES;
    int same_place = winner->start == rival->start && winner->end == rival->end, is_exact = rival->name->hit.edits == 0;
    /* what a team lists hides nothing from another */
    int hides = !text->edited && winner->watched_by == rival->watched_by
                && (winner->term == NOBODYS) == (rival->term == NOBODYS);
    if (same_place && rival->turned && !winner->turned && winner->name->hit.edits == 0)
        return hides ? YES : UNSURE;
    if (same_place && winner->term != NOBODYS && is_exact == (winner->name->hit.edits == 0))
        return NO;
    if (is_exact && !(winner->start <= rival->start && rival->end <= winner->end))
        return NO;
    return winner->term != NOBODYS && winner->of_org && hides ? YES : UNSURE;
}

/* Say of names that touch one another which are kept, and which may be: `longest` in candidates.py. */
static void
settle(const Text *text, Rival *const *rivals, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        int status = KEPT;
        for (size_t other = 0; other < at && status != LOST; other++) {
            int told = rivals[other]->status == LOST ? NO : beats(text, rivals[other], rivals[at]);
            if (told == YES && rivals[other]->status == KEPT)
                status = LOST;
            else if (told != NO)
                status = MAYBE;
        }
        rivals[at]->status = (unsigned char)status;
    }
}

static int
by_start(const void *one, const void *other)
{
    const Rival *a = *(Rival *const *)one, *b = *(Rival *const *)other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* In the order of the text, those of one place by rank, then as they were found: as `longest` leaves them. */
static int
by_place(const void *one, const void *other)
{
    const Rival *a = *(Rival *const *)one, *b = *(Rival *const *)other;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    if (is_before(a, b) || is_before(b, a))
        return is_before(a, b) ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* Drop the names that lose against others, all of a text, and those that are none at first sight. `order`: to be filled
   with those weighed, in the order of `by_place`. Answers NO where that is not told here. */
static int
drop_losers(const Text *text, const Found *found, Rival *rivals, Rival **order, size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < found->used; at++) {
        int told = weigh(text, &found->names[at], &rivals[*count]);
        if (told == UNSURE)
            return NO;
        *count += told == YES;
    }
    for (size_t at = 0; at < *count; at++)
        order[at] = &rivals[at];
    qsort(order, *count, sizeof(*order), by_start);
    size_t first = 0;
    Py_ssize_t end = 0;
    for (size_t at = 0; at <= *count; at++) {
        if (at < *count && (at == first || order[at]->start < end)) {
            end = at == first || order[at]->end > end ? order[at]->end : end;
            for (size_t place = at; place > first; place--) { /* by rank, then as they were found */
                Rival *one = order[place - 1], *other = order[place];
                if (!(is_before(other, one) || (!is_before(one, other) && other < one)))
                    break;
                order[place - 1] = other;
                order[place] = one;
            }
            if (at - first == MOST_TOGETHER)
                return NO;
            continue;
        }
        settle(text, order + first, at - first);
        first = at;
        if (at < *count)
            at--; /* begins the next ones */
    }
    qsort(order, *count, sizeof(*order), by_place);
    return YES;
}

/* What touches a name, as in hits.py */
enum {
    EDITED = 1, ONE_WORD = 2, COMMA = 4, WORD_BEFORE = 8, STOP_BEFORE = 16, COLON_BEHIND = 32, CAPITAL_BEHIND = 64
};

/* Whether words are parted by a comma, or by the end of a sentence. */
static int
are_parted(const unsigned char *at, const unsigned char *stop)
{
    for (; at < stop; at++) {
        if (*at == ',')
            return 1;
        if (*at != '.' && *at != '!' && *at != '?')
            continue;
        const unsigned char *next = at + 1;
        while (next < stop && is_white(*next))
            next++;
        if (next > at + 1 && next < stop && Py_ISUPPER(*next))
            return 1;
    }
    return 0;
}

/* Say what touches a name in an ASCII text: `touching` in hits.py. */
static int
touching(const Text *text, const Rival *rival)
{
    const unsigned char *source = text->source, *first = source + rival->start - 1, *stop = source + rival->end - 1;
    const unsigned char *end = source + text->source_size;
    const Hit *hit = &rival->name->hit;
    int found = (hit->edits ? EDITED : 0) | (hit->first == hit->last ? ONE_WORD : 0);
    if (hit->last - hit->first == 1 && are_parted(first, stop))
        found |= COMMA;
    if (first > source && first[-1] == ' ')
        found |= first - source > 1 && (Py_ISALPHA(first[-2]) || first[-2] == '.') ? WORD_BEFORE : 0;
    else if (first > source && (first[-1] == '.' || first[-1] == '\n'))
        found |= STOP_BEFORE;
    int one = stop < end ? stop[0] : 0, other = stop + 1 < end ? stop[1] : 0;
    return found | (one == ':' || other == ':' ? COLON_BEHIND : 0) | (one == ' ' && Py_ISUPPER(other) ? CAPITAL_BEHIND : 0);
}

/* Return the names that win, None where that is not told here. Says whether all that are told do. */
static PyObject *
told_winners(const Text *text, const Found *found, int *settled)
{
    size_t count;
    Rival *rivals = PyMem_New(Rival, found->used + 1), **order = PyMem_New(Rival *, found->used + 1);
    PyObject *list = NULL;
    if (rivals == NULL || order == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    int told = drop_losers(text, found, rivals, order, &count);
    list = told == YES ? PyList_New(0) : Py_NewRef(Py_None);
    *settled = told == YES;
    for (size_t at = 0; told == YES && list != NULL && at < count; at++) {
        const Rival *rival = order[at];
        const Hit *hit = &rival->name->hit;
        *settled &= rival->status != MAYBE;
        if (rival->status != LOST
            && put_in(list, Py_BuildValue("(nnKi(NNN(nn))i)", rival->start, rival->end,
                                          (unsigned long long)(rival->name->item >> PLACES), hit->edits,
                                          PyBool_FromLong(hit->spaced), PyBool_FromLong(hit->abbreviated),
                                          PyBool_FromLong(hit->reordered), hit->first, hit->last, touching(text, rival))) < 0)
            Py_CLEAR(list);
    }
done:
    PyMem_Free(rivals);
    PyMem_Free(order);
    return list;
}
