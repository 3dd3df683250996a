/* Which of the many names that a common word is in may stand there, told by the words beside it: `_of_buckets` in
   shortlist.py. */

#include "_places.h"

/* Whether a word on one side of `at`, up to the first that is not passed over, agrees with a name, see `_of_buckets`. */
static int
agrees(const Text *text, Py_ssize_t at, int step, const Wanted *wanted)
{
    const Words *self = text->words;
    int next = wanted->place + step;
    Py_ssize_t place = at + step;
    for (int off = 1; off <= BEYOND && place >= 0 && place < text->count; off++, place += step) {
        const Met *met = &text->met[place];
        if (met->hash == 0 || which_words(wanted, met->meaning.plain) != 0)
            return 1;
        if (next >= 0 && next < wanted->count) {
            const Letters *letters = &self->listed.letters[wanted->words[next]];
            const Letters *plain = plain_letters(self, wanted->words[next]);
            uint32_t head = edge_of(text->kind, text->data, met->start, met->end, 0);
            if (met->end - met->start < 2 || met->meaning.plain != met->hash || head == letters->first
                || head == plain->first || edge_of(text->kind, text->data, met->start, met->end, 1) == letters->last)
                return 1;
        }
        if (!(met->meaning.role & PASSED))
            return 0;
    }
    return 0;
}

/* A word beside one, as all names that are found there are held against it. */
typedef struct {
    Py_ssize_t at;
    uint64_t hash, plain; /* 0: a phrase */
    uint32_t head, tail;  /* what stands for its first and its last two letters */
    int is_common, is_short;
} Neighbour;

/* The words on each side of one, up to the first that is not passed over. */
typedef struct {
    Neighbour words[2][BEYOND];
    int counts[2];
} Neighbours;

static void
see_neighbours(const Text *text, Py_ssize_t at, Neighbours *around)
{
    for (int side = 0; side < 2; side++) {
        Py_ssize_t step = side ? -1 : 1, place = at + step;
        int count = 0;
        for (; count < BEYOND && place >= 0 && place < text->count; place += step) {
            const Met *met = &text->met[place];
            around->words[side][count++] = (Neighbour){
                place,
                met->hash,
                met->meaning.plain,
                edge_of(text->kind, text->data, met->start, met->end, 0),
                edge_of(text->kind, text->data, met->start, met->end, 1),
                has_kind(met->meaning.kinds, COMMON),
                met->end - met->start < 2,
            };
            if (!(met->meaning.role & PASSED))
                break;
        }
        around->counts[side] = count;
    }
}

/* Whether a word of a text begins a word of a name, or ends it: it is cut off there. */
static int
is_cut_off(const Text *text, Py_ssize_t at, int side, uint32_t number)
{
    const Listed *listed = &text->words->listed;
    const Met *met = &text->met[at];
    Py_ssize_t beyond = (Py_ssize_t)listed->letters[number].size - (met->end - met->start);
    return beyond >= 0
           && stands_in(listed, number, side ? (uint32_t)beyond : 0, text->kind, text->data, met->start, met->end);
}

/* By which of the words on one side of a word a name found there may stand, see `may_be_beside`: how many words off that
   is, 0 for none. Says where that is not told here. */
static int
stands_beside(const Text *text, const Neighbours *around, int side, const Wanted *wanted, int *unsure)
{
    const Words *self = text->words;
    int next = wanted->place + (side ? -1 : 1);
    const Letters *letters = next >= 0 && next < wanted->count ? &self->listed.letters[wanted->words[next]] : NULL;
    for (int off = 0; off < around->counts[side]; off++) {
        const Neighbour *beside = &around->words[side][off];
        if (beside->hash == 0) {
            *unsure = 1; /* a phrase may be a place, which is passed over */
            return 0;
        }
        if (which_words(wanted, beside->plain) != 0)
            return off + 1;
        if (letters == NULL)
            continue;
        if (beside->is_common) {
            if (is_cut_off(text, beside->at, side, wanted->words[next]))
                return off + 1;
        }
        else if (beside->head == letters->first || beside->tail == letters->last
                 || beside->head == plain_letters(self, wanted->words[next])->first) {
            return off + 1;
        }
        else if (beside->plain != beside->hash) {
            *unsure = 1; /* the start of the canonical form is not known here */
        }
    }
    return 0;
}

