/* The names that a stranger among words may hold, run together with something else or with one another: `_odd` in
   wordreader.py and `WordIndex.run_together`. */

#include "_words.h"

/* Write the letters of a name, 0 for each beyond Latin-1. Returns how many they are; -1: too many to compare here, or it is
   none of words. */
static int
name_letters(const Words *self, uint64_t name, unsigned char *letters)
{
    size_t part, end;
    int count = 0;
    if (!find_group(&self->tables[PARTS_STARTS], &self->tables[PARTS], 4, name, &part, &end))
        return -1;
    for (; part < end; part++) {
        size_t number = number_at(&self->tables[PARTS], part, 4) >> 1;
        const Letters *own = &self->listed.letters[number];
        if (number >= self->listed.count || own->size > (uint32_t)(MOST_LETTERS - count))
            return -1;
        memcpy(letters + count, self->listed.low + own->low, own->size);
        count += (int)own->size;
    }
    return count;
}

/* Whether the letters of a name are those of a word. -1: it is none of words. */
static int
is_name_spelt(const Words *self, uint64_t name, const unsigned char *letters, int size)
{
    size_t part, end;
    if (!find_group(&self->tables[PARTS_STARTS], &self->tables[PARTS], 4, name, &part, &end))
        return -1;
    for (; part < end; part++) {
        size_t number = number_at(&self->tables[PARTS], part, 4) >> 1;
        if (number >= self->listed.count)
            return -1;
        const Letters *own = &self->listed.letters[number];
        const unsigned char *row = self->listed.low + own->low;
        if (own->size > (uint32_t)size || (own->size > 1 && own->first != two_letters(letters[0], letters[1])))
            return 0; /* as nearly all */
        if (memcmp(row, letters, own->size) != 0)
            return 0;
        letters += own->size;
        size -= (int)own->size;
    }
    return size == 0;
}

/* Whether some letters stand in a row of letters. */
static int
holds(const unsigned char *row, int size, const unsigned char *letters, int count)
{
    for (int at = 0; at + count <= size; at++) {
        int same = 0;
        while (same < count && row[at + same] == letters[same])
            same++;
        if (same == count)
            return 1;
    }
    return 0;
}

/* Put a part with the others, in the order of the alphabet and none twice, see `_parts`. */
static int
put_part(const Word *word, int start, int end, uint64_t hash, Part *parts, int count)
{
    const Anchor *anchor = anchor_of(word->words, hash);
    if (anchor->bucket == 0 && anchor->role == 0)
        return count;
    Part part = {word->letters + start, end - start, 0, start, anchor};
    if (memcmp(word->letters, part.letters, (size_t)part.size) == 0) {
        part.first = part.size;
        part.last = word->size;
    }
    int at = count;
    for (; at > 0; at--) {
        const Part *other = &parts[at - 1];
        int order = memcmp(other->letters, part.letters, (size_t)(other->size < part.size ? other->size : part.size));
        if (order == 0 && other->size == part.size)
            return count;
        if (order < 0 || (order == 0 && other->size < part.size))
            break;
    }
    memmove(&parts[at + 1], &parts[at], (size_t)(count - at) * sizeof(Part));
    parts[at] = part;
    return count + 1;
}

static int
find_parts(const Word *word, Part *parts)
{
    int count = 0;
    if (word->size < LEAST_TWO)
        return 0;
    int begins = has_kind(word->head, HEAD), ends = has_kind(word->tail, TAIL);
    uint64_t heads[LONGEST], tails[LONGEST], hash = begins ? hash_letters(word, 0, PIECE - 1) : 0;
    for (int cut = PIECE; begins && cut < word->size - 1; cut++) {
        heads[cut] = hash = LETTER(hash, word->letters[cut - 1]);
        fetch_place(word->words, hash);
    }
    for (int cut = 2; ends && cut <= word->size - PIECE; cut++) {
        tails[cut] = hash_letters(word, cut, word->size);
        fetch_place(word->words, tails[cut]);
    }
    for (int cut = PIECE; begins && cut < word->size - 1; cut++)
        count = put_part(word, 0, cut, heads[cut], parts, count);
    for (int cut = 2; ends && cut <= word->size - PIECE; cut++)
        count = put_part(word, cut, word->size, tails[cut], parts, count);
    return count;
}

/* Keep the names found by a part that hold the first or last letters of the rest of the word, see `holding`. Returns 0
   where they are left to Python, -1 on failure. */
static int
keep_holding(Words *self, const Word *word, const Part *part, uint64_t *names)
{
    size_t at, stop;
    if (part->anchor->bucket == 0)
        return 1;
    if (!find_group(&self->tables[BUCKET_STARTS], &self->tables[BUCKETS], ITEM, part->anchor->bucket - 1, &at, &stop)
        || stop - at > MANY)
        return 0;
    int three = part->last - part->first < 3 ? part->last - part->first : 3;
    for (size_t next = at; at < stop; at++) {
        unsigned char letters[MOST_LETTERS];
        uint64_t item = number_at(&self->tables[BUCKETS], at, ITEM);
        if (at == next)
            next = fetch_group(self, &self->tables[BUCKETS], at, stop);
        int count = name_letters(self, item >> PLACES, letters);
        if (count < 0)
            return 0;
        if (!holds(letters, count, word->letters + part->first, three)
            && !holds(letters, count, word->letters + part->last - three, three))
            continue;
        if (rows_add(self, item) < 0)
            return -1;
        ++*names;
    }
    return 1;
}