/* The same for a name that stands as it is spelt from `first` to `last`. */
static int
is_spelt_beside(const Text *text, Py_ssize_t at, int step, Py_ssize_t first, Py_ssize_t last)
{
    Py_ssize_t place = at + step;
    for (int off = 1; off <= BEYOND && place >= first && place <= last; off++, place += step) {
        if (place == first || place == last || !is_little(text, place))
            return off;
        if (!(text->met[place].meaning.role & PASSED))
            return 0;
    }
    return 0;
}

#define SIDES (2 * BEYOND) /* words on both sides of one */

/* By which of the words beside `at` a name may stand there: the first of 1 to BEYOND after it, then those before it; 0 for
   none. */
static int
beside_which(const Text *text, Py_ssize_t at, const Neighbours *around, const Wanted *wanted, int *unsure)
{
    Py_ssize_t from, to;
    int is_spelt = stands_as_spelt(text, at, wanted, &from, &to);
    int after = is_spelt ? is_spelt_beside(text, at, 1, from, to) : stands_beside(text, around, 0, wanted, unsure);
    if (after != 0 || *unsure)
        return after;
    int before = is_spelt ? is_spelt_beside(text, at, -1, from, to) : stands_beside(text, around, 1, wanted, unsure);
    return before != 0 ? BEYOND + before : 0;
}

static inline uint64_t
word_bit(uint64_t hash)
{
    return 1ull << (hash * 0x9e3779b97f4a7c15u >> 58);
}

/* Bits for what a word begins with, and for what it ends with. */
static inline uint64_t
head_bit(uint32_t head)
{
    return 1ull << (head * 0x9e3779b1u >> 27);
}

static inline uint64_t
tail_bit(uint32_t tail)
{
    return 1ull << (32 + (tail * 0x9e3779b1u >> 27) % 31);
}

#define HAS_NEXT (1ull << 63) /* there is a word on that side */

/* What a name of a bucket is told from the words beside by, see Mark. */
static Mark
mark_of(const Words *self, const Wanted *wanted)
{
    Mark mark = {0, {0, 0}};
    for (size_t part = wanted->first; part < wanted->end; part++) {
        uint32_t number = (uint32_t)number_at(&self->tables[PARTS], part, 4);
        if (number & 1 && part > wanted->first && part + 1 < wanted->end)
            continue; /* a little word is passed over: the next one counts */
        mark.words |= word_bit(self->listed.letters[number >> 1].plain) | word_bit(self->listed.letters[number >> 1].hash);
    }
    for (int side = 0; side < 2; side++) {
        int next = wanted->place + (side ? -1 : 1);
        if (next < 0 || next >= wanted->count)
            continue;
        const Letters *letters = &self->listed.letters[wanted->words[next]];
        const Letters *plain = plain_letters(self, wanted->words[next]);
        mark.edges[side] = HAS_NEXT | head_bit(letters->first) | head_bit(plain->first) | tail_bit(letters->last);
    }
    return mark;
}

/* What a mark has in common with the words around one where `beside_which` may find one of them. */
static Mark
mark_around(const Neighbours *around)
{
    Mark asked = {0, {0, 0}};
    for (int side = 0; side < 2; side++)
        for (int off = 0; off < around->counts[side]; off++) {
            const Neighbour *beside = &around->words[side][off];
            if (beside->hash == 0) /* a phrase may be anything */
                return (Mark){UINT64_MAX, {UINT64_MAX, UINT64_MAX}};
            asked.words |= word_bit(beside->plain) | word_bit(beside->hash);
            asked.edges[side] |= beside->is_short || beside->plain != beside->hash
                                     ? HAS_NEXT
                                     : head_bit(beside->head) | tail_bit(beside->tail);
        }
    return asked;
}

/* Note a name of a bucket where it may stand at `at`, with the word beside which. Returns -1 on failure, 0 where that cannot
   be told here. */
static int
note_one(const Text *text, Py_ssize_t at, const Neighbours *around, uint64_t item, Mark *mark, Found *found)
{
    const Words *self = text->words;
    Beside noted = {item, 0};
    Wanted wanted;
    int unsure = !wanted_words(self, item, &wanted);
    if (unsure)
        *mark = (Mark){UINT64_MAX, {UINT64_MAX, UINT64_MAX}};
    else if (mark->words == 0)
        *mark = mark_of(self, &wanted);
    if (!unsure)
        noted.off = beside_which(text, at, around, &wanted, &unsure);
    if (unsure)
        return 0;
    if (noted.off == 0)
        return 1;
    Beside *beside = grown(found->beside, found->beside_used, &found->beside_room, sizeof(Beside));
    if (beside == NULL)
        return -1;
    found->beside = beside;
    beside[found->beside_used++] = noted;
    return 1;
}

/* Note the names of the buckets of the word at `at` that may stand there, with the words beside which. Returns -1 on
   failure, 0 where not all can be told here. */
static int
note_beside(const Text *text, Py_ssize_t at, size_t row, size_t names, size_t buckets, Found *found)
{
    const Words *self = text->words;
    Neighbours around;
    see_neighbours(text, at, &around);
    Mark asked = mark_around(&around);
    found->beside_used = 0;
    for (size_t bucket = 0; bucket < buckets; bucket++) {
        size_t first, end;
        if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], ITEM, self->rows[row + names + bucket], &first,
                        &end)
            || end - first > MANY)
            return 0;
        while (first < end) {
            uint64_t items[NAMES_AT_ONCE];
            Mark *marks[NAMES_AT_ONCE];
            int count = 0;
            for (; first < end && count < NAMES_AT_ONCE; first++) {
                Mark *mark = &self->marks[first];
                uint64_t shared = (mark->words & asked.words) | (mark->edges[0] & asked.edges[0])
                                  | (mark->edges[1] & asked.edges[1]);
                if (mark->words != 0 && shared == 0)
                    continue; /* as nearly all */
                marks[count] = mark;
                items[count++] = number_at(&self->tables[BUCKETS], first, ITEM);
            }
            fetch_names(self, items, count);
            for (int each = 0; each < count; each++) {
                int told = note_one(text, at, &around, items[each], marks[each], found);
                if (told <= 0)
                    return told;
            }
        }
    }
    return 1;
}

/* Take the names of the buckets of the word at `at` that stand there, in the order of the words that they may stand beside.
   Returns -1 on failure, 0 where they are left to be taken one by one. */
static int
take_all_beside(const Text *text, Py_ssize_t at, size_t row, size_t names, size_t buckets, Found *found)
{
    int told = text->words->is_marked ? note_beside(text, at, row, names, buckets, found) : 0;
    uint32_t offs = 0;
    for (size_t each = 0; told > 0 && each < found->beside_used; each++)
        offs |= 1u << found->beside[each].off;
    for (int off = 1; told > 0 && off <= SIDES; off++)
        for (size_t each = 0; offs & 1u << off && each < found->beside_used; each++) {
            Wanted wanted;
            if (found->beside[each].off != off)
                continue;
            (void)wanted_words(text->words, found->beside[each].item, &wanted); /* they were read before */
            if (take(text, at, found->beside[each].item, &wanted, 1, found) < 0)
                return -1;
        }
    return told;
}

/* Take the names of the buckets of the word at `at` that may stand there, where Python is to say beside which words.
   Returns -1 on failure, 0 where there are none, BESIDE where there are some. */
static int
take_beside(const Text *text, Py_ssize_t at, Around *around, Found *found)
{
    const Words *self = text->words;
    size_t names, buckets, row = row_of(text, at, &names, &buckets);
    if (row == 0 || buckets == 0)
        return 0;
    int taken = around->what & PAIRED ? 0 : take_all_beside(text, at, row, names, buckets, found);
    if (taken != 0)
        return taken < 0 ? -1 : 0;
    around->beside = found->used;
    for (size_t bucket = 0; bucket < buckets; bucket++) {
        size_t first, end;
        if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], ITEM, self->rows[row + names + bucket], &first,
                        &end)
            || end - first > MANY) {
            around->all_beside = 1;
            return BESIDE;
        }
        for (; first < end; first++) {
            uint64_t item = number_at(&self->tables[BUCKETS], first, ITEM);
            Wanted wanted;
            int is_told = wanted_words(self, item, &wanted);
            if (is_told && (!(agrees(text, at, 1, &wanted) || agrees(text, at, -1, &wanted)) || !may_stand(text, at, &wanted)))
                continue;
            if (take(text, at, item, is_told ? &wanted : NULL, 0, found) < 0)
                return -1;
        }
    }
    return found->used > around->beside ? BESIDE : 0;
}