/* Return the rest of a word where that and a part follow one another in a name; NULL where they do not. */
static const Anchor *
merged_with(const Words *self, const Word *word, const Part *part)
{
    if (part->anchor->role == 0)
        return NULL;
    const Anchor *rest = anchor_of(self, plain_of(self, hash_letters(word, part->first, part->last)));
    uint32_t one = word_by(self, part->anchor), other = word_by(self, rest);
    return pair_of(self, one, other) != 0 || pair_of(self, other, one) != 0 ? rest : NULL;
}

/* Keep those of a group of names that have the letters of a word. Returns 0 where they are left to Python, -1 on
   failure. */
static int
keep_spelt(Words *self, const Word *word, int starts, int numbers, uint64_t group, uint64_t *names)
{
    size_t at, stop, row = self->rows_used - *names;
    if (!find_group(&self->tables[starts], &self->tables[numbers], ITEM, group, &at, &stop) || stop - at > MANY)
        return 0;
    for (size_t next = at; at < stop; at++) {
        uint64_t item = number_at(&self->tables[numbers], at, ITEM) >> PLACES << PLACES;
        if (at == next)
            next = fetch_group(self, &self->tables[numbers], at, stop);
        int is_spelt = is_name_spelt(self, item >> PLACES, word->letters, word->size);
        if (is_spelt < 0)
            return 0;
        if (!is_spelt)
            continue;
        size_t place = self->rows_used; /* in the order of their numbers, none twice */
        while (place > row && self->rows[place - 1] > item)
            place--;
        if (place > row && self->rows[place - 1] == item)
            continue;
        if (rows_add(self, item) < 0)
            return -1;
        memmove(&self->rows[place + 1], &self->rows[place], (self->rows_used - 1 - place) * sizeof(uint64_t));
        self->rows[place] = item;
        ++*names;
    }
    return 1;
}

/* Keep the names all words of which are run together in a long word, see `WordIndex.run_together`. Returns 0 where they
   are left to Python, -1 on failure. */
static int
keep_run_together(Words *self, const Word *word, uint64_t *names)
{
    if (word->size < LEAST_MANY
        || !(has_kind(word->head, HEAD) || has_kind(word->tail, TAIL)))
        return 1;
    uint32_t parts[LONGEST]; /* the words of pairs in it */
    unsigned char is_start[LONGEST + 1] = {1}; /* words of names end before that letter, laid end to end from the first on */
    int count = 0, done = 1;
    for (int start = 0; start < word->size; start++) {
        if (!is_start[start])
            continue;
        uint64_t hash = self->seed;
        for (int end = start; end < word->size; end++) {
            hash = LETTER(hash, word->letters[end]);
            uint32_t number = number_of(self, hash != 0 ? hash : 1);
            if (number == 0)
                continue;
            is_start[end + 1] = 1;
            const Anchor *anchor = anchor_at(self, number);
            if (end == start)
                continue;
            if (anchor->bucket != 0)
                done = keep_spelt(self, word, BUCKET_STARTS, BUCKETS, anchor->bucket - 1, names);
            if (done <= 0 || (anchor->role != 0 && count == LONGEST))
                return done < 0 ? -1 : 0;
            if (anchor->role != 0)
                parts[count++] = number - 1;
        }
    }
    for (int one = 0; one < count; one++)
        for (int other = 0; other < count; other++) {
            uint32_t pair = pair_of(self, parts[one], parts[other]);
            if (pair != 0 && (done = keep_spelt(self, word, PAIR_STARTS, PAIRS, pair - 1, names)) <= 0)
                return done;
        }
    return 1;
}

/* Keep the names that a stranger among words may hold run together with something else, see `_odd`. Returns 0 where it
   is left to Python, -1 on failure. */
static int
keep_held(Words *self, const Word *word, Meaning *meaning)
{
    Part parts[2 * LONGEST];
    /* a word of a name holds no others */
    int count = word->number != 0 ? 0 : find_parts(word, parts), done = 1;
    size_t used = self->rows_used;
    uint64_t names = 0;
    if (rows_begin(self, 0, 0, &meaning->row) < 0)
        return -1;
    done = keep_run_together(self, word, &names);
    for (int part = 0; done > 0 && part < count; part++) {
        if (merged_with(self, word, &parts[part]) != NULL)
            meaning->more |= MERGED;
        done = keep_holding(self, word, &parts[part], &names);
    }
    if (done > 0 && names > UINT32_MAX)
        done = 0;
    if (done <= 0 || names == 0) {
        self->rows_used = used;
        meaning->row = 0;
    }
    else {
        self->rows[used] = names << 32;
    }
    if (names != 0 || meaning->more & MERGED)
        meaning->role |= LOOK;
    return done;
}
